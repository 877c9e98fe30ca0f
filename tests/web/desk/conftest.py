"""The made-up store with two districts and staff, and the application over it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from shapely.geometry import box

from geodata.store import Store
from locator.model import Site
from locator.unions import Union
from tests.web.conftest import UNIONS
from tests.web.desk.staff import ELSEWHERE, hire, leave_upload, number_of
from web.app import create_app
from web.settings import Settings
from web.state import State

SOUTH = Union(
    id=ELSEWHERE,
    name="示例南区总工会",
    level="district",
    parent_id="u0",
    adcode="999902",
    area=box(121.3, 37.2, 121.5, 37.4),
)


@pytest.fixture
def desk_store(store: Store, tmp_path: Path) -> Store:
    """Give the made-up store with staff of two districts."""
    sites: tuple[Site, ...] = ()
    store.apply(sites, source="test", actor="test", at=datetime.now(UTC), unions=(*UNIONS, SOUTH))
    hire(store)
    leave_upload(tmp_path / "uploads", number_of(store, "editor here"))
    return store


@pytest.fixture
def desk_app(desk_store: Store, state: State) -> Flask:
    """Give the application over it."""
    assert desk_store.revision()
    state.refresh()
    return create_app(Settings(), state)
