"""Pictures of the rider's map on tiles of an archive."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Geolocation, Page, ViewportSize

from geodata.basemap import open_archive
from tests.geodata.basemap.made import write_city
from tests.pictures import DESKTOP, PHONE
from tests.web.browser import serving
from tests.web.made_up import made_up_state
from web.app import create_app
from web.settings import Settings

SETTINGS: Final = Settings(tiles="pmtiles", map_approval="GS(2000)0000号")
HERE: Final = Geolocation(longitude=123.5213, latitude=31.5037)
# name → path, size, dark
BASEMAP_SHOTS: Final[dict[str, tuple[str, tuple[int, int], bool]]] = {
    "near-map-archive": ("/?lang=zh-CN", PHONE, False),
    "near-map-archive-dark-en": ("/?lang=en", PHONE, True),
    "near-map-archive-desktop": ("/?lang=zh-CN", DESKTOP, False),
}


def with_map(page: Page) -> None:
    """Find what is near, and open the map."""
    page.locator("#locate").click()
    page.locator(".card .far strong").first.wait_for()
    page.locator("#map-open").click()
    page.locator("#map .leaflet-tile-pane canvas.leaflet-tile-loaded").first.wait_for()
    page.wait_for_timeout(1_000)


def take_basemap(browser: Browser, into: Path) -> None:
    """Take the pictures."""
    state = made_up_state()
    with TemporaryDirectory() as folder:
        path = write_city(Path(folder) / "city.pmtiles", range(8, 16))
        with (
            open_archive(path) as archive,
            serving(create_app(SETTINGS, state, archive=archive)) as address,
        ):
            for name, (page_path, (width, height), dark) in BASEMAP_SHOTS.items():
                context = browser.new_context(
                    viewport=ViewportSize(width=width, height=height),
                    device_scale_factor=2 if width < 600 else 1,
                    color_scheme="dark" if dark else "light",
                    geolocation=HERE,
                    permissions=["geolocation"],
                )
                page = context.new_page()
                page.goto(address + page_path)
                with_map(page)
                page.locator("#map").scroll_into_view_if_needed()
                page.screenshot(path=into / f"{name}.png")
                context.close()
    state.close()
