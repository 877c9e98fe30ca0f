"""Results as JSON, put together from pieces: most of what is said of a site never varies.

Names, links and codes of a site are the same for every rider. They are encoded once for
each snapshot, with a gap for each field that varies: distances, travel, status, warnings.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final
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
    full_minute,
    open_then,
    rounded,
    services_then,
)

SITES_KEPT: Final = 10_000  # of a snapshot, each in some datum and mode; some 2 KB each
STATES_KEPT: Final = 10_000  # the sites of a city share few timetables

encode = msgspec.json.Encoder().encode
NULL: Final = encode(None)
BOOL: Final = (encode(False), encode(True))
ACCESS: Final[dict[Access | None, bytes]] = {each: encode(each) for each in (None, *Access)}


class Pieces:
    """The JSON of sites with gaps for what varies; sites of one snapshot, which never change."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, Datum, Mode], list[bytes]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, site: Site, datum: Datum, mode: Mode) -> list[bytes]:
        """Return the pieces before, between and after the gaps, each gap an item of its own."""
        key = (site.id, datum, mode)
        pieces = self._kept.get(key)
        if pieces is None:  # made twice if two ask at once, which harms nobody
            if len(self._kept) >= SITES_KEPT:
                self._kept.clear()
            pieces = self._kept[key] = cut(encode(about_site(site, datum=datum, mode=mode)))
        return pieces


_pieces: WeakKeyDictionary[Snapshot, Pieces] = WeakKeyDictionary()  # go when the snapshot goes


def pieces_of(snapshot: Snapshot) -> Pieces:
    """Return the pieces of a snapshot's sites."""
    pieces = _pieces.get(snapshot)
    if pieces is None:
        pieces = _pieces[snapshot] = Pieces()
    return pieces


def cut(text: bytes) -> list[bytes]:
    """Return JSON cut at its gaps: pieces at even places, gaps at odd ones."""
    pieces = text.split(GAP)
    parts = [GAP] * (2 * len(pieces) - 1)
    parts[::2] = pieces
    return parts


def results_json(
    snapshot: Snapshot,
    found: Sequence[Found],
    *,
    at: datetime,
    datum: Datum,
    mode: Mode,
    lang: Lang,
    troubled: Collection[str],
) -> bytes:
    """Return the results of an answer as JSON.

    Parameters
    ----------
    snapshot : Snapshot
        Where they were found.
    found : sequence of Found
        The sites, in order.
    at : datetime
        The instant that their statuses were judged at.
    datum, mode, lang
        As asked for.
    troubled : collection of str
        Ids of sites that riders are warned of.
    """
    pieces, minute = pieces_of(snapshot), full_minute(at)
    sites = []
    for each in found:
        parts = pieces.of(each.site, datum, mode).copy()
        parts[1::2] = varying(each, minute, lang, troubled=each.site.id in troubled)
        sites.append(b"".join(parts))
    return b"[" + b",".join(sites) + b"]"


def varying(found: Found, minute: datetime, lang: Lang, *, troubled: bool) -> tuple[bytes, ...]:
    """Return the JSON of the fields that vary, in the order of `NearestSite`."""
    site = found.site
    distance_m, travel_m, travel_min, bearing_deg = rounded(found)
    return (
        b"%a" % distance_m,
        b"%a" % travel_m,
        b"%a" % travel_min,
        BOOL[found.by_street],
        b"%d" % bearing_deg,
        open_json(found.open, minute, site.verified_on, lang),
        BOOL[found.closes_before_arrival],
        ACCESS[found.access],
        NULL if site.services is None else services_json(found.services),
        BOOL[troubled],
    )


@lru_cache(maxsize=STATES_KEPT)
def open_json(state: OpenState, minute: datetime, verified_on: date | None, lang: Lang) -> bytes:
    """Return a status with its sentence as JSON."""
    return encode(open_then(state, minute=minute, verified_on=verified_on, lang=lang))


@lru_cache(maxsize=STATES_KEPT)
def services_json(states: ServiceStates) -> bytes:
    """Return the statuses of services as JSON."""
    return encode(services_then(states))
