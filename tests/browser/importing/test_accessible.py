"""What a clerk sees of an import can be read and reached by everybody, on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.importing.lists import write_list
from tests.browser.phones import phone
from tests.browser.test_desk import come_in, desk_served, faults

pytestmark = pytest.mark.browser


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_axe_finds_nothing_in_an_import(
    browser: Browser, tmp_path: Path, lang: str, scheme: str
) -> None:
    found: dict[str, list[str]] = {}
    traits = {"locale": lang, "color_scheme": scheme, "bypass_csp": True}

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
        found["asked for the datum"] = faults(page)
        page.locator("#datum").select_option("gcj02")
        page.locator("details form .button").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".sketch")).to_be_visible(timeout=120_000)
        found["preview"] = faults(page)
        page.locator("details > summary").last.focus()
        page.keyboard.press("Enter")
        found["columns"] = faults(page)
        page.locator(".fate.is-rejected").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".rows tbody tr")).to_have_count(6)
        found["rejected"] = faults(page)
        page.locator("form > .go").focus()
        page.keyboard.press("Enter")
        expect(page.locator("p[role=status] strong")).to_be_visible(timeout=120_000)
        found["applied"] = faults(page)
        page.goto(f"{address}/desk/import?lang={lang}")
        found["uploads"] = faults(page)
    assert not any(found.values()), found
