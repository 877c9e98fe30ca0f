"""An upgrade brings an older store up to date, and the way back is the one in the guide."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from geodata.store import Store
from geodata.store.migrating import MIGRATIONS
from tests.operating.test_files import with_yizhan
from tests.web.conftest import SITES
from tests.web.live import live_server

FIRST = "0001"  # tables of the first release


def first_release(path: Path) -> None:
    """Write a store as the first release left it, with the made-up sites."""
    newest = path.with_name("newest.db")
    with Store.open(f"sqlite:///{newest}") as store:
        store.apply(SITES, source="test", actor="test", at=datetime.now(UTC))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
    engine.dispose()
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("ATTACH ? AS new", (str(newest),))
        for table in ("revisions", "sites"):
            names = [row[1] for row in old.execute(f"PRAGMA main.table_info({table})")]
            columns = ", ".join(f'"{name}"' for name in names)
            old.execute(f"DELETE FROM main.{table}")
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")


def version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as store:
        (found,) = store.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found)


def yizhan(store: Path, *words: str, code: int = 0) -> str:
    run = subprocess.run(
        [Path(sys.executable).with_name("yizhan"), *words],
        env=with_yizhan(YIZHAN_STORE=f"sqlite:///{store}", YIZHAN_LANG="en"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code, run.stderr
    return run.stdout + run.stderr


def served(folder: Path) -> tuple[int, str]:
    """Return how many sites a server with two workers serves, and a name."""
    with live_server(folder, YIZHAN_WORKERS="2") as live:
        health = json.loads(live.request("GET", "/healthz")[1])
        assert health["store"] == "ok"
        site = json.loads(live.request("GET", "/api/v1/sites/s1")[1])
        assert live.stop() == 0
    return health["sites"], site["name"]


def test_the_next_release_takes_over_a_store_and_the_guide_leads_back(tmp_path: Path) -> None:
    store, before = tmp_path / "yizhan.db", tmp_path / "before.db"
    first_release(store)
    yizhan(store, "backup", str(before))
    assert version(before) == FIRST

    told = served(tmp_path)
    assert told == (sum(site.active for site in SITES), SITES[0].name)
    assert version(store) > FIRST
    assert version(before) == FIRST

    # A release newer than this one has changed the store: this one leaves it alone.
    with closing(sqlite3.connect(store)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.execute("UPDATE sites SET name = 'written by the newer release'")
    assert "newer Yizhan" in yizhan(store, "serve", code=1)
    assert "newer Yizhan" in yizhan(store, "restore", str(before), code=1)
    aside = tmp_path / "aside"
    aside.mkdir()
    for each in tmp_path.glob("yizhan.db*"):
        shutil.move(each, aside)
    yizhan(store, "restore", str(before))
    assert served(tmp_path) == told
    assert (aside / "yizhan.db").exists()
