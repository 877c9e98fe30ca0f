import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from geodata.demo import demo_backdrop
from geodata.holidays import builtin_calendar
from locator.datum import position
from locator.model import Site
from locator.snapshot import Snapshot
from locator.unions import Jurisdictions
from locator.vocabulary import Accuracy, Datum, Kind, Operation
from tests.web.browser import Watch, chromium, serving
from tests.web.made_up import HOSTILE, hostile_city
from web.app import create_app
from web.maps import site_map, sites
from web.settings import Settings


def site(name: str, lon: float, lat: float, kind: Kind = Kind.STATION) -> Site:
    return Site(id=name, name=name, kind=kind, position=position(lon, lat, Datum.WGS84))


def snapshot(*sites: Site) -> Snapshot:
    return Snapshot(
        sites,
        calendar=builtin_calendar(),
        jurisdictions=Jurisdictions(()),
        revision=1,
        changed_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def test_equal_maps_are_equal_to_the_byte() -> None:
    sites = [site("b", 123.5, 31.5), site("a", 123.51, 31.5, Kind.VENUE)]
    one = site_map(snapshot(*sites), demo_backdrop(), "zh-CN")
    two = site_map(snapshot(*reversed(sites)), demo_backdrop(), "zh-CN")
    assert one.gz == two.gz
    assert gzip.decompress(one.gz).decode() == one.text


def test_it_is_made_once_for_a_snapshot() -> None:
    one = snapshot(site("a", 123.5, 31.5))
    assert site_map(one, (), "en") is site_map(one, (), "en")
    assert site_map(one, (), "en") is not site_map(one, (), "zh-CN")


def test_no_host_is_named_and_no_data_can_end_the_script() -> None:
    text = site_map(snapshot(site(HOSTILE, 123.5, 31.5)), demo_backdrop(), "zh-CN").text
    assert not re.search(r"(?:https?:)?//\w", text)
    assert "<img" not in text
    assert "</script" not in text


def test_only_what_has_a_place_of_its_own_is_on_it() -> None:
    coarse = position(123.5, 31.5, Datum.WGS84, Accuracy.DISTRICT)
    sites = (
        site("seen", 123.5, 31.5),
        site("candidate", 123.5, 31.5, Kind.CANDIDATE),
        replace(site("coarse", 123.5, 31.5), position=coarse),
        replace(site("hotline", 123.5, 31.5, Kind.REMOTE), position=None),
    )
    drawn = site_map(snapshot(*sites), (), "zh-CN")
    assert (drawn.shown, drawn.known) == (1, 1)
    assert '"seen"' in drawn.text
    assert not any(f'"{name}"' in drawn.text for name in ("candidate", "coarse", "hotline"))


def test_an_entrance_is_where_the_mark_is() -> None:
    door = replace(site("a", 123.5, 31.5), entrance=position(123.50012, 31.50034, Datum.WGS84))
    assert "[123.50012, 31.50034]" in site_map(snapshot(door), (), "zh-CN").text


def test_what_is_under_repair_is_marked_and_says_so() -> None:
    idle = replace(site("a", 123.5, 31.5), operation=Operation.UNDER_REPAIR)
    text = site_map(snapshot(idle), (), "en").text
    assert '"mark": "station idle"' in text
    assert '["Status", "under repair"]' in text
    assert "under repair" not in site_map(snapshot(site("a", 123.5, 31.5)), (), "en").text


def test_it_opens_on_the_city_that_most_are_in() -> None:
    city = [site(f"c{i}", 123.5 + i / 1000, 31.5) for i in range(5)]
    drawn = site_map(snapshot(*city, site("far", 87.6, 43.8)), (), "zh-CN")
    bounds = re.search(r"fitBounds\(\s*\[\[(.*?), (.*?)\], \[(.*?), (.*?)\]\]", drawn.text)
    assert bounds is not None
    assert [float(part) for part in bounds.groups()] == [31.5, 123.5, 31.5, 123.504]
    assert '"far"' in drawn.text


def test_more_than_a_phone_can_draw_are_left_out_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sites, "SHOWN", 2)
    drawn = site_map(snapshot(*(site(f"s{i}", 123.5 + i, 31.5) for i in range(5))), (), "en")
    assert (drawn.shown, drawn.known) == (2, 5)
    assert '"s2"' in drawn.text
    assert '"s4"' not in drawn.text


def test_an_empty_store_has_a_map_too() -> None:
    drawn = site_map(snapshot(), (), "zh-CN")
    assert (drawn.shown, drawn.known) == (0, 0)


def test_the_page_has_a_strict_policy_and_no_inline_script(client: FlaskClient) -> None:
    answer = client.get("/map")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?! src=)", answer.text) == []
    assert "style=" not in answer.text


def test_the_script_is_sent_once(client: FlaskClient) -> None:
    first = client.get("/map.js?lang=en")
    assert first.status_code == 200
    assert first.mimetype == "text/javascript"
    again = client.get("/map.js?lang=en", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    zipped = client.get("/map.js?lang=en", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == first.data
    assert zipped.headers["ETag"] != first.headers["ETag"]


def test_leaflet_comes_from_here_and_nothing_else_does(client: FlaskClient) -> None:
    with client.get("/static/leaflet/leaflet.js") as script:
        assert b"Leaflet 1.9" in script.data
    assert client.get("/static/leaflet/../../__init__.py").status_code == 404


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def hostile_address() -> Iterator[str]:
    state = hostile_city()
    with serving(create_app(Settings(), state)) as address:
        yield address
    state.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/map?lang=zh-CN", "/map?lang=en"])
def test_nothing_is_fetched_from_elsewhere_and_nothing_goes_wrong(
    browser: Browser, hostile_address: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    watch = Watch(page)
    page.goto(hostile_address + path)
    page.locator(".site").first.wait_for()
    assert page.locator(".site").count() == 362
    assert page.locator("path.theme-street-main").count() == 1
    assert len(watch.requests) >= 5
    assert watch.foreign == []
    assert watch.troubles == []
    page.close()


@pytest.mark.browser
def test_a_hostile_name_is_read_not_run(browser: Browser, hostile_address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    watch = Watch(page)
    page.goto(f"{hostile_address}/map?lang=zh-CN")
    marker = page.locator(".site").and_(page.locator('[title*="onerror"]'))
    marker.dispatch_event("click")
    popup = page.locator(".leaflet-popup")
    assert popup.locator("h2").inner_text() == HOSTILE
    assert HOSTILE in popup.locator("dd").all_inner_texts()
    assert popup.locator("img").count() == 0
    assert popup.get_by_role("link").get_attribute("href") == "/s/demo-c01?lang=zh-CN"
    assert popup.get_by_role("button", name="关闭").count() == 1
    assert watch.troubles == []
    page.close()


@pytest.mark.browser
def test_without_scripts_the_map_says_where_the_list_is(
    browser: Browser, hostile_address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hostile_address}/map?lang=en")
    assert page.locator("noscript").inner_text().startswith("The map needs scripts")
    context.close()
