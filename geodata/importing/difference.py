"""What a row changes about a site, and how that is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from geodata.importing.matching.identity import own_place
from geodata.importing.reading.drafts import Draft
from geodata.importing.reading.exported import UNSAID
from geodata.rows import COLUMNS, to_row
from locator.history import FieldChange
from locator.hours import exceptions_of, read_hours, regular_hours, with_exceptions
from locator.model import Position, Site

# What another source's record never fills in: who a site is, what is never unknown, and
# what its source says of itself. Positions and further columns are filled in apart.
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
    table, row : int
        Place of the table in the file, and number of the row in its source.
    name : str
        Its name.
    site_id : str
        The site that it is a record of.
    by : str
        What it was recognised by: id, identity (source, name and address), code, or name.
    differing : tuple of str
        Fields in which it says something else than the site; they are left as they are.
    """

    table: int
    row: int
    name: str
    site_id: str
    by: str
    differing: tuple[str, ...]


def replaced(site: Site, draft: Draft) -> Site:
    """Return a site with everything that the row which speaks for it tells.

    What the row leaves empty stays as it was; a centre of a district never takes the
    place of a position.
    """
    told = dict(_reread(draft, site))
    if own_place(site.position) and not own_place(told.get("position")):
        told.pop("position", None)
    if "extra" in told:
        told["extra"] = _both(told["extra"], site.extra)
    return replace(site, **told)


def filled(site: Site, values: Mapping[str, Any]) -> Site:
    """Return a site with what was unknown of it filled in from another record."""
    told = {
        name: values[name]
        for name in FILLABLE
        if name in values and getattr(site, name) == getattr(UNSAID, name)
    }
    if position := _better(site.position, values.get("position")):
        told["position"] = position
    if "extra" in values:
        told["extra"] = _both(site.extra, values["extra"])
    return replace(site, **told) if told else site


def differing(site: Site, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields in which a row says something else than its site."""
    told = (name for name in values if name not in ("source", "source_date", "extra"))
    return tuple(name for name in told if getattr(site, name) != values[name])


def _better(known: Position | None, told: Position | None) -> Position | None:
    """Return a position that fills in: any where there is none, an own one for a centre."""
    return told if known is None or (own_place(told) and not own_place(known)) else None


def _reread(draft: Draft, stored: Site) -> Mapping[str, Any]:
    """Return what a row tells, with what staff know of the hours beyond their text.

    Where the text is the one that is stored, what was understood of it stays: somebody may
    have known better. Exceptions for dates stay in any case. An export tells its own syntax,
    read again only where somebody edited the text beside it.
    """
    hours = draft.values.get("hours")
    if hours is None:
        return draft.values
    same_text = hours.text == stored.hours.text
    if draft.own:
        if same_text or hours.osm != stored.hours.osm:
            return draft.values
        hours = read_hours(hours.text).hours
    elif same_text and regular_hours(stored.hours).osm is not None:
        hours = stored.hours
    announced = exceptions_of(stored.hours)
    own = (each for each in exceptions_of(hours) if each not in announced)
    return draft.values | {"hours": with_exceptions(hours, (*own, *announced))}


def _both(
    first: Iterable[tuple[str, str]], second: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Return the columns of both, those of the first where both have them."""
    return tuple(sorted((dict(second) | dict(first)).items()))


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)
