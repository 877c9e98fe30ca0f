"""What happened to a site, revision by revision."""

from collections import defaultdict

from sqlalchemy import Connection, select
from sqlalchemy import Row as Found

from geodata.rows import COLUMNS, Row
from geodata.store.tables import revisions, site_changes, sites
from locator.history import FieldChange, HistoryEntry


def read_history(connection: Connection, site_id: str) -> tuple[HistoryEntry, ...]:
    """Return the history of a site, oldest first; empty where there is no such site."""
    created_in = connection.scalar(select(sites.c.created_in).where(sites.c.id == site_id))
    if created_in is None:
        return ()
    changes: dict[int, list[FieldChange]] = defaultdict(list)
    of_site = select(site_changes).where(site_changes.c.site_id == site_id)
    for row in connection.execute(of_site.order_by(site_changes.c.field)):
        changes[row.revision].append(FieldChange(row.field, row.old, row.new))
    touched = revisions.c.number.in_([created_in, *changes])
    rows = connection.execute(select(revisions).where(touched).order_by(revisions.c.number))
    return tuple(_entry(row, created_in, changes[row.number]) for row in rows)


def _entry(
    row: Found[tuple[object, ...]], created_in: int, changes: list[FieldChange]
) -> HistoryEntry:
    return HistoryEntry(
        revision=row.number,
        at=row.at,
        actor=row.actor,
        source=row.source,
        note=row.note,
        created=row.number == created_in,
        changes=tuple(changes),
    )


def read_row_at(connection: Connection, site_id: str, revision: int | None = None) -> Row | None:
    """Return the row of a site as it stands, or as it stood at a revision.

    Returns
    -------
    Row or None
        For `geodata.rows.from_row`; None where there was no such site.
    """
    query = select(sites).where(sites.c.id == site_id)
    stored = connection.execute(query).mappings().one_or_none()
    if stored is None or (revision is not None and stored["created_in"] > revision):
        return None
    row: Row = {name: stored[name] for name in COLUMNS}
    if revision is not None:
        of_site = select(site_changes).where(site_changes.c.site_id == site_id)
        since = of_site.where(site_changes.c.revision > revision)
        for change in connection.execute(since.order_by(site_changes.c.revision.desc())):
            row[change.field] = change.old
    return row
