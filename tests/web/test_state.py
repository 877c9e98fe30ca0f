"""The snapshot that is served follows the store, and stays when the store cannot be read."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic, sleep

import pytest

from geodata.holidays import builtin_calendar
from geodata.store import Loaded, Store
from locator.errors import Stale
from locator.model import Site
from tests.web.conftest import SITES
from tests.web.made_up import NobodyThere
from web.state import State
from web.state import state as state_module


@dataclass
class FakeStore(NobodyThere):
    """A store in memory that can be broken."""

    number: int = 1
    broken: bool = False
    loads: int = 0
    polls: int = 0
    reading: threading.Event = field(default_factory=threading.Event)
    may_go_on: threading.Event | None = None

    def revision(self) -> int:
        self.polls += 1
        if self.broken:
            raise OSError("disk 121.4 gone")
        return self.number

    def load(self) -> Loaded:
        self.loads += 1
        self.reading.set()
        if self.may_go_on is not None:
            self.may_go_on.wait(60)
        sites = tuple(Site(id=f"s{n}", name=f"示例{n}") for n in range(self.number))
        return Loaded(
            revision=self.number,
            changed_at=datetime.now(UTC),
            sites=sites,
            unions=(),
            calendar=builtin_calendar(),
        )


@pytest.fixture
def fake() -> FakeStore:
    return FakeStore()


@pytest.fixture
def serving(fake: FakeStore) -> Iterator[State]:
    state = State(fake)
    yield state
    state.close()


def until(done: object, *, seconds: float = 60) -> None:
    """Wait until a condition holds."""
    end = monotonic() + seconds
    while not done():  # type: ignore[operator]  # a callable
        assert monotonic() < end, "it did not happen in time"
        sleep(0.01)


def test_nothing_is_loaded_again_while_nothing_changes(fake: FakeStore, serving: State) -> None:
    first = serving.snapshot()
    serving.refresh()
    assert serving.snapshot() is first
    assert fake.loads == 1


def test_a_new_revision_is_swapped_in_whole(fake: FakeStore, serving: State) -> None:
    first = serving.snapshot()
    fake.number = 2
    serving.refresh()
    assert (serving.snapshot().revision, len(serving.snapshot().sites)) == (2, 2)
    assert (first.revision, len(first.sites)) == (1, 1)


def test_a_store_that_cannot_be_read_leaves_the_old_snapshot_and_says_so(
    fake: FakeStore, serving: State
) -> None:
    fake.broken = True
    serving.refresh()
    assert serving.snapshot().revision == 1
    assert serving.trouble == "OSError"
    fake.broken = False
    serving.refresh()
    assert serving.trouble is None


def test_requests_are_answered_from_the_old_snapshot_while_the_next_is_made(
    fake: FakeStore, serving: State
) -> None:
    fake.number = 2
    fake.reading.clear()
    fake.may_go_on = threading.Event()
    reload = threading.Thread(target=serving.refresh)
    reload.start()
    fake.reading.wait(60)
    assert serving.snapshot().revision == 1
    fake.may_go_on.set()
    reload.join(60)
    assert serving.snapshot().revision == 2


def test_watching_polls_by_the_clock_and_not_by_the_request(
    fake: FakeStore, serving: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_module, "POLL_S", 0.05)
    serving.watch()
    for _ in range(10_000):
        serving.snapshot()
    fake.number = 3
    until(lambda: serving.snapshot().revision == 3)
    serving.close()
    sleep(0.2)
    polls = fake.polls
    sleep(0.2)
    assert fake.polls == polls < 1000


def test_a_change_by_somebody_else_reaches_the_reader(store: Store, state: State) -> None:
    before = state.snapshot().revision
    store.apply(
        (SITES[0].__class__(id="new", name="新站"),), source="x", actor="x", at=datetime.now(UTC)
    )
    state.refresh()
    assert state.snapshot().revision == before + 1
    assert state.snapshot().site("new")


def test_a_change_by_staff_is_served_at_once(store: Store, state: State) -> None:
    now, seen = datetime.now(UTC), state.snapshot().revision
    changed = replace(SITES[0], name="改名")
    told = {"actor": "user:7", "at": now, "note": "改名", "expecting": {"s1": seen}}
    assert state.change([changed], **told) == seen + 1  # type: ignore[arg-type]  # by name
    assert state.snapshot().site("s1") == changed
    last = store.history("s1")[-1]
    assert (last.actor, last.source, last.note) == ("user:7", "desk", "改名")
    with pytest.raises(Stale):
        state.change([SITES[0]], **told)  # type: ignore[arg-type]  # by name
    assert state.snapshot().site("s1") == changed


def test_the_made_up_citys_streets_lie_under_its_own_sites_only(state: State) -> None:
    assert state.backdrop() == ()
