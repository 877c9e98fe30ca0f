"""The k nearest by minutes: one question at a time, beside Valhalla, igraph and pandana.

igraph and pandana start at the node next to the rider and end at those next to the sites,
since they know nothing of edges; ours and Valhalla go from edge to edge.
"""

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import Any, Final

import igraph
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from bench.streets.trial import ASKED, SEED, Trial, beside_streets
from locator.geodesy import Floats, Ints, to_ecef
from locator.streets import Placed, StreetMode, StreetNetwork, Streets
from locator.streets.placed import OFF_STREET_S_PER_M, stand_at
from locator.streets.searching.trees import grow

SITES: Final = 20_000
QUESTIONS: Final = 200
CHECKED: Final = 10
K: Final = 5
FILTERS: Final = {"all": 1.0, "1/3": 1 / 3, "5 %": 0.05, "0.1 %": 0.001}
SAME_MIN: Final = 1e-6

Mask = NDArray[np.bool_]
Ask = Callable[[float, float], object]


class ByIgraph:
    """igraph's Dijkstra from the node next to the rider."""

    def __init__(self, network: StreetNetwork) -> None:
        there, back = np.isfinite(network.forward_s), np.isfinite(network.backward_s)
        tails = np.concatenate((network.edge_from[there], network.edge_to[back]))
        heads = np.concatenate((network.edge_to[there], network.edge_from[back]))
        self._seconds = np.concatenate((network.forward_s[there], network.backward_s[back]))
        self._graph = igraph.Graph(
            n=network.node_count, edges=np.stack((tails, heads), axis=1), directed=True
        )
        self._graph.es["seconds"] = self._seconds
        self._nodes = cKDTree(to_ecef(lon=network.node_lons, lat=network.node_lats))

    def asking(self, sites: Floats) -> Ask:
        """Return a question about some sites."""
        targets = np.unique(self._node(sites[:, 0], sites[:, 1])).tolist()

        def ask(lon: float, lat: float) -> object:
            node = int(self._node(np.array([lon]), np.array([lat]))[0])
            times = self._graph.distances(node, targets, weights="seconds")[0]
            return np.argsort(times)[:K]

        return ask

    def _node(self, lons: Floats, lats: Floats) -> Ints:
        return np.asarray(self._nodes.query(to_ecef(lon=lons, lat=lats))[1], np.int64)


def pandana_asking(network: StreetNetwork, sites: Floats) -> Ask:
    """Return a question to pandana; it answers for all nodes at once, so one is picked."""
    import pandana  # type: ignore[import-not-found]  # noqa: PLC0415 -- AGPL: never a requirement
    import pandas as pd  # noqa: PLC0415 -- only what pandana takes

    net = pandana.Network(
        pd.Series(np.asarray(network.node_lons)),
        pd.Series(np.asarray(network.node_lats)),
        pd.Series(np.asarray(network.edge_from)),
        pd.Series(np.asarray(network.edge_to)),
        pd.DataFrame({"seconds": np.asarray(network.forward_s)}),
        twoway=True,
    )
    net.set_pois("sites", 36_000, K, sites[:, 0], sites[:, 1])
    return lambda lon, lat: net.nearest_pois(36_000, "sites", num_pois=K).loc[
        net.get_node_ids([lon], [lat])
    ]


def print_searching(trial: Trial, answers: Mapping[StreetMode, Any]) -> None:
    """Print times of single questions for each mode and filter."""
    print(f"\n{QUESTIONS} single questions, k = {K}, {SITES:,} sites: median (p99)")
    print(f"{'':20}{'ours':>20}{'igraph':>20}{'times':>8}{'exact':>8}")
    rng = np.random.default_rng(SEED)
    for mode, streets in trial.streets.items():
        sites = beside_streets(streets.network, SITES, rng)
        to = trial.placed(mode, sites)
        by_igraph = ByIgraph(streets.network)
        for title, share in FILTERS.items():
            passing = rng.random(SITES) < share
            asks = (_asking(streets, to, passing), by_igraph.asking(sites[passing]))
            ours, theirs = _times(asks, trial.riders[:QUESTIONS])
            exact = _exact(streets, to, passing, trial.riders[:CHECKED])
            print(
                f"{mode}, {title:14}{_spread(ours)}{_spread(theirs)}"
                f"{np.median(theirs) / np.median(ours):8.1f}{exact:8.0%}"
            )
    _print_one_to_some(trial, answers)
    _print_pandana(trial)


def _print_one_to_some(trial: Trial, answers: Mapping[StreetMode, Any]) -> None:
    """Print what one rider's answer takes beside the matrix that Valhalla makes for it."""
    print(
        f"\none rider, k = {K} of {len(trial.sites)} sites; Valhalla: the nearest {ASKED} by line"
    )
    for mode, streets in trial.streets.items():
        to = trial.placed(mode, trial.sites)
        (ours,) = _times((_asking(streets, to, None),), trial.riders[:QUESTIONS])
        line = f"{mode:20}{_spread(ours)}"
        if answers:
            theirs = np.array(answers[mode]["ms"])
            line += f"   Valhalla{_spread(theirs)}{np.median(theirs) / np.median(ours):8.1f} times"
        print(line)


def _print_pandana(trial: Trial) -> None:
    network = trial.streets["walk"].network
    try:
        ask = pandana_asking(network, trial.sites)
    except ImportError:
        print("pandana is not installed (AGPL; not a part of this project): left out")
        return
    times = _times((ask,), trial.riders[:10])[0]
    print(f"pandana, walk, {len(trial.sites)} sites{_spread(times)} (all nodes at once)")


def _asking(streets: Streets, to: Placed, passing: Mask | None) -> Ask:
    return lambda lon, lat: streets.nearest(lon=lon, lat=lat, to=to, k=K, passing=passing)


def _times(asks: Sequence[Ask], riders: Floats) -> list[Floats]:
    """Return milliseconds of every question; the ways take turns."""
    rows = [[_timed(ask, rider) for ask in asks] for rider in riders]
    return list(np.array(rows).T)


def _timed(ask: Ask, rider: Floats) -> float:
    lon, lat = (float(degrees) for degrees in rider)
    started = perf_counter()
    ask(lon, lat)
    return (perf_counter() - started) * 1e3


def _exact(streets: Streets, to: Placed, passing: Mask, riders: Floats) -> float:
    """Return the share of answers that equal the ways to every site, by trees without end."""
    sites = np.flatnonzero(passing[to.ends.position])
    stands = [to.ends.stand(site) for site in sites.tolist()]
    right = 0
    for lon, lat in riders.tolist():
        snap = streets.snap(lon=lon, lat=lat)
        if snap is None:
            right += streets.nearest(lon=lon, lat=lat, to=to, k=K, passing=passing) is None
            continue
        tree = grow(streets.arcs(towards=False), stand_at(streets.network, *snap[:2]))
        seconds = np.array([tree.seconds_to(stand) for stand in stands])
        off_m = to.ends.off_m[sites] + snap.off_m
        wanted = np.sort(seconds + off_m * OFF_STREET_S_PER_M)[:K] / 60.0
        legs = streets.nearest(lon=lon, lat=lat, to=to, k=K, passing=passing) or []
        found = np.array([leg.travel_min for leg in legs])
        right += bool(np.allclose(found, wanted, rtol=0.0, atol=SAME_MIN))
    return right / len(riders)


def _spread(ms: Floats) -> str:
    median, late = np.percentile(ms, (50, 99))
    return f"{median:9.2f} ms ({late:5.1f})"
