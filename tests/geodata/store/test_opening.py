"""Only a place that can hold a store opens as one, and its tables are the code's."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, create_mock_engine

from geodata.store import Store
from geodata.store.tables import metadata
from locator.errors import InvalidInput


def refusal(url: str) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        Store.open(url)
    (problem,) = caught.value.problems
    assert problem.field == "YIZHAN_STORE"
    assert "sqlite:///" in problem.allowed.en
    return caught.value


@pytest.mark.parametrize(
    "url",
    ["var/yizhan.db", "", "mysql://host/db", "oracle://host/db", "sqlite://", "sqlite:///:memory:",
     "sqlite:///a.db?mode=ro", "postgresql+psycopg2://host/db"],
)  # fmt: skip
def test_unknown_locations_are_refused(url: str) -> None:
    assert refusal(url).problems[0].value == url


def test_a_password_is_not_repeated() -> None:
    problem = refusal("mysql://admin:secret@host/db").problems[0]
    assert "secret" not in problem.value
    assert "mysql" in problem.value


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("名称,地址\n" * 1000, encoding="utf-8")
    before = path.read_bytes()
    assert "SQLite" in refusal(f"sqlite:///{path}").problems[0].message.en
    assert path.read_bytes() == before


def test_a_database_of_something_else(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE music (title TEXT)")
    other.close()
    assert "something else" in refusal(f"sqlite:///{tmp_path}/other.db").problems[0].message.en


def test_a_newer_store(store: Store, url: str) -> None:
    store.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    message = refusal(url).problems[0].message
    assert "newer" in message.en
    assert "9999" in message.zh


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (f"{tmp_path}/file/yizhan.db", str(tmp_path), "/proc/nowhere/yizhan.db"):
        assert "written" in refusal(f"sqlite:///{place}").problems[0].message.en


def test_reopening_keeps_everything(url: str) -> None:
    Store.open(url).close()
    with Store.open(url) as store:
        first = store.changed_at()
    with Store.open(url) as store:
        assert store.changed_at() == first


def test_every_connection_is_safe_against_power_loss(store: Store) -> None:
    with store._engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 60_000,
    }


def test_migrations_make_the_tables_that_the_code_expects(store: Store, url: str) -> None:
    store.close()
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_postgresql_takes_the_tables() -> None:
    tables: list[Any] = []
    engine = create_mock_engine("postgresql+psycopg://", lambda table, *_: tables.append(table))
    metadata.create_all(engine, checkfirst=False)
    ddl = "".join(str(table.compile(dialect=engine.dialect)) for table in tables)
    assert ddl.count("CREATE TABLE") == len(metadata.tables)
    for kind in ("TIMESTAMP WITH TIME ZONE", "FLOAT(53)", "BYTEA", "BOOLEAN"):
        assert kind in ddl
