"""What the tests of the editor share: somebody who may change the sites, and what they type."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.store import Store
from tests.web.desk.staff import sign_in


@pytest.fixture
def client(desk_app: Flask, desk_store: Store) -> FlaskClient:
    assert desk_store.revision()
    return sign_in(desk_app, "editor here")
