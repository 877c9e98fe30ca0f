"""Rows of the store for everybody, read as they are needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, collate, func, select

from geodata.cells import YES
from geodata.rows import COLUMNS, Row
from geodata.store.engine import connect, reading
from geodata.store.head import read_head
from geodata.store.tables import sites


@dataclass(frozen=True, slots=True)
class PublicRows:
    """The rows of all active sites at one revision, which need not fit into memory.

    Parameters
    ----------
    connection : Connection
        Sees one state of the store.
    revision, changed_at : int, datetime
        Of that state.
    """

    connection: Connection
    revision: int
    changed_at: datetime

    def count(self) -> int:
        """Return how many rows there are."""
        found: int = self.connection.scalar(select(func.count()).where(is_active())) or 0
        return found

    def read(self) -> Iterator[Row]:
        """Give the rows by id."""
        by_id: ColumnElement[str] = sites.c.id
        if self.connection.dialect.name == "postgresql":
            by_id = collate(by_id, "C")  # by code point, as everywhere
        query = select(*(sites.c[name] for name in COLUMNS)).where(is_active()).order_by(by_id)
        options = {"yield_per": 2_000}
        for row in self.connection.execute(query, execution_options=options):
            yield dict(zip(COLUMNS, row, strict=True))


@contextmanager
def public_rows(store_url: str) -> Iterator[PublicRows]:
    """Give the rows of all active sites, as they stand at one revision, to be streamed.

    Parameters
    ----------
    store_url : str
        A store that has been opened before, so that its tables are there.
    """
    engine = connect(store_url)
    try:
        with reading(engine) as connection:
            yield PublicRows(connection, *read_head(connection))
    finally:
        engine.dispose()


def is_active() -> ColumnElement[bool]:
    """Return the condition that a site is kept up."""
    return func.coalesce(sites.c.active, YES) == YES
