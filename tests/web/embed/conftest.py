"""The made-up city on a Wednesday afternoon, asked for what goes into frames."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from locator.hours import CHINA
from tests.web.made_up import made_up_state
from web.app import create_app
from web.pages import routes
from web.settings import Settings
from web.state import State

WEDNESDAY = datetime(2026, 11, 18, 15, 0, tzinfo=CHINA)


@pytest.fixture(scope="package")
def city() -> Iterator[State]:
    """Give the state that serves the made-up city."""
    state = made_up_state()
    yield state
    state.close()


@pytest.fixture
def site(city: State, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Give the application over it."""
    monkeypatch.setattr(routes, "clock", lambda: WEDNESDAY)
    return create_app(Settings(), city)


@pytest.fixture
def embed(site: Flask) -> FlaskClient:
    """Give a client of it."""
    return site.test_client()
