"""What somebody asks when looking for the nearest site, and what they are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.datum import check_degrees
from locator.errors import InvalidInput, problem
from locator.geodesy import Floats, Ints
from locator.hours import OpenState
from locator.model import Site
from locator.vocabulary import AMENITIES, SERVICES, Access, Kind, Tier, Welcome
from locator.words import Words, same

Openness = Literal["any", "open", "grouped"]
Mode = Literal["walk", "ebike", "straight"]
Source = Literal["streets", "straight_line"]

YEARS: Final = range(1902, 9989)  # that opening hours can be judged in, in any time zone


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFilter:
    """What a site has to be or to have. What is unknown of a site satisfies no filter.

    Parameters
    ----------
    kinds : frozenset of Kind
        Any of these; empty: all but candidates, which are shown only when named here.
    tier : Tier or None
        Its place in the network.
    amenities : frozenset of str
        All of these codes of `locator.vocabulary.AMENITIES`.
    service : str or None
        A code of `locator.vocabulary.SERVICES` on offer. Its own hours then decide
        whether a site is open.
    access : Access or None
        A way in: the one that holds at the instant where only open sites are asked for,
        else one that holds at any hour.
    welcome : Welcome or None
        Exactly this rule on who may enter.
    coarse : bool
        Take sites, too, that are placed at the centre of their street or district.

    Raises
    ------
    InvalidInput
        A code that does not exist.
    """

    kinds: frozenset[Kind] = frozenset()
    tier: Tier | None = None
    amenities: frozenset[str] = frozenset()
    service: str | None = None
    access: Access | None = None
    welcome: Welcome | None = None
    coarse: bool = False

    def __post_init__(self) -> None:
        for code in self.amenities - AMENITIES.keys():
            raise _unknown_code("amenity", code, AMENITIES)
        if self.service is not None and self.service not in SERVICES:
            raise _unknown_code("service", self.service, SERVICES)


def _unknown_code(field: str, code: str, known: dict[str, Words]) -> InvalidInput:
    message = Words(zh=f"没有“{code}”这一项", en=f"there is no {field} {code!r}")
    return InvalidInput(problem(field, code, same(", ".join(known)), message))


ANY_SITE: Final = SiteFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestQuery:
    """Where somebody is, when, and what they look for.

    Parameters
    ----------
    lon, lat : float
        WGS-84 degrees.
    at : datetime
        The instant that sites are judged at, with a time zone.
    k : int
        How many sites, or how many in each group; at least 1.
    where : SiteFilter
        What a site has to be or to have.
    openness : {"any", "open", "grouped"}
        Any site whatever its status; only open ones; or up to k open, then up to k of
        unknown hours, then up to k closed, each group nearest first.
    mode : {"walk", "ebike", "straight"}
        How one gets there: by street where a network of that mode is known and the
        place is on it.
    max_m : float or None
        Largest distance, in metres of geodesic.
    max_min : float or None
        Longest way, in minutes of travel.

    Raises
    ------
    InvalidInput
        A coordinate out of range, an instant without a time zone, k below 1, a limit
        that is negative or not a number.
    """

    lon: float
    lat: float
    at: datetime
    k: int = 5
    where: SiteFilter = ANY_SITE
    openness: Openness = "any"
    mode: Mode = "walk"
    max_m: float | None = None
    max_min: float | None = None

    def __post_init__(self) -> None:
        check_degrees(self.lon, self.lat)
        check_instant(self.at)
        check_count(self.k)
        for field, limit in (("max_m", self.max_m), ("max_min", self.max_min)):
            if limit is not None and not limit >= 0.0:  # NaN is not
                message = Words(zh="上限不能是负数", en="a limit is not negative")
                raise InvalidInput(problem(field, limit, same("≥ 0"), message))


def check_instant(at: datetime) -> None:
    """Refuse an instant without a time zone, or beyond any calendar."""
    if at.tzinfo is None or not YEARS[0] <= at.year <= YEARS[-1]:
        message = Words(
            zh=f"时刻要带时区，年份在 {YEARS[0]} 到 {YEARS[-1]} 之间",
            en=f"an instant needs its time zone, and a year from {YEARS[0]} to {YEARS[-1]}",
        )
        allowed = Words(zh="如 2026-11-21T22:00:00+08:00", en="as in 2026-11-21T22:00:00+08:00")
        raise InvalidInput(problem("at", at, allowed, message))


def check_count(k: int) -> None:
    """Refuse to look for less than one site."""
    if k < 1:
        message = Words(zh="至少要找一个", en="at least one has to be asked for")
        raise InvalidInput(problem("k", k, same("≥ 1"), message))


class Found(NamedTuple):
    """A site near by, as it is at the instant asked for.

    A tuple, since dozens are made for an answer and a frozen dataclass takes five times
    as long.

    Parameters
    ----------
    site : Site
        What was found.
    distance_m : float
        Geodesic metres to the entrance, where that is known, else to the site.
    bearing_deg : float
        Direction at the start, clockwise from north, 0 to 360.
    travel_m, travel_min : float
        Length and time of the way there.
    open : OpenState
        Status of the service asked for, else of the door.
    access : Access or None
        The way in that holds then; None: not known.
    services : tuple of (str, OpenState)
        Each service on offer with its own status.
    closes_before_arrival : bool
        Open now, but no longer when one gets there.
    by_street : bool
        Whether the way is one by street, or estimated from the straight line.
    """

    site: Site
    distance_m: float
    bearing_deg: float
    travel_m: float
    travel_min: float
    open: OpenState
    access: Access | None
    services: tuple[tuple[str, OpenState], ...]
    closes_before_arrival: bool
    by_street: bool = False


@dataclass(frozen=True, slots=True)
class Remote:
    """A service to turn to by telephone, as it is at the instant asked for.

    Parameters
    ----------
    site : Site
        Of kind remote.
    open : OpenState
        Status of the service asked for, else of the whole.
    services : tuple of (str, OpenState)
        Each service on offer with its own status.
    """

    site: Site
    open: OpenState
    services: tuple[tuple[str, OpenState], ...]


@dataclass(frozen=True, slots=True)
class NearestAnswer:
    """What is near, and whom to turn to where nothing near is open.

    Parameters
    ----------
    found : tuple of Found
        Nearest first, ties by id; grouped answers group by group. Where ways go by
        street, those that take the fewest minutes, then sites off the street network
        by distance.
    remote : tuple of Remote
        Remote services for this place, open ones first; empty while a site within
        3 km is open.
    source : {"streets", "straight_line"}
        What ways are made from.
    detour : float
        How much longer than the straight line a way is taken to be where it is not one
        by street.
    """

    found: tuple[Found, ...]
    remote: tuple[Remote, ...]
    source: Source
    detour: float


@dataclass(frozen=True, slots=True)
class NearestRows:
    """The answer for many places: one row for each place and rank, places in order.

    Parameters
    ----------
    point : numpy.ndarray of int, shape (n,)
        Number of the place, from 0.
    rank : numpy.ndarray of int, shape (n,)
        From 1.
    id : numpy.ndarray of str objects, shape (n,)
        The site.
    distance_m, travel_m, travel_min : numpy.ndarray, shape (n,)
        As in `Found`.
    open : numpy.ndarray of str objects, shape (n,)
        Status: open, closed or unknown.
    by_street : numpy.ndarray of bool, shape (n,)
        As in `Found`.
    """

    point: Ints
    rank: Ints
    id: NDArray[np.object_]
    distance_m: Floats
    travel_m: Floats
    travel_min: Floats
    open: NDArray[np.object_]
    by_street: NDArray[np.bool_]
