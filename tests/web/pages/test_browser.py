import pytest
from playwright.sync_api import Browser, Page

from locator.nearest import SiteFilter
from tests.web.browser import Watch
from tests.web.pages.asking import HERE, PLACE, expected
from web.state import State


def answered(page: Page, button: str) -> None:
    """Send the form by a button, and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()
    page.get_by_role("status").wait_for()


@pytest.mark.browser
def test_without_scripts_a_rider_gets_the_right_list(
    browser: Browser, address: str, demo_state: State
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="zh-CN"
    )
    page = context.new_page()
    watch = Watch(page)
    page.goto(address)
    assert page.locator(".scripted").count() > 0
    assert not any(part.is_visible() for part in page.locator(".scripted").all())
    page.get_by_text("填地名或坐标").click()
    page.get_by_label("我在哪儿").fill(HERE)
    page.locator("label.chip", has_text="微波炉").click()
    page.locator("#ask summary").click()
    page.locator("#mode").select_option("ebike")
    answered(page, "找最近的")
    answer = expected(
        demo_state, *PLACE, where=SiteFilter(amenities=frozenset({"microwave"})), mode="ebike"
    )
    names = page.locator(".card h3").all_inner_texts()
    assert names == [found.site.name for found in answer.found]
    assert page.locator("#mode").input_value() == "ebike"
    assert watch.foreign == []
    assert not [url for url in watch.requests if "123." in url]
    context.close()


@pytest.mark.browser
def test_the_language_is_switched_with_the_answer_kept(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(address)
    page.get_by_text("填地名或坐标").click()
    page.get_by_label("我在哪儿").fill("旧样街道")
    answered(page, "找最近的")
    before = page.locator(".card h3").all_inner_texts()
    answered(page, "English")
    page.get_by_role("heading", name="Open now").wait_for()
    assert page.locator(".card h3").all_inner_texts() == before
    page.close()


def too_small(page: Page) -> list[str]:
    """Return what can be clicked and is lower than a thumb."""
    return [
        f"{element.inner_text()} {box['height']}"
        for element in page.locator(
            "main a, main button, select, input[type=text], summary, label.chip, header a"
        ).all()
        if element.is_visible() and (box := element.bounding_box()) and box["height"] < 43.5
    ]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_phone_and_a_thumb(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en",
    )
    page = context.new_page()
    page.goto(address)
    for step in ("first", "answered"):
        if step == "answered":
            page.get_by_text("Type a place").click()
            page.get_by_label("Where I am").fill("旧样街道")
            answered(page, "Find the nearest")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert too_small(page) == []
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.evaluate("document.documentElement.style.fontSize = ''")
    context.close()
