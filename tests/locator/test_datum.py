import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Proj

from locator.datum import (
    CHINA_RECTANGLE,
    from_bd09mc,
    from_wgs84,
    outside_china,
    position,
    to_bd09mc,
    to_wgs84,
)
from locator.errors import InvalidInput
from locator.vocabulary import Accuracy, Datum
from tests.shared import shared_path

GEOD = Geod(ellps="WGS84")
WEST, SOUTH, EAST, NORTH = CHINA_RECTANGLE
SHIFTED = (Datum.GCJ02, Datum.BD09)
lons_inside = st.floats(WEST, EAST)
lats_inside = st.floats(SOUTH, NORTH)


def apart_m(one: tuple[Any, Any], other: tuple[Any, Any]) -> float:
    return float(np.max(GEOD.inv(one[0], one[1], other[0], other[1])[2]))


@pytest.fixture(scope="module")
def vectors() -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = json.loads(shared_path("coords/vectors.json").read_bytes())
    assert len(places) == 20
    return places


@pytest.mark.parametrize("datum", Datum)
def test_published_vectors_forward_and_back_to_a_millimetre(
    vectors: list[dict[str, Any]], datum: Datum
) -> None:
    for place in vectors:
        wgs84, pair = place["wgs84"], place[datum.value]
        assert apart_m(from_wgs84(wgs84[0], wgs84[1], datum), pair) < 1e-3
        assert apart_m(to_wgs84(pair[0], pair[1], datum), wgs84) < 1e-3


def test_baidus_metres_forward_and_back_to_a_millimetre(vectors: list[dict[str, Any]]) -> None:
    for place in vectors:
        assert to_bd09mc(*place["bd09"]) == pytest.approx(place["bd09mc"], abs=1e-3)
        assert apart_m(from_bd09mc(*place["bd09mc"]), place["bd09"]) < 1e-3


@pytest.mark.parametrize("datum", Datum)
def test_there_and_back_everywhere_in_the_rectangle(datum: Datum) -> None:
    lon, lat = np.meshgrid(np.linspace(WEST, EAST, 401), np.linspace(SOUTH, NORTH, 401))
    assert apart_m(to_wgs84(*from_wgs84(lon, lat, datum), datum), (lon, lat)) < 1e-6


@given(lons_inside, lats_inside, st.sampled_from(SHIFTED))
def test_there_and_back_for_a_point(lon: float, lat: float, datum: Datum) -> None:
    assert apart_m(to_wgs84(*from_wgs84(lon, lat, datum), datum), (lon, lat)) < 1e-3


@given(lons_inside, lats_inside, st.sampled_from(Datum))
def test_floats_and_arrays_agree(lon: float, lat: float, datum: Datum) -> None:
    for convert in (to_wgs84, from_wgs84):
        one = convert(lon, lat, datum)
        many = convert(np.array([lon]), np.array([lat]), datum)
        assert isinstance(one[0], float)
        assert one == pytest.approx((many[0][0], many[1][0]), abs=1e-12)


@pytest.mark.parametrize("step_deg", [0.0, 1e-12, 1e-6, 1e-3, 0.01])
def test_the_edges_belong_to_the_inside(step_deg: float) -> None:
    middle_lon, middle_lat = 105.0, 35.0
    for lon, lat in (
        (WEST + step_deg, middle_lat),
        (EAST - step_deg, middle_lat),
        (middle_lon, SOUTH + step_deg),
        (middle_lon, NORTH - step_deg),
        (WEST + step_deg, SOUTH + step_deg),
        (EAST - step_deg, NORTH - step_deg),
    ):
        assert not outside_china(lon, lat)
        shifted = from_wgs84(lon, lat, Datum.GCJ02)
        assert apart_m(shifted, (lon, lat)) > 50
        assert apart_m(to_wgs84(*shifted, Datum.GCJ02), (lon, lat)) < 1e-6


def test_outside_nothing_is_shifted() -> None:
    for lon, lat in (
        (WEST - 1e-6, 35.0),
        (EAST + 1e-6, 35.0),
        (105.0, SOUTH - 1e-6),
        (105.0, NORTH + 1e-6),
        (-74.0, 40.7),
        (180.0, -90.0),
    ):
        assert outside_china(lon, lat)
        assert from_wgs84(lon, lat, Datum.GCJ02) == (lon, lat)
    # Beyond the strip into which points inside are shifted, the way back is plain too.
    for lon, lat in ((WEST - 0.02, 35.0), (EAST + 0.02, 35.0), (2.35, 48.85)):
        assert to_wgs84(lon, lat, Datum.GCJ02) == (lon, lat)


@pytest.mark.parametrize("datum", Datum)
def test_the_whole_globe_stays_on_the_globe(datum: Datum) -> None:
    lon, lat = np.meshgrid(np.linspace(-180, 180, 73), np.linspace(-90, 90, 37))
    for convert in (to_wgs84, from_wgs84):
        new_lon, new_lat = convert(lon, lat, datum)
        assert np.all(np.abs(new_lon) <= 180)
        assert np.all(np.abs(new_lat) <= 90)


@pytest.mark.parametrize(
    ("lon", "lat", "fields"),
    [
        (float("nan"), 35.0, {"lon"}),
        (105.0, float("inf"), {"lat"}),
        (180.1, -90.1, {"lon", "lat"}),
        (np.array([105.0, np.nan]), np.array([35.0, 35.0]), {"lon"}),
    ],
)
def test_what_is_no_position_is_refused(lon: Any, lat: Any, fields: set[str]) -> None:
    for convert in (to_wgs84, from_wgs84):
        with pytest.raises(InvalidInput) as caught:
            convert(lon, lat, Datum.GCJ02)
        assert {problem.field for problem in caught.value.problems} == fields
    with pytest.raises(InvalidInput):
        to_bd09mc(lon, lat)


def test_a_position_keeps_the_pair_it_was_made_from() -> None:
    shifted = from_wgs84(112.5, 28.2, Datum.BD09)
    made = position(*shifted, Datum.BD09, Accuracy.STREET)
    assert (made.given_lon, made.given_lat) == shifted
    assert (made.lon, made.lat) == pytest.approx((112.5, 28.2), abs=1e-9)
    assert made.datum is Datum.BD09
    assert made.accuracy is Accuracy.STREET


def test_baidus_metres_are_nearly_an_ellipsoidal_mercator() -> None:
    """An oracle for the polynomials that the vectors do not reach: 0 to 18 and 48 to 74° N."""
    mercator = Proj("+proj=merc +a=6378245 +rf=298.3")
    lat = np.linspace(-73.9, 73.9, 297)
    x, y = to_bd09mc(np.full_like(lat, 120.0), lat)
    expected_x, expected_y = mercator(np.full_like(lat, 120.0), lat)
    np.testing.assert_allclose(x, expected_x, rtol=2e-5)
    np.testing.assert_allclose(y, expected_y, rtol=1e-4, atol=1)


@given(st.floats(-180, 180), st.floats(-59, 59))
def test_baidus_metres_there_and_back(lon: float, lat: float) -> None:
    assert from_bd09mc(*to_bd09mc(lon, lat)) == pytest.approx((lon, lat), abs=1e-7)


@pytest.mark.parametrize(("x", "y"), [(2.1e7, 0.0), (0.0, -1.3e7), (float("nan"), 0.0)])
def test_metres_beyond_baidus_map_are_refused(x: float, y: float) -> None:
    with pytest.raises(InvalidInput):
        from_bd09mc(x, y)
