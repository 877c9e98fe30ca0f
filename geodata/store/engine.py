"""Connections to the store: which ones are allowed, and how they begin."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from locator.errors import InvalidInput, problem
from locator.words import Words, same

SETTING: Final = "YIZHAN_STORE"
SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql+psycopg"
ALLOWED: Final = same(f"{SQLITE}:///folder/yizhan.db, {POSTGRESQL}://user@host/name")
SCHEMA_LOCK: Final = 12351  # any number that other software does not lock
WAIT_S: Final = 60  # a writer waits for another that imports a whole city

UNREADABLE: Final = Words(zh="该文件不是 SQLite 数据库", en="this file is not an SQLite database")
UNWRITABLE: Final = Words(
    zh="不能在此位置创建或写入数据库", en="the store cannot be created or written here"
)
BUSY: Final = Words(
    zh="另一个程序正在写入，请稍后再试", en="another process is writing: try again later"
)


def refused(location: str, message: Words) -> InvalidInput:
    """Return the error for a store that cannot be used; it never shows a password."""
    shown = re.sub(r"(://[^/@:]*):[^/@]*@", r"\1:***@", location)
    return InvalidInput(problem(SETTING, shown, ALLOWED, message))


def connect(location: str) -> Engine:
    """Return an engine for a location, creating the folder of a new file.

    Raises
    ------
    InvalidInput
        When the location is of no known kind, cannot be written, or lacks its driver.
    """
    url = _read_url(location)
    if url.drivername == SQLITE:
        _prepare_folder(location, Path(url.database or ""))
        engine = create_engine(url)
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        return create_engine(url)
    except ModuleNotFoundError:
        message = Words(zh="需要先安装 psycopg", en="psycopg has to be installed for this")
        raise refused(location, message) from None


def sqlite_file(location: str) -> Path | None:
    """Return the file of a store; None where a server keeps it.

    Raises
    ------
    InvalidInput
        When the location is of no known kind.
    """
    url = _read_url(location)
    return Path(url.database or "") if url.drivername == SQLITE else None


def _read_url(location: str) -> URL:
    try:
        url = make_url(location)
    except ArgumentError:
        message = Words(zh="不是数据库地址", en="this is not the location of a store")
        raise refused(location, message) from None
    if url.drivername not in (SQLITE, POSTGRESQL):
        message = Words(zh="不支持这种数据库", en="this kind of store is not supported")
        raise refused(location, message)
    if url.drivername == SQLITE and (url.database in (None, "", ":memory:") or url.query):
        raise refused(location, Words(zh="缺少文件路径", en="a plain file path is needed"))
    return url


def _prepare_folder(location: str, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise refused(location, UNWRITABLE) from None
    needed = [path.parent, path] if path.exists() else [path.parent]
    if path.is_dir() or not all(os.access(place, os.W_OK) for place in needed):
        raise refused(location, UNWRITABLE)


def _set_up(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # Python's own driver begins transactions late and never for reading: we begin them.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {WAIT_S * 1000:.0f}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the store, whatever is written meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name != SQLITE:
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes are kept all together or not at all.

    On SQLite it is the only writer from its first statement, so that two writers
    follow each other instead of failing half way.

    Raises
    ------
    InvalidInput
        When another process has been writing for longer than `WAIT_S`.
    """
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        try:
            transaction = connection.begin()
        except OperationalError as error:
            if "locked" not in str(error.orig):
                raise
            raise refused(f"{SQLITE}:///{engine.url.database}", BUSY) from None
        with transaction:
            yield connection


def lock_schema(connection: Connection) -> None:
    """Wait until no other process changes tables; SQLite's only writer has waited already."""
    if connection.dialect.name != SQLITE:
        connection.execute(select(func.pg_advisory_xact_lock(SCHEMA_LOCK)))


def explain(location: str, error: Exception) -> Exception:
    """Return what is wrong with a location if an error on opening it tells that."""
    text = str(error.orig) if isinstance(error, DBAPIError) else ""
    if "not a database" in text:
        return refused(location, UNREADABLE)
    if "unable to open" in text or "readonly" in text:
        return refused(location, UNWRITABLE)
    if isinstance(error, OperationalError):
        why = text.strip().partition("\n")[0]
        return refused(location, Words(zh=f"无法打开：{why}", en=f"it cannot be opened: {why}"))
    return error
