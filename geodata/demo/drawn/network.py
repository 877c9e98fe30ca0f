"""The made-up city's street plan as streets to go along, on foot and by e-bike."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from geodata.demo.streets import Rule, Way, street_plan
from geodata.streets.building import build_streets
from geodata.streets.collecting import SHUT, Collector, Lanes
from geodata.streets.files import write_networks
from geodata.streets.following import FollowedStreets
from geodata.streets.raw import CLOSED, RawStreets
from locator.streets.network import STREET_MODES, StreetMode, StreetNetwork
from locator.streets.speeds import SPEEDS_KMH

SOURCE: Final = "示例市 (虚构)"


@lru_cache(maxsize=1)
def demo_raw_streets() -> RawStreets:
    """Return the streets; what is private is closed to those who come from outside."""
    plan = street_plan()
    collector = Collector()
    for way in plan.ways:
        lanes: dict[StreetMode, Lanes] = {
            "walk": _lanes(way, way.foot, oneway=False),
            "ebike": _lanes(way, way.ebike, oneway=way.oneway),
        }
        collector.way(way.nodes, lanes=lanes, name=way.name.zh)
    nodes = [plan.nodes[number] for number in collector.node_numbers]
    return collector.streets(
        source=SOURCE,
        lons=np.array([node.lon for node in nodes]),
        lats=np.array([node.lat for node in nodes]),
        barred={mode: np.zeros(len(nodes), np.bool_) for mode in STREET_MODES},
    )


def _lanes(way: Way, rule: Rule, *, oneway: bool) -> Lanes:
    if rule != "yes":
        return SHUT
    road = way.street_class.value.removesuffix("_link")
    return Lanes(road, CLOSED if oneway else road)


def demo_network(mode: StreetMode) -> StreetNetwork:
    """Return the network of a mode at the usual speeds."""
    return build_streets(demo_raw_streets(), mode=mode, speeds=SPEEDS_KMH[mode])


def write_demo_streets(folder: Path) -> bool:
    """Write the networks of the made-up city to a folder, unless another city's are there.

    Returns
    -------
    bool
        Whether they were written.
    """
    before = FollowedStreets(folder)
    before.look()
    if any(network.about.source != SOURCE for network in before.networks.values()):
        return False
    write_networks((demo_network(mode) for mode in STREET_MODES), folder)
    return True
