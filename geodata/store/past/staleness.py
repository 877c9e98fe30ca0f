"""Refuses a change to what somebody else has changed since it was looked at."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

from sqlalchemy import Connection, func, select

from geodata.rows import COLUMNS, Row, to_row
from geodata.store.past.history import read_row_at, text_of
from geodata.store.tables import revisions, site_changes, sites
from locator.errors import Stale
from locator.history import Versions
from locator.model import Site

TOGETHER: Final = 500  # sites asked for at a time
RESTORED: Final = "restore"  # note of a revision, by nobody, that replaced everything


def check_unchanged(
    connection: Connection, expecting: Mapping[str, int], wanted: Iterable[Site]
) -> None:
    """Check, before a change, that sites are still as somebody saw them.

    Parameters
    ----------
    connection : Connection
        Of `geodata.store.engine.writing`.
    expecting : mapping of str to int
        The revision at which each site was looked at. There may have been no such site.
    wanted : iterable of Site
        The sites as they are to be; taken only to show what differs.

    Raises
    ------
    Stale
        Naming a site that has changed since, with its versions.
    """
    if not expecting:
        return
    whole = (revisions.c.note == RESTORED) & (revisions.c.actor == "")
    restored = connection.scalar(select(func.max(revisions.c.number)).where(whole)) or 0
    ids = iter(sorted(expecting))
    while together := list(islice(ids, TOGETHER)):
        changed = _last_changes(connection, together)
        for site_id in together:
            if max(changed.get(site_id, 0), restored) > expecting[site_id]:
                site = next((each for each in wanted if each.id == site_id), None)
                versions = _versions(connection, site_id, expecting[site_id], site)
                raise Stale(site_id, versions)


def _last_changes(connection: Connection, ids: list[str]) -> dict[str, int]:
    """Return the revision that last changed each site, or created it."""
    query = (
        select(sites.c.id, sites.c.created_in, func.max(site_changes.c.revision))
        .outerjoin(site_changes)
        .where(sites.c.id.in_(ids))
        .group_by(sites.c.id, sites.c.created_in)
    )
    rows = connection.execute(query)
    return {site_id: max(created_in, changed or 0) for site_id, created_in, changed in rows}


def _versions(
    connection: Connection, site_id: str, seen_at: int, wanted: Site | None
) -> tuple[Versions, ...]:
    rows: list[Row] = [
        read_row_at(connection, site_id, seen_at) or {},
        read_row_at(connection, site_id) or {},
    ]
    rows.append(to_row(wanted) if wanted else rows[-1])
    all_columns = (Versions(name, *(text_of(row, name) for row in rows)) for name in COLUMNS)
    return tuple(each for each in all_columns if len({each.seen, each.now, each.wanted}) > 1)
