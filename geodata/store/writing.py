"""Writes what differs from what is stored, under one new revision."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

import shapely
from sqlalchemy import (
    Connection,
    Executable,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from geodata.rows import COLUMNS, Cell, Row, to_row
from geodata.store.tables import (
    calendar_days,
    calendar_years,
    metadata,
    revisions,
    site_changes,
    sites,
)
from geodata.store.tables import unions as union_table
from locator.errors import InvalidInput, problem
from locator.history import WITHDRAWN, YES
from locator.hours import Calendar
from locator.model import Site
from locator.unions import Jurisdictions, Union
from locator.words import Words

BATCH: Final = 1000  # sites compared and written at a time; bounds the memory of a large import
UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL and UTF-8 refuse these


class Change:
    """One change under way: it takes a revision as soon as something differs.

    Parameters
    ----------
    connection : Connection
        Of `geodata.store.engine.writing`: nobody else writes meanwhile.
    at : datetime
        When, timezone-aware.
    actor, source, note : str
        By whom, from which source, and a word about it.
    """

    def __init__(
        self, connection: Connection, *, at: datetime, actor: str, source: str, note: str
    ) -> None:
        if at.tzinfo is None:
            raise ValueError("the instant of a change needs a time zone")
        self.connection = connection
        self._about = {"at": at, "actor": actor, "source": source, "note": note}
        self._number: int | None = None
        connection.execute(select(revisions).where(revisions.c.number == 0).with_for_update())

    def last_revision(self) -> int:
        """Return the store's revision as this change leaves it."""
        if self._number is not None:
            return self._number
        last: int = self.connection.scalars(select(func.max(revisions.c.number))).one()
        return last

    def revision(self) -> int:
        """Return this change's own revision, taking the next number the first time."""
        if self._number is None:
            self._number = self.last_revision() + 1
            self.connection.execute(insert(revisions).values(number=self._number, **self._about))
        return self._number

    def put(self, statement: Executable, rows: list[dict[str, Any]]) -> None:
        """Execute a statement for many rows, or not at all for none."""
        if rows:
            self.revision()
            self.connection.execute(statement, rows)


# --- sites -------------------------------------------------------------------------


def put_sites(change: Change, given: Iterable[Site]) -> None:
    """Insert new sites and update changed ones, telling the history of each field.

    Raises
    ------
    InvalidInput
        When a site has no id, comes twice, or holds text that no store can keep.
    """
    seen: set[str] = set()
    for batch in _batches(given):
        rows = [_checked(to_row(site), seen) for site in batch]
        _put_rows(change, rows)


def _batches(given: Iterable[Site]) -> Iterator[list[Site]]:
    sites_left = iter(given)
    while batch := list(islice(sites_left, BATCH)):
        yield batch


def _checked(row: Row, seen: set[str]) -> Row:
    site_id = row["id"]
    if not isinstance(site_id, str) or site_id in seen:
        allowed = Words(zh="每个站点一个编号", en="one id for each site")
        message = Words(zh="编号缺失或重复", en="the id is missing or comes twice")
        raise InvalidInput(problem("id", site_id, allowed, message))
    seen.add(site_id)
    if UNSTORABLE.search("".join(cell for cell in row.values() if isinstance(cell, str))):
        raise _unstorable(row)
    return row


def _unstorable(row: Row) -> InvalidInput:
    name, cell = next(
        (name, cell)
        for name, cell in row.items()
        if isinstance(cell, str) and UNSTORABLE.search(cell)
    )
    allowed = Words(zh="不含控制符 NUL 的文字", en="text without NUL")
    message = Words(
        zh=f"站点 {row['id']!r} 的文字无法保存", en=f"site {row['id']!r}: text that cannot be kept"
    )
    return InvalidInput(problem(name, repr(cell), allowed, message))


