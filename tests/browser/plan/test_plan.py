"""The page for planners: keyboard, slider, table, gaps, files, names that bite, and axe."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from geodata.demo import demo_city
from tests.browser.plan.planners import at_plan, planned

pytestmark = pytest.mark.browser

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(2)}{{ 7*7 }}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the made-up city, its first site with a name that bites."""
    first, *others = demo_city().sites
    named = replace(first, name=HOSTILE, address=HOSTILE, host=HOSTILE)
    with planned(tmp_path_factory.mktemp("plan"), (named, *others)) as served:
        yield served


def values(page: Page, column: int) -> list[float]:
    cells = page.locator(f".areas tbody td:nth-child({column})").all()
    return [float(cell.get_attribute("data-value") or "nan") for cell in cells]


def test_the_slider_redraws_by_keyboard_without_any_request(browser: Browser, address: str) -> None:
    with at_plan(browser, f"{address}&lang=zh-CN") as (page, watch):
        before = len(watch.requests)
        page.locator("#slot").focus()
        page.keyboard.press("Home")
        expect(page.locator("#slot-name")).to_have_text("周一 00:00")
        drawn = "document.querySelector('canvas.cells').toDataURL()"
        night = page.evaluate(drawn)
        for _ in range(14):
            page.keyboard.press("ArrowRight")
        expect(page.locator("#slot-name")).to_have_text("周一 14:00")
        expect(page.locator("#slot-means")).to_contain_text("步行 15 分钟, 4.8 km/h")
        expect(page.locator("#slot-means")).to_contain_text("周一 14:00, 需求=骑手")
        expect(page.locator(".strip td[data-slot='14']")).to_have_attribute("aria-selected", "true")
        assert page.evaluate(drawn) != night
        assert len(watch.requests) == before
        assert watch.troubles == []
        assert watch.foreign == []


def test_the_strip_is_one_stop_and_arrows_go_through_the_week(
    browser: Browser, address: str
) -> None:
    with at_plan(browser, f"{address}&lang=en") as (page, _):
        page.locator(".strip td[data-slot='30']").click()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#slot-name")).to_have_text("Wed 07:00")
        focused = page.locator(".strip td:focus")
        expect(focused).to_have_attribute("data-slot", "55")
        share = page.locator("#slot-share").inner_text()
        expect(focused).to_have_attribute("aria-label", f"Wed 07:00 {share}")
        assert page.locator(".strip td[tabindex='0']").count() == 1


def test_on_a_phone_every_hour_of_the_week_is_there_and_large_enough(
    browser: Browser, address: str
) -> None:
    with at_plan(browser, f"{address}&lang=zh-CN", wide=360) as (page, _):
        names = page.locator(".strip th[scope='row']")
        hours = page.locator(".strip td[data-slot]")
        boxes = [each.bounding_box() for each in [*names.all(), *hours.all()]]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
        assert all(box and min(box["width"], box["height"]) >= 24 for box in boxes[7:])
        cut_off = "box => box.scrollWidth > box.clientWidth"
        assert not page.locator(".strip-box").evaluate(cut_off)
        hours.nth(71).click()
        expect(page.locator("#slot-name")).to_have_text("周三 23:00")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".strip td:focus")).to_have_attribute("data-slot", "72")


def test_the_table_of_districts_sorts_by_figure(browser: Browser, address: str) -> None:
    with at_plan(browser, f"{address}&lang=zh-CN") as (page, _):
        for column in (2, 3, 5, 6):
            head = page.locator(f".areas th:nth-child({column})")
            head.get_by_role("button").click()
            expect(head).to_have_attribute("aria-sort", "descending")
            assert all(one >= other for one, other in pairwise(values(page, column)))
            head.get_by_role("button").click()
            expect(head).to_have_attribute("aria-sort", "ascending")
            assert all(one <= other for one, other in pairwise(values(page, column)))


def test_a_gap_says_why(browser: Browser, address: str) -> None:
    with at_plan(browser, f"{address}&lang=zh-CN") as (page, watch):
        page.locator("button[data-gap='0']").click()
        popup = page.locator(".leaflet-popup")
        for label in ("原因", "最严重", "最近站点", "建议"):
            expect(popup).to_contain_text(label)
        expect(popup).to_contain_text(page.locator("button[data-gap='0'] strong").inner_text())
        assert watch.troubles == []


def test_files_are_downloaded(browser: Browser, address: str, tmp_path: Path) -> None:
    with at_plan(browser, f"{address}&lang=zh-CN") as (page, _):
        for ending, begins in (("JSON", b"{"), ("XLSX", b"PK"), ("PDF", b"%PDF")):
            with page.expect_download(timeout=60_000) as waited:
                page.locator(".file", has_text=ending).first.click()
            path = tmp_path / waited.value.suggested_filename
            waited.value.save_as(path)
            assert path.name.startswith("yizhan-walk-15min-2026-11-23.")
            assert path.read_bytes().startswith(begins)
            if page.locator("progress").count():
                page.goto(f"{address}&lang=zh-CN")


def test_names_that_bite_are_text(browser: Browser, address: str) -> None:
    with at_plan(browser, f"{address}&lang=zh-CN") as (page, watch):
        marker = page.locator(f".leaflet-marker-icon[title='{HOSTILE}']").first
        marker.dispatch_event("click")
        expect(page.locator(".leaflet-popup h2")).to_have_text(HOSTILE)
        assert watch.troubles == []
        assert watch.foreign == []


@pytest.mark.parametrize(
    ("lang", "dark", "wide"), [("zh-CN", False, 1280), ("en", True, 360)], ids=["zh", "en-dark"]
)
def test_axe_finds_nothing_to_mend(
    browser: Browser, address: str, lang: str, wide: int, *, dark: bool
) -> None:
    with at_plan(browser, f"{address}&lang={lang}", wide=wide, dark=dark) as (page, _):
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= wide


def test_figures_are_there_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}&lang=zh-CN")
    page.locator(".figures").wait_for(timeout=60_000)
    expect(page.locator(".definition")).to_contain_text("步行 15 分钟, 4.8 km/h, 沿道路")
    assert page.locator(".areas tbody tr").count() > 10
    assert page.locator(".gaps li").count() == 30
    expect(page.locator(".hour")).to_be_hidden()
    context.close()
