"""Pictures of what is embedded from a published folder, on the page of somebody else."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.embed.hosts import hosting
from tests.browser.publishing.folders import BELOW, hosted, published
from tests.embed_pictures import PHONE, STREET

COLUMN: Final = (800, 900)
VIEWPORT: Final = '<meta name="viewport" content="width=device-width">'
FRAME: Final = (
    '<iframe src="{}" title="驿站" width="100%" height="620" allow="geolocation"></iframe>'
)
ELEMENT: Final = '<yizhan-map {}></yizhan-map><script src="{}embed.js"></script>'


def listed(page: Page) -> None:
    """Wait until the script has made the list."""
    page.frame_locator("iframe").locator("[data-group] .card").first.wait_for()


def mapped(page: Page) -> None:
    """Wait until the map is drawn."""
    page.frame_locator("iframe").locator("#map canvas").first.wait_for()
    page.wait_for_timeout(1_000)


def still(page: Page) -> None:
    """Look at what is there without scripts, or instead of a list."""
    page.frame_locator("iframe").locator("h1").wait_for()
    page.wait_for_timeout(1_000)


# name → option of the element, or query of the frame; size; traits of the browser; steps
FOLDER_SHOTS: Final[
    dict[str, tuple[str, str, tuple[int, int], dict[str, Any], Callable[[Page], None]]]
] = {
    "folder-list": ("element", STREET, PHONE, {}, listed),
    "folder-both-dark-en": ("element", 'view="both" theme="dark" lang="en"', COLUMN, {}, mapped),
    "folder-map-colour": ("frame", f"{STREET}&view=map&color=b3261e", COLUMN, {}, mapped),
    "folder-wrong": ("frame", "view=globe&hight=400", PHONE, {}, still),
    "folder-no-scripts": ("frame", STREET, PHONE, {"java_script_enabled": False}, still),
}


def take_folder(browser: Browser, into: Path) -> None:
    """Take the pictures of a folder."""
    with TemporaryDirectory() as path, hosted(published(Path(path))) as address:
        for name, (kind, asked, (width, height), traits, steps) in FOLDER_SHOTS.items():
            here = f"{address}{BELOW}"
            body = ELEMENT.format(asked, here)
            if kind == "frame":
                body = FRAME.format(f"{here}embed/?{asked}")
            size = ViewportSize(width=width, height=height)
            context = browser.new_context(viewport=size, locale="zh-CN", **traits)
            page = context.new_page()
            with hosting(body, address.rstrip("/"), VIEWPORT) as at:
                page.goto(at)
                steps(page)
                page.screenshot(path=into / f"{name}.png")
            context.close()
