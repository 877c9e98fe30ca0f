"""What was done, a photograph and a stale edit: for everybody to read, and by keyboard alone."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import phone
from tests.browser.test_desk import SITE, come_in, desk_served, faults

pytestmark = pytest.mark.browser

VISIT = f"/desk/visit/{SITE}"
HISTORY = f"/desk/history/site/{SITE}"
TABS = 400  # more than there are on a page
MARK_UNREACHED = """() => document.querySelectorAll("main :is(a, button, input, select, summary)")
.forEach((each) => { if (each.type !== "hidden") each.dataset.unreached = ""; })"""
REACH = """() => {
    const at = document.activeElement;
    const seen = getComputedStyle(at).outlineStyle !== "none";
    if (seen) delete at.dataset.unreached;
    return at.closest("footer") !== null;
}"""


def unreached(page: Page) -> list[str]:
    """Go through a page by Tab; return what of it was never reached, or not to be seen there."""
    page.evaluate(MARK_UNREACHED)
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate(REACH):
            break
    left: list[str] = page.evaluate(
        "[...document.querySelectorAll('[data-unreached]')].map((each) => each.outerHTML)"
    )
    return left


def press(page: Page, selector: str) -> None:
    """Press Enter on a button, and wait for the page that answers."""
    page.locator(selector).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def outrun(page: Page, address: str, lang: str) -> None:
    """Note at a door what somebody else has noted otherwise meanwhile."""
    page.goto(f"{address}{VISIT}?lang={lang}")
    other = page.context.new_page()
    other.goto(page.url)
    press(other, "[value=closed]")
    other.close()
    press(page, "[value=under_repair]")
    expect(page.locator(".versions").first).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_what_was_done_is_for_everybody(
    browser: Browser, tmp_path: Path, lang: str, scheme: str
) -> None:
    found: dict[str, list[str]] = {}

    with (
        desk_served(tmp_path) as (store, address, invitation),
        phone(browser, locale=lang, color_scheme=scheme, bypass_csp=True) as page,
    ):
        come_in(page, invitation, lang)
        photograph = tmp_path / "a.jpg"
        Image.linear_gradient("L").resize((1200, 800)).save(photograph)
        page.goto(f"{address}{VISIT}?lang={lang}")
        page.locator("#photo").set_input_files(photograph)
        press(page, "form .go")
        page.goto(f"{address}{VISIT}?lang={lang}")
        expect(page.locator(".shot-form img")).to_be_visible()
        found["visit with a photograph"] = faults(page) + unreached(page)
        outrun(page, address, lang)
        found["stale edit"] = faults(page) + unreached(page)
        page.goto(f"{address}/desk/history?lang={lang}")
        found["history"] = faults(page) + unreached(page)
        page.goto(f"{address}{HISTORY}?lang={lang}")
        found["history of a site"] = faults(page) + unreached(page)
        press(page, "[name=undo]")
        (undone,) = [each.operation for each in store.load().sites if each.id == SITE]
        assert undone == "operating"
        page.goto(f"{address}{VISIT}?lang={lang}")
        press(page, ".shot-form button")
        expect(page.locator(".shot-form")).to_have_count(0)
    assert not any(found.values()), found
