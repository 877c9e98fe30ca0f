"""What an import would change: the site of each entry before and after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from geodata.importing.matching.registry import Entry, own_place
from geodata.importing.reading.drafts import Draft
from geodata.importing.reading.exported import UNSAID
from geodata.rows import COLUMNS, to_row
from geodata.store import FieldChange
from locator.hours import read_hours
from locator.model import Position, Site

# What another source's record never fills in: who a site is, and what its source says
# of itself. None of these is ever unknown.
OWNED: Final = frozenset(
    ("id", "name", "kind", "operation", "active", "source", "source_date", "position", "extra")
)
FILLABLE: Final = tuple(f.name for f in fields(Site) if f.name not in OWNED)


@dataclass(frozen=True, slots=True)
class Change:
    """A stored site that an import changes."""

    old: Site
    new: Site

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The columns that change, as texts."""
        old, new = to_row(self.old), to_row(self.new)
        return tuple(
            FieldChange(name, _text(old[name]), _text(new[name]))
            for name in COLUMNS
            if old[name] != new[name]
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """A row that is a further record of a site.

    Parameters
    ----------
    sheet, row : str, int
        Where it stands.
    name : str
        Its name.
    site_id : str
        The site that it is a record of.
    differing : tuple of str
        Fields in which it says something else than the site; they are left as they are.
    """

    sheet: str
    row: int
    name: str
    site_id: str
    differing: tuple[str, ...]


def outcome(entry: Entry, source: str) -> Site:
    """Return the site of an entry as the import leaves it.

    A row that speaks for a site replaces what it tells; what it leaves empty stays as it
    was. Records of other sources and further rows only fill in what is unknown.

    Parameters
    ----------
    entry : Entry
        The site and its rows.
    source : str
        Source of a new site that nobody named one for.
    """
    values = entry.draft.values
    if entry.stored is None:
        site = Site(**{"source": source} | values | {"id": entry.id})
    elif entry.duplicate:
        site = _filled(entry.stored, values)
    else:
        site = _replaced(entry.stored, _reread(entry.draft, entry.stored))
    for other in entry.others:
        site = _filled(site, other.values)
    return site


def differing(site: Site, draft: Draft) -> tuple[str, ...]:
    """Return the fields in which a row says something else than its site."""
    return tuple(
        name
        for name, value in draft.values.items()
        if name not in ("id", "source", "source_date", "extra") and getattr(site, name) != value
    )


def _replaced(site: Site, values: Mapping[str, Any]) -> Site:
    told = dict(values)
    if own_place(site.position) and not own_place(told.get("position")):
        told.pop("position", None)  # a centre never takes the place of a position
    if "extra" in told:
        told["extra"] = _both(told["extra"], site.extra)
    return replace(site, **told)


def _filled(site: Site, values: Mapping[str, Any]) -> Site:
    told = {
        name: values[name]
        for name in FILLABLE
        if name in values and getattr(site, name) == getattr(UNSAID, name)
    }
    if site.position is None or (
        own_place(values.get("position")) and not own_place(site.position)
    ):
        told["position"] = values.get("position", site.position)
    if "extra" in values:
        told["extra"] = _both(site.extra, values["extra"])
    return replace(site, **told) if told else site


def _better(known: Position | None, told: Position | None) -> Position | None:
    """Return a position that fills in: any where there is none, an own one for a centre."""
    return told if known is None or (own_place(told) and not own_place(known)) else None


def _reread(draft: Draft, stored: Site) -> Mapping[str, Any]:
    """Read the hours again where somebody edited their text in an export, not their syntax."""
    hours = draft.values.get("hours")
    if not draft.own or hours is None or hours.text == stored.hours.text:
        return draft.values
    if hours.osm != stored.hours.osm:
        return draft.values
    return draft.values | {"hours": read_hours(hours.text).hours}


def _both(
    first: Iterable[tuple[str, str]], second: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Return the columns of both, those of the first where both have them."""
    return tuple(sorted((dict(second) | dict(first)).items()))


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)


class Comparison:
    """What becomes of the rows, gathered entry by entry.

    Parameters
    ----------
    source : str
        Source of new sites that nobody named one for.
    sheets : sequence of str
        Names of the file's tables.
    """

    def __init__(self, source: str, sheets: Sequence[str]) -> None:
        self.new: list[Site] = []
        self.changed: list[Change] = []
        self.filled: list[Change] = []
        self.merged: list[Merged] = []
        self.inactive: list[str] = []
        self.unchanged = 0
        self._source = source
        self._sheets = sheets

    def add(self, entry: Entry) -> None:
        """Take in what becomes of a site and its rows."""
        site = outcome(entry, self._source)
        if entry.stored is None:
            self.new.append(site)
        elif site != entry.stored:
            changes = self.filled if entry.duplicate else self.changed
            changes.append(Change(entry.stored, site))
        elif not entry.duplicate:
            self.unchanged += 1
        if entry.stored is not None and not site.active:
            self.inactive.append(site.name)
        for draft in [entry.draft] * entry.duplicate + entry.others:
            sheet, name = self._sheets[draft.table], draft.values["name"]
            self.merged.append(Merged(sheet, draft.row, name, site.id, differing(site, draft)))
