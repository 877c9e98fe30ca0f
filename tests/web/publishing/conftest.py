"""Published folders: one to look at, and one that a test may change."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from geodata.dumps.building import build_dumps
from geodata.exporting import Licence
from geodata.store import Store
from locator.hours import CHINA
from locator.words import Words
from tests.web.conftest import SITES, UNIONS
from web.publishing import publish
from web.settings import Settings
from web.state import FollowedDumps, State


def quiet(_what: Words, share: float) -> None:
    assert 0 <= share <= 1


@contextmanager
def stated(store: Store, folder: Path) -> Iterator[State]:
    """Give the state of a store that stands in a folder."""
    url = f"sqlite:///{folder}/yizhan.db"
    build_dumps(url, Licence("CC-BY-4.0"))
    dumps = FollowedDumps(url, Licence("CC-BY-4.0"))
    dumps.look(store.revision())
    made = State(store, dumps=dumps)
    yield made
    made.close()


@pytest.fixture
def state(store: Store, tmp_path: Path) -> Iterator[State]:
    with stated(store, tmp_path) as made:
        yield made


@pytest.fixture
def own(state: State, tmp_path: Path) -> Path:
    """Return a published folder that a test may change."""
    publish(Settings(), state, tmp_path / "out", quiet)
    return tmp_path / "out"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a published folder to look at."""
    path = tmp_path_factory.mktemp("folder")
    with Store.open(f"sqlite:///{path}/yizhan.db") as store:
        store.apply(SITES, source="test", actor="test", at=datetime.now(CHINA), unions=UNIONS)
        with stated(store, path) as made:
            publish(Settings(), made, path / "out", quiet)
    return path / "out"
