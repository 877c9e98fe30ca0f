"""What happened to a site, revision by revision."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from geodata.store.tables import revisions, site_changes, sites


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a site's row before and after; None is an empty cell."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one revision did to a site.

    Parameters
    ----------
    revision : int
        Number of the revision.
    at : datetime
        When, in UTC.
    actor, source, note : str
        By whom, from which source, and what they said about it.
    created : bool
        Whether the site came into the store then.
    changes : tuple of FieldChange
        By name of the column; empty where the site was created.
    """

    revision: int
    at: datetime
    actor: str
    source: str
    note: str
    created: bool
    changes: tuple[FieldChange, ...]


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
    row: Row[tuple[object, ...]], created_in: int, changes: list[FieldChange]
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
