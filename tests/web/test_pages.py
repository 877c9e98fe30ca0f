import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from geodata.demo import demo_city
from locator.datum import from_wgs84
from locator.hours import CHINA
from locator.nearest import ANY_SITE, NearestAnswer, NearestQuery, SiteFilter
from locator.vocabulary import Datum, Kind, Status
from tests.web.browser import Watch, chromium, serving
from tests.web.test_maps import HOSTILE, Memory, hostile_city
from web.app import create_app
from web.pages import routes
from web.settings import Settings
from web.state import State

WEDNESDAY = datetime(2026, 11, 18, 15, 0, tzinfo=CHINA)
DEAD_OF_NIGHT = datetime(2026, 11, 18, 3, 0, tzinfo=CHINA)
PLACE = (123.4945, 31.5012)  # in the old town


@pytest.fixture(scope="module")
def demo_state() -> Iterator[State]:
    city = demo_city()
    state = State(Memory(city.sites, city.unions))
    yield state
    state.close()


@pytest.fixture
def demo_app(demo_state: State, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(routes, "clock", lambda: WEDNESDAY)
    return create_app(Settings(), demo_state)


@pytest.fixture
def demo(demo_app: Flask) -> FlaskClient:
    return demo_app.test_client()


def expected(
    state: State, lon: float, lat: float, where: SiteFilter = ANY_SITE, **asked: object
) -> NearestAnswer:
    query = NearestQuery(
        lon=lon,
        lat=lat,
        at=WEDNESDAY,
        k=5,
        where=where,
        openness="grouped",
        max_m=20_000,
        **asked,  # type: ignore[arg-type]  # fields by name
    )
    return state.snapshot().nearest(query)


def ids_on(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'<h3><a href="/s/([^"?]+)', page)]


def test_the_first_page_asks_and_shows_the_map(demo: FlaskClient) -> None:
    page = demo.get("/")
    assert page.status_code == 200
    assert '<form class="ask" id="ask" method="post"' in page.text
    assert '<iframe src="/map?' in page.text
    assert "旧样街道" in page.text
    assert ids_on(page.text) == []


def test_a_strict_policy_holds_and_nothing_inline_breaks_it(demo: FlaskClient) -> None:
    for page in (demo.get("/"), demo.post("/", data={"place": "旧样街道"})):
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in policy
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page.text)
        assert page.headers["Cache-Control"] == "no-store"


def test_every_page_of_the_made_up_city_says_so(demo: FlaskClient, client: FlaskClient) -> None:
    for path in ("/", "/map", "/s/demo-s001", "/s/nowhere"):
        assert "示例市 · 虚构城市" in demo.get(path).text, path
    assert "虚构城市" not in client.get("/").text


def test_coordinates_give_what_the_snapshot_gives(demo: FlaskClient, demo_state: State) -> None:
    page = demo.post("/", data={"place": "{},{}".format(*PLACE)})
    answer = expected(demo_state, *PLACE)
    assert ids_on(page.text) == [found.site.id for found in answer.found]
    assert len(answer.found) == 15


@pytest.mark.parametrize("datum", list(Datum))
def test_the_datum_chosen_is_the_one_used(
    demo: FlaskClient, demo_state: State, datum: Datum
) -> None:
    lon, lat = from_wgs84(*PLACE, datum)
    page = demo.post("/", data={"place": f"{lon},{lat}", "datum": datum.value})
    assert ids_on(page.text) == [f.site.id for f in expected(demo_state, *PLACE).found]


def test_a_street_by_name_or_from_the_list_is_its_centre(
    demo: FlaskClient, demo_state: State
) -> None:
    jurisdictions = demo_state.snapshot().jurisdictions
    street = jurisdictions.by_adcode("990102003")
    assert street is not None
    centre = jurisdictions.centre(street)
    assert centre is not None
    ids = [found.site.id for found in expected(demo_state, *centre).found]
    assert ids_on(demo.post("/", data={"place": "示例市沙盘区雏形街道"}).text) == ids
    assert ids_on(demo.post("/", data={"area": street.id}).text) == ids


