"""What a picture of a page is: where, how large, light or dark, when, and after which steps."""

from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import Page

from locator.hours import CHINA

PHONE, DESKTOP = (360, 740), (1280, 900)
AFTERNOON = datetime(2026, 11, 18, 15, 20, tzinfo=CHINA)
NIGHT = datetime(2026, 11, 18, 23, 40, tzinfo=CHINA)

Steps = Callable[[Page], None]
Shot = tuple[str, tuple[int, int], bool, datetime, Steps]
"""Path, size, dark, instant, steps."""


def first(page: Page) -> None:
    """Look at the page as it comes."""
    page.locator("main").wait_for()
