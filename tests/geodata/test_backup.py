"""A backup holds everything, and a restore puts it back without losing what was there."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from shapely.geometry import box

from geodata.backup import backup, restore
from geodata.store import Loaded, Store
from locator.errors import InvalidInput
from locator.hours import Calendar
from locator.model import Site
from locator.unions import Union

AT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store/yizhan.db"


def put(store: Store, *names: str) -> int:
    sites = [Site(id=name, name=f"示例{name}") for name in names]
    return store.apply(sites, source="list.csv", actor="admin", at=AT)


def fill(store: Store) -> None:
    put(store, "a", "b")
    store.apply(
        [Site(id="a", name="示例改名")],
        source="list.csv",
        actor="admin",
        at=AT,
        unions=[Union(id="city", name="示例市总工会", level="city", area=box(0, 0, 1, 1))],
        holidays=Calendar(
            holidays=frozenset({date(2027, 1, 1)}),
            makeup_workdays=frozenset({date(2027, 1, 3)}),
            years=frozenset({2027}),
        ),
    )


def content(loaded: Loaded) -> tuple[object, ...]:
    return loaded.sites, loaded.unions, loaded.calendar


def test_there_and_back(url: str, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    with Store.open(url) as store:
        fill(store)
        before = store.load()
        backup(url, saved)
        put(store, "c", "d")
        put(store, "e")
        changed = store.load()
        assert restore(saved, url) is not None
        after = store.load()  # the same store, open all the time
        assert content(after) == content(before)
        assert len(store.history("a")) == 2
    assert (before.revision, changed.revision, after.revision) == (2, 4, 5)


def test_the_old_store_is_kept(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        put(store, "a")
        backup(url, tmp_path / "saved.db")
        put(store, "b")
        changed = store.load()
    kept = restore(tmp_path / "saved.db", url)
    assert kept is not None
    assert kept.name.startswith("yizhan.db.before-restore-")
    with Store.open(f"sqlite:///{kept}") as old:
        assert old.load() == changed


def test_restoring_where_nothing_is(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        fill(store)
        before = store.load()
    backup(url, tmp_path / "saved.db")
    elsewhere = f"sqlite:///{tmp_path}/elsewhere/yizhan.db"
    assert restore(tmp_path / "saved.db", elsewhere) is None
    with Store.open(elsewhere) as store:
        assert content(store.load()) == content(before)
        assert store.revision() == before.revision + 1
        assert put(store, "z") == before.revision + 2


def test_a_damaged_store_is_moved_aside(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        fill(store)
        before = store.load()
    backup(url, tmp_path / "saved.db")
    path = Path(url.removeprefix("sqlite:///"))
    path.write_bytes(b"damaged" * 1000)
    kept = restore(tmp_path / "saved.db", url)
    assert kept is not None
    assert kept.read_bytes() == b"damaged" * 1000
    with Store.open(url) as store:
        assert content(store.load()) == content(before)


def test_a_backup_is_one_sound_file(url: str, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    with Store.open(url) as store:  # with changes that are still in its -wal file
        fill(store)
        backup(url, tmp_path / "to" / "saved.db")
        assert [path.name for path in (tmp_path / "to").iterdir()] == ["saved.db"]
        with closing(sqlite3.connect(tmp_path / "to" / "saved.db")) as saved:
            assert saved.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert saved.execute("SELECT count(*) FROM sites").fetchone() == (2,)


def test_a_backup_during_writing_is_one_revision(url: str, tmp_path: Path) -> None:
    done = threading.Event()
    with Store.open(url) as store:
        put(store, "0-a", "0-b")

        def write() -> None:
            for turn in range(1, 200):
                if done.is_set():
                    return
                put(store, f"{turn}-a", f"{turn}-b")

        writer = threading.Thread(target=write)
        writer.start()
        for number in range(5):
            backup(url, tmp_path / f"{number}.db")
        done.set()
        writer.join()
    for number in range(5):
        with Store.open(f"sqlite:///{tmp_path}/{number}.db") as saved:
            loaded = saved.load()
            assert len(loaded.sites) == 2 * loaded.revision


def test_a_backup_replaces_an_older_one(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        for name in ("a", "b"):
            put(store, name)
            backup(url, tmp_path / "saved.db")
    with Store.open(f"sqlite:///{tmp_path}/saved.db") as saved:
        assert [site.id for site in saved.load().sites] == ["a", "b"]


def refused(path: Path, url: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        restore(path, url)
    assert caught.value.problems[0].field == "file"
    return caught.value.problems[0].message.en


def test_only_a_sound_store_is_restored(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        fill(store)
        before = store.load()
        text = tmp_path / "list.csv"
        text.write_text("name\n", "utf-8")
        with closing(sqlite3.connect(tmp_path / "music.db")) as other:
            other.execute("CREATE TABLE music (title TEXT)")
        backup(url, tmp_path / "cut.db")
        whole = (tmp_path / "cut.db").read_bytes()
        (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 2])
        for path in (text, tmp_path / "music.db", tmp_path / "cut.db", tmp_path / "nothing"):
            assert "not a sound backup" in refused(path, url)
        assert store.load() == before
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["yizhan.db"]


def test_a_newer_backup_is_refused(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        fill(store)
        backup(url, tmp_path / "newer.db")
        with closing(sqlite3.connect(tmp_path / "newer.db")) as newer, newer:
            newer.execute("UPDATE alembic_version SET version_num = '9999'")
        assert "newer" in refused(tmp_path / "newer.db", url)


KILLED = """
import os, sys
from pathlib import Path
from geodata.backup import restore
from geodata.store import writing

def copy_half(source, target):
    target.execute(writing.delete(writing.site_changes))
    target.execute(writing.delete(writing.sites))
    os._exit(9)

sys.modules["geodata.store.store"].copy_tables = copy_half
restore(Path(sys.argv[1]), sys.argv[2])
"""


def test_dying_half_way_leaves_the_old_store(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        fill(store)
        backup(url, tmp_path / "saved.db")
        put(store, "c")
        before = store.load()
    run = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "saved.db", url], check=False)
    assert run.returncode == 9
    with Store.open(url) as store:
        assert store.load() == before


def test_what_cannot_be_backed_up(url: str, tmp_path: Path) -> None:
    Store.open(url).close()
    store = Path(url.removeprefix("sqlite:///"))
    for location, path, field in (
        (f"sqlite:///{tmp_path}/nothing.db", tmp_path / "saved.db", "YIZHAN_STORE"),
        ("postgresql+psycopg://host/db", tmp_path / "saved.db", "YIZHAN_STORE"),
        (url, store, "file"),
        (url, tmp_path / "nowhere" / "saved.db", "file"),
        (f"sqlite:///{store.parent}", tmp_path / "saved.db", "YIZHAN_STORE"),
    ):
        with pytest.raises(InvalidInput) as caught:
            backup(location, path)
        assert caught.value.problems[0].field == field
    assert not (tmp_path / "nothing.db").exists()
    assert not (tmp_path / "saved.db").exists()


def test_postgresql_has_tools_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        restore(tmp_path / "saved.db", "postgresql+psycopg://host/db")
    assert "pg_restore" in caught.value.problems[0].message.en
