"""The sites that a row may turn out to be: those stored and those of the rows before it."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count, product, takewhile
from typing import Final, Literal, NamedTuple

from geodata.importing.matching.identity import (
    Record,
    is_usable_id,
    name_key,
    source_key,
)
from geodata.importing.matching.index import Index
from locator.geodesy import GEOD, ecef_point
from locator.model import Position, Site

NEAR_M: Final = 200.0  # two records of one name within this are one site
OWNER_M: Final = 1_000.0  # a site may be renamed, or corrected by that much, and keep its id
ELSEWHERE_M: Final = 20_000.0  # farther away it is another city's site, not a moved one

_ORDINAL = re.compile(r"(?:NO\.?|第)?\d{1,4}[号#]?", re.IGNORECASE)

By = Literal["id", "identity", "code", "name"]


class Match(NamedTuple):
    """The site that a row is.

    Parameters
    ----------
    id : str
        Its id.
    by : str
        What it was recognised by.
    same : bool
        Whether the row speaks for the site; otherwise it is another source's record.
    """

    id: str
    by: By
    same: bool = True


class Registry:
    """Finds the site of a record by all that identifies it.

    Parameters
    ----------
    site : callable
        Returns the site of an id as it stands, None where there is none.
    source : str
        Source of records that name none.
    """

    def __init__(self, site: Callable[[str], Site | None], source: str) -> None:
        self._site = site
        self._source = source
        self._codes = Index()
        self._identities = Index()
        self._cells = Index()
        self._names: set[int] = set()

    def add(self, site_id: str, record: Record, *, nearby: bool) -> None:
        """Remember a site by a record of it; `nearby`: by its name in its surroundings too."""
        self._identities.add(record.identity, site_id)
        if record.code:
            self._codes.add(record.code, site_id)
        if nearby and record.place:
            name = name_key(record.name)
            self._names.add(hash(name))
            self._cells.add((name, *_cube(record.place)), site_id)

    def find(self, record: Record, taken: Callable[[str], bool]) -> Match | None:
        """Return the site of a record that gives no id; None where it is a new one.

        Parameters
        ----------
        record : Record
            What a row is recognised by.
        taken : callable
            Whether a row of the file speaks for an id already.
        """
        for site_id in sorted(self._codes.find(record.code)) if record.code else ():
            known = self._record(site_id)
            if self._is_its_code(site_id, record, again=not taken(site_id)):
                by: By = "identity" if known.identity == record.identity else "code"
                return Match(site_id, by, same=same_source(known, record))
        known_as = self._identities.find(record.identity)
        if sibling := self._sibling(record, known_as, taken) or self._sibling(
            record, self._came_in_as(record), taken
        ):
            return Match(sibling, "identity")
        for site_id in self._near(record):
            known = self._record(site_id)
            if not same_source(known, record) or not (known.code and record.code):
                return Match(site_id, "name", same=same_source(known, record))
        return None

    def _is_its_code(self, site_id: str, record: Record, *, again: bool) -> bool:
        """Tell whether a record with the code of a site is one of that site.

        Many lists number their rows: under another name such a code needs something else
        that tells, so that a second list does not overwrite the first. A later edition is
        told by its source.
        """
        known = self._record(site_id)
        apart = metres_between(known.place, record.place)
        if same_name(known, record) or not _ORDINAL.fullmatch(record.code):
            return same_name(known, record) or apart <= ELSEWHERE_M
        beside = known.place is not None and record.place is not None and apart <= OWNER_M
        edition = again and known.source == (record.source or self._source)
        return beside or edition or known.address == record.address != ""

    def is_near(self, record: Record) -> bool:
        """Tell whether a site of the record's identity stands where the record says."""
        ids = self._identities.find(record.identity)
        return any(metres_between(self._record(i).place, record.place) <= NEAR_M for i in ids)

    def knows(self, record: Record) -> bool:
        """Tell whether there is a site of the record's identity."""
        return bool(self._identities.find(record.identity))

    def new_id(self, record: Record) -> str:
        """Return an id for a new site: its code, else one derived from its identity.

        Where other places have the same source, name and address, a number follows.
        """
        if is_usable_id(record.code) and self._site(record.code) is None:
            return record.code
        return next(each for each in _derived_ids(record) if self._site(each) is None)

    def _came_in_as(self, record: Record) -> Iterator[str]:
        """Yield the sites that came in with a record's source, name and address.

        Their ids tell, whatever they have been called since.
        """
        return takewhile(lambda each: self._site(each) is not None, _derived_ids(record))

    def _sibling(
        self, record: Record, ids: Iterable[str], taken: Callable[[str], bool]
    ) -> str | None:
        """Return which of the sites of one source, name and address a record is, if any.

        Almost always there is one. There are more where a list names ten shops alike and
        gives no address: those are told apart by their positions.
        """
        ranked = sorted(
            (metres_between(self._record(site_id).place, record.place), len(site_id), site_id)
            for site_id in ids
        )
        for metres, _, site_id in ranked:
            moved = not taken(site_id) and (record.address or metres <= ELSEWHERE_M)
            if metres <= NEAR_M or moved:
                return site_id
        return None

    def _near(self, record: Record) -> Iterator[str]:
        """Yield the sites of the record's name within `NEAR_M`, nearest first, ties by id."""
        name = name_key(record.name)
        if record.place is None or hash(name) not in self._names:
            return
        x, y, z = _cube(record.place)
        found: list[tuple[float, str]] = []
        for dx, dy, dz in product((-1, 0, 1), repeat=3):
            for site_id in self._cells.find((name, x + dx, y + dy, z + dz)):
                known = self._record(site_id)
                if known.place and same_name(known, record):
                    found.append((metres_between(known.place, record.place), site_id))
        yield from (site_id for metres, site_id in sorted(found) if metres <= NEAR_M)

    def _record(self, site_id: str) -> Record:
        site = self._site(site_id)
        if site is None:
            raise KeyError(site_id)
        return Record.of_site(site)


@lru_cache(maxsize=1)  # a new row asks twice: whether it is known, and what to call it
def _derived_id(record: Record) -> str:
    return record.derived_id


def _derived_ids(record: Record) -> Iterator[str]:
    """Yield the ids that sites of a record's source, name and address are given, in turn."""
    derived = _derived_id(record)
    yield derived
    yield from (f"{derived}-{number}" for number in count(2))


def metres_between(one: Position | None, other: Position | None) -> float:
    """Return the metres between two positions; 0 where one of the two is not known."""
    if one is None or other is None:
        return 0.0
    return float(GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2])


def same_name(one: Record, other: Record) -> bool:
    """Tell whether two records have one name; width, case and marks make no difference."""
    return name_key(one.name) == name_key(other.name)


def same_source(one: Record, other: Record) -> bool:
    """Tell whether two records come from one source."""
    return source_key(one.source) == source_key(other.source)


def _cube(position: Position) -> tuple[int, int, int]:
    x, y, z = ecef_point(lon=position.lon, lat=position.lat)
    return int(x // NEAR_M), int(y // NEAR_M), int(z // NEAR_M)
