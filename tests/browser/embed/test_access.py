"""Embedded pages for everybody: axe, keyboard, 200 % zoom, forced colours; names that bite."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from geodata.demo import demo_city
from tests.browser.embed.hosts import framed, hosting
from tests.browser.phones import LAT, LON, phone, served
from tests.browser.test_hostile import HOSTILE
from tests.web.browser import Watch, serving
from tests.web.made_up import Memory
from web.app import create_app
from web.settings import Settings
from web.state import State

pytestmark = pytest.mark.browser

STREET = "demo-street-01"
PATHS = (
    "/embed?view=both&color=ffcc00",
    f"/embed?view=map&jurisdiction={STREET}&approval=GS(2026)1号&attribution=示例",
    "/embed?view=globe",
    f"/embed/new?jurisdiction={STREET}",
    "/embed/new?height=9",
    f"/embed/print?jurisdiction={STREET}",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("city")) as (_, found):
        yield found


def settled(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("h1").wait_for()
    if page.locator("#map").count():
        page.locator("#map canvas").first.wait_for()
    page.wait_for_timeout(300)


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "lang"), [("light", "zh-CN"), ("dark", "en")])
def test_axe_finds_no_violation(browser: Browser, address: str, theme: str, lang: str) -> None:
    found: dict[str, str] = {}
    with phone(browser, bypass_csp=True, color_scheme=theme) as page:
        for path in PATHS:
            speaks = f"ui={lang}" if "/new" in path else f"lang={lang}&theme={theme}"
            settled(page, f"{address}{path}{'&' if '?' in path else '?'}{speaks}")
            results = Axe().run(page)
            if results.violations_count:
                found[path] = results.generate_report()
    assert found == {}


def test_everything_can_be_reached_by_keyboard(browser: Browser, address: str) -> None:
    tag = f'<iframe src="{address}/embed?view=both" width=700 height=700 allow=geolocation>'
    size = ViewportSize(width=800, height=800)
    with hosting(tag, address) as host, phone(browser, viewport=size) as page:
        page.goto(host)
        frame = framed(page)
        frame.locator("#map canvas").first.wait_for()
        page.keyboard.press("Tab")
        expect(frame.locator("#locate")).to_be_focused()
        page.keyboard.press("Enter")
        expect(frame.locator(".card .far").first).to_be_visible()
        page.keyboard.press("Tab")
        expect(frame.locator("[data-chip=open]")).to_be_focused()
        page.keyboard.press("Space")
        expect(frame.locator("[data-chip=open]")).to_have_attribute("aria-pressed", "true")
        for _ in range(12):  # through the map and out of it again
            page.keyboard.press("Tab")
            if frame.locator(".card h3 a").first.evaluate("it => it === document.activeElement"):
                return
        pytest.fail("the first card is not reached")


def test_nothing_is_cut_off_at_200_percent(browser: Browser, address: str) -> None:
    # 640 CSS pixels at 200 % are 320
    with phone(browser, viewport=ViewportSize(width=320, height=400)) as page:
        for path in PATHS:
            settled(page, address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            low = page.locator("button:visible, select:visible").evaluate_all(
                "all => all.filter((it) => it.getBoundingClientRect().height < 43.5).length"
            )
            assert low == 0, path


def test_with_forced_colours_states_are_told_apart(browser: Browser, address: str) -> None:
    with phone(browser, forced_colors="active") as page:
        settled(page, f"{address}/embed")
        fills = {
            status: page.locator(f"h2.is-{status} .mark").evaluate(
                "it => getComputedStyle(it).backgroundColor + getComputedStyle(it).backgroundImage"
            )
            for status in ("open", "unknown", "closed")
            if page.locator(f"h2.is-{status}").count()
        }
        assert len(set(fills.values())) == len(fills) >= 2
        expect(page.locator("#locate")).to_have_css("border-top-style", "solid")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_text(browser: Browser, name: str) -> None:
    city = demo_city()
    station = next(site for site in city.sites if site.position and site.kind == "station")
    assert station.position
    here = replace(station.position, lon=LON, lat=LAT)
    bad = replace(station, name=name, address=name, source=name, position=here, entrance=None)
    union = next(each for each in city.unions if each.id == STREET)
    unions = tuple(replace(each, name=name) if each is union else each for each in city.unions)
    others = tuple(site for site in city.sites if site.id != bad.id)
    state = State(Memory((bad, *others), unions))
    box = f"bbox={LON - 0.001},{LAT - 0.001},{LON + 0.001},{LAT + 0.001}"
    with serving(create_app(Settings(), state)) as address, phone(browser) as page:
        watch = Watch(page)
        page.goto(f"{address}/embed?{box}&view=both")
        for _ in range(2):  # the server's card, and the phone's own
            expect(page.locator(f'.card[data-id="{bad.id}"] h3')).to_have_text(name)
            page.locator("#locate").click()
            page.locator(".card .far").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.goto(f"{address}/embed/print?{box}")
        expect(page.locator("h2").first).to_have_text(name)
        page.goto(f"{address}/embed?jurisdiction={STREET}")
        assert len(page.locator("h1").inner_text()) > 3
        page.goto(f"{address}/embed/new?jurisdiction={STREET}")
        if len(name) < 100:
            expect(page.locator("#code-frame")).to_be_visible()
        card = page.request.get(f"{address}/embed/card.png?jurisdiction={STREET}")
        assert card.status in (200, 404)  # 404 where there is no font
        assert watch.troubles == []
        assert watch.foreign == []
    state.close()
