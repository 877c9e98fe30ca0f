"""What a clerk sees of an import can be read and reached by everybody, on a phone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.importing.lists import write_list
from tests.browser.phones import phone
from tests.browser.test_desk import come_in, desk_served, too_small

pytestmark = pytest.mark.browser


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_axe_finds_nothing_in_an_import(
    browser: Browser, tmp_path: Path, lang: str, scheme: str
) -> None:
    found: dict[str, object] = {}
    traits = {"locale": lang, "color_scheme": scheme, "bypass_csp": True}

    def look(page: Page, name: str) -> None:
        results = Axe().run(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if results.violations_count or wide or too_small(page):
            found[name] = (results.generate_report(), wide, too_small(page))

    with (
        desk_served(tmp_path) as (_, address, invitation),
        phone(browser, **traits) as page,
    ):
        come_in(page, invitation, lang)
        page.goto(f"{address}/desk/import?lang={lang}")
        page.locator("#file").set_input_files(write_list(tmp_path / "a.xlsx"))
        page.locator(".go").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".error-box")).to_be_visible(timeout=120_000)
        look(page, "asked for the datum")
        page.locator("#datum").select_option("gcj02")
        page.locator("details form .button").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".sketch")).to_be_visible(timeout=120_000)
        look(page, "preview")
        page.locator("details > summary").last.focus()
        page.keyboard.press("Enter")
        look(page, "columns")
        page.locator(".fate.is-rejected").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".rows tbody tr")).to_have_count(6)
        look(page, "rejected")
        page.locator("form > .go").focus()
        page.keyboard.press("Enter")
        expect(page.locator("p[role=status] strong")).to_be_visible(timeout=120_000)
        look(page, "applied")
        page.goto(f"{address}/desk/import?lang={lang}")
        look(page, "uploads")
    assert found == {}
