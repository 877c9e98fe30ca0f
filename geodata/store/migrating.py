"""Brings a store's tables up to what this code knows, once, whoever comes first."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from geodata.store.engine import lock_schema, reading, refused, writing
from locator.words import Words

MIGRATIONS: Final = Path(__file__).with_name("migrations")


def migrate(engine: Engine, location: str) -> None:
    """Create or update the tables of a store.

    Raises
    ------
    InvalidInput
        When the database is not a store, or a newer one than this code knows.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with reading(engine) as connection:
        if _version(connection, scripts, location) == scripts.get_current_head():
            return
    with writing(engine) as connection:
        lock_schema(connection)
        _version(connection, scripts, location)  # again: another process may have been faster
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(connection: Connection, scripts: ScriptDirectory, location: str) -> str | None:
    version = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if version is not None and version not in known:
        message = Words(
            zh=f"该数据库由更新版本的驿站建立({version})，请先升级软件",
            en=f"a newer Yizhan made this store ({version}): update the software first",
        )
        raise refused(location, message)
    if version is None and inspect(connection).get_table_names():
        message = Words(zh="该数据库属于其他软件", en="this database belongs to something else")
        raise refused(location, message)
    return version