def test_a_site_by_name_is_its_place(demo: FlaskClient, demo_state: State) -> None:
    site = demo_state.snapshot().site("demo-v001")
    assert site is not None
    assert site.position is not None
    page = demo.post("/", data={"place": site.name})
    answer = expected(demo_state, site.position.lon, site.position.lat)
    assert ids_on(page.text) == [found.site.id for found in answer.found]


def test_filters_are_the_snapshots(demo: FlaskClient, demo_state: State) -> None:
    page = demo.post(
        "/",
        data={
            "place": "{},{}".format(*PLACE),
            "amenity": ["microwave", "toilet"],
            "kind": "station",
            "mode": "ebike",
        },
    )
    where = SiteFilter(
        kinds=frozenset({Kind.STATION}), amenities=frozenset({"microwave", "toilet"})
    )
    answer = expected(demo_state, *PLACE, where=where, mode="ebike")
    assert ids_on(page.text) == [found.site.id for found in answer.found]
    assert "骑行" in page.text
    assert page.text.count(" checked>") == 2


def test_a_service_is_judged_by_its_own_hours(demo: FlaskClient, demo_state: State) -> None:
    page = demo.post("/", data={"place": "{},{}".format(*PLACE), "service": "haircut"})
    answer = expected(demo_state, *PLACE, where=SiteFilter(service="haircut"))
    assert ids_on(page.text) == [found.site.id for found in answer.found]
    assert "理发" in page.text


def test_groups_come_open_first_with_their_counts(demo: FlaskClient, demo_state: State) -> None:
    page = demo.post("/", data={"place": "{},{}".format(*PLACE)}).text
    heads = re.findall(r'<h2 id="group-(\w+)".*?<small>(\d+)</small>', page)
    answer = expected(demo_state, *PLACE)
    assert heads == [
        (status.value, str(sum(found.open.status is status for found in answer.found)))
        for status in (Status.OPEN, Status.UNKNOWN, Status.CLOSED)
    ]
    assert 'role="status"' in page
    assert "直线 × 1.3" in page


