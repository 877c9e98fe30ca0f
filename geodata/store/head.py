"""The last revision of the store."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from geodata.store.tables import revisions


def read_head(connection: Connection) -> tuple[int, datetime]:
    """Return the number of the last change, and when it was made."""
    last = select(func.max(revisions.c.number)).scalar_subquery()
    row = connection.execute(select(revisions).where(revisions.c.number == last)).one()
    return row.number, row.at
