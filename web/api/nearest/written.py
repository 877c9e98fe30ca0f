"""Results as JSON, put together from pieces: most of what is said of a site never varies.

Names, links and codes of a site are the same for every rider. They are encoded once for
each snapshot, with a gap for each field that varies; what a minute changes (status, ways
in, warnings) is filled in once a minute, and only the way there for each rider.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import msgspec

from locator.hours import OpenState
from locator.model import Site
from locator.nearest import Found, Mode
from locator.snapshot import Snapshot
from locator.vocabulary import Access, Datum
from locator.words import Lang
from web.api.serialising import (
    GAP,
    ServiceStates,
    about_site,
    open_then,
    services_then,
    way_there,
)

SITES_KEPT: Final = 10_000  # of a snapshot, each in some datum and mode; some 2 KB each
MOMENTS_KEPT: Final = 8  # each a minute in some language and form
PARTS_KEPT: Final = 2_000  # sites of each; some 2 KB each
STATES_KEPT: Final = 10_000  # the sites of a city share few timetables

encode = msgspec.json.Encoder().encode
NULL: Final = encode(None)
BOOL: Final = (encode(False), encode(True))
ACCESS: Final[dict[Access | None, bytes]] = {each: encode(each) for each in (None, *Access)}

WAY: Final = 5  # what `way_there` says of a site; riders differ in nothing else
Parts = list[bytes]  # a site's JSON, with an empty place at each odd one of the first ten


class Then(NamedTuple):
    """All that what is said of a site depends on, but for where somebody stands."""

    minute: datetime
    service: str | None
    datum: Datum
    mode: Mode
    lang: Lang


class Pieces:
    """The JSON of sites with gaps for what varies; sites of one snapshot, which never change."""

    def __init__(self) -> None:
        self._sites: dict[tuple[str, Datum, Mode], list[bytes]] = {}
        self._moments: dict[Then, dict[tuple[str, bool, bool], Parts]] = {}

    def __len__(self) -> int:
        return len(self._sites)

    def of(self, site: Site, datum: Datum, mode: Mode) -> list[bytes]:
        """Return the pieces before, between and after the gaps."""
        key = (site.id, datum, mode)
        pieces = self._sites.get(key)
        if pieces is None:  # made twice if two ask at once, which harms nobody
            if len(self._sites) >= SITES_KEPT:
                self._sites.clear()
            pieces = self._sites[key] = encode(about_site(site, datum=datum, mode=mode)).split(GAP)
        return pieces

    def then(self, then: Then) -> dict[tuple[str, bool, bool], Parts]:
        """Return the parts kept for a moment: by id, closing before arrival, and warning."""
        moment = self._moments.get(then)
        if moment is None:
            if len(self._moments) >= MOMENTS_KEPT:
                self._moments.clear()
            moment = self._moments[then] = {}
        return moment


_pieces: WeakKeyDictionary[Snapshot, Pieces] = WeakKeyDictionary()  # go when the snapshot goes


def pieces_of(snapshot: Snapshot) -> Pieces:
    """Return the pieces of a snapshot's sites."""
    pieces = _pieces.get(snapshot)
    if pieces is None:
        pieces = _pieces[snapshot] = Pieces()
    return pieces


def results_json(
    snapshot: Snapshot, found: Sequence[Found], then: Then, *, troubled: Collection[str]
) -> bytes:
    """Return the results of an answer as JSON.

    Parameters
    ----------
    snapshot : Snapshot
        Where they were found.
    found : sequence of Found
        The sites, in order, as they are at that moment.
    then : Then
        When, and how it is said.
    troubled : collection of str
        Ids of sites that riders are warned of.
    """
    pieces = pieces_of(snapshot)
    kept = pieces.then(then)
    ways = encode([*chain.from_iterable(map(way_there, found))])[1:-1].split(b",")
    sites = []
    for first, each in zip(range(0, len(ways), WAY), found, strict=False):
        key = (each.site.id, each.closes_before_arrival, each.site.id in troubled)
        parts = kept.get(key)
        if parts is None:
            if len(kept) >= PARTS_KEPT:
                kept.clear()
            fixed = pieces.of(each.site, then.datum, then.mode)
            parts = kept[key] = parts_of(fixed, each, then, troubled=key[2])
        whole = parts.copy()
        whole[1 : 2 * WAY : 2] = ways[first : first + WAY]
        sites.append(b"".join(whole))
    return b"[" + b",".join(sites) + b"]"


def parts_of(fixed: Sequence[bytes], found: Found, then: Then, *, troubled: bool) -> Parts:
    """Return pieces with all gaps filled but those for the way, in the order of `NearestSite`."""
    site = found.site
    varying = (
        open_json(found.open, then.minute, site.verified_on, then.lang),
        BOOL[found.closes_before_arrival],
        ACCESS[found.access],
        NULL if site.services is None else services_json(found.services),
        BOOL[troubled],
    )
    filled = chain.from_iterable(zip(fixed[WAY:], (*varying, b""), strict=True))
    return [*chain.from_iterable((piece, b"") for piece in fixed[:WAY]), b"".join(filled)]


@lru_cache(maxsize=STATES_KEPT)
def open_json(state: OpenState, minute: datetime, verified_on: date | None, lang: Lang) -> bytes:
    """Return a status with its sentence as JSON."""
    return encode(open_then(state, minute=minute, verified_on=verified_on, lang=lang))


@lru_cache(maxsize=STATES_KEPT)
def services_json(states: ServiceStates) -> bytes:
    """Return the statuses of services as JSON."""
    return encode(services_then(states))
