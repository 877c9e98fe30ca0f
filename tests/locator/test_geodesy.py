import numpy as np
import pytest
from pyproj import Transformer

from locator.geodesy import GEOD, bearing_deg, distance_m, ecef_point, inverse, to_ecef
from tests.locator.oracle import measured

RNG = np.random.default_rng(3)
LONS, LATS = RNG.uniform(-180, 180, 500), RNG.uniform(-90, 90, 500)
EDGES = [(0.0, 90.0), (0.0, -90.0), (180.0, 0.0), (-180.0, 0.0), (121.4, 37.5)]


def test_ecef_is_epsg_4978() -> None:
    transformer = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    lons, lats = (np.append(a, b) for a, b in zip((LONS, LATS), np.array(EDGES).T, strict=True))
    truth = np.column_stack(transformer.transform(lons, lats, np.zeros_like(lons)))
    assert np.abs(to_ecef(lon=lons, lat=lats) - truth).max() < 1e-8


def test_one_point_is_the_same_as_many() -> None:
    many = to_ecef(lon=LONS, lat=LATS)
    one = [ecef_point(lon=lon, lat=lat) for lon, lat in zip(LONS, LATS, strict=True)]
    assert np.abs(many - np.array(one)).max() < 1e-8


def test_a_known_distance_and_direction() -> None:
    # GeographicLib's own example: Wellington to Salamanca (Karney 2013)
    assert distance_m(lon1=174.81, lat1=-41.32, lon2=-5.50, lat2=40.96) == pytest.approx(
        19959679.26735382, abs=1e-6
    )
    assert bearing_deg(lon1=174.81, lat1=-41.32, lon2=-5.50, lat2=40.96) == pytest.approx(
        161.06766998616
    )


def test_shapes_are_broadcast() -> None:
    table = distance_m(lon1=LONS[:3, None], lat1=LATS[:3, None], lon2=LONS[:7], lat2=LATS[:7])
    assert table.shape == (3, 7)
    assert table[2, 5] == GEOD.inv(LONS[2], LATS[2], LONS[5], LATS[5])[2]
    assert distance_m(lon1=[], lat1=[], lon2=1.0, lat2=2.0).shape == (0,)


@pytest.mark.parametrize("count", [0, 1, 8, 9, 40])
def test_one_to_several_gives_the_floats_of_geod(count: int) -> None:
    lons, lats = LONS[:count].tolist(), LATS[:count].tolist()
    distances, bearings = inverse(lon=121.0, lat=37.0, lons=lons, lats=lats)
    assert distances == measured(121.0, 37.0, lons, lats).tolist()
    azimuths = [GEOD.inv(121.0, 37.0, lon, lat)[0] for lon, lat in zip(lons, lats, strict=True)]
    assert bearings == [azimuth % 360.0 for azimuth in azimuths]


@pytest.mark.parametrize(("lons", "lats"), [(2, 3), (3, 2), (1, 0), (9, 8), (8, 9), (40, 39)])
def test_lists_of_two_lengths_are_refused(lons: int, lats: int) -> None:
    with pytest.raises(ValueError, match="equal length"):
        inverse(lon=121.0, lat=37.0, lons=[121.5] * lons, lats=[37.5] * lats)


def test_directions_run_clockwise_from_north() -> None:
    _, bearings = inverse(lon=0.0, lat=0.0, lons=[0.0, 1.0, 0.0, -1.0], lats=[1.0, 0.0, -1.0, 0.0])
    assert bearings == pytest.approx([0.0, 90.0, 180.0, 270.0])
