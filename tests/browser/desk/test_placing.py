"""A site is placed by pin: dragged on a phone, moved by keys, and seen before it is kept."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.store import Store
from locator.model import Position
from tests.browser.phones import phone
from tests.browser.test_desk import come_in, desk_served, faults
from tests.web.browser import Watch

pytestmark = pytest.mark.browser

LINK = "我在这里 https://apis.map.qq.com/uri/v1/marker?marker=coord:31.5037,123.5213;title:门口"


def lost_site(store: Store) -> str:
    """Return a site of the made-up city that has no exact position."""
    sites = store.load().sites
    return next(s.id for s in sites if s.position and s.position.accuracy != "exact")


def placed(store: Store, site_id: str) -> Position:
    found = next(site.position for site in store.load().sites if site.id == site_id)
    assert found
    return found


def seen_and_kept(page: Page) -> None:
    page.get_by_role("button", name="看看在哪").click()
    expect(page.locator("#proposal")).to_contain_text("会放在这里")
    page.get_by_role("button", name="对,保存").click()
    expect(page.locator("p[role=status]")).to_contain_text("已放好")


def test_a_clerk_places_a_site_by_link_then_by_pin(browser: Browser, tmp_path: Path) -> None:
    with (
        desk_served(tmp_path) as (store, address, invitation),
        phone(browser, has_touch=True) as page,
    ):
        watch, site_id = Watch(page), lost_site(store)
        come_in(page, invitation, "zh-CN")
        page.goto(f"{address}/desk/placing?lang=zh-CN")
        page.locator(f"a[href*='{site_id}']").click()
        page.locator("#place").fill(LINK)
        seen_and_kept(page)
        by_link = placed(store, site_id)
        assert (by_link.given_lon, by_link.datum) == (123.5213, "gcj02")

        page.goto(f"{address}/desk/placing/{site_id}?lang=zh-CN")
        pin = page.locator(".pin")
        pin.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        expect(page.locator("#pin-status")).to_contain_text("图钉在")
        seen_and_kept(page)
        by_key = placed(store, site_id)
        assert by_key.lat == pytest.approx(by_link.lat, abs=1e-6)
        assert 50 < (by_key.lon - by_link.lon) * 95_000 < 200  # metres; 72 pixels at zoom 17

        page.goto(f"{address}/desk/placing/{site_id}?lang=zh-CN")
        pin.scroll_into_view_if_needed()
        box = pin.bounding_box()
        assert box
        page.mouse.move(box["x"] + 22, box["y"] + 22)
        page.mouse.down()
        page.mouse.move(box["x"] + 22, box["y"] + 82, steps=4)
        page.mouse.up()
        seen_and_kept(page)
        by_pin = placed(store, site_id)
        assert by_pin.lat < by_key.lat
        assert by_pin.lon == pytest.approx(by_key.lon, abs=1e-5)
        assert (watch.troubles, watch.foreign) == ([], [])


@pytest.mark.parametrize(("lang", "scheme"), [("zh-CN", "dark"), ("en", "light")])
def test_axe_finds_nothing_where_sites_are_placed(
    browser: Browser, tmp_path: Path, lang: str, scheme: str
) -> None:
    found: dict[str, list[str]] = {}

    with (
        desk_served(tmp_path) as (store, address, invitation),
        phone(browser, locale=lang, color_scheme=scheme, bypass_csp=True) as page,
    ):
        come_in(page, invitation, lang)
        page.goto(f"{address}/desk/placing?lang={lang}")
        found["list"] = faults(page)
        page.goto(f"{address}/desk/placing/{lost_site(store)}?lang={lang}")
        page.locator(".pin").wait_for()
        found["pin"] = faults(page)
        page.locator("#place").fill("121.4,37.5")
        page.locator("#datum").select_option("")
        page.locator("#placing .go").click()
        page.locator("#datum-wrong").wait_for()
        found["refused"] = faults(page)
        page.locator("#place").fill(LINK)
        page.locator("#placing .go").click()
        page.locator("#proposal").wait_for()
        found["proposal"] = faults(page)
    assert not any(found.values()), found
