"""What happened to sites, revision by revision, and how each was before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Engine, Select, func, select, union
from sqlalchemy import Row as Found

from geodata.rows import COLUMNS, Row, from_row, to_row
from geodata.store.engine import reading
from geodata.store.tables import revisions, site_changes, sites
from locator.history import WITHDRAWN, FieldChange, HistoryEntry, Revision, Undoing, Undone
from locator.model import Site

AT_ONCE = 500  # sites asked for at a time


class Past:
    """The history of a store."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, site_id: str) -> tuple[HistoryEntry, ...]:
        """Return what happened to a site, oldest first; empty where nothing is known."""
        with reading(self._engine) as connection:
            return read_history(connection, site_id)

    def site(self, site_id: str, revision: int | None = None) -> Site | None:
        """Return a site as it is, in use or not, or as it was at a revision; None: none was."""
        with reading(self._engine) as connection:
            row = read_row_at(connection, site_id, revision)
        return None if row is None else from_row(row)

    def without(self, site_id: str, revision: int) -> Site | None:
        """Return a site as it would be without one of its changes; None: that brought it in."""
        with reading(self._engine) as connection:
            row = read_row_at(connection, site_id)
            before = read_row_at(connection, site_id, revision - 1)
            query = select(site_changes.c.field).where(site_changes.c.site_id == site_id)
            fields = set(connection.scalars(query.where(site_changes.c.revision == revision)))
        if before is None:
            return None
        row = row or before  # a withdrawn site comes back
        return from_row({name: before[name] if name in fields else row[name] for name in COLUMNS})

    def difference(self, site_id: str, revision: int) -> tuple[FieldChange, ...]:
        """Return what changes where a site becomes what it was at a revision."""
        with reading(self._engine) as connection:
            now = read_row_at(connection, site_id)
            then = read_row_at(connection, site_id, revision)
        return () if then is None else differences(now or {}, then)

    def changed_by(self, site: Site) -> tuple[FieldChange, ...]:
        """Return what changes where a site becomes the one given."""
        with reading(self._engine) as connection:
            now = read_row_at(connection, site.id)
        return differences(now or {}, to_row(site))

    def revisions(self, *, most: int, before: int | None = None) -> tuple[Revision, ...]:
        """Return the last revisions, those before a number if there is one, newest first."""
        query = select(revisions).where(revisions.c.number > 0)
        if before is not None:
            query = query.where(revisions.c.number < before)
        return self._revisions(query.order_by(revisions.c.number.desc()).limit(most))

    def revision(self, number: int) -> Revision | None:
        """Return a revision; None where there is none of the number."""
        found = self._revisions(select(revisions).where(revisions.c.number == number))
        return found[0] if found else None

    def _revisions(self, query: Select[tuple[object, ...]]) -> tuple[Revision, ...]:
        changed_in, created_in = site_changes.c.revision, sites.c.created_in
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
            numbers = [row.number for row in rows]
            new = select(created_in, func.count()).where(created_in.in_(numbers))
            changes = select(changed_in, func.count(site_changes.c.site_id.distinct()))
            changes = changes.where(changed_in.in_(numbers))
            created = _counts(connection, new.group_by(created_in))
            changed = _counts(connection, changes.group_by(changed_in))
        return tuple(
            Revision(
                number=row.number,
                at=row.at,
                actor=row.actor,
                source=row.source,
                note=row.note,
                created=created.get(row.number, 0),
                changed=changed.get(row.number, 0),
            )
            for row in rows
        )

    def undoing(self, number: int) -> Undoing:
        """Return what it takes to undo a revision.

        Sites that were changed since stay as they are.
        """
        with reading(self._engine) as connection:
            touched = union(
                select(sites.c.id).where(sites.c.created_in == number),
                select(site_changes.c.site_id).where(site_changes.c.revision == number),
            )
            later = select(site_changes.c.site_id).where(
                site_changes.c.revision > number, site_changes.c.site_id.in_(touched)
            )
            since = set(connection.scalars(later))
            ids = sorted(connection.scalars(touched))
            back = tuple(_undone(connection, [each for each in ids if each not in since], number))
            kept = _names(connection, sorted(since))
        return Undoing(back=back, kept=kept)


def _counts(connection: Connection, query: Select[int, int]) -> dict[int, int]:
    return dict(connection.execute(query).all())


# --- one site ----------------------------------------------------------------------


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
    row = {**stored, WITHDRAWN: stored[WITHDRAWN] or None}
    if revision is not None:
        of_site = select(site_changes).where(site_changes.c.site_id == site_id)
        since = of_site.where(site_changes.c.revision > revision)
        for change in connection.execute(since.order_by(site_changes.c.revision.desc())):
            row[change.field] = change.old
    return None if row[WITHDRAWN] else {name: row[name] for name in COLUMNS}


def differences(old: Row, new: Row) -> tuple[FieldChange, ...]:
    """Return the columns in which two rows differ."""
    told = (FieldChange(name, text_of(old, name), text_of(new, name)) for name in COLUMNS)
    return tuple(each for each in told if each.old != each.new)


def text_of(row: Row, name: str) -> str | None:
    """Return a cell as the history tells it."""
    cell = row.get(name)
    return None if cell is None else str(cell)


# --- one revision ------------------------------------------------------------------


def _undone(connection: Connection, ids: list[str], number: int) -> Iterator[Undone]:
    """Give the sites of a revision, which nothing has changed since, as they were before it."""
    for together in _parts(ids):
        rows = connection.execute(select(sites).where(sites.c.id.in_(together))).mappings()
        now = {row["id"]: row for row in rows}
        query = select(site_changes).where(site_changes.c.revision == number)
        told: dict[str, list[FieldChange]] = defaultdict(list)
        for row in connection.execute(query.where(site_changes.c.site_id.in_(together))):
            told[row.site_id].append(FieldChange(row.field, row.new, row.old))
        for site_id in together:
            before = {**now[site_id], **{change.field: change.new for change in told[site_id]}}
            gone = before["created_in"] == number or before[WITHDRAWN] in (True, "yes")
            yield Undone(
                id=site_id,
                name=now[site_id]["name"] or "",
                site=None if gone else from_row({name: before[name] for name in COLUMNS}),
                changes=tuple(sorted(told[site_id], key=lambda change: change.field)),
            )


def _names(connection: Connection, ids: list[str]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for together in _parts(ids):
        rows = connection.execute(select(sites.c.id, sites.c.name).where(sites.c.id.in_(together)))
        found += ((row.id, row.name or "") for row in rows)
    return tuple(sorted(found))


def _parts(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
