"""The sites that a row may turn out to be: those stored and those of the rows before it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Final, NamedTuple

from geodata.importing.matching.identity import identity_of, is_usable_id, name_key, source_key
from geodata.importing.matching.neighbours import NEAR_M, Neighbours, metres_between
from geodata.importing.reading.drafts import Draft
from geodata.importing.reading.positions import Unusable
from locator.model import Position, Site
from locator.vocabulary import Accuracy
from locator.words import Words

ELSEWHERE_M: Final = 20_000.0  # farther away it is another city's site, not a moved one
OWNER_M: Final = 1_000.0  # a site may be renamed, or corrected by that much, and keep its id


class _Known(NamedTuple):
    """What a site is found by."""

    name: str
    address: str
    source: str
    code: str
    place: Position | None

    @property
    def name_key(self) -> str:
        return name_key(self.name)


class Match(NamedTuple):
    """Which site a row is, and whether it speaks for it or is another source's record."""

    id: str
    same: bool


@dataclass(slots=True)
class Entry:
    """A site that rows of the file speak of.

    Parameters
    ----------
    id : str
        Its id, in the store or new.
    draft : Draft
        The row that speaks for it.
    stored : Site or None
        The site as stored; None where it is new.
    duplicate : bool
        Whether the row is another source's record of the stored site: it fills in what
        is unknown and replaces nothing.
    others : list of Draft
        Further rows about the same site; they fill in as well.
    """

    id: str
    draft: Draft
    stored: Site | None = None
    duplicate: bool = False
    others: list[Draft] = field(default_factory=list)


class Registry:
    """The sites stored and those of the rows taken so far, found by all that identifies them.

    Parameters
    ----------
    stored : iterable of Site
        Everything in the store.
    """

    def __init__(self, stored: Iterable[Site]) -> None:
        self.stored = {site.id: site for site in stored}
        self.entries: dict[str, Entry] = {}
        self._known: dict[str, _Known] = {}
        self._with_code: defaultdict[str, list[str]] = defaultdict(list)
        self._with_identity: defaultdict[str, list[str]] = defaultdict(list)
        self._neighbours = Neighbours()
        for site in self.stored.values():
            place = own_place(site.position)
            known = _Known(site.name, site.address, source_key(site.source), site.code, place)
            self._register(site.id, identity_of(site), known, beside=site.active)

    def rank(self, draft: Draft) -> int:
        """Return how surely a row is a stored site: rows that are surer are taken first."""
        if draft.values.get("id") in self.stored:
            return 0
        siblings = self._with_identity.get(draft.key, ())
        place = own_place(draft.values.get("position"))
        if any(self._metres(place, sibling) <= NEAR_M for sibling in siblings):
            return 0
        return 1 if siblings else 2 if draft.values.get("code") in self._with_code else 3

    def take(self, draft: Draft) -> None:
        """Find out which site a row is and file it there.

        Raises
        ------
        Unusable
            Its id belongs to another site.
        """
        given = draft.values.pop("id", "")
        if given and not is_usable_id(given):
            draft.values.setdefault("code", given)
            given = ""
        row = _known_of(draft)
        if given:
            self._check_owner(given, row, draft)
            found = Match(given, same=True)
        else:
            found = self._find(row, draft.key) or Match(self._new_id(row, draft.key), same=True)
        entry = self.entries.get(found.id)
        if entry is not None:
            entry.others.append(draft)
        else:
            stored = self.stored.get(found.id)
            self.entries[found.id] = Entry(found.id, draft, stored, duplicate=not found.same)
        self._register(found.id, draft.key, row, beside=entry is None)

    def _register(self, site_id: str, key: str, known: _Known, *, beside: bool) -> None:
        """Remember by what a site may be found; `beside`: by its name nearby as well."""
        before = self._known.get(site_id, known)
        self._known[site_id] = before._replace(place=known.place or before.place)
        for table, value in ((self._with_code, known.code), (self._with_identity, key)):
            if value and site_id not in table[value]:
                table[value].append(site_id)
        if beside and known.place:
            self._neighbours.add(site_id, known.name, known.place)

    def _find(self, row: _Known, key: str) -> Match | None:
        for site_id in sorted(self._with_code.get(row.code, ())) if row.code else ():
            known = self._known[site_id]
            if known.name_key == row.name_key or self._metres(row.place, site_id) <= ELSEWHERE_M:
                return Match(site_id, same=known.source == row.source)
        sibling = self._sibling(row, key)
        if sibling:
            return Match(sibling, same=True)
        for site_id in self._neighbours.near(row.name, row.place) if row.place else ():
            known = self._known[site_id]
            if known.source != row.source or not (known.code and row.code):
                return Match(site_id, same=known.source == row.source)
        return None

    def _sibling(self, row: _Known, key: str) -> str | None:
        """Return which of the sites of one source, name and address a row is, if any.

        Almost always there is one. There are more where a list names ten shops alike and
        gives no address: those are told apart by their positions.
        """
        ranked = sorted(
            (self._metres(row.place, site_id), len(site_id), site_id)
            for site_id in self._with_identity.get(key, ())
        )
        for metres, _, site_id in ranked:
            moved = site_id not in self.entries and (row.address or metres <= ELSEWHERE_M)
            if metres <= NEAR_M or moved:
                return site_id
        return None

    def _metres(self, place: Position | None, site_id: str) -> float:
        """Return metres to a site; 0 where one of the two has no position of its own."""
        other = self._known[site_id].place
        return metres_between(place, other) if place and other else 0.0

    def _new_id(self, row: _Known, key: str) -> str:
        if is_usable_id(row.code) and row.code not in self._known:
            return row.code
        ids = (key if number == 1 else f"{key}-{number}" for number in count(1))
        return next(site_id for site_id in ids if site_id not in self._known)

    def _check_owner(self, site_id: str, row: _Known, draft: Draft) -> None:
        known = self._known.get(site_id)
        if known is None or draft.own or known.name_key == row.name_key:
            return
        entry = self.entries.get(site_id)
        near = known.place and row.place and self._metres(row.place, site_id) <= OWNER_M
        said_same = (
            row.source and row.source == known.source
        ) or row.address == known.address != ""
        if entry is None and (near or said_same):
            return
        zh = f"编号“{site_id}”已属于“{known.name}”" + (
            f"(第 {entry.draft.row} 行)" if entry else ""
        )
        en = f"id {site_id!r} already belongs to {known.name!r}"
        en += f" (row {entry.draft.row})" if entry else ""
        raise Unusable(Words(zh=zh, en=en))


def own_place(position: Position | None) -> Position | None:
    """Return a position that was given for the site itself; None for a district's centre."""
    return position if position and position.accuracy is Accuracy.EXACT else None


def _known_of(draft: Draft) -> _Known:
    values = draft.values
    return _Known(
        values["name"],
        values.get("address", ""),
        source_key(values.get("source", "")),
        values.get("code", ""),
        own_place(values.get("position")),
    )
