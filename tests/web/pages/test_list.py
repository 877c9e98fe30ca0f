import gzip
import re
from collections import Counter
from datetime import datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.demo import demo_city
from locator.datum import from_wgs84, position
from locator.hours import CHINA
from locator.model import OpeningHours, Site
from locator.nearest import SiteFilter
from locator.vocabulary import Datum, Kind, Status
from tests.web.made_up import HOSTILE, WEDNESDAY, Memory, hostile_city
from tests.web.pages.asking import HERE, PLACE, expected, ids_of, ids_on
from web.app import create_app
from web.pages import routes
from web.settings import Settings
from web.state import State

DEAD_OF_NIGHT = datetime(2026, 11, 18, 3, 0, tzinfo=CHINA)


def test_the_first_page_lists_the_busiest_district(demo: FlaskClient, demo_state: State) -> None:
    page = demo.get("/").text
    assert '<form class="ask" id="ask" method="post"' in page
    counts = Counter(
        union.id
        for site in demo_state.snapshot().sites
        if (door := site.entrance or site.position)
        for union in demo_state.snapshot().jurisdictions.chain(lon=door.lon, lat=door.lat)
        if union.level == "district"
    )
    busiest, _ = counts.most_common(1)[0]
    assert re.search(rf'<option value="{busiest}" data-at="[^"]+" selected>', page)
    assert ids_on(page) == ids_on(demo.get(f"/?area={busiest}").text)
    assert len(ids_on(page)) == 20


def test_a_store_without_sites_says_so() -> None:
    client = create_app(Settings(), State(Memory((), ()))).test_client()
    assert "还没有站点" in client.get("/?lang=zh-CN").text
    assert "There are no places yet" in client.get("/?lang=en").text


def test_the_cards_of_an_area_are_the_nearest_to_its_middle(
    demo: FlaskClient, demo_state: State
) -> None:
    jurisdictions = demo_state.snapshot().jurisdictions
    street = jurisdictions.by_adcode("990102003")
    assert street is not None
    centre = jurisdictions.centre(street)
    assert centre is not None
    page = demo.get(f"/?area={street.id}").text
    listed = ids_on(page)
    answer = expected(demo_state, *centre, k=20)
    for status, share in ((Status.OPEN, 10), (Status.UNKNOWN, 5), (Status.CLOSED, 5)):
        ids = [found.site.id for found in answer.found if found.open.status is status]
        assert [each for each in listed if each in ids][:share] == ids[:share]
    assert 'class="far"' not in page  # nobody stands at the middle of a street
    assert demo.get("/?area=nowhere").status_code == 200


