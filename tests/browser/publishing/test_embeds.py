"""Pages of another origin embed what is in a folder: by frame, by element and by script."""

from dataclasses import replace
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser, FrameLocator, Page, expect

from geodata.demo import demo_city
from locator.hours import CHINA
from locator.nearest import NearestQuery
from locator.vocabulary import Status
from tests.browser.embed.hosts import LISTENING, height_of, hosting
from tests.browser.phones import LAT, LON, phone
from tests.browser.publishing.folders import BELOW, hosted, quiet, refused
from tests.browser.test_hostile import HOSTILE
from tests.web.browser import Watch, serving, until
from tests.web.made_up import Memory
from web.embed.options import EmbedOptions
from web.embed.scope import scope_of
from web.publishing import publish
from web.settings import Settings
from web.state import State

pytestmark = pytest.mark.browser

STREET = "demo-street-01"
DARK = "rgb(14, 20, 18)"


def made(page: Page) -> FrameLocator:
    """Return the embedded page once its script has made the list."""
    frame = page.frame_locator("iframe")
    frame.locator("[data-group] .card").first.wait_for()
    return frame


def origin_of(address: str) -> str:
    return "/".join(address.split("/")[:3])


def ids(frame: FrameLocator | Page, group: str) -> list[str]:
    cards = frame.locator(f'[data-group="{group}"] .card[data-id]')
    return [str(card.get_attribute("data-id")) for card in cards.all()]


def unharmed(page: Page, watch: Watch, wrong: list[str]) -> None:
    """Nothing went wrong, nothing was asked elsewhere, no cookie was set."""
    assert (wrong, watch.troubles, watch.foreign) == ([], [], [])
    assert page.context.cookies() == []


@pytest.mark.parametrize("below", ["", BELOW])
@pytest.mark.parametrize("page_of", ["embed", "embed/"])
def test_a_frame_locates_and_ranks_as_the_riders_page(
    browser: Browser, root: Path, below: str, page_of: str
) -> None:
    with hosted(root if below else root / BELOW) as host, phone(browser) as page:
        address = f"{host}{below}{page_of}?view=both&theme=dark"
        tag = f'<iframe src="{address}" height=700 allow=geolocation>'
        with hosting(tag, origin_of(host)) as other:
            wrong, watch = refused(page), Watch(page)
            page.goto(other)
            frame = made(page)
            expect(frame.locator("body")).to_have_css("background-color", DARK)
            frame.locator("#map canvas").first.wait_for()
            frame.locator("#locate").click()
            frame.get_by_text("时间按街道算").wait_for()
            found = ids(frame, "open")[:5]
            link = str(frame.locator(".card h3 a").first.evaluate("it => it.href"))
            unharmed(page, watch, wrong)
            assert not [url for url in watch.requests if "123.52" in url]
        assert page.goto(link)
        expect(page.locator("h1")).to_be_visible()
        page.goto(host + below)
        page.locator("#locate").click()
        page.get_by_text("时间按街道算").wait_for()
        assert ids(page, "open")[:5] == found
        unharmed(page, watch, wrong)


def test_a_street_has_its_own_sites_in_the_order_of_the_nearest_query(
    browser: Browser, host: str, state: State
) -> None:
    with phone(browser) as page:
        page.goto(f"{host}{BELOW}embed/?jurisdiction={STREET}&amenity=water")
        page.locator("#list [data-group]").first.wait_for()
        scope = scope_of(EmbedOptions(jurisdiction=STREET), state.snapshot())
        assert scope.place
        query = NearestQuery(
            lon=scope.place.lon,
            lat=scope.place.lat,
            at=datetime.now(CHINA),
            k=10,
            where=EmbedOptions(amenities=frozenset({"water"})).where,
            openness="grouped",
            mode="straight",
        )
        found = scope.snapshot.nearest(query).found
        known = [each.site.id for each in found if each.open.status is Status.OPEN]
        assert ids(page, "open") == known[: len(ids(page, "open"))]
        every = [each.site.id for each in found]
        shown = [*ids(page, "open"), *ids(page, "unknown"), *ids(page, "closed")]
        assert set(shown) <= set(every)
        assert len(shown) >= min(len(every), 5)
        expect(page.locator("h1")).to_have_text(scope.title.zh)


def test_an_element_follows_its_content_and_tells_what_happens(browser: Browser, host: str) -> None:
    tags = (
        f'<yizhan-map jurisdiction="{STREET}" theme="dark" lang="en" color="7a1fa2"></yizhan-map>'
        f'<script src="{host}{BELOW}embed.js" async></script>'
    )
    with hosting(tags, origin_of(host)) as other, phone(browser, color_scheme="light") as page:
        wrong, watch = refused(page), Watch(page)
        page.add_init_script(LISTENING)
        page.goto(other)
        frame = made(page)
        expect(frame.locator("html")).to_have_attribute("lang", "en")
        expect(frame.locator("body")).to_have_css("background-color", DARK)
        content = frame.locator("body").evaluate("it => it.getBoundingClientRect().height")
        until(page, f"Math.abs(document.querySelector('iframe').clientHeight - {content}) < 2")
        frame.locator(".card h3 a").first.focus()
        until(page, "window.told.select")
        assert page.evaluate("told.select.id") == frame.locator(".card").first.get_attribute(
            "data-id"
        )
        assert page.evaluate("told.ready.yizhan") == 1
        page.locator("yizhan-map").evaluate("it => it.setAttribute('theme', 'light')")
        expect(frame.locator("html")).to_have_attribute("data-theme", "light")
        button = frame.locator("#locate")
        expect(button).to_have_css("background-color", "rgb(122, 31, 162)")
        unharmed(page, watch, wrong)


