"""A copy of the whole store in one file, and back again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from geodata.atomic import written_whole
from geodata.store import Store
from geodata.store.engine import SETTING, WAIT_S, sqlite_file
from locator.errors import InvalidInput, problem
from locator.words import Words, same

SIDE_FILES: Final = ("", "-wal", "-shm")  # of one SQLite database
TABLES: Final = frozenset({"alembic_version", "revisions", "sites"})


def backup(store_url: str, path: Path) -> None:
    """Write a consistent copy of a store, which may be in use meanwhile.

    Parameters
    ----------
    store_url : str
        Location of the store.
    path : Path
        One SQLite file; replaced at once when the copy is complete and sound.

    Raises
    ------
    InvalidInput
        When the store is not a file, is not there or is damaged, or nothing can be
        written to `path`.
    """
    source = _store_file(store_url)
    if not source.is_file():
        message = Words(zh="这里没有数据库", en="there is no store here")
        raise InvalidInput(problem(SETTING, store_url, same("sqlite:///…"), message))
    if path.exists() and path.samefile(source):
        message = Words(zh="备份文件不能是数据库本身", en="a backup cannot be the store itself")
        raise _refused(path, message)
    with written_whole(path) as beside:
        _copy(source, beside)


def restore(path: Path, store_url: str) -> Path | None:
    """Make a store what a backup says, as one new revision.

    The store may be in use: readers see the old content or the new. What it held before
    is kept beside it; a store that is damaged is moved aside.

    Parameters
    ----------
    path : Path
        A file that `backup` wrote, by this version or an older one.
    store_url : str
        Location of the store.

    Returns
    -------
    Path or None
        Where the old store is kept; None where there was none.

    Raises
    ------
    InvalidInput
        When `path` is not a sound store of this version or an older one, or the store
        is not a file.
    """
    target = _store_file(store_url)
    now = datetime.now(UTC)
    kept = target.with_name(f"{target.name}.before-restore-{now:%Y%m%dT%H%M%S.%fZ}")
    existed = target.exists()

    def keep() -> None:
        if existed and not kept.exists():
            with written_whole(kept) as beside:
                _copy(target, beside)

    with _opened_copy(path) as saved:
        if target.is_file() and not _is_sound(target):
            _move(target, kept)
        with Store.open(store_url) as store:
            store.take_over(saved, first=keep, source=path.name, at=now)
    return kept if existed else None


def _move(old: Path, new: Path) -> None:
    for suffix in SIDE_FILES:
        side = old.with_name(old.name + suffix)
        if side.exists():
            side.rename(new.with_name(new.name + suffix))


def _store_file(store_url: str) -> Path:
    path = sqlite_file(store_url)
    if path is None:
        message = Words(
            zh="PostgreSQL 请用 pg_dump 备份、pg_restore 恢复",
            en="for PostgreSQL use pg_dump and pg_restore",
        )
        raise InvalidInput(problem(SETTING, store_url, same("sqlite:///…"), message))
    return path


def _refused(path: Path, message: Words) -> InvalidInput:
    allowed = Words(zh="yizhan backup 写出的文件", en="a file that yizhan backup wrote")
    return InvalidInput(problem("file", path, allowed, message))


@contextmanager
def _opened_copy(path: Path) -> Iterator[Store]:
    """Open a copy of a backup, so that an old one can be brought up to date."""
    if not path.is_file() or not _is_sound(path):
        message = Words(zh="不是完好的数据库备份", en="this is not a sound backup of a store")
        raise _refused(path, message)
    with TemporaryDirectory(prefix="yizhan-restore-") as folder:
        copy = Path(folder) / "copy.db"
        _copy(path, copy)
        try:
            store = Store.open(f"sqlite:///{copy}")
        except InvalidInput as error:
            raise _refused(path, error.problems[0].message) from None
        with store:
            yield store


def _copy(source: Path, target: Path) -> None:
    """Copy a database through SQLite, which sees one state of it, into a single file."""
    try:
        with closing(_connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        message = Words(zh=f"无法复制数据库：{error}", en=f"it cannot be copied: {error}")
        raise _refused(source, message) from None
    if not _is_sound(target):
        raise _refused(source, Words(zh="数据库已损坏", en="this database is damaged"))


def _is_sound(path: Path) -> bool:
    try:
        with closing(_connect(path)) as database:
            (verdict,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            return verdict == "ok" and {name for (name,) in rows} >= TABLES
    except sqlite3.DatabaseError:
        return False


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT_S)
