"""A rider's way from the first tap to a report, on a phone."""

import math
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from locator.geodesy import inverse
from tests.browser.phones import LAT, LON, WECHAT, located, phone, served
from tests.web.browser import Watch, until

pytestmark = pytest.mark.browser

CAUTION = "近期有人反映进不去"


def shown(page: Page) -> list[str]:
    return [str(card.get_attribute("data-id")) for card in page.locator(".card[data-id]").all()]


def test_locate_filter_go_report_and_the_second_report_sinks_the_card(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as (state, address):
        with phone(browser) as page:
            watch = Watch(page)
            located(page, address)
            snapshot = state.snapshot()
            only_toilets(page)
            for site_id in shown(page):
                site = snapshot.site(site_id)
                assert site is not None
                assert site.amenities is not None
                assert "toilet" in site.amenities
            target = shown(page)[0]
            report(page, target)
            assert watch.foreign == []
            assert watch.troubles == []
        with phone(browser, user_agent="another phone") as page:
            located(page, address)
            only_toilets(page)
            assert page.get_by_text(CAUTION).count() == 0
            report(page, target)
        with phone(browser) as page:
            for _ in range(600):  # until the server has looked at its store again
                if target in page.request.get(f"{address}/data/troubles.json").text():
                    break
                page.wait_for_timeout(100)
            located(page, address)
            only_toilets(page)
            group = page.locator('[data-group="open"], [data-group="unknown"]')
            assert group.count()
            assert shown(page)[0] != target
            listed = page.locator(f'.card[data-id="{target}"]')
            if listed.count():
                expect(listed).to_contain_text(CAUTION)


def only_toilets(page: Page) -> None:
    """Press a condition, and wait for the list to follow."""
    chip = page.locator('[data-chip="toilet"]')
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#list .card").filter(has_not_text="卫生间")).to_have_count(0)


def report(page: Page, site_id: str) -> None:
    """Report a locked door in two taps, and see the code."""
    page.locator(f'.card[data-id="{site_id}"]').get_by_role("button", name="反映问题").click()
    page.locator('dialog [data-kind="locked"]').click()
    expect(page.locator("dialog .code")).to_have_text(re.compile(r"^\w{6,}$"))
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


# Pairs of numbers for 30 places and every app, worked out with a published formula written
# down anew here, not with the product's own conversion.
def gcj02(lon: float, lat: float) -> tuple[float, float]:
    a, ee, pi = 6378245.0, 0.00669342162296594323, math.pi
    x, y = lon - 105.0, lat - 35.0
    dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    dlat += (20 * math.sin(6 * x * pi) + 20 * math.sin(2 * x * pi)) * 2 / 3
    dlat += (20 * math.sin(y * pi) + 40 * math.sin(y / 3 * pi)) * 2 / 3
    dlat += (160 * math.sin(y / 12 * pi) + 320 * math.sin(y * pi / 30)) * 2 / 3
    dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    dlon += (20 * math.sin(6 * x * pi) + 20 * math.sin(2 * x * pi)) * 2 / 3
    dlon += (20 * math.sin(x * pi) + 40 * math.sin(x / 3 * pi)) * 2 / 3
    dlon += (150 * math.sin(x / 12 * pi) + 300 * math.sin(x / 30 * pi)) * 2 / 3
    radians = lat / 180 * pi
    magic = 1 - ee * math.sin(radians) ** 2
    dlat = dlat * 180 / ((a * (1 - ee)) / (magic * math.sqrt(magic)) * pi)
    dlon = dlon * 180 / (a / math.sqrt(magic) * math.cos(radians) * pi)
    return lon + dlon, lat + dlat


LINKS = """
async (goals) => {
  const { navigationLinks } = await import("/static/rider/links.js");
  return goals.map((goal) => navigationLinks(goal).map(({ app, href }) => [app, href]));
}
"""


def pair(text: str) -> tuple[float, float]:
    first, second = text.split(",")[:2]
    return float(first), float(second)


def test_every_app_is_handed_the_right_pair_in_its_order_and_datum(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as (state, address), phone(browser) as page:
        page.goto(address)
        sites = [site for site in state.snapshot().sites if site.position is not None][::12][:30]
        assert len(sites) == 30
        goals = [
            {"lon": s.position.lon, "lat": s.position.lat, "name": s.name, "address": s.address}
            for s in sites
            if s.position is not None
        ]
        places = [(s.position.lon, s.position.lat) for s in sites if s.position is not None]
        for goal, (lon, lat), links in zip(goals, places, page.evaluate(LINKS, goals), strict=True):
            east, north = gcj02(lon, lat)
            by_app = dict(links)
            query = {app: parse_qs(urlsplit(href).query) for app, href in by_app.items()}
            at = 1.5e-6  # degrees: the rounding of six decimals
            assert pair(query["amap"]["to"][0]) == pytest.approx((east, north), abs=at)
            assert pair(query["baidu"]["location"][0]) == pytest.approx((north, east), abs=at)
            assert query["baidu"]["coord_type"] == ["gcj02"]
            assert pair(query["tencent"]["tocoord"][0]) == pytest.approx((north, east), abs=at)
            assert pair(query["apple"]["daddr"][0]) == pytest.approx((north, east), abs=at)
            assert pair(by_app["geo"].removeprefix("geo:").split("?")[0]) == pytest.approx(
                (lat, lon), abs=at
            )
            for href in by_app.values():
                assert str(LON) not in href
                assert str(LAT) not in href
            assert str(goal["name"]).replace(",", "，") in unquote(by_app["amap"])


def test_refused_location_says_why_and_offers_the_districts(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as (_, address), phone(browser, permissions=[]) as page:
        page.goto(address)
        page.locator("#locate").click()
        expect(page.locator("#refused")).to_contain_text("没有允许定位")
        expect(page.locator("#area-now")).to_be_focused()
        page.locator("#area-now").select_option(index=2)
        page.locator(".card").first.wait_for()


def test_a_fix_that_never_comes_ends_after_eight_seconds(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (_, address), phone(browser) as page:
        page.add_init_script(
            "navigator.geolocation.getCurrentPosition = () => { window.asked = true; };"
        )
        page.clock.install()
        page.goto(address)
        page.clock.pause_at(page.evaluate("Date.now() / 1000 + 60"))
        page.locator("#locate").click()
        until(page, "window.asked")
        page.clock.fast_forward(7_999)
        expect(page.locator("#refused")).to_be_empty()
        page.clock.fast_forward(1)
        expect(page.locator("#refused")).to_contain_text("8 秒")
        expect(page.locator("#area-now")).to_be_focused()


def test_a_poor_fix_says_so(browser: Browser, tmp_path: Path) -> None:
    poor = {"longitude": LON, "latitude": LAT, "accuracy": 1500}
    with served(tmp_path) as (_, address), phone(browser, geolocation=poor) as page:
        located(page, address)
        expect(page.locator("main")).to_contain_text("定位误差约 1.5 公里")


def test_plain_http_says_that_the_browser_forbids_locating(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as (_, address), phone(browser) as page:

        def forward(route: Route) -> None:
            """Serve a name that is not this machine's, which a browser holds to be insecure."""
            url = route.request.url.replace("http://yizhan.test", address)
            answer = route.fetch(url=url)
            route.fulfill(response=answer)

        page.route("http://yizhan.test/**", forward)
        page.goto("http://yizhan.test/")
        page.locator("#locate").click()
        expect(page.locator("#refused")).to_contain_text("不是 https")


def test_without_a_script_the_form_answers(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (_, address), phone(browser, java_script_enabled=False) as page:
        page.goto(address)
        assert 0 < page.locator(".card").count() <= 20
        if not page.locator("#place").is_visible():
            page.locator("details.by-hand > summary").click()
        page.locator("#place").fill(f"{LON},{LAT}")
        page.locator("#ask .go").click()
        page.locator(".card .far strong").first.wait_for()
        assert str(LON) not in page.url
        assert page.locator('.card a[href^="https://uri.amap.com/"]').count() > 0


def test_inside_wechat_copying_comes_first_and_no_geo_link(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as (_, address), phone(browser, user_agent=WECHAT) as page:
        located(page, address)
        page.locator(".card").first.get_by_role("button", name="去这里").click()
        page.locator("dialog .way").first.wait_for()
        apps = [way.get_attribute("data-app") for way in page.locator("dialog [data-app]").all()]
        assert apps[0] == "copy"
        assert "geo" not in apps
        expect(page.locator("dialog")).to_contain_text("在浏览器打开")
        assert page.locator('dialog a[href="tel:12351"]').count() == 1


def test_the_page_can_be_walked_with_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (_, address), phone(browser) as page:
        page.goto(address)
        page.locator(".card").first.wait_for()
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "locate":
                break
        page.keyboard.press("Enter")
        page.locator(".card .far strong").first.wait_for()
        go = page.locator(".card").first.get_by_role("button", name="去这里")
        go.focus()
        page.keyboard.press("Enter")
        page.locator("dialog[open]").wait_for()
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        expect(go).to_be_focused()


def test_without_street_tables_minutes_and_metres_are_those_of_the_line(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as (state, address), phone(browser) as page:
        page.route("**/data/near/**", lambda route: route.abort())
        located(page, address)
        card = page.locator(".card").first
        site = state.snapshot().site(str(card.get_attribute("data-id")))
        assert site is not None
        door = site.entrance or site.position
        assert door is not None
        (metres,), _ = inverse(lon=LON, lat=LAT, lons=[door.lon], lats=[door.lat])
        minutes = max(1, round(metres * 1.3 / (4800 / 60)))
        expect(card.locator(".far strong")).to_have_text(f"步行 {minutes} 分钟")
        expect(page.locator("#worth")).to_contain_text("直线估算")
