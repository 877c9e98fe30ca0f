"""Length of street in each cell, and the riders drawn from it for the made-up city."""

from collections import defaultdict
from itertools import pairwise

import h3
import numpy as np
import pytest
from numpy.typing import NDArray

from geodata.demand import street_demand
from geodata.demand.demo import demo_demand
from geodata.demo.streets import Zone, street_plan
from locator.geodesy import GEOD
from locator.streets.network import NetworkAbout, StreetNetwork
from tests.geodata.demand.making import AT, Floats


def network(lons: Floats, lats: Floats, starts: NDArray[np.int64]) -> StreetNetwork:
    """Return streets along these lines, each from a node to a node of its own."""
    edges = len(starts) - 1
    lengths = [GEOD.line_length(lons[a:b], lats[a:b]) for a, b in pairwise(starts)]
    ends = np.arange(2 * edges, dtype=np.int32).reshape(edges, 2)
    places = np.column_stack([starts[:-1], starts[1:] - 1]).ravel()
    return StreetNetwork(
        mode="walk",
        node_lons=lons[places],
        node_lats=lats[places],
        edge_from=ends[:, 0],
        edge_to=ends[:, 1],
        edge_m=np.array(lengths, dtype=np.float64),
        forward_s=np.ones(edges),
        backward_s=np.ones(edges),
        edge_name=np.zeros(edges, dtype=np.int32),
        vertex_start=starts,
        vertex_lons=lons,
        vertex_lats=lats,
        names=("",),
        about=NetworkAbout(
            version=1,
            id="abc",
            source="made up",
            made_at=AT.isoformat(),
            speeds={},
            counts={},
            bbox=(123, 31, 124, 32),
        ),
    )


def made_up(edges: int = 200) -> StreetNetwork:
    dice = np.random.default_rng(5)
    sizes = dice.integers(2, 7, edges)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    lons = np.concatenate([123.5 + np.cumsum(dice.normal(0, 0.003, n)) for n in sizes])
    lats = np.concatenate([31.5 + np.cumsum(dice.normal(0, 0.003, n)) for n in sizes])
    return network(lons, lats, starts)


def test_the_cells_hold_the_length_of_the_network() -> None:
    lines = made_up()
    demand = street_demand(lines, at=AT)
    assert demand.weights.sum() == pytest.approx(lines.edge_m.sum(), rel=1e-9)
    assert (demand.kind, demand.hourly) == ("street_length", None)
    assert (demand.about.source, demand.about.sha256) == ("made up", "abc")


def test_each_cell_holds_the_streets_in_it() -> None:
    lines = made_up(40)
    expected: defaultdict[str, float] = defaultdict(float)
    for start, end in pairwise(lines.vertex_start.tolist()):
        for place in range(start, end - 1):
            lon1, lon2 = lines.vertex_lons[place : place + 2]
            lat1, lat2 = lines.vertex_lats[place : place + 2]
            metres = GEOD.inv(lon1, lat1, lon2, lat2)[2]
            for part in (np.arange(2000) + 0.5) / 2000:
                lat, lon = lat1 + (lat2 - lat1) * part, lon1 + (lon2 - lon1) * part
                expected[h3.latlng_to_cell(lat, lon, 9)] += metres / 2000
    demand = street_demand(lines, at=AT)
    found = dict(zip(demand.cells, demand.weights, strict=True))
    for cell in expected.keys() | found.keys():
        assert found.get(cell, 0.0) == pytest.approx(expected[cell], abs=60)
    assert sum(abs(found.get(cell, 0) - expected[cell]) for cell in expected) < 0.03 * sum(
        expected.values()
    )


def test_the_riders_of_the_demo_city_are_the_same_every_time() -> None:
    assert demo_demand(at=AT).digest == demo_demand(at=AT).digest
    assert demo_demand(at=AT).about.made_up


def test_they_are_busiest_at_noon_and_in_the_evening_and_in_the_centre() -> None:
    demand = demo_demand(at=AT)
    assert demand.hourly is not None
    monday = demand.hourly.sum(axis=0)[:24]
    assert set(np.argsort(monday)[-4:].tolist()) == {11, 12, 17, 18}
    assert monday.max() == pytest.approx(1500, rel=1e-3)
    assert monday[3] < 0.1 * monday.max()
    weights = dict(zip(demand.cells, demand.weights, strict=True))
    by_zone: defaultdict[Zone, list[float]] = defaultdict(list)
    for quarter in street_plan().quarters:
        lon, lat = np.mean(quarter.ring, axis=0)
        by_zone[quarter.zone].append(weights.get(h3.latlng_to_cell(lat, lon, 9), 0.0))
    means = {zone: float(np.mean(values)) for zone, values in by_zone.items()}
    assert max(means, key=lambda zone: means[zone]) in (Zone.CENTRE, Zone.OLD_TOWN)
    assert means[Zone.CENTRE] > 20 * means[Zone.FIELDS]
