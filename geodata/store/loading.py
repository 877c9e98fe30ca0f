"""Reads what the store holds now."""

from dataclasses import dataclass
from datetime import date, datetime

import shapely
from sqlalchemy import Connection, select

from geodata.calendars import builtin_calendar
from geodata.rows import COLUMNS, from_row
from geodata.store.head import read_head
from geodata.store.tables import calendar_days, calendar_years, sites
from geodata.store.tables import unions as union_table
from locator.history import WITHDRAWN
from locator.hours import Calendar
from locator.model import Site
from locator.unions import Union


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything in the store at one revision.

    Parameters
    ----------
    revision : int
        Number of the store's last change; 0 for a new store.
    changed_at : datetime
        When that was, in UTC.
    sites : tuple of Site
        All of them by id, deactivated ones too.
    unions : tuple of Union
        By id.
    calendar : Calendar
        The built-in calendar with the years that were added to the store.
    """

    revision: int
    changed_at: datetime
    sites: tuple[Site, ...]
    unions: tuple[Union, ...]
    calendar: Calendar


def read_everything(connection: Connection) -> Loaded:
    """Return everything, as it stands at one revision."""
    revision, changed_at = read_head(connection)
    return Loaded(
        revision=revision,
        changed_at=changed_at,
        sites=read_sites(connection),
        unions=_read_unions(connection),
        calendar=builtin_calendar().extend(_read_calendar(connection)),
    )


def read_sites(connection: Connection, source: str | None = None) -> tuple[Site, ...]:
    """Return the sites, or those of a source, by id, without those that were withdrawn."""
    query = select(*(sites.c[name] for name in COLUMNS)).where(~sites.c[WITHDRAWN])
    if source is not None:
        query = query.where(sites.c.source == source)
    rows = connection.execution_options(yield_per=5000).execute(query)
    found = [from_row(dict(zip(COLUMNS, row, strict=True))) for row in rows]
    return tuple(sorted(found, key=lambda site: site.id))


def _read_unions(connection: Connection) -> tuple[Union, ...]:
    rows = connection.execute(select(union_table).order_by(union_table.c.id)).mappings()
    return tuple(
        Union(**{**row, "area": None if row["area"] is None else shapely.from_wkb(row["area"])})
        for row in rows
    )


def _read_calendar(connection: Connection) -> Calendar:
    days: dict[str, set[date]] = {"holiday": set(), "workday": set()}
    for row in connection.execute(select(calendar_days)):
        days[row.kind].add(row.day)
    return Calendar(
        holidays=frozenset(days["holiday"]),
        makeup_workdays=frozenset(days["workday"]),
        years=frozenset(connection.scalars(select(calendar_years.c.year))),
    )
