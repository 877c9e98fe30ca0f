"""A small made-up store, and the application over it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely.geometry import box

from geodata.store import Store
from geodata.streets import FollowedStreets
from geodata.streets.files import write_networks
from locator.datum import position
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.streets import STREET_MODES, StreetMode
from locator.unions import Union
from locator.vocabulary import Access, Accuracy, Datum, Kind, Operation, Tier, Welcome
from tests.geodata.uploads.here import UploadsHere
from tests.locator.finding.grids import grid
from tests.web.made_up import WEDNESDAY, made_up_state
from web.app import create_app
from web.pages import routes
from web.settings import Settings
from web.state import State

LON, LAT = 121.4, 37.5  # where the made-up riders stand
NOON = "2026-11-18T12:00:00+08:00"  # a Wednesday


def site(number: int, *, east: float, **facts: object) -> Site:
    """Return a made-up site some degrees east of the rider."""
    plain = Site(
        id=f"s{number}",
        name=f"示例{number}号驿站",
        address=f"示例市示例路{number}号",
        adcode="999901",
        street="示例街道",
        position=position(LON + east, LAT, Datum.WGS84),
        source="test",
    )
    return replace(plain, **facts)  # type: ignore[arg-type]  # fields by name


SITES = (
    site(
        1,
        east=0.001,
        hours=OpeningHours("8:00-22:00", "Mo-Su 08:00-22:00"),
        access=(AccessHours(Access.SCAN),),
        welcome=Welcome.ANYONE,
        amenities=("microwave", "water"),
        services=(ServiceOffer("legal", OpeningHours("周四下午", "Th 14:00-17:00")),),
        tier=Tier.STATION,
        phone="0000-1234567",
        verified_on=date(2026, 10, 1),
        code="T-0001",
        manager="某某",
        extra=(("内部备注", "不公开"),),
    ),
    site(2, east=0.002, hours=OpeningHours("以站点为准", None)),
    site(3, east=0.003, hours=OpeningHours("24小时", "24/7"), amenities=("water",)),
    site(4, east=0.004, hours=OpeningHours("18:00-20:00", "Mo-Su 18:00-20:00")),
    site(5, east=0.005, hours=OpeningHours("24小时", "24/7"), kind=Kind.VENUE),
    site(6, east=0.0005, kind=Kind.CANDIDATE),
    site(7, east=0.006, active=False),
    site(8, east=0.007, operation=Operation.UNDER_REPAIR, hours=OpeningHours("24h", "24/7")),
    site(9, east=0.0, position=position(LON, LAT, Datum.WGS84, Accuracy.DISTRICT)),
    site(
        10,
        east=0.0,
        kind=Kind.REMOTE,
        position=None,
        name="示例热线",
        phone="00000",
        adcode="",
        hours=OpeningHours("24小时", "24/7"),
    ),
)
UNIONS = (
    Union(id="u0", name="示例市总工会", level="city", phone="0000-1", catch_all=True),
    Union(
        id="u1",
        name="示例区总工会",
        level="district",
        parent_id="u0",
        adcode="999901",
        area=box(121.3, 37.4, 121.5, 37.6),
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a store that holds the made-up sites."""
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as opened:
        opened.apply(SITES, source="test", actor="test", at=datetime.now(UTC), unions=UNIONS)
        yield opened


@pytest.fixture
def state(store: Store, tmp_path: Path) -> Iterator[State]:
    """Give the state that serves the store."""
    uploads = UploadsHere(f"sqlite:///{tmp_path}/yizhan.db", store)
    serving = State(store, uploads=uploads)
    yield serving
    serving.close()


def lay_streets(folder: Path, *modes: StreetMode) -> None:
    """Write street networks about the made-up rider, which reach as far as half the sites."""
    drawn = (grid(mode, east=LON + 0.001, north=LAT + 0.01) for mode in modes or STREET_MODES)
    write_networks((streets.network for streets in drawn), folder)


@pytest.fixture
def street_state(store: Store, tmp_path: Path) -> Iterator[State]:
    """Give the state that serves the store with streets."""
    lay_streets(tmp_path / "streets")
    serving = State(store, FollowedStreets(tmp_path / "streets"))
    yield serving
    serving.close()


@pytest.fixture
def street_client(street_state: State) -> FlaskClient:
    """Give a client of the application with streets."""
    return create_app(Settings(), street_state).test_client()


@pytest.fixture
def app(state: State) -> Flask:
    """Give the application."""
    return create_app(Settings(), state)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a client of the application."""
    return app.test_client()


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
