"""The made-up city at a fixed instant, for a test client and for a browser."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from tests.web.browser import chromium, serving
from tests.web.made_up import made_up_state
from tests.web.pages.asking import WEDNESDAY
from web.app import create_app
from web.pages import routes
from web.settings import Settings
from web.state import State


@pytest.fixture(scope="package")
def demo_state() -> Iterator[State]:
    """Give the state that serves the made-up city."""
    state = made_up_state()
    yield state
    state.close()


@pytest.fixture
def demo_app(demo_state: State, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Give the application over it, on a Wednesday afternoon."""
    monkeypatch.setattr(routes, "clock", lambda: WEDNESDAY)
    return create_app(Settings(), demo_state)


@pytest.fixture
def demo(demo_app: Flask) -> FlaskClient:
    """Give a client of it."""
    return demo_app.test_client()


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
