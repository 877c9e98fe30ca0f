"""Street networks are served as their files come, change and go."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from geodata.store import Store
from geodata.streets import FollowedStreets, network_path
from geodata.streets.files import write_networks
from locator.nearest import Mode, NearestQuery
from locator.streets import STREET_MODES, Placed, Streets
from tests.web.conftest import LAT, LON, NOON, SITES, lay_streets
from tests.web.test_state import until
from web.app import create_app
from web.settings import Settings
from web.state import State
from web.state import state as state_module

QUERY = NearestQuery(lon=LON, lat=LAT, at=datetime.fromisoformat(NOON))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "streets"


@pytest.fixture
def serving(store: Store, folder: Path) -> Iterator[State]:
    state = State(store, FollowedStreets(folder))
    yield state
    state.close()


def sources(state: State) -> dict[str, str]:
    nearest, modes = state.snapshot().nearest, get_args(Mode)
    return {mode: nearest(replace(QUERY, mode=mode)).source for mode in modes}


def test_a_network_is_served_once_its_file_is_there(serving: State, folder: Path) -> None:
    first = serving.snapshot()
    assert set(sources(serving).values()) == {"straight_line"}
    lay_streets(folder, "ebike")
    serving.refresh()
    assert sources(serving) == {
        "walk": "straight_line", "ebike": "streets", "straight": "straight_line",
    }  # fmt: skip
    assert first.nearest(replace(QUERY, mode="ebike")).source == "straight_line"
    second = serving.snapshot()
    serving.refresh()
    assert serving.snapshot() is second


def test_changes_are_noticed_while_it_serves(
    serving: State, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_module, "POLL_S", 0.05)
    serving.watch()
    lay_streets(folder, "walk")
    until(lambda: sources(serving)["walk"] == "streets")
    network_path(folder, "walk").unlink()
    until(lambda: sources(serving)["walk"] == "straight_line")


def test_a_change_in_the_store_leaves_the_streets_as_they_are(
    street_state: State, store: Store
) -> None:
    before = street_state.snapshot()
    store.apply((replace(SITES[0], name="新名字"),), source="x", actor="x", at=datetime.now(UTC))
    street_state.refresh()
    after = street_state.snapshot()
    assert after.revision == before.revision + 1
    assert after.streets["walk"] is before.streets["walk"]
    assert after.nearest(QUERY).source == "streets"


@pytest.mark.parametrize(
    "damage", [lambda held: held[:-9], lambda held: b"x" + held[1:], lambda _: b""]
)
def test_a_damaged_file_is_done_without_and_said(
    street_state: State,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[bytes], bytes],
) -> None:
    path = network_path(tmp_path / "streets", "walk")
    held = path.read_bytes()
    path.unlink()  # as a file that takes its place: the old one is still mapped
    path.write_bytes(damage(held))
    with caplog.at_level(logging.ERROR, "yizhan.state"):
        street_state.refresh()
    assert sources(street_state)["walk"] == "straight_line"
    assert sources(street_state)["ebike"] == "streets"
    (line,) = caplog.records
    assert vars(line)["facts"] == {"mode": "walk", "exception": "InvalidInput"}
    client = create_app(Settings(), street_state).test_client()
    health = client.get("/healthz").get_json()
    assert health["status"] == "degraded"
    assert [each["status"] for each in health["streets"]] == ["InvalidInput", "ok"]
    assert health["streets"][1]["source"] == "grid"


def test_a_network_in_pieces_is_done_without_and_said(
    street_state: State, store: Store, tmp_path: Path
) -> None:
    whole = street_state.snapshot().streets["walk"].network
    one_way = np.full(whole.edge_count, np.inf)
    write_networks([replace(whole, backward_s=one_way)], tmp_path / "streets")
    street_state.refresh()
    for state in (street_state, State(store, FollowedStreets(tmp_path / "streets"))):
        assert list(state.snapshot().streets) == ["ebike"]
        assert state.street_troubles == {"walk": "ValueError"}
        assert state.trouble is None
        state.close()


def test_health_tells_which_networks_there_are(state: State, street_state: State) -> None:
    told = [
        create_app(Settings(), each).test_client().get("/healthz").get_json()
        for each in (state, street_state)
    ]
    assert [health["status"] for health in told] == ["ok", "ok"]
    statuses = [[each["status"] for each in health["streets"]] for health in told]
    assert statuses == [["missing", "missing"], ["ok", "ok"]]


def test_the_first_question_waits_for_nothing(
    street_state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[int] = []
    place = Streets.place

    def counted(self: Streets, **places: list[float]) -> Placed:
        placed.append(len(places["lons"]))
        return place(self, **places)

    monkeypatch.setattr(Streets, "place", counted)
    for mode in STREET_MODES:
        street_state.snapshot().nearest(replace(QUERY, mode=mode, openness="grouped"))
    assert set(placed) <= {1}  # the rider, not the sites
