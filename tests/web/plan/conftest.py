"""Planners' servers: with a demand, with streets alone, and with nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from geodata.demand import FollowedDemand, demand_path, save_demand
from geodata.store import Store
from geodata.streets import FollowedStreets
from locator.planning.demand import Demand
from tests.geodata.reporting.reports import HOURS, LAT, LON, demand, site
from tests.web.conftest import lay_streets
from web.app import create_app
from web.settings import Settings
from web.state import State

AT = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass
class Planned:
    """A server, its store, and where its demand is."""

    client: FlaskClient
    store: Store
    state: State
    demand: Path

    def count(self, *weights: float) -> Demand:
        """Put a demand beside the store."""
        counted = demand(weights)
        save_demand(counted, self.demand)
        return counted


Serve = Callable[..., Planned]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Give a function that serves four sites, with streets if asked to."""
    opened: list[Planned] = []

    def started(*, streets: bool = False) -> Planned:
        url = f"sqlite:///{tmp_path}/yizhan.db"
        store = Store.open(url)
        sites = [site(n, LON + 0.008 * n, LAT + 0.002, HOURS[n]) for n in range(4)]
        store.apply(sites, source="test", actor="test", at=AT)
        if streets:
            lay_streets(tmp_path / "streets", "walk")
        path = demand_path(url)
        state = State(store, FollowedStreets(tmp_path / "streets"), demand=FollowedDemand(path))
        opened.append(Planned(create_app(Settings(), state).test_client(), store, state, path))
        return opened[-1]

    yield started
    for each in opened:
        each.state.close()
        each.store.close()