def _put_rows(change: Change, rows: list[Row]) -> None:
    with_these_ids = select(sites).where(sites.c.id.in_([row["id"] for row in rows]))
    stored = {row["id"]: row for row in change.connection.execute(with_these_ids).mappings()}
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []
    for row in rows:
        old = stored.get(row["id"])
        if old is None:
            new.append({**row, "created_in": change.revision()})
            continue
        fields = [name for name in COLUMNS if row[name] != old[name]]
        if fields or old[WITHDRAWN]:
            changed.append({**row, "site": row["id"]})
            told += [_told(change, row["id"], name, old[name], row[name]) for name in fields]
        if old[WITHDRAWN]:
            told.append(_told(change, row["id"], WITHDRAWN, YES, None))
    change.put(insert(sites), new)
    change.put(UPDATE_SITE, changed)
    change.put(insert(site_changes), told)


UPDATE_SITE: Final = (
    update(sites)
    .where(sites.c.id == bindparam("site"))
    .values({name: bindparam(name) for name in COLUMNS if name != "id"} | {WITHDRAWN: False})
)
WITHDRAW: Final = update(sites).where(sites.c.id == bindparam("site")).values({WITHDRAWN: True})


def withdraw_sites(change: Change, ids: Iterable[str]) -> None:
    """Take sites back out, as if they had never come in; their history stays."""
    gone = [{"site": site_id} for site_id in ids]
    change.put(WITHDRAW, gone)
    told = [_told(change, row["site"], WITHDRAWN, None, YES) for row in gone]
    change.put(insert(site_changes), told)


def _told(change: Change, site_id: Cell, field: str, old: Cell, new: Cell) -> dict[str, Any]:
    return {
        "site_id": site_id,
        "revision": change.revision(),
        "field": field,
        "old": None if old is None else str(old),
        "new": None if new is None else str(new),
    }


# --- unions and the calendar -------------------------------------------------------


def put_unions(change: Change, given: Iterable[Union]) -> None:
    """Make the stored unions exactly the given ones.

    Raises
    ------
    InvalidInput
        When they do not give every place one chain.
    """
    wanted = {union.id: _union_row(union) for union in Jurisdictions(given).unions}
    _replace(change, union_table, wanted)


def _union_row(union: Union) -> dict[str, Any]:
    row = {column.name: getattr(union, column.name) for column in union_table.columns}
    row["area"] = None if union.area is None else shapely.to_wkb(union.area, byte_order=1)
    return row


def put_calendar(change: Change, given: Calendar) -> None:
    """Keep the given years whole, in place of what was stored of them."""
    stored = change.connection.execute(select(calendar_days)).mappings()
    wanted = {row["day"]: dict(row) for row in stored if row["year"] not in given.years}
    for kind, days in (("holiday", given.holidays), ("workday", given.makeup_workdays)):
        wanted |= {day: {"day": day, "year": _notice(day, given), "kind": kind} for day in days}
    known = set(change.connection.scalars(select(calendar_years.c.year)))
    change.put(insert(calendar_years), [{"year": year} for year in sorted(given.years - known)])
    _replace(change, calendar_days, wanted)


def _notice(day: date, given: Calendar) -> int:
    """Return the year whose notice names a day: New Year may begin on 30 December."""
    return day.year if day.year in given.years else day.year + 1


def _replace(change: Change, table: Table, wanted: dict[Any, dict[str, Any]]) -> None:
    """Make the rows of a table those wanted, by primary key, touching only what differs."""
    (key,) = table.primary_key.columns
    stored = {row[key.name]: row for row in change.connection.execute(select(table)).mappings()}
    gone = [k for k, row in stored.items() if k not in wanted or dict(row) != wanted[k]]
    new = [row for k, row in wanted.items() if k not in stored or dict(stored[k]) != row]
    change.put(delete(table).where(key == bindparam("gone")), [{"gone": k} for k in gone])
    change.put(insert(table), new)


# --- everything --------------------------------------------------------------------


def copy_tables(source: Connection, target: Connection) -> None:
    """Make the rows of all tables those of another store with the same tables."""
    for table in reversed(metadata.sorted_tables):
        target.execute(delete(table))
    for table in metadata.sorted_tables:
        rows = source.execution_options(yield_per=BATCH).execute(select(table)).mappings()
        for batch in rows.partitions():
            target.execute(insert(table), [dict(row) for row in batch])