def test_a_script_waits_below_the_fold_and_then_shows_a_map(browser: Browser, host: str) -> None:
    tags = (
        '<div style="height: 9000px"></div>'
        f'<script src="{host}{BELOW}embed.js" data-view="map" data-height="500"'
        ' data-approval="GS(2026)1号" data-attribution="某县总工会"></script>'
    )
    with hosting(tags, origin_of(host)) as other, phone(browser) as page:
        wrong, watch = refused(page), Watch(page)
        page.goto(other)
        page.locator("iframe").wait_for(state="attached")
        page.wait_for_timeout(500)
        assert not [url for url in watch.requests if "/embed/?" in url]
        page.locator("iframe").scroll_into_view_if_needed()
        frame = page.frame_locator("iframe")
        frame.locator("#map canvas").first.wait_for()
        assert height_of(page) == 500
        expect(frame.locator(".foot")).to_contain_text("某县总工会GS(2026)1号")
        expect(frame.locator(".fold")).not_to_have_attribute("open", "")
        frame.locator(".fold summary").click()
        expect(frame.locator(".card").first).to_be_visible()
        unharmed(page, watch, wrong)


def test_wrong_options_are_named_in_the_visitors_language(browser: Browser, host: str) -> None:
    with phone(browser, locale="en-GB") as page:
        page.goto(f"{host}{BELOW}embed/?view=globe&hight=3")
        expect(page.locator("h1")).to_have_text("This embedded address is wrong")
        assert page.locator("dt").all_inner_texts() == ["view", "hight"]
        expect(page.locator("dd").first).to_contain_text("Allowed: list | map | both")
        expect(page.locator("dd").last).to_contain_text("Did you mean height?")
        page.goto(f"{host}{BELOW}embed/?jurisdiction=<b>nobody&lang=zh-CN")
        expect(page.locator("dd")).to_contain_text("没有这个编号的辖区。 现在写的是 <b>nobody。")
        expect(page.get_by_role("link", name="打开完整页面")).to_be_visible()


@pytest.mark.parametrize(("lang", "said"), [("", "附近的驿站"), ("en/", "Stations near you")])
def test_without_scripts_the_first_twenty_are_listed(
    browser: Browser, host: str, lang: str, said: str
) -> None:
    with phone(browser, java_script_enabled=False) as page:
        page.goto(f"{host}{BELOW}{lang}embed/?jurisdiction={STREET}")
        expect(page.locator("h1")).to_have_text(said)
        assert page.locator("#list li:visible").count() == 20
        assert page.locator("button:visible, #map:visible").count() == 0
        page.locator("base").evaluate("it => it.removeAttribute('target')")
        page.locator("#list h3 a").first.click()
        page.locator('a[data-app="amap"]').wait_for()


def test_the_list_works_sandboxed_where_the_host_lets_scripts_of_others_read(
    browser: Browser, root: Path
) -> None:
    app = Flask("open", static_folder=None)

    @app.get("/<path:name>")
    def file(name: str) -> Response:
        path = root / BELOW / (name + "index.html" * name.endswith("/"))
        sent = Response(path.read_bytes(), mimetype=guess_type(path)[0])
        sent.headers["Access-Control-Allow-Origin"] = "*"
        return sent

    with serving(app) as address:
        tag = f'<iframe src="{address}/embed/?lang=en" sandbox="allow-scripts" height=600>'
        with hosting(tag, address) as other, phone(browser) as page:
            watch = Watch(page)
            page.goto(other)
            frame = page.frame_locator("iframe")
            frame.locator("[data-group=closed], [data-group=unknown]").first.wait_for()
            frame.locator("[data-chip=open]").click()
            expect(frame.locator("[data-group=closed], [data-group=unknown]")).to_have_count(0)
            link = str(frame.locator(".card h3 a").first.evaluate("it => it.href"))
            assert link.startswith(f"{address}/en/s/")
            assert watch.troubles == []


def test_hostile_names_are_text(browser: Browser, tmp_path: Path) -> None:
    city = demo_city()
    stations = [each for each in city.sites if each.position and each.kind == "station"]
    sites = []
    for station, name in zip(stations, HOSTILE.values(), strict=False):
        assert station.position
        here = replace(station.position, lon=LON, lat=LAT)
        told = replace(station, name=name, address=name, source=name, position=here)
        sites.append(replace(told, entrance=None))
    street = next(each for each in city.unions if each.id == STREET)
    named = replace(street, name=HOSTILE["script"])
    state = State(Memory(tuple(sites), (*(u for u in city.unions if u is not street), named)))
    publish(Settings(), state, tmp_path / "out", quiet)
    state.close()
    with hosted(tmp_path / "out") as host, phone(browser) as page:
        watch, wrong = Watch(page), refused(page)
        for query in ("", f"?bbox={LON - 0.1},{LAT - 0.1},{LON + 0.1},{LAT + 0.1}&view=both"):
            page.goto(f"{host}embed/{query}")
            page.locator("[data-group]").first.wait_for()
            shown = page.locator("#list .card[data-id] h3").all_text_contents()
            assert sorted(shown) == sorted(HOSTILE.values())
        page.locator("#locate").click()
        page.locator(".card .far").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.goto(f"{host}embed/?jurisdiction={STREET}")
        expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")
        page.goto(f"{host}embed/?jurisdiction={STREET}&attribution=<img src=x onerror=alert(2)>")
        expect(page.locator(".foot")).to_contain_text("<img src=x onerror=alert(2)>")
        assert (wrong, watch.troubles, watch.foreign) == ([], [], [])
