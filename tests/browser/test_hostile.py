"""Names that bite are shown as text on every page of the rider."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from geodata.demo import demo_city
from tests.browser.phones import LAT, LON, phone
from tests.web.browser import Watch, serving
from tests.web.made_up import Memory
from web.app import create_app
from web.settings import Settings
from web.state import State

pytestmark = pytest.mark.browser

HOSTILE = {
    "script": "</script><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(2)>",
    "template": "${alert(3)} {{ 7*7 }}",
    "turned": "\u202eftp.exe\u202c驿站",
    "long": "长" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_text(browser: Browser, name: str) -> None:
    city = demo_city()
    station = next(site for site in city.sites if site.position and site.kind == "station")
    assert station.position is not None
    here = replace(station.position, lon=LON, lat=LAT)
    bad = replace(station, name=name, address=name, host=name, source=name, position=here)
    others = tuple(site for site in city.sites if site.id != bad.id)
    state = State(Memory((replace(bad, entrance=None), *others), city.unions))
    with serving(create_app(Settings(), state)) as address, phone(browser) as page:
        watch = Watch(page)
        page.goto(address)
        page.locator("#locate").click()
        page.locator(".card .far strong").first.wait_for()
        card = page.locator(f'.card[data-id="{bad.id}"]').first
        expect(card.locator("h3")).to_have_text(name)
        for button in ("去这里", "反映问题"):
            card.get_by_role("button", name=button).click()
            expect(page.locator("dialog[open]")).to_contain_text(name)
            page.keyboard.press("Escape")
            expect(page.locator("dialog")).to_have_count(0)
        page.goto(f"{address}/s/{bad.id}")
        expect(page.locator("h1")).to_have_text(name)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360
        assert watch.troubles == []
        assert watch.foreign == []
    state.close()
