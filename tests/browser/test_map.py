"""The rider's map: streets of our own or the operator's tiles, in step with the list."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response, request
from playwright.sync_api import Browser, Page
from pmtiles.tile import TileType

from geodata.basemap import Archive, open_archive
from locator.datum import from_wgs84
from locator.vocabulary import Datum
from tests.geodata.basemap.made import square, write_archive, write_city
from tests.web.browser import Watch, chromium, serving
from tests.web.made_up import made_up_state
from web.app import create_app
from web.settings import Settings
from web.state import State

NUMBER = "GS(2000)0000号"
PIXEL = io.BytesIO(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
        "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
    )
).getvalue()
# Leaflet's own map object is not kept by the page: a test looks at it as it is made.
NOTE_MAP = """
Object.defineProperty(window, "L", { configurable: true, set(made) {
  Object.defineProperty(window, "L", { value: made, writable: true });
  made.Map.addInitHook(function () { window.noted = this; });
} });
"""
# How many pixels of the tiles have the colours that the style sheet gives streets and water.
COLOURS = """
() => {
  const style = getComputedStyle(document.querySelector("#map"));
  const found = {};
  for (const name of ["--street", "--water"]) {
    const value = parseInt(style.getPropertyValue(name).trim().slice(1), 16);
    found[name] = 0;
    for (const tile of document.querySelectorAll("#map canvas.leaflet-tile-loaded")) {
      const { data } = tile.getContext("2d").getImageData(0, 0, tile.width, tile.height);
      for (let at = 0; at < data.length; at += 4) {
        const pixel = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
        if (data[at + 3] === 255 && pixel === value) found[name] += 1;
      }
    }
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def city() -> Iterator[State]:
    state = made_up_state()
    yield state
    state.close()


def opened(browser: Browser, address: str) -> Page:
    """Return the page with its map open."""
    page = browser.new_page(
        viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce"
    )
    page.add_init_script(NOTE_MAP)
    page.goto(address)
    page.get_by_role("button", name="地图").click()
    page.locator("#map canvas.leaflet-zoom-animated").wait_for()  # of the sites
    return page


@pytest.mark.browser
def test_the_map_and_the_list_select_each_other(browser: Browser, city: State) -> None:
    with serving(create_app(Settings(), city)) as address:
        page = opened(browser, address)
        watch = Watch(page)
        page.locator("#map .theme-water").first.wait_for(state="attached")
        card = page.locator("#list .card").nth(2)
        card.locator("h3 a").focus()
        lon_lat = page.evaluate("(() => { const c = noted.getCenter(); return [c.lng, c.lat]; })()")
        site = city.snapshot().site(card.get_attribute("data-id") or "")
        assert site
        place = site.entrance or site.position
        assert place
        assert lon_lat == pytest.approx([place.lon, place.lat], abs=2e-5)
        page.locator("#list h3 a").first.focus()
        page.evaluate("noted.setZoom(17, { animate: false })")
        page.evaluate(f"noted.panTo([{place.lat}, {place.lon}], {{ animate: false }})")
        page.locator("#map").click()
        assert "is-picked" in (card.get_attribute("class") or "")
        assert (watch.foreign, watch.troubles) == ([], [])
        page.close()


@pytest.mark.browser
def test_buttons_are_as_large_as_a_thumb_and_the_map_has_a_name(
    browser: Browser, city: State
) -> None:
    with serving(create_app(Settings(), city)) as address:
        page = opened(browser, address)
        for name in ("放大", "缩小"):
            box = page.get_by_role("button", name=name).bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
        assert page.get_by_role("region", name="地图").is_visible()
        page.close()


@pytest.mark.browser
def test_tiles_are_shown_with_their_number_and_sites_moved_onto_them(
    browser: Browser, city: State
) -> None:
    asked: list[str] = []
    stub = Flask("tiles")

    @stub.get("/<int:z>/<int:x>/<int:y>.png")
    def tile(z: int, x: int, y: int) -> Response:
        asked.append(f"{z}/{x}/{y} {request.headers.get('Referer', '')}")
        return Response(PIXEL, mimetype="image/png")

    with serving(stub) as tiles:
        settings = Settings.from_env(
            {
                "YIZHAN_TILES": "xyz",
                "YIZHAN_TILES_URL": tiles + "/{z}/{x}/{y}.png",
                "YIZHAN_TILES_DATUM": "gcj02",
                "YIZHAN_TILES_ATTRIBUTION": "<i>示例</i>瓦片",
                "YIZHAN_MAP_APPROVAL": NUMBER,
            }
        )
        with serving(create_app(settings, city)) as address:
            page = opened(browser, address)
            watch = Watch(page)
            page.locator("#map img.leaflet-tile-loaded").first.wait_for()
            note = page.locator("#map .leaflet-bottom.leaflet-left .approval")
            assert note.inner_text() == NUMBER
            assert "<i>示例</i>瓦片" in page.locator(".leaflet-control-attribution").inner_text()
            assert urlsplit(tiles).hostname in page.locator("#map-note").inner_text()  # type: ignore[operator]  # it has one
            assert page.locator("#map .theme-water").count() == 0
            card = page.locator("#list .card").first
            card.locator("h3 a").focus()
            lon_lat = page.evaluate(
                "(() => { const c = noted.getCenter(); return [c.lng, c.lat]; })()"
            )
            site = city.snapshot().site(card.get_attribute("data-id") or "")
            assert site
            place = site.entrance or site.position
            assert place
            shifted = from_wgs84(place.lon, place.lat, Datum.GCJ02)
            assert lon_lat == pytest.approx(shifted, abs=2e-5)
            assert asked
            assert all(re.fullmatch(rf"[\d/]+ {address}/", line) for line in asked)
            assert watch.troubles == []
            page.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path = write_city(tmp_path_factory.mktemp("tiles") / "city.pmtiles", (14,))
    with open_archive(path) as opened:
        yield opened


def with_archive(city: State, archive: Archive) -> Flask:
    """Return the application with an archive's tiles under the sites."""
    environ = {"YIZHAN_TILES": "pmtiles", "YIZHAN_TILES_FILE": "-", "YIZHAN_MAP_APPROVAL": NUMBER}
    return create_app(Settings.from_env(environ), city, archive=archive)


def enough(page: Page, colour: str) -> None:
    """Wait until a colour of the style sheet is seen on the tiles."""
    for _ in range(600):
        if page.evaluate(COLOURS)[colour] > 1000:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(COLOURS))


@pytest.mark.browser
def test_tiles_of_an_archive_are_drawn_from_our_own_server_in_both_colours(
    browser: Browser, city: State, archive: Archive
) -> None:
    with serving(with_archive(city, archive)) as address:
        page = opened(browser, address)
        watch = Watch(page)
        page.evaluate("noted.setView([31.5, 123.5], 15, { animate: false })")
        drawn = page.locator("#map .leaflet-tile-pane canvas.leaflet-tile-loaded")
        drawn.first.wait_for()
        enough(page, "--street")
        enough(page, "--water")
        assert page.locator("#map .approval").inner_text() == NUMBER
        assert "© 示例 · 测绘 & 制图" in page.locator(".leaflet-control-attribution").inner_text()
        assert page.locator("#map-note").inner_text() == ""
        page.emulate_media(color_scheme="dark")
        enough(page, "--street")
        page.evaluate("noted.setZoom(18, { animate: false })")  # closer than there are tiles
        enough(page, "--street")
        assert (watch.foreign, watch.troubles) == ([], [])
        page.close()


@pytest.mark.browser
def test_pictures_of_an_archive_are_shown_closer_than_there_are_any(
    browser: Browser, city: State, tmp_path: Path
) -> None:
    lon, lat = square(123.5, 31.5)
    z = 11
    at = (z, int(lon * 2**z), int((1 - lat) * 2**z))
    path = write_archive(tmp_path / "pictures.pmtiles", {at: PIXEL}, TileType.PNG)
    with open_archive(path) as archive, serving(with_archive(city, archive)) as address:
        page = opened(browser, address)
        watch = Watch(page)
        page.evaluate("noted.setView([31.5, 123.5], 15, { animate: false })")
        page.locator(
            f"#map img.leaflet-tile-loaded[src$='/data/tiles/{z}/{at[1]}/{at[2]}']"
        ).wait_for()
        assert page.locator("#map .approval").inner_text() == NUMBER
        assert (watch.foreign, watch.troubles) == ([], [])
        page.close()
