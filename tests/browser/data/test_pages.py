"""The pages of the open data for everybody: axe, a phone's width, the keyboard."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, expect

from geodata.demo import load_demo, write_demo_streets
from geodata.dumps.building import build_dumps
from geodata.dumps.following import FollowedDumps
from geodata.exporting import Licence
from geodata.store import Store
from geodata.streets import FollowedStreets, streets_folder
from locator.hours import CHINA
from tests.browser.phones import phone
from tests.web.browser import serving, until
from web.app import create_app
from web.settings import Settings
from web.state import State

pytestmark = pytest.mark.browser

LICENCE = Licence("CC-BY-4.0", "https://example.org/by", "示例市总工会")
PATHS = (
    "/ogc?f=html",
    "/ogc/conformance?f=html",
    "/ogc/api?f=html",
    "/ogc/collections?f=html",
    "/ogc/collections/service_areas?f=html",
    "/ogc/collections/service_areas/items?f=html&limit=5",
    "/ogc/collections/sites/items/demo-c07?f=html",
    "/ogc/collections/sites/nearest?f=html&lon=123.52&lat=31.5",
    "/data/?",
)
SMALL = """all => all.filter((it) => it.getClientRects().length
    && !it.closest('p, dd') && it.getBoundingClientRect().height < 43.5)
    .map((it) => it.outerHTML)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('city')}/yizhan.db"
    with Store.open(url) as store:
        load_demo(store, at=datetime.now(CHINA))
        write_demo_streets(streets_folder(url))
        build_dumps(url, LICENCE)
        streets, dumps = FollowedStreets(streets_folder(url)), FollowedDumps(url, LICENCE)
        state = State(store, streets, dumps=dumps)
        app = create_app(Settings(), state)
        app.extensions["yizhan.areas"].features().is_done(60)  # drawn before anybody waits
        with serving(app) as found:
            yield found
        state.close()


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "lang"), [("light", "zh-CN"), ("dark", "en")])
def test_axe_finds_no_violation_on_a_phone(
    browser: Browser, address: str, scheme: str, lang: str
) -> None:
    found: dict[str, object] = {}
    with phone(browser, bypass_csp=True, color_scheme=scheme) as page:
        for path in PATHS:
            page.goto(f"{address}{path}&lang={lang}")
            page.locator("h1").wait_for()
            results = Axe().run(page)
            if results.violations_count:
                found[path] = results.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
            small = page.locator("main a, main summary, main button").evaluate_all(SMALL)
            assert small == [], path
    assert found == {}


def test_on_a_phone_labels_leave_room_and_words_stay_whole(browser: Browser, address: str) -> None:
    with phone(browser, viewport=ViewportSize(width=390, height=800)) as page:
        for lang in ("zh-CN", "en"):
            items = f"{address}/ogc/collections/sites/items"
            found = page.request.get(f"{items}?kind=service_centre&limit=1").json()["features"]
            page.goto(f"{items}/{found[0]['id']}?f=html&lang={lang}")
            expect(page.locator("h1")).to_have_text(found[0]["properties"]["name"])
            share = (
                "all => Math.max(...all.map((it) => it.clientWidth / it.parentNode.clientWidth))"
            )
            assert page.locator("dl dt").evaluate_all(share) <= 0.4
            kind = page.locator("dd bdi", has_text="service_centre")
            assert kind.evaluate("it => it.getClientRects().length") == 1


def test_the_way_from_the_start_to_a_feature_goes_by_keyboard(
    browser: Browser, address: str
) -> None:
    with phone(browser) as page:
        page.goto(f"{address}/ogc?f=html&lang=zh-CN")
        for text, reached in (
            ("数据集", "**/collections?**"),
            ("服务范围", "**/service_areas/items?**"),
            ("demo-", "**/items/demo-**"),
        ):
            for _ in range(40):
                page.keyboard.press("Tab")
                focused = page.locator("main a:focus")
                if focused.count() and text in focused.inner_text():
                    break
            else:
                pytest.fail(f"{text} is not reached")
            assert focused.evaluate("it => getComputedStyle(it).outlineStyle") != "none"
            page.keyboard.press("Enter")
            page.wait_for_url(reached)
        expect(page.locator("dl")).to_contain_text("walk")
        page.goto(f"{address}/data/?lang=zh-CN")
        table = page.get_by_role("region", name="下载")
        for _ in range(20):
            page.keyboard.press("Tab")
            if table.evaluate("it => it === document.activeElement"):
                break
        expect(table).to_be_focused()
        page.keyboard.press("ArrowRight")
        until(page, "document.activeElement.scrollLeft > 0")