def test_links_lead_to_the_door_and_tell_no_app_where_one_is(
    demo: FlaskClient, demo_state: State
) -> None:
    page = unescape(demo.post("/", data={"place": "{},{}".format(*PLACE)}).text)
    first = expected(demo_state, *PLACE).found[0].site
    door = first.entrance or first.position
    assert door is not None
    gcj_lon, gcj_lat = (round(x, 6) for x in from_wgs84(door.lon, door.lat, Datum.GCJ02))
    assert f"https://uri.amap.com/navigation?to={gcj_lon},{gcj_lat}," in page
    assert "geo:" in page
    hrefs = re.findall(r'href="([^"]+)"', page)
    assert not [link for link in hrefs if f"{PLACE[0]}" in link or f"{PLACE[1]}" in link]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "place"),
        ({"place": "月球背面"}, "place"),
        ({"place": "181,95"}, "place"),
        ({"area": "demo-street-99"}, "area"),
        ({"place": "旧样街道", "mode": "teleport"}, "mode"),
        ({"place": "旧样街道", "datum": "mars"}, "datum"),
        ({"place": "旧样街道", "kind": "castle"}, "kind"),
        ({"place": "旧样街道", "service": "magic"}, "service"),
        ({"place": "旧样街道", "amenity": "throne"}, "amenity"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(
    demo: FlaskClient, data: dict[str, str], field: str
) -> None:
    page = demo.post("/?lang=en", data=data)
    assert page.status_code == 400
    assert f'id="{field}-wrong"' in page.text
    assert re.search(r'<p class="wrong" id="[^"]+">[^<]+Allowed: [^<]+</p>', page.text)
    assert 'role="alert"' in page.text
    assert ids_on(page.text) == []
    if data.get("place"):
        assert f'value="{data["place"]}"' in page.text


def test_nothing_near_says_so_and_offers_the_hotlines(demo: FlaskClient) -> None:
    page = demo.post("/", data={"place": "116.4,39.9"}).text
    assert "20 公里内没有找到" in page
    assert "附近现在没有确定开门的地方" in page


def test_at_night_the_hotlines_come_with_their_numbers(
    demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "clock", lambda: DEAD_OF_NIGHT)
    asked = {"place": "试产街道", "kind": "venue", "amenity": "shower"}
    page = demo_app.test_client().post("/", data=asked).text
    assert 'href="tel:000-0001"' in page


def test_english_throughout(demo: FlaskClient) -> None:
    page = demo.post("/?lang=en", data={"place": "旧样街道"})
    assert '<html lang="en">' in page.text
    assert "Open now" in page.text
    assert "min walk" in page.text
    assert "现在能进" not in page.text
    city = demo_city()
    text = unescape(page.text).replace(">中文<", "><")
    told = {t for s in city.sites for t in (s.name, s.host, s.address, s.hours.text, s.source)}
    told |= {union.name.removesuffix("总工会") for union in city.unions} | {"示例市"}
    for known in sorted(told, key=len, reverse=True):
        text = text.replace(known, "") if known else text
    text = re.sub(r'href="[^"]*"', "", text)
    assert re.findall(r"[\u4e00-\u9fff]+", text) == []


def test_hostile_names_are_shown_as_text() -> None:
    state = hostile_city()
    site = state.snapshot().site("demo-c01")
    assert site is not None
    assert site.position is not None
    client = create_app(Settings(), state).test_client()
    page = client.post(
        "/", data={"place": f"{site.position.lon},{site.position.lat}", "kind": "service_centre"}
    ).text
    assert "<img src=x" not in page
    assert HOSTILE in unescape(page)
    again = client.post("/", data={"place": HOSTILE}).text
    assert "<img src=x" not in again
    state.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def address(demo_app: Flask) -> Iterator[str]:
    with serving(demo_app) as served:
        yield served


@pytest.mark.browser
def test_without_scripts_a_rider_gets_the_right_list(
    browser: Browser, address: str, demo_state: State
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="zh-CN"
    )
    page = context.new_page()
    watch = Watch(page)
    page.goto(address)
    page.get_by_label("我在哪儿").fill("{},{}".format(*PLACE))
    page.locator("label.chip", has_text="微波炉").click()
    page.get_by_text("更多条件").click()
    page.get_by_label("怎么去").select_option("ebike")
    page.get_by_role("button", name="找最近的").click()
    page.get_by_role("status").wait_for()
    answer = expected(
        demo_state, *PLACE, where=SiteFilter(amenities=frozenset({"microwave"})), mode="ebike"
    )
    names = page.locator(".card h3").all_inner_texts()
    assert names == [found.site.name for found in answer.found]
    assert page.get_by_label("怎么去").input_value() == "ebike"
    assert watch.foreign == []
    assert not [url for url in watch.requests if "123." in url]
    context.close()


@pytest.mark.browser
def test_the_language_is_switched_with_the_answer_kept(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(address)
    page.get_by_label("我在哪儿").fill("旧样街道")
    page.get_by_role("button", name="找最近的").click()
    before = page.locator(".card h3").all_inner_texts()
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Open now").wait_for()
    assert page.locator(".card h3").all_inner_texts() == before
    page.close()


def too_small(page: Page) -> list[str]:
    """Return what can be clicked and is lower than a thumb."""
    return [
        f"{element.inner_text()} {box['height']}"
        for element in page.locator(
            "main a, main button, select, input[type=text], summary, label.chip, header a"
        ).all()
        if element.is_visible() and (box := element.bounding_box()) and box["height"] < 43.5
    ]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_phone_and_a_thumb(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en",
    )
    page = context.new_page()
    page.goto(address)
    for step in ("first", "answered"):
        if step == "answered":
            page.get_by_label("Where I am").fill("旧样街道")
            page.get_by_role("button", name="Find the nearest").click()
            page.get_by_role("status").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert too_small(page) == []
    context.close()
