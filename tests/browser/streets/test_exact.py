"""The exact answer by street: asked for with all that the rider wants."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from locator.vocabulary import Kind
from tests.browser.phones import LAT, LON, phone, served
from web.state import State

# What the server answers to wants of several kinds that must be open round the clock.
ASK_FOR = """
async ([here, wants]) => {
  const { learn } = await import("/static/rider/streets.js");
  const page = { here, mode: "walk", index: { near: { walk: "" } } };
  await learn(page);
  await page.order.ask(wants);
  return [...page.order.minutes.keys()];
}
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[State, str]]:
    with served(tmp_path_factory.mktemp("city")) as serving:
        yield serving


@pytest.mark.browser
def test_the_exact_answer_is_for_all_that_is_wanted(
    city: tuple[State, str], browser: Browser
) -> None:
    state, address = city
    wanted = {Kind.STATION, Kind.SERVICE_CENTRE}
    wants = {"kinds": sorted(wanted), "amenities": ["water"], "alwaysOpen": True}
    with phone(browser) as page:
        page.goto(address)
        told = page.evaluate(ASK_FOR, [{"lon": LON, "lat": LAT}, wants])
    sites = {site.id: site for site in state.snapshot().sites}
    assert {sites[each].kind for each in told} == wanted
    assert all("water" in (sites[each].amenities or ()) for each in told)
    always = {
        site.id
        for site in sites.values()
        if site.kind in wanted and site.hours.osm == "24/7" and "water" in (site.amenities or ())
    }
    assert len(always) > 2
    assert always <= set(told)
