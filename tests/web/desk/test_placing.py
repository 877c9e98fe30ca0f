"""Sites are put where a link, a pair or the geocoder says, once somebody has looked at it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape
from pyproj import Geod
from werkzeug.test import TestResponse

from geodata.store import Store
from locator.datum import position
from locator.errors import InvalidInput, problem
from locator.model import Position, Site
from locator.vocabulary import Accuracy, Datum
from locator.words import Words
from tests.web.conftest import site
from tests.web.desk.staff import mark_on, sign_in
from web.app import create_app
from web.settings import Settings
from web.state import State

LOST = "s20"  # has no position; its code says the district here
PATH = f"/desk/placing/{LOST}"
AMAP = "https://uri.amap.com/marker?position=121.405,37.505&name=x"


@pytest.fixture
def desk_store(desk_store: Store) -> Store:
    lost = site(20, east=0, position=None, name="没有位置的驿站", address="示例路20号")
    desk_store.apply([lost], source="test", actor="test", at=datetime.now(UTC))
    return desk_store


def current(store: Store, site_id: str = LOST) -> Site:
    return next(site for site in store.load().sites if site.id == site_id)


def looked_at(page: TestResponse) -> dict[str, str]:
    """Return what the page would send on being told to keep the place."""
    names = ("csrf", "seen", "looked")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page.text) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def look(client: FlaskClient, place: str, path: str = PATH, **form: str) -> TestResponse:
    data = {"place": place, "accuracy": "exact", "step": "look", **form}
    return client.post(path, data={"csrf": mark_on(client, "/desk"), **data})


def keep(client: FlaskClient, place: str, path: str = PATH, **form: str) -> TestResponse:
    marks = looked_at(look(client, place, path, **form))
    data = {"place": place, "accuracy": "exact", **form, **marks, "step": "save"}
    return client.post(path, data=data)


def test_the_list_names_what_lacks_a_place_until_it_has_one(
    desk_app: Flask, desk_store: Store
) -> None:
    client = sign_in(desk_app, "editor here")
    page = client.get("/desk/placing").text
    assert re.findall(r"/desk/placing/(s\d+)", page) == [LOST, "s9"]  # s9: of the district only
    assert "2 sites have no exact position" in page
    assert "示例热线" not in page
    answer = keep(client, AMAP)
    assert answer.headers["Location"] == f"/desk/placing?placed={LOST}"
    after = client.get(answer.headers["Location"]).text
    assert re.findall(r"/desk/placing/(s\d+)", after) == ["s9"]
    assert "1 site has no exact position" in after
    assert f"/s/{LOST}" in after
    assert desk_store.history(LOST)[-1].actor == "user:2"
    assert keep(client, "121.4,37.5", "/desk/placing/s9", datum="wgs84").status_code == 303
    assert "nothing to do" in client.get("/desk/placing").text


def test_a_link_tells_its_datum_and_what_was_given_is_kept(
    desk_app: Flask, desk_store: Store
) -> None:
    assert keep(sign_in(desk_app, "editor here"), AMAP).status_code == 303
    place = current(desk_store).position
    assert place
    assert (place.given_lon, place.given_lat, place.datum) == (121.405, 37.505, "gcj02")
    assert place.accuracy is Accuracy.EXACT
    moved = Geod(ellps="WGS84").inv(place.lon, place.lat, 121.405, 37.505)[2]
    assert 350 < moved < 650  # as far as the datums are apart there


def test_a_coarse_place_is_kept_as_such(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    assert keep(client, "121.4,37.5", datum="wgs84", accuracy="street").status_code == 303
    place = current(desk_store).position
    assert place == position(121.4, 37.5, Datum.WGS84, Accuracy.STREET)
    assert LOST in client.get("/desk/placing").text


@pytest.mark.parametrize(
    ("place", "form", "said"),
    [
        ("121.4,37.5", {}, "do not tell their datum"),
        (AMAP, {"datum": "bd09"}, "the text itself is in GCJ-02"),
        ("https://surl.amap.com/abc", {}, "holds no position"),
        ("", {}, "holds no position"),
        ("121.4,37.3", {"datum": "wgs84"}, "this place is in 示例南区, which is not yours"),
        ("116.4,39.9", {"datum": "wgs84"}, "which is not yours"),
        ("121.4,37.5", {"datum": "wgs84", "accuracy": "?"}, "choose how exact it is"),
    ],
)
def test_what_cannot_be_is_refused_and_said(
    desk_app: Flask, desk_store: Store, place: str, form: dict[str, str], said: str
) -> None:
    before = desk_store.revision()
    page = look(sign_in(desk_app, "editor here"), place, **form)
    assert page.status_code == 400
    assert said in page.text
    assert escape(place) in page.text  # to be mended, not typed again
    assert 'value="save"' not in page.text
    assert desk_store.revision() == before


def test_nothing_is_kept_that_was_not_looked_at(desk_app: Flask, desk_store: Store) -> None:
    client, before = sign_in(desk_app, "editor here"), desk_store.revision()
    marks = looked_at(look(client, AMAP))
    other = {"place": "121.41,37.5", "datum": "wgs84", "accuracy": "exact", "step": "save"}
    page = client.post(PATH, data={**other, **marks})
    assert page.status_code == 200
    assert "121.41000, 37.50000" in page.text
    assert desk_store.revision() == before
    assert client.post(PATH, data={**other, **looked_at(page)}).status_code == 303


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("121.4,37.3", "the record says 示例区, but this place is in 示例南区"),
        ("116.4,39.9", "the record says 示例区"),
        ("37.5,121.4", "the latitude came first"),
    ],
)
def test_what_looks_wrong_is_said_first(desk_app: Flask, place: str, said: str) -> None:
    page = look(sign_in(desk_app, "administrator"), place, datum="wgs84")
    assert page.status_code == 200
    assert said in page.text


def test_a_place_that_is_nobodys_is_doubted(desk_app: Flask, desk_store: Store) -> None:
    nowhere = replace(current(desk_store), adcode="", address="路边", street="")
    desk_store.apply([nowhere], source="test", actor="test", at=datetime.now(UTC))
    page = look(sign_in(desk_app, "administrator"), "116.4,39.9", datum="wgs84")
    assert "it lies in no district" in page.text


def test_riders_are_led_to_the_new_place(desk_app: Flask, desk_store: Store) -> None:
    door = position(121.39, 37.49, Datum.WGS84)
    site = replace(current(desk_store), position=door, entrance=door)
    desk_store.apply([site], source="test", actor="test", at=datetime.now(UTC))
    client = sign_in(desk_app, "editor here")
    assert "the entrance kept apart goes" in look(client, "121.4,37.5", datum="wgs84").text
    assert keep(client, "121.4,37.5", datum="wgs84").status_code == 303
    after = current(desk_store)
    assert (after.position, after.entrance) == (position(121.4, 37.5, Datum.WGS84), None)


def test_a_stale_place_is_refused(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    marks = looked_at(look(client, AMAP))
    changed = replace(current(desk_store), address="新地址")
    desk_store.apply([changed], source="test", actor="test", at=datetime.now(UTC))
    data = {"place": AMAP, "accuracy": "exact", **marks, "step": "save"}
    page = client.post(PATH, data=data)
    assert page.status_code == 409
    assert "新地址" in page.text
    assert f'href="{PATH}"' in page.text
    assert current(desk_store) == changed


def test_a_hotline_has_no_place(desk_app: Flask) -> None:
    assert sign_in(desk_app, "administrator").get("/desk/placing/s10").status_code == 404


Locate = Callable[[str, str], Position | None]


def with_geocoder(state: State, locate: Locate) -> FlaskClient:
    state.refresh()
    return sign_in(create_app(Settings(), state, locate=locate), "editor here")


def find(client: FlaskClient, address: str = "示例路20号") -> TestResponse:
    data = {"csrf": mark_on(client, "/desk"), "address": address, "step": "find"}
    return client.post(PATH, data=data)


def test_the_geocoder_is_asked_and_its_accuracy_recorded(desk_store: Store, state: State) -> None:
    asked = []

    def locate(address: str, city: str) -> Position:
        asked.append((address, city))
        return position(121.405, 37.505, Datum.GCJ02, Accuracy.STREET)

    client = with_geocoder(state, locate)
    page = find(client)
    assert asked == [("示例路20号", "示例市")]
    form = {"place": "121.405,37.505", "datum": "gcj02", "accuracy": "street", "step": "save"}
    assert client.post(PATH, data={**form, **looked_at(page)}).status_code == 303
    place = current(desk_store).position
    assert place
    assert (place.datum, place.accuracy) == ("gcj02", "street")


def failing(_address: str, _city: str) -> Position | None:
    raise InvalidInput(problem("address", "", Words("", ""), Words("坏了", "the geocoder failed")))


@pytest.mark.parametrize(
    ("locate", "address", "said"),
    [
        (lambda *_: None, "示例路20号", "did not find the address"),
        (lambda *_: position(121.4, 37.5, Datum.WGS84), " ", "did not find the address"),
        (failing, "示例路20号", "the geocoder failed"),
        (lambda *_: position(121.4, 37.3, Datum.WGS84), "示例路20号", "which is not yours"),
    ],
    ids=["not found", "no address", "failed", "elsewhere"],
)
@pytest.mark.usefixtures("desk_store")
def test_what_the_geocoder_does_not_know(
    state: State, locate: Locate, address: str, said: str
) -> None:
    page = find(with_geocoder(state, locate), address)
    assert page.status_code == 400
    assert said in page.text


def test_without_a_geocoder_the_page_says_so(desk_app: Flask) -> None:
    client = sign_in(desk_app, "editor here")
    assert "This server has no geocoder" in client.get(PATH).text
    page = find(client)
    assert page.status_code == 400
    assert "YIZHAN_GEOCODER" in page.text
