"""The page of a report opens offline, asks nobody for anything and shows names as text."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from math import floor
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from geodata.reporting import Report, write_report
from geodata.reporting.map_content import map_content
from geodata.reporting.printing.pages import HOURLY
from locator.hours import CHINA
from locator.words import Lang
from tests.geodata.reporting.reports import small_report, yantai_report
from tests.web.browser import Watch, chromium
from web.maps.coverage import HERE, coverage_page, in_script, strip_class

HOSTILE = (
    "</script><script>alert(1)</script>",
    "${alert(1)} {{ 7*7 }}",
    "<img src=x onerror=alert(2)>",
    "驿站\u202e\u2028`'\"&lt;",
)


READ_BACK = """async () => {
  const content = JSON.parse(document.querySelector("#content").textContent);
  const cells = await yizhanCells.read(content.cells);
  const every = Array.from({ length: cells.count }, (_, cell) => cell);
  return [20, 62, 71].map((slot) => every.map((cell) => yizhanCells.stateOf(cells, slot, cell)));
}"""


INKS = """() => {
  const canvas = document.querySelector("canvas.cells");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return [...new Set(new Uint32Array(data.buffer))];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def written(report: Report, folder: Path, lang: Lang = "zh-CN") -> Path:
    path = folder / f"report.{lang}.html"
    path.write_text(coverage_page(map_content(report, lang)), encoding="utf-8")
    return path


def opened(browser: Browser, path: Path) -> tuple[Page, Watch]:
    page = browser.new_context(offline=True, viewport={"width": 1280, "height": 900}).new_page()
    watch = Watch(page)
    page.goto(path.as_uri())
    page.locator("html[data-ready]").wait_for(state="attached")
    return page, watch


def foreign(watch: Watch) -> list[str]:
    return [url for url in watch.requests[1:] if urlsplit(url).scheme not in {"data", "blob"}]


def test_equal_reports_make_equal_pages() -> None:
    pages = [coverage_page(map_content(small_report(), "en")) for _ in range(2)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_no_host_is_named_outside_a_namespace(lang: Lang) -> None:
    page = coverage_page(map_content(small_report(HOSTILE), lang))
    hosts = set(re.findall(r"(?:https?:)//([\w.-]+)", page))
    assert hosts <= {"www.w3.org", "leafletjs.com"}  # names of SVG and of Leaflet's own home
    assert re.findall(r"""(?:src|href)=["'](?!data:)""", page.split("<script")[0]) == []
    assert "default-src 'none'" in page
    assert [name for name in HOSTILE if "<" in name and name in page] == []
    assert "<img" not in page


def test_data_cannot_end_a_script() -> None:
    text = in_script({"name": HOSTILE})
    assert not re.search(r"[<>&\u2028]", text)
    assert json.loads(text) == {"name": list(HOSTILE)}


def test_figures_of_the_page_are_those_of_json(tmp_path: Path) -> None:
    report = yantai_report()
    write_report(report, tmp_path / "r.json", lang="en")
    told = json.loads((tmp_path / "r.json").read_text())["tables"]
    page = coverage_page(map_content(report, "en"))
    strip = re.findall(r'<td data-slot="(\d+)" class="least-\w+" title="([^"]*)">([^<]*)<', page)
    assert [int(slot) for slot, _, _ in strip] == list(range(168))
    for slot, title, shown in strip:
        low, high = (told["hours"][end][int(slot)] for end in ("low", "high"))
        assert shown == ("–" if low is None else str(floor(low * 100 + 1e-9)))
        ends = [] if low is None else [f"{low:.1%}", f"{high:.1%}"]
        assert unescape(title).split()[-1].split("–") == (list(dict.fromkeys(ends)) or ["demand"])
    whole = re.search(r'data-part="0">([^<]*)<', page)
    assert whole
    assert whole[1] == f"{told['summary']['low'][0]:.1%}–{told['summary']['high'][0]:.1%}"
    inside = json.loads(re.search(r'id="content">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]  # it is there
    assert inside["parts"][0]["covered"] == told["summary"]["covered"][0]
    assert [gap["missing"] for gap in inside["gaps"]] == [
        a + b for a, b in zip(told["gaps"]["uncovered"], told["gaps"]["unknown"], strict=True)
    ][: len(inside["gaps"])]


def test_the_strip_has_a_colour_for_every_share() -> None:
    shares = (None, 0.0, 0.3, 0.5, 0.8, 0.95, 1.0)
    assert [strip_class(share) for share in shares] == ["none", *"012345"]


def test_the_strip_is_coloured_as_in_print() -> None:
    styles = (HERE / "static/coverage/parts.css").read_text(encoding="utf-8")
    shown = dict(re.findall(r"\.least-(\d) \{ background: (#\w+)", styles))
    for share in (0.0, 0.2499, 0.25, 0.5, 0.75, 0.9, 0.9749, 0.975, 1.0):
        printed = next(colour for least, colour in HOURLY if share >= least)
        assert shown[strip_class(share) or ""] == printed


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_it_opens_offline_without_a_request_or_an_error(
    browser: Browser, tmp_path: Path, lang: Lang
) -> None:
    page, watch = opened(browser, written(small_report(), tmp_path, lang))
    assert page.locator("canvas.cells").count() == 1
    assert page.locator(".site").count() == 4
    assert page.locator("html").get_attribute("lang") == lang
    assert foreign(watch) == []
    assert watch.troubles == []
    page.context.close()


@pytest.mark.browser
def test_hostile_names_are_text(browser: Browser, tmp_path: Path) -> None:
    page, watch = opened(browser, written(small_report(HOSTILE), tmp_path))
    for name in HOSTILE:
        marker = page.locator(".site").and_(page.get_by_title(name, exact=True))
        marker.first.dispatch_event("click")
        popup = page.locator(".leaflet-popup")
        assert popup.locator("h2").text_content() == name
        assert name in popup.locator("dd").all_text_contents()
        popup.get_by_role("button", name="关闭").dispatch_event("click")
        popup.wait_for(state="detached")
    page.locator("button[data-gap]").first.click()
    page.locator(".leaflet-popup h2").wait_for()
    assert page.locator("img").count() == 0
    assert foreign(watch) == []
    assert watch.troubles == []
    page.context.close()


def inked(page: Page) -> str:
    """Return the picture of the cells."""
    return str(page.evaluate("document.querySelector('canvas.cells').toDataURL()"))


@pytest.mark.browser
def test_the_slider_redraws_the_cells_and_says_the_hour(browser: Browser, tmp_path: Path) -> None:
    report = small_report()
    page, _ = opened(browser, written(report, tmp_path))
    slider = page.locator("#slot")
    slider.fill("62")
    assert page.locator("#slot-name").inner_text() == "周三 14:00"
    assert page.locator("#slot-share").inner_text() == report.hours[62].share("zh-CN")
    day = inked(page)
    shut = page.locator(".site .shut").count()
    page.locator('.strip [data-slot="71"]').click()
    assert slider.input_value() == "71"
    assert page.locator("#slot-share").inner_text() == report.hours[71].share("zh-CN")
    assert inked(page) != day
    assert page.locator(".site .shut").count() > shut
    page.context.close()


@pytest.mark.browser
def test_cells_are_drawn_from_afar_and_from_near(browser: Browser, tmp_path: Path) -> None:
    page, watch = opened(browser, written(small_report(), tmp_path))
    for zoom in (10, 16):
        page.evaluate(f"map_yizhan.setView(map_yizhan.getCenter(), {zoom}, {{animate: false}})")
        inks = page.evaluate(INKS)
        assert len(inks) > 1, zoom
    assert watch.troubles == []
    page.context.close()


@pytest.mark.browser
def test_cells_of_the_page_are_those_of_the_report(browser: Browser, tmp_path: Path) -> None:
    report = small_report()
    page, _ = opened(browser, written(report, tmp_path))
    drawn = page.evaluate(READ_BACK)
    cells = report.cells
    for slot, states in zip((20, 62, 71), drawn, strict=True):
        for cell, state in enumerate(states):
            covered = int(cells.covered[cells.row_of[cell], slot])
            unknown = int(cells.unknown[cells.row_of[cell], slot])
            partly = 1 if covered + unknown == 60 else 2 if covered + unknown else 3
            assert state == (0 if covered == 60 else partly)
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_one_instant_and_nothing_open_are_a_page_too(
    browser: Browser, tmp_path: Path, lang: Lang
) -> None:
    night = datetime(2026, 11, 25, 3, tzinfo=CHINA)
    report = small_report(monday=None, at=night)
    page, watch = opened(browser, written(report, tmp_path, lang))
    assert page.locator("#slot-share").inner_text() == report.total.share(lang)
    assert page.locator(".strip").count() == 0
    assert watch.troubles == []
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_assistive_tools_find_no_fault_on_a_phone(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        color_scheme=scheme,
        bypass_csp=True,  # the tool is a script put into the page
    )
    page = context.new_page()
    page.goto(written(small_report(), tmp_path).as_uri())
    page.locator("html[data-ready]").wait_for(state="attached")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()
