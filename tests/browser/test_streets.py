"""Minutes by street on a phone: the same as the server's, from nothing finer than a square."""

import gzip
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from geodata.streets.near_tables import RankedSites
from locator.snapshot import Snapshot
from locator.streets import StreetMode, Streets
from locator.streets.near import Cell
from tests.browser.phones import LAT, LON, located, phone, served
from tests.web.browser import Watch, until
from web.state import State

pytestmark = pytest.mark.browser

RIDERS = 150
ROUNDING_MIN = 0.15  # tables tell tenths of a minute, whole seconds and metres
NEARLY_ALL = 0.99  # a metre decides which of two streets a few riders are put on
CELL = re.compile(r"/data/near/(walk|ebike)/(-?\d+_-?\d+)\.json")

RANK = """
async ({ squares, riders }) => {
  const { cellAt, minutesIn } = await import("/static/rider/near.js");
  return riders.map(([lon, lat]) => {
    const square = squares[cellAt({ lon, lat })];
    const found = square ? minutesIn(square, { lon, lat }) : null;
    return found && [...found.minutes].sort((a, b) => a[1] - b[1]);
  });
}
"""

# Minutes to the sites that the square knows of, without and with the server's answer.
ASK = """
async (here) => {
  const { learn } = await import("/static/rider/streets.js");
  const page = { here, mode: "walk", index: { near: { walk: "made" } } };
  await learn(page);
  const told = () => [...page.order.found.minutes.keys()].map((id) => [id, page.order.to(id)]);
  const before = told();
  await page.order.ask({ kinds: [], amenities: [] });
  return [before, told()];
}
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[State, str]]:
    with served(tmp_path_factory.mktemp("city")) as serving:
        yield serving


def riders(streets: Streets) -> np.ndarray:
    """Return places all over the made-up city."""
    west, south, east, north = streets.network.about.bbox
    return np.random.default_rng(8).uniform((west, south), (east, north), (RIDERS, 2))


def squares(state: State, mode: StreetMode) -> dict[str, object]:
    tables = state.near_tables()[mode]
    return {cell: json.loads(gzip.decompress(tables.body(cell) or b"")) for cell in tables.cells}


def ranked(snapshot: Snapshot) -> RankedSites:
    return RankedSites.of(snapshot.sites, calendar=snapshot.calendar, at=snapshot.changed_at)


@pytest.mark.parametrize("mode", ["walk", "ebike"])
def test_the_phone_ranks_by_street_as_the_server_does(
    city: tuple[State, str], browser: Browser, mode: StreetMode
) -> None:
    state, address = city
    streets, sites = state.snapshot().streets[mode], ranked(state.snapshot())
    placed = streets.place(lons=np.array(sites.lons), lats=np.array(sites.lats))
    asked = riders(streets)
    with phone(browser) as page:
        page.goto(address)
        told = page.evaluate(RANK, {"squares": squares(state, mode), "riders": asked.tolist()})
    checked, wrong = 0, []
    for (lon, lat), known in zip(asked.tolist(), told, strict=True):
        legs = streets.nearest(lon=lon, lat=lat, to=placed, k=len(sites.ids))
        assert (known is None) == (legs is None)
        if known is None or legs is None:
            continue
        checked += 1
        exact = {sites.ids[leg.position]: leg.travel_min for leg in legs}
        assert len(known) >= 12
        if any(abs(minutes - exact[site]) > ROUNDING_MIN for site, minutes in known):
            wrong.append((lon, lat, "minutes"))
        order = [exact[site] for site, _ in known]
        if any(later < order[0] - ROUNDING_MIN for later in exact.values()):
            wrong.append((lon, lat, "first"))
        if any(b < a - 2 * ROUNDING_MIN for a, b in pairwise(order)):
            wrong.append((lon, lat, "order"))
        twelfth = sorted(exact.values())[11]
        surely = {site for site, minutes in exact.items() if minutes < twelfth - ROUNDING_MIN}
        if not surely <= {site for site, _ in known}:
            wrong.append((lon, lat, "missing"))
    assert checked > RIDERS / 2
    assert len({place[:2] for place in wrong}) <= (1 - NEARLY_ALL) * checked + 1, wrong


def everything(request: Request) -> str:
    headers = " ".join(f"{name}: {value}" for name, value in request.headers.items())
    return f"{request.method} {request.url} {headers} {request.post_data or ''}"


def fine(text: str) -> bool:
    """Tell whether a text holds a position that is finer than a square, with or without a dot."""
    return any(
        trace in text
        for value in (LON, LAT)
        for trace in (f"{value:.2f}", str(int(value * 1000)), str(round(value * 1000)))
    )


def test_fine_positions_are_found() -> None:
    assert fine(f"lon={LON}")
    assert fine(f'"lat":{LAT:.3f}')
    assert not fine("/data/near/walk/3150_12352.json")


def test_minutes_and_the_way_there_are_seen_and_only_the_square_is_told(
    city: tuple[State, str], browser: Browser
) -> None:
    _, address = city
    sent: list[Request] = []
    with phone(browser) as page:
        watch = Watch(page)
        page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 -- playwright marks what it is given
        located(page, address)
        expect(page.locator("#worth")).to_contain_text("时间按街道算")
        first = page.locator(".card").first
        expect(first.locator(".far strong")).to_have_text(re.compile(r"^步行 \d+ 分钟$"))
        cells = [match for each in sent if (match := CELL.search(each.url))]
        assert [match[2] for match in cells] == [Cell.at(lon=LON, lat=LAT).name]
        page.locator("details.choices > summary").click()
        page.locator('[data-mode="ebike"]').click()
        expect(first.locator(".far strong")).to_have_text(re.compile(r"^骑行 \d+ 分钟$"))
        page.locator('[data-mode="walk"]').click()
        expect(first.locator(".far strong")).to_have_text(re.compile(r"^步行 \d+ 分钟$"))
        expect(page.locator("#worth")).to_contain_text("时间按街道算")
        assert [everything(each) for each in sent if fine(everything(each))] == []
        minutes = first.locator(".far strong").inner_text()
        target = str(first.get_attribute("data-id"))
        first.get_by_role("button", name="看路线").click()
        expect(page.locator("dialog")).to_contain_text("算完不保存")
        assert [each for each in sent if each.method == "POST"] == []
        page.locator("dialog").get_by_role("button", name="发送位置").click()
        way = page.locator("#route")
        expect(way.locator(".far strong")).to_have_text(minutes)
        assert way.locator("ol.steps li").count() >= 2
        page.locator("#map canvas").wait_for()
        posted = [each for each in sent if each.method == "POST"]
        assert [urlsplit(each.url).path for each in posted] == ["/api/v1/route"]
        assert json.loads(posted[0].post_data or "")["to"] == target
        way.get_by_role("button", name="收起路线").click()
        expect(way).to_have_count(0)
        first.get_by_role("button", name="看路线").click()
        page.locator("dialog").get_by_role("button", name="发送位置").click()
        expect(way).to_have_count(1)
        page.context.set_geolocation({"longitude": LON + 0.002, "latitude": LAT})
        page.locator("#locate").click()
        expect(way).to_have_count(0)
        assert (watch.foreign, watch.troubles) == ([], [])


def test_the_exact_answer_is_one_tap_and_told_before(
    city: tuple[State, str], browser: Browser
) -> None:
    _, address = city
    with phone(browser) as page:
        located(page, address)
        expect(page.locator("#worth")).to_contain_text("时间按街道算")
        service = page.locator("#service-now")
        page.locator("details.choices > summary").click()
        service.select_option("legal")
        offer = page.locator(".exact")
        expect(offer).to_contain_text("发给本站一次,查完不保存")
        assert page.get_by_text("直线估算", exact=True).count() > 0
        with page.expect_request("**/api/v1/nearest") as asked:
            offer.get_by_role("button", name="精确查一次").click()
        assert asked.value.method == "POST"
        assert json.loads(asked.value.post_data or "")["service"] == "legal"
        expect(page.locator("#worth")).to_contain_text("按街道的准确时间")
        expect(page.get_by_text("直线估算", exact=True)).to_have_count(0)
        shown = minutes_of(page, "open")
        assert shown == sorted(shown)
        service.select_option("")
        expect(page.locator("#worth")).to_contain_text("时间按街道算")


def asking_for_two(route: Route) -> None:
    """Let the server answer two sites of each group: fewer than the square knows of."""
    route.continue_(post_data={**(route.request.post_data_json or {}), "k": 2})


def test_the_exact_answer_takes_no_known_minutes_away(
    city: tuple[State, str], browser: Browser
) -> None:
    with phone(browser) as page:
        page.route("**/api/v1/nearest", asking_for_two)
        page.goto(city[1])
        with page.expect_response("**/api/v1/nearest") as answered:
            before, after = map(dict, page.evaluate(ASK, {"lon": LON, "lat": LAT}))
        exact = {each["id"]: each["travel_min"] for each in answered.value.json()["results"]}
    assert 0 < len(before.keys() & exact.keys()) < len(before)
    for site, known in before.items():
        assert after[site] == exact.get(site, known) == pytest.approx(known, abs=ROUNDING_MIN)


def test_where_no_answer_comes_that_is_said_and_one_can_try_again(
    city: tuple[State, str], browser: Browser
) -> None:
    _, address = city
    with phone(browser) as page:
        page.clock.install()
        page.route("**/api/v1/route", lambda _: None)  # never answered
        located(page, address)
        expect(page.locator("#worth")).to_contain_text("时间按街道算")
        page.locator(".card").first.get_by_role("button", name="看路线").click()
        send = page.locator("dialog").get_by_role("button", name="发送位置")
        with page.expect_request("**/api/v1/route"):
            send.click()
        expect(send).to_be_disabled()
        page.clock.fast_forward(16_000)
        expect(page.locator("dialog [role=alert]")).to_contain_text("网络太慢")
        expect(send).to_be_enabled()


def minutes_of(page: Page, group: str) -> list[int]:
    """Return the minutes of the cards of a group."""
    texts = page.locator(f'[data-group="{group}"] .far strong').all_inner_texts()
    return [int(re.sub(r"\D", "", text)) for text in texts]


def test_off_the_streets_straight_lines_count_and_say_so(
    city: tuple[State, str], browser: Browser
) -> None:
    _, address = city
    far = {"longitude": LON, "latitude": LAT + 0.08}
    with phone(browser, geolocation=far) as page:
        located(page, address)
        expect(page.locator("#worth")).to_contain_text("直线估算")
        assert page.locator(".exact").count() == 0


def test_the_phone_does_not_keep_every_square_that_it_was_in(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path) as (state, address), phone(browser, service_workers="allow") as page:
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        page.reload()
        cells = state.near_tables()["walk"].cells[:2]
        left = page.evaluate(
            """async ([first, last]) => {
              const cache = await caches.open("yizhan-data");
              const put = (name) => cache.put(`/data/near/walk/${name}.json`, new Response("{}"));
              await put(first);
              for (let row = 0; row < 60; row += 1) await put(`0_${row}`);
              for (const cell of [first, last]) {
                await (await fetch(`/data/near/walk/${cell}.json`)).text();
              }
              const urls = (await cache.keys()).map(({ url }) => url);
              return urls.filter((url) => url.includes("/near/"));
            }""",
            cells,
        )
        names = [url.split("/")[-1].removesuffix(".json") for url in left]
        assert names == [*(f"0_{row}" for row in range(22, 60)), *cells]


def test_in_flight_mode_minutes_by_street_are_still_there(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as (_, address), phone(browser, service_workers="allow") as page:
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        page.reload()
        page.locator("#locate").click()
        expect(page.locator("#worth")).to_contain_text("时间按街道算")
        before = minutes_of(page, "open")
        kept = '(await (await caches.open("yizhan-data")).keys())'
        until(page, f'async () => {kept}.some(({{ url }}) => url.includes("/data/near/walk/"))')
        page.context.set_offline(True)
        page.reload()
        page.locator("#locate").click()
        expect(page.locator("#worth")).to_contain_text("时间按街道算")
        assert minutes_of(page, "open") == before
        page.locator(".card").first.get_by_role("button", name="看路线").click()
        page.locator("dialog").get_by_role("button", name="发送位置").click()
        expect(page.locator("dialog [role=alert]")).to_contain_text("没有连上网")