def fetched(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as answer:
        assert answer.status_code == 200, address
        return bytes(answer.data)


def test_the_first_view_is_light(demo: FlaskClient) -> None:
    page = demo.get("/")
    paths = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
    assert "/static/rider/app.js" in paths
    assert len(paths) <= 16  # each file costs a cheap phone several ms, however small it is
    bodies = [page.data, *(fetched(demo, path) for path in sorted(paths))]
    assert sum(len(gzip.compress(body, 6)) for body in bodies) <= 30_000


def test_every_script_that_the_list_imports_is_fetched_at_once(demo: FlaskClient) -> None:
    page = demo.get("/").text
    preloaded = set(re.findall(r'rel="modulepreload" href="/static/rider/(\w+\.js)"', page))
    imported = {
        name
        for each in {*preloaded, "app.js"}
        for name in re.findall(
            r'from "\./(\w+\.js)"', fetched(demo, f"/static/rider/{each}").decode()
        )
    }
    assert preloaded == imported


def test_a_strict_policy_holds_and_nothing_inline_breaks_it(demo: FlaskClient) -> None:
    for page in (demo.get("/"), demo.post("/", data={"place": "旧样街道"})):
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert not re.search(
            r"<script(?! type=\"module\" src=)|<style|\sstyle=|\son\w+=", page.text
        )
    assert page.headers["Cache-Control"] == "no-store"  # the second one is about a person


def test_every_page_of_the_made_up_city_says_so(demo: FlaskClient, client: FlaskClient) -> None:
    for path in ("/", "/map", "/s/demo-s001", "/s/nowhere"):
        assert "示例市 · 虚构城市" in demo.get(path).text, path
    assert "虚构城市" not in client.get("/").text


def test_coordinates_give_what_the_snapshot_gives(demo: FlaskClient, demo_state: State) -> None:
    page = demo.post("/", data={"place": HERE})
    answer = expected(demo_state, *PLACE)
    assert ids_on(page.text) == ids_of(answer)
    assert len(answer.found) == 15


@pytest.mark.parametrize("datum", list(Datum))
def test_the_datum_chosen_is_the_one_used(
    demo: FlaskClient, demo_state: State, datum: Datum
) -> None:
    lon, lat = from_wgs84(*PLACE, datum)
    page = demo.post("/", data={"place": f"{lon},{lat}", "datum": datum.value})
    assert ids_on(page.text) == ids_of(expected(demo_state, *PLACE))


def test_a_street_by_name_or_from_the_list_is_its_centre(
    demo: FlaskClient, demo_state: State
) -> None:
    jurisdictions = demo_state.snapshot().jurisdictions
    street = jurisdictions.by_adcode("990102003")
    assert street is not None
    centre = jurisdictions.centre(street)
    assert centre is not None
    ids = ids_of(expected(demo_state, *centre))
    assert ids_on(demo.post("/", data={"place": "示例市沙盘区雏形街道"}).text) == ids
    assert ids_on(demo.post("/", data={"area": street.id}).text) == ids


def test_a_site_by_name_is_its_place(demo: FlaskClient, demo_state: State) -> None:
    site = demo_state.snapshot().site("demo-v001")
    assert site is not None
    assert site.position is not None
    page = demo.post("/", data={"place": site.name})
    answer = expected(demo_state, site.position.lon, site.position.lat)
    assert ids_on(page.text) == ids_of(answer)


def test_filters_are_the_snapshots(demo: FlaskClient, demo_state: State) -> None:
    page = demo.post(
        "/",
        data={
            "place": HERE,
            "amenity": ["microwave", "toilet"],
            "kind": "station",
            "mode": "ebike",
        },
    )
    where = SiteFilter(
        kinds=frozenset({Kind.STATION}), amenities=frozenset({"microwave", "toilet"})
    )
    answer = expected(demo_state, *PLACE, where=where, mode="ebike")
    assert ids_on(page.text) == ids_of(answer)
    assert "骑行" in page.text
    assert page.text.count(" checked>") == 2


def test_a_service_is_judged_by_its_own_hours(demo: FlaskClient, demo_state: State) -> None:
    page = demo.post("/", data={"place": HERE, "service": "haircut"})
    answer = expected(demo_state, *PLACE, where=SiteFilter(service="haircut"))
    assert ids_on(page.text) == ids_of(answer)
    assert "理发" in page.text


def test_groups_come_open_first_with_their_counts(demo: FlaskClient, demo_state: State) -> None:
    page = demo.post("/", data={"place": HERE}).text
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
    page = unescape(demo.post("/", data={"place": HERE}).text)
    first = expected(demo_state, *PLACE).found[0].site
    door = first.entrance or first.position
    assert door is not None
    lon, lat = from_wgs84(door.lon, door.lat, Datum.GCJ02)
    assert f"https://uri.amap.com/navigation?to={lon:.6f},{lat:.6f}," in page
    assert "geo:" in page
    hrefs = re.findall(r'href="([^"]+)"', page)
    assert not [link for link in hrefs if f"{PLACE[0]}" in link or f"{PLACE[1]}" in link]


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


def test_when_nothing_is_open_the_hotlines_come_first(
    demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "clock", lambda: DEAD_OF_NIGHT)
    asked = {"place": HERE, "service": "legal", "kind": "service_centre"}
    page = demo_app.test_client().post("/", data=asked).text
    assert page.index('id="nothing"') < page.index('id="remote"') < page.index('id="group-closed"')


def test_a_closed_place_still_tells_its_ways_in(
    demo_app: Flask, demo_state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "clock", lambda: DEAD_OF_NIGHT)
    centre = demo_state.snapshot().site("demo-c01")
    assert centre is not None
    asked = {"place": centre.name, "kind": "service_centre"}
    page = demo_app.test_client().post("/", data=asked).text
    card = page[page.index("/s/demo-c01") :].partition("</article>")[0]
    assert "已关门" in card
    assert "<dd>有人值守</dd>" in card


def test_a_place_that_closes_before_one_gets_there_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(routes, "clock", lambda: WEDNESDAY.replace(hour=16, minute=59))
    place = position(PLACE[0] + 0.01, PLACE[1], Datum.WGS84)  # a kilometre away
    hours = OpeningHours("9:00-17:00", "09:00-17:00")
    state = State(Memory((Site(id="a", name="a", position=place, hours=hours),), ()))
    page = create_app(Settings(), state).test_client().post("/", data={"place": HERE}).text
    assert "赶到之前就要关门了" in page
    state.close()
