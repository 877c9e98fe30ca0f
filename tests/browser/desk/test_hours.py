"""Hours are mended by keyboard, a holiday is announced, and riders read both."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from locator.hours import regular_hours
from tests.browser.phones import phone
from tests.browser.test_desk import SITE, come_in, desk_served, faults
from tests.web.browser import Watch

pytestmark = pytest.mark.browser

DAYS = ("Mo", "Tu", "We", "Th", "Fr")


def fill_in_the_week(page: Page) -> None:
    """Choose the table, five days and their times, by keyboard where that is not the same."""
    page.locator("[value=week]").focus()
    page.keyboard.press("Space")
    for day in DAYS:
        page.locator(f"[name=days0][value={day}]").focus()
        page.keyboard.press("Space")
    page.locator("[name=week0-from0]").fill("08:30")
    page.locator("[name=week0-to0]").fill("18:00")
    page.locator("button[value=look]").focus()
    page.keyboard.press("Enter")
    page.locator(".proposal").wait_for()


def close_for_a_week(page: Page) -> None:
    """Fill in an announcement for one site, and look at it."""
    page.locator("#ids").fill(SITE)
    page.locator("[name=first]").fill("2099-02-05")
    page.locator("[name=last]").fill("2099-02-12")
    page.locator("button[value=look]").focus()
    page.keyboard.press("Enter")
    page.locator(".proposal").wait_for()


def test_hours_are_mended_and_a_holiday_announced_by_keyboard(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        desk_served(tmp_path) as (store, address, invitation),
        phone(browser) as page,
    ):
        watch = Watch(page)
        come_in(page, invitation, "zh-CN")
        page.goto(f"{address}/desk/hours?lang=zh-CN")
        page.locator(".desk-list a").first.press("Enter")
        page.wait_for_url("**/desk/hours/*")
        site_id = page.url.rpartition("/")[2].partition("?")[0]
        fill_in_the_week(page)
        expect(page.locator(".proposal")).to_contain_text("08:30–18:00")
        page.locator("button[value=save]").press("Enter")
        expect(page.locator("p[role=status]")).to_contain_text("已保存")
        (site,) = [each for each in store.load().sites if each.id == site_id]
        assert site.hours.osm == "Mo-Fr 08:30-18:00"

        page.goto(f"{address}/desk/announcements?lang=zh-CN")
        close_for_a_week(page)
        expect(page.locator(".proposal")).to_contain_text("会改 1 处")
        page.locator("button[value=save]").press("Enter")
        page.get_by_role("heading", name="2099年2月5日至12日 不开门").wait_for()
        page.goto(f"{address}/s/{SITE}?lang=zh-CN")
        expect(page.locator("main")).to_contain_text("2099年2月5日至12日 不开门")
        page.goto(f"{address}/desk/announcements?lang=zh-CN")
        page.locator("button[value=withdraw]").press("Enter")
        expect(page.locator("main")).to_contain_text("没有还没过去的安排")
        (site,) = [each for each in store.load().sites if each.id == SITE]
        assert site.hours == regular_hours(site.hours)
        assert (watch.troubles, watch.foreign) == ([], [])


@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_axe_finds_nothing_where_hours_are_mended(
    browser: Browser, tmp_path: Path, lang: str, scheme: str
) -> None:
    found: dict[str, list[str]] = {}

    with (
        desk_served(tmp_path) as (_, address, invitation),
        phone(browser, locale=lang, color_scheme=scheme, bypass_csp=True) as page,
    ):
        come_in(page, invitation, lang)
        page.goto(f"{address}/desk/hours?lang={lang}")
        found["list"] = faults(page)
        page.locator(".desk-list a").first.click()
        page.wait_for_url("**/desk/hours/*")
        for details in page.locator("details").all():
            details.evaluate("it => { it.open = true; }")
        found["editor"] = faults(page)
        fill_in_the_week(page)
        found["week"] = faults(page)
        page.goto(f"{address}/desk/announcements?lang={lang}")
        found["announcements"] = faults(page)
        close_for_a_week(page)
        found["announcement"] = faults(page)
        page.locator("button[value=save]").click()
        page.locator("button[value=withdraw]").wait_for()
        page.locator("details").first.evaluate("it => { it.open = true; }")
        found["announced"] = faults(page)
    assert not any(found.values()), found
