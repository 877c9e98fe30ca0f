"""The collection of service areas: one of every site, by street, and never more than told."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import shapely
from flask.testing import FlaskClient

from geodata.store import Store
from locator.geodesy import distance_m
from tests.web.conftest import LAT, LON, SITES
from web.plan import areas
from web.state import State

ITEMS = "/ogc/collections/service_areas/items"
EXACT = ["s1", "s2", "s3", "s4", "s5", "s6", "s8"]  # neither a hotline nor a district's centre
OFF = ("s4", "s5", "s8")  # the streets do not go as far
PACE_M_MIN = 100.0  # nobody walks faster


def items(client: FlaskClient, query: str = "") -> dict[str, dict[str, Any]]:
    answer = client.get(ITEMS + query)
    assert answer.status_code == 200, answer.text
    return {each["id"]: each for each in answer.get_json()["features"]}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[areas.Door]:
    """Give the doors that areas are worked out for from now on."""
    doors: list[areas.Door] = []
    draw = areas.area_around

    def watched(streets: Any, door: areas.Door) -> Any:
        doors.append(door)
        return draw(streets, door)

    monkeypatch.setattr(areas, "area_around", watched)
    return doors


def test_every_site_on_the_streets_has_the_ground_around_it(street_client: FlaskClient) -> None:
    found = items(street_client)
    assert sorted(found) == EXACT
    sites = {site.id: site for site in SITES}
    for name, each in found.items():
        place, told = sites[name].position, each["properties"]
        assert place
        assert (told["name"], told["kind"]) == (sites[name].name, sites[name].kind)
        assert (told["mode"], told["minutes"]) == ("walk", 15.0)
        if name in OFF:
            assert (told["source"], each["geometry"]) == ("off_streets", None)
            continue
        shape = shapely.geometry.shape(each["geometry"])
        assert shape.is_valid
        assert told["source"] == "streets"
        assert shape.covers(shapely.Point(place.lon, place.lat))
        west, south, east, north = shape.bounds
        for lon, lat in ((west, south), (west, north), (east, south), (east, north)):
            far = distance_m(lon1=place.lon, lat1=place.lat, lon2=lon, lat2=lat)
            assert far < 15 * PACE_M_MIN * 2**0.5


def test_filters_are_those_of_the_other_collections(street_client: FlaskClient) -> None:
    shapes = {
        name: shapely.geometry.shape(each["geometry"])
        for name, each in items(street_client).items()
        if name not in OFF
    }
    assert list(items(street_client, "?kind=venue&adcode=999901")) == ["s5"]
    assert sorted(items(street_client, "?source=off_streets")) == sorted(OFF)
    assert items(street_client, "?kind=venue&adcode=0") == {}
    middle = min(shape.bounds[0] for shape in shapes.values())
    edge = sorted(shape.bounds[0] for shape in shapes.values())[-1]
    for east in (middle - 0.001, (middle + edge) / 2, edge + 0.001):
        box = (LON - 1, LAT - 1, east, LAT + 1)
        met = [name for name, it in shapes.items() if it.intersects(shapely.box(*box))]
        assert sorted([*met, *OFF]) == sorted(
            items(street_client, "?bbox=" + ",".join(map(str, box)))
        )
    assert len(items(street_client, "?limit=2")) == 2


def test_one_feature_is_that_of_the_list(street_client: FlaskClient) -> None:
    alone = street_client.get(f"{ITEMS}/s1").get_json()
    assert alone["geometry"] == items(street_client)["s1"]["geometry"]


def test_what_has_not_moved_is_not_worked_out_again(
    street_client: FlaskClient, street_state: State, store: Store, drawn: list[areas.Door]
) -> None:
    before = items(street_client)
    assert len(drawn) == len(EXACT)
    place = SITES[1].position
    assert place
    moved = replace(SITES[1], position=replace(place, lon=place.lon + 0.0003))
    store.apply(
        [replace(SITES[0], name="改名"), moved], source="t", actor="t", at=datetime.now(UTC)
    )
    street_state.refresh()
    after = items(street_client)
    assert after["s1"]["properties"]["name"] == "改名"
    assert drawn[len(EXACT) :] == [(place.lon + 0.0003, place.lat)]
    assert [name for name in EXACT if before[name]["geometry"] != after[name]["geometry"]] == ["s2"]


def test_beyond_the_bound_sites_are_told_without_an_area(
    street_client: FlaskClient, monkeypatch: pytest.MonkeyPatch, drawn: list[areas.Door]
) -> None:
    monkeypatch.setattr(areas, "MOST_AREAS", 3)
    found = items(street_client)
    assert len(drawn) == 3
    assert [found[name]["properties"]["source"] for name in EXACT] == [
        *("streets",) * 3,
        *("not_drawn",) * 4,
    ]
    assert [name for name in EXACT if found[name]["geometry"]] == EXACT[:3]


def test_without_streets_there_is_none(client: FlaskClient) -> None:
    assert items(client) == {}
