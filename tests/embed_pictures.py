"""Pictures of what others put on their own pages."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page

PHONE, DESKTOP, COLUMN, SHEET = (360, 740), (1280, 900), (800, 600), (794, 1123)
STREET: Final = "jurisdiction=demo-street-01"


def listed(page: Page) -> None:
    """Look at the page as it comes."""
    page.locator("h1").wait_for()


def near(page: Page) -> None:
    """Find what is near."""
    page.locator("#locate").click()
    page.locator(".card .far strong").first.wait_for()


def mapped(page: Page) -> None:
    """Wait until the map in an embedded page is drawn."""
    page.locator("#map canvas").first.wait_for()
    page.wait_for_timeout(1_000)


def previewed(page: Page) -> None:
    """Wait until the builder shows what it makes."""
    page.frame_locator("iframe.preview").locator("#map canvas").first.wait_for()
    page.wait_for_timeout(1_000)


def drawn(page: Page) -> None:
    """Look at a picture."""
    page.locator("img").wait_for()


# name → path, size, dark, steps
EMBED_SHOTS: Final[dict[str, tuple[str, tuple[int, int], bool, Callable[[Page], None]]]] = {
    "embed-list": (f"/embed?{STREET}&lang=zh-CN", PHONE, False, listed),
    "embed-both-dark-en": ("/embed?view=both&theme=dark&lang=en", PHONE, False, mapped),
    "embed-map-colour": (
        f"/embed?view=map&height=600&color=b3261e&{STREET}&lang=zh-CN",
        COLUMN,
        False,
        mapped,
    ),
    "embed-near": ("/embed?lang=zh-CN", DESKTOP, False, near),
    "embed-wrong": ("/embed?view=globe&hight=400&lang=zh-CN", PHONE, False, listed),
    "embed-new": (f"/embed/new?ui=zh-CN&{STREET}&view=both", DESKTOP, False, previewed),
    "embed-new-phone-dark": ("/embed/new?ui=en&height=9", PHONE, True, listed),
    "embed-print": (f"/embed/print?{STREET}&lang=zh-CN", SHEET, False, listed),
    "embed-card": (f"/embed/card.png?{STREET}", (1200, 800), False, drawn),
}
