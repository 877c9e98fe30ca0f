"""All or nothing, one writer after another, and readers that see one state."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from geodata.store import Store, engine
from locator.errors import InvalidInput
from locator.model import Site

AT = datetime(2026, 11, 21, tzinfo=UTC)
MANY = 2500  # more than two batches


def some(prefix: str, count: int, note: str = "") -> Iterator[Site]:
    for number in range(count):
        yield Site(id=f"{prefix}-{number}", name="示例驿站", note=note)


def put(store: Store, sites: Iterator[Site]) -> int:
    return store.apply(sites, source="list.csv", actor="admin", at=AT)


def test_an_error_in_the_middle_leaves_nothing(store: Store) -> None:
    put(store, some("old", 10))

    def breaking() -> Iterator[Site]:
        yield from some("old", 10, note="changed")
        yield from some("new", MANY)
        raise RuntimeError("the file ends here")

    with pytest.raises(RuntimeError):
        put(store, breaking())
    assert store.revision() == 1
    assert {site.note for site in store.load().sites} == {""}
    assert len(store.load().sites) == 10
    assert len(store.history("old-1")) == 1
    assert put(store, some("new", 1)) == 2


def test_batches_are_one_revision(store: Store) -> None:
    assert put(store, some("a", MANY)) == 1
    assert put(store, some("a", MANY, note="changed")) == 2
    assert len(store.load().sites) == MANY
    assert [entry.revision for entry in store.history(f"a-{MANY - 1}")] == [1, 2]


def test_a_reader_sees_one_state_while_a_writer_works(store: Store) -> None:
    put(store, some("a", 10))
    seen: list[int] = []

    def writing_slowly() -> Iterator[Site]:
        yield from some("b", MANY)
        seen.append(len(store.load().sites))  # another connection of the same store
        yield from some("c", 1)

    put(store, writing_slowly())
    assert seen == [10]
    assert len(store.load().sites) == 10 + MANY + 1


def test_threads_share_a_store(store: Store) -> None:
    revisions: list[int] = []

    def work(name: str) -> None:
        revisions.extend(put(store, some(f"{name}{turn}", 3)) for turn in range(5))

    threads = [threading.Thread(target=work, args=(f"t{n}-",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(revisions) == list(range(1, 21))
    assert len(store.load().sites) == 60


def test_waiting_for_another_writer_ends(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WAIT_S", 0.05)
    with Store.open(url) as impatient:

        def meanwhile() -> Iterator[Site]:
            with pytest.raises(InvalidInput) as caught:
                put(impatient, some("b", 1))
            assert caught.value.problems[0].field == "YIZHAN_STORE"
            assert "another process" in caught.value.problems[0].message.en
            yield from some("a", 1)

        assert put(store, meanwhile()) == 1
        assert put(impatient, some("b", 1)) == 2


WRITER = """
import sys
from datetime import UTC, datetime
from geodata.store import Store
from locator.model import Site

url, name = sys.argv[1:]
with Store.open(url) as store:
    for turn in range(20):
        sites = [Site(id=f"{name}-{turn}", name="示例驿站"), Site(id="both", name=f"{name}{turn}")]
        print(store.apply(sites, source=name, actor=name, at=datetime.now(UTC)))
"""


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=-1, text=True)


def test_two_processes_lose_nothing(url: str) -> None:
    writers = [start(WRITER, url, name) for name in ("one", "two")]
    printed = [[int(line) for line in writer.communicate()[0].split()] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    for numbers in printed:
        assert numbers == sorted(set(numbers))
    assert sorted(printed[0] + printed[1]) == list(range(1, 41))
    with Store.open(url) as store:
        assert {site.id for site in store.load().sites} == {
            "both",
            *(f"{name}-{turn}" for name in ("one", "two") for turn in range(20)),
        }
        history = store.history("both")
        assert [entry.revision for entry in history] == list(range(1, 41))
        for before, after in pairwise(history[1:]):
            assert before.changes[0].new == after.changes[0].old


OPENER = """
import sys
from geodata.store import Store

with Store.open(sys.argv[1]) as store:
    print(store.revision())
"""


def test_processes_may_create_the_store_together(tmp_path: Path) -> None:
    for turn in range(2):
        openers = [start(OPENER, f"sqlite:///{tmp_path}/{turn}/yizhan.db") for _ in range(3)]
        assert [opener.communicate()[0] for opener in openers] == ["0\n"] * 3
        assert [opener.returncode for opener in openers] == [0] * 3
