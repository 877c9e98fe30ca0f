"""The made-up city at a fixed instant, for a browser."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.web.browser import chromium, serving


@pytest.fixture
def address(demo_app: Flask) -> Iterator[str]:
    """Give the address that it is served at."""
    with serving(demo_app) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a real browser."""
    with chromium() as started:
        yield started
