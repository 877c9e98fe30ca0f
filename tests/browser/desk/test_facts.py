"""A site's facts are mended by keyboard without a script, and axe finds nothing to mend there."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk.test_history import press, unreached
from tests.browser.phones import phone
from tests.browser.test_desk import SITE, come_in, desk_served, too_small

pytestmark = pytest.mark.browser

WIDE = "document.documentElement.scrollWidth > innerWidth"
# what is to be seen of main and sticks out where letters are twice as large
STICKS_OUT = """() => {
    document.documentElement.style.fontSize = "200%";
    const out = [...document.querySelectorAll("main *")]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth)
        .map((each) => each.outerHTML);
    document.documentElement.style.fontSize = "";
    return out;
}"""
# one of a group of radio buttons is reached by Tab, the others by arrow keys
MISSED = """() => [...document.querySelectorAll("[data-unreached]:not([type=radio])")]
    .filter((each) => each.checkVisibility()).map((each) => each.outerHTML)"""


def tick(page: Page, name: str, value: str) -> None:
    """Tick a box or choose one of a group by keyboard; nothing happens where it is already."""
    it = page.locator(f'[name="{name}"][value="{value}"]')
    if not it.is_checked():
        it.focus()
        page.keyboard.press("Space")


def fill_in(page: Page) -> None:
    """Say what is there and who helps when, by keyboard."""
    page.locator("#phone").fill("0000-7654321")
    tick(page, "access-told", "none")
    tick(page, "amenities-told", "these")
    tick(page, "amenities", "shower")
    tick(page, "services-told", "these")
    tick(page, "services", "haircut")
    page.locator("#service-haircut").fill("每周四14:00-17:00")
    press(page, "[value=look]")


def test_facts_are_mended_by_keyboard_without_a_script(browser: Browser, tmp_path: Path) -> None:
    with (
        desk_served(tmp_path) as (store, address, invitation),
        phone(browser, locale="zh-CN", java_script_enabled=False) as page,
    ):
        come_in(page, invitation, "zh-CN")
        page.goto(f"{address}/desk/visit/{SITE}?lang=zh-CN")
        press(page, "text=改资料")
        expect(page.locator("#service-haircut")).to_be_hidden()
        fill_in(page)
        expect(page.locator(".proposal")).to_contain_text("14:00–17:00")
        assert store.revision() == 1
        press(page, "[value=save]")
        expect(page.locator("p[role=status]")).to_contain_text("已保存")
        (site,) = [each for each in store.load().sites if each.id == SITE]
        assert (site.phone, site.access) == ("0000-7654321", ())
        assert "shower" in (site.amenities or ())
        (haircut,) = [each for each in site.services or () if each.code == "haircut"]
        assert haircut.hours
        assert haircut.hours.osm == "Th 14:00-17:00"
        page.goto(f"{address}/s/{SITE}?lang=zh-CN")
        expect(page.locator("main")).to_contain_text("淋浴")
        expect(page.locator("main")).to_contain_text("理发")


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_mending_facts_is_for_everybody(
    browser: Browser, tmp_path: Path, lang: str, scheme: str
) -> None:
    found: dict[str, object] = {}

    def look(name: str) -> None:
        results = Axe().run(page)
        page.locator(".skip").focus()
        unreached(page)
        told = {
            "missed": page.evaluate(MISSED),
            "wide": page.evaluate(WIDE),
            "large": page.evaluate(STICKS_OUT),
            "small": [each for each in too_small(page) if "radio" not in each],
            "axe": results.violations_count and results.generate_report(),
        }
        found.update({f"{name}: {what}": how for what, how in told.items() if how})

    with (
        desk_served(tmp_path) as (_, address, invitation),
        phone(browser, locale=lang, color_scheme=scheme, bypass_csp=True) as page,
    ):
        come_in(page, invitation, lang)
        page.goto(f"{address}/desk/facts/{SITE}?lang={lang}")
        fill_in(page)
        expect(page.locator(".proposal")).to_be_visible()
        look("what would change")
        page.locator("#phone").fill("?")
        page.locator("#name").fill(" ")
        page.locator("details summary").press("Enter")
        page.locator("#capacity").fill("?")
        press(page, "[value=look]")
        expect(page.locator("#phone-wrong")).to_be_visible()
        expect(page.locator("#capacity-wrong")).to_be_visible()  # in what is folded otherwise
        look("what is wrong")
    assert found == {}
