"""Every answer equals measuring all sites with Geod, before and after edits."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.errors import InvalidInput
from locator.geodesy import to_ecef
from locator.index import SiteIndex
from tests.locator.oracle import WGS84, brute_force, measured, same_answer

Place = tuple[float, float]

CORNERS = [
    (0.0, 90.0), (77.0, 90.0), (0.0, -90.0), (-180.0, -90.0), (180.0, 0.0), (-180.0, 0.0),
    (179.9999, 10.0), (-179.9999, 10.0), (0.0, 0.0), (121.4, 37.5), (-58.6, -37.5), (121.4, -37.5),
]  # fmt: skip
degrees = st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False))
city = st.tuples(st.floats(121.39, 121.41), st.floats(37.49, 37.51))
steps = st.tuples(st.integers(-180, 180).map(float), st.integers(-90, 90).map(float))
places = st.one_of(st.sampled_from(CORNERS), degrees, city, steps)


def indexes(sites: list[Place]) -> list[SiteIndex]:
    """Return the index as built, and after an edit that leaves the same sites."""
    lons, lats = [lon for lon, _ in sites], [lat for _, lat in sites]
    built, edited = SiteIndex(lons=lons, lats=lats), SiteIndex(lons=lons, lats=lats)
    edited.insert(-1, lon=1.0, lat=1.0)
    edited.remove(-1)
    return [built, edited]


def check(sites: list[Place], asked: list[Place], k: int) -> None:
    lons, lats = [lon for lon, _ in sites], [lat for _, lat in sites]
    for index in indexes(sites):
        ask_lons, ask_lats = [lon for lon, _ in asked], [lat for _, lat in asked]
        positions, metres = index.nearest_many(lons=ask_lons, lats=ask_lats, k=k)
        for line, (lon, lat) in enumerate(asked):
            truth = brute_force(lon, lat, lons, lats, k)
            assert same_answer(index.nearest(lon=lon, lat=lat, k=k), truth)
            count = len(truth[0])
            bulk = positions[line, :count].tolist(), metres[line, :count].tolist()
            assert same_answer(bulk, truth)
            assert (positions[line, count:] == -1).all()
            assert np.isnan(metres[line, count:]).all()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sites=st.lists(places, max_size=140),
    asked=st.lists(places, min_size=1, max_size=4),
    k=st.integers(1, 8),
)
def test_any_sites_from_anywhere(sites: list[Place], asked: list[Place], k: int) -> None:
    check(sites, asked, k)


@pytest.mark.parametrize("spread", [180.0, 1.0, 1e-3, 1e-7])
def test_crowds_of_every_density(spread: float) -> None:
    rng = np.random.default_rng(int(spread * 1e7))
    lons, lats = rng.uniform(-spread, spread, 2_000), rng.uniform(-spread / 2, spread / 2, 2_000)
    asked = [
        (lons[0], lats[0]),
        (0.0, 0.0),
        (spread / 3, -spread / 3),
        (-180.0, 0.01),
        *CORNERS[:5],
    ]
    check(list(zip(lons.tolist(), lats.tolist(), strict=True)), asked, k=7)


def test_thousands_of_sites_in_one_place_are_tied_by_position() -> None:
    sites = [(121.4, 37.5)] * 3_000 + [(121.40001, 37.5)] * 2 + [(121.39999, 37.5)] * 2
    check(sites, [(121.4, 37.5), (121.5, 37.5), (121.4, 38.0), (-58.6, -37.5)], k=5)
    nearest, metres = SiteIndex(
        lons=[121.4] * 3_000, lats=[37.5] * 3_000, positions=range(2_999, -1, -1)
    ).nearest(lon=121.4, lat=37.5, k=4)
    assert (nearest, metres) == ([0, 1, 2, 3], [0.0] * 4)


def test_chord_order_alone_would_be_wrong() -> None:
    """What the bounds are for: a thousand kilometres each way, all at nearly one chord."""
    angles, here = np.linspace(0.0, 360.0, 400, endpoint=False), np.full(400, 0.0)
    lons, lats, _ = WGS84.fwd(here + 121.0, here + 30.0, angles, here + 1e6)
    chords = np.linalg.norm(to_ecef(lon=lons, lat=lats) - to_ecef(lon=121.0, lat=30.0), axis=1)
    truth, _ = brute_force(121.0, 30.0, lons, lats, 20)
    assert set(np.argsort(chords)[:20].tolist()).isdisjoint(truth[:5])
    check(list(zip(lons.tolist(), lats.tolist(), strict=True)), [(121.0, 30.0)], k=20)


def test_from_the_other_side_of_the_earth() -> None:
    rng = np.random.default_rng(8)
    lons, lats = rng.uniform(60, 180, 4_000), rng.uniform(-30, 80, 4_000)
    asked = [(-60.0, 10.0), (-100.0, -40.0)]
    check(list(zip(lons.tolist(), lats.tolist(), strict=True)), asked, k=50)


def test_no_sites() -> None:
    index = SiteIndex(lons=[], lats=[])
    assert len(index) == 0
    assert index.nearest(lon=0.0, lat=0.0, k=3) == ([], [])
    assert index.within(lon=0.0, lat=0.0, radius_m=1e9) == ([], [])
    positions, metres = index.nearest_many(lons=[0.0, 1.0], lats=[0.0, 1.0], k=2)
    assert (positions == -1).all()
    assert np.isnan(metres).all()
    index.insert(5, lon=10.0, lat=10.0)
    assert index.nearest(lon=10.0, lat=10.0, k=3) == ([5], [0.0])
    index.remove(5)
    assert index.nearest(lon=10.0, lat=10.0, k=3) == ([], [])


def test_no_places() -> None:
    positions, metres = SiteIndex(lons=[1.0], lats=[1.0]).nearest_many(lons=[], lats=[], k=3)
    assert positions.shape == metres.shape == (0, 3)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 180.001, -1e300])
def test_what_is_no_place_is_refused_everywhere(bad: float) -> None:
    index = SiteIndex(lons=[1.0, 2.0], lats=[1.0, 2.0])
    with pytest.raises(InvalidInput, match="lon"):
        index.nearest(lon=bad, lat=0.0, k=1)
    with pytest.raises(InvalidInput, match="lat"):
        index.nearest_many(lons=[0.0, 0.0], lats=[0.0, bad], k=1)
    with pytest.raises(InvalidInput, match="lon"):
        index.within(lon=bad, lat=0.0, radius_m=1.0)
    with pytest.raises(InvalidInput, match="lat"):
        index.insert(3, lon=0.0, lat=bad)
    with pytest.raises(InvalidInput, match="lat"):
        SiteIndex(lons=[1.0], lats=[bad])
    assert len(index) == 2


def test_edits_are_answered_like_a_fresh_index() -> None:
    rng = np.random.default_rng(4)
    sites = {p: (float(rng.normal(121, 0.1)), float(rng.normal(37, 0.1))) for p in range(300)}
    index = SiteIndex(lons=[s[0] for s in sites.values()], lats=[s[1] for s in sites.values()])
    for step in range(200):
        if step % 3:
            gone = int(rng.choice(list(sites)))
            index.remove(gone)
            del sites[gone]
        else:
            sites[1000 + step] = sites[min(sites)] if step % 2 else (121.0, 37.0)
            index.insert(1000 + step, lon=sites[1000 + step][0], lat=sites[1000 + step][1])
        known = sorted(sites)
        order, metres = brute_force(
            121.0, 37.0, [sites[p][0] for p in known], [sites[p][1] for p in known], 6
        )
        got = index.nearest(lon=121.0, lat=37.0, k=6)
        assert same_answer(got, ([known[at] for at in order], metres))
    assert len(index) == len(sites)


def test_a_position_is_known_once() -> None:
    index = SiteIndex(lons=[1.0], lats=[1.0], positions=[7])
    with pytest.raises(ValueError, match="7"):
        index.insert(7, lon=2.0, lat=2.0)
    with pytest.raises(KeyError):
        index.remove(8)


@pytest.mark.parametrize("radius_m", [0.0, 1.0, 500.0, 20_000.0, 3e6, 2e7, 1e9])
def test_within_a_distance(radius_m: float) -> None:
    rng = np.random.default_rng(6)
    lons = np.concatenate([rng.normal(121, 0.05, 300), rng.uniform(-180, 180, 300), [121.0] * 3])
    lats = np.concatenate([rng.normal(37, 0.05, 300), rng.uniform(-90, 90, 300), [37.0] * 3])
    sites = list(zip(lons.tolist(), lats.tolist(), strict=True))
    metres = measured(121.0, 37.0, lons, lats)
    order, ranked = brute_force(121.0, 37.0, lons, lats, int((metres <= radius_m).sum()))
    for index in indexes(sites):
        assert same_answer(index.within(lon=121.0, lat=37.0, radius_m=radius_m), (order, ranked))


def test_lists_of_unequal_length_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="equal length"):
        SiteIndex(lons=[1.0, 2.0], lats=[1.0])
    with pytest.raises(ValueError, match="one or more"):
        SiteIndex(lons=[1.0], lats=[1.0]).nearest(lon=0.0, lat=0.0, k=0)
    with pytest.raises(ValueError, match="zero metres"):
        SiteIndex(lons=[1.0], lats=[1.0]).within(lon=0.0, lat=0.0, radius_m=math.nan)
