"""Points are put on edges, where they are nearest, up to 250 m off."""

import numpy as np
import pytest

from locator.geodesy import GEOD
from locator.streets import SNAP_LIMIT_M, Streets
from tests.locator.streets.city import City, LonLat, Street, at, length_m, random_city

RANDOM = random_city(7, blocks=6, block_m=300.0)


def straight(*line: LonLat) -> Streets:
    return Streets(City([Street(line)]).network())


def anywhere(streets: Streets, count: int, seed: int) -> np.ndarray:
    """Return longitudes and latitudes in and about a city."""
    lons, lats = streets.network.node_lons, streets.network.node_lats
    low, high = (lons.min() - 0.006, lats.min() - 0.003), (lons.max() + 0.006, lats.max() + 0.003)
    return np.random.default_rng(seed).uniform(low, high, (count, 2))


def test_the_point_is_where_brute_force_finds_it() -> None:
    streets, oracle = Streets(RANDOM.network()), RANDOM.oracle()
    far = 0
    for lon, lat in anywhere(streets, 600, 1).tolist():
        snap, spot = streets.snap(lon=lon, lat=lat), oracle.spot(lon, lat)
        if snap is None or spot is None:
            assert snap is None
            assert spot is None
            far += 1
            continue
        assert snap.off_m == pytest.approx(spot.off_m, abs=0.01)
        assert GEOD.inv(lon, lat, snap.lon, snap.lat)[2] == pytest.approx(snap.off_m, abs=1e-6)
    assert 20 < far < 300


def test_the_metres_along_the_edge_lead_to_the_point() -> None:
    streets = Streets(RANDOM.network())
    for lon, lat in anywhere(streets, 200, 2).tolist():
        snap = streets.snap(lon=lon, lat=lat)
        if snap is not None:
            line = RANDOM.streets[snap.edge].line
            lengths = [
                length_m(line[: n + 1]) + GEOD.inv(*vertex, snap.lon, snap.lat)[2]
                for n, vertex in enumerate(line[:-1])
            ]
            assert min(abs(metres - snap.along_m) for metres in lengths) < 0.02


def test_many_points_are_put_where_each_would_be() -> None:
    streets = Streets(RANDOM.network())
    lons, lats = anywhere(streets, 6_000, 3).T
    placed = streets.place(lons=lons, lats=lats)
    for n in range(0, lons.size, 7):
        snap = streets.snap(lon=lons[n], lat=lats[n])
        assert placed.snapped[n] == (snap is not None)
        if snap is not None:
            assert placed.edge[n] == snap.edge
            assert placed.along_m[n] == pytest.approx(snap.along_m, abs=1e-9)
            assert placed.off_m[n] == pytest.approx(snap.off_m, abs=1e-9)
            assert (placed.lons[n], placed.lats[n]) == pytest.approx((snap.lon, snap.lat))
    off = placed.snapped == 0
    assert (placed.edge[off] == -1).all()
    assert np.isnan(placed.along_m[off]).all()


@pytest.mark.parametrize("side", [-1, 1])
def test_beyond_250_metres_nothing_is_near(side: int) -> None:
    streets = straight(at(0, 0), at(3_000, 0))
    lon, lat = at(1_500, 0)
    azimuth = 0 if side > 0 else 180
    for metres, on in ((SNAP_LIMIT_M - 0.05, True), (SNAP_LIMIT_M + 0.05, False)):
        lon2, lat2, _ = GEOD.fwd(lon, lat, azimuth, metres)
        assert (streets.snap(lon=lon2, lat=lat2) is not None) == on
        assert bool(streets.place(lons=[lon2], lats=[lat2]).snapped[0]) == on


def test_a_long_ferry_is_found_all_along() -> None:
    streets = straight(at(0, 0), at(40_000, 15_000))
    whole_m = float(streets.network.edge_m[0])
    middle = streets.snap(lon=at(20_000, 0)[0], lat=at(0, 7_560)[1])
    assert middle is not None
    assert middle.along_m == pytest.approx(whole_m / 2, rel=0.005)
    assert middle.off_m < 100


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (float("nan"), 60.0),
        (25.0, float("nan")),
        (float("inf"), 60.0),
        (25.0, 90.0),
        (25.0, -90.0),
        (-155.0, 60.0),
        (25.0, 1e300),
        (0.0, 0.0),
    ],
)
def test_what_is_nowhere_near_stays_off(lon: float, lat: float) -> None:
    streets = straight(at(0, 0), at(400, 0))
    assert streets.snap(lon=lon, lat=lat) is None
    assert not streets.place(lons=[lon], lats=[lat]).snapped.any()
    assert streets.place(lons=[], lats=[]).snapped.size == 0


def test_streets_go_on_across_the_180th_meridian() -> None:
    streets = straight((179.999, -17.0), (-179.999, -17.0))
    for lon in (179.9995, -179.9995, 180.0, -180.0, 180.0005):
        snap = streets.snap(lon=lon, lat=-17.0005)
        assert snap is not None
        assert snap.off_m == pytest.approx(55.3, abs=0.2)
        assert -180 <= snap.lon <= 180


def test_an_edge_with_two_vertices_in_one_place_is_snapped_to() -> None:
    streets = straight(at(0, 0), at(200, 0), at(200, 0), at(400, 0))
    snap = streets.snap(lon=at(200, 0)[0], lat=at(0, 10)[1])
    assert snap is not None
    assert snap.along_m == pytest.approx(200, abs=0.5)
