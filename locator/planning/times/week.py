"""The statuses of all sites over a week, between the minutes at which any of them changes.

Sites of equal hours, doors and services change together: each distinct timetable is worked
out once. Its statuses are asked of `locator.hours` at the minutes at which it may change,
which its schedules name, so nothing is sampled.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from locator.hours import Calendar, access_at, schedule_of, service_state, site_state
from locator.model import OpeningHours, Site
from locator.nearest import SiteFilter
from locator.planning.question import Slots
from locator.planning.times.fitness import NO, PERHAPS, YES, Codes
from locator.vocabulary import Access, Status

_CODES = {Status.OPEN: YES, Status.UNKNOWN: PERHAPS, Status.CLOSED: NO}
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Week:
    """What each site is worth at each minute asked for.

    Parameters
    ----------
    edges : numpy.ndarray of int, shape (e + 1,)
        Minutes from the first slot at which a site or a slot begins or ends.
    codes : numpy.ndarray of uint8, shape (p, e)
        `NO`, `PERHAPS` or `YES` of each distinct pattern between two edges.
    of_site : numpy.ndarray of int, shape (s,)
        Pattern of each site.
    """

    edges: NDArray[np.int64]
    codes: NDArray[np.uint8]
    of_site: NDArray[np.int64]

    def at(self, minute: int) -> NDArray[np.uint8]:
        """Return the code of each site at a minute from the first slot."""
        place = int(np.searchsorted(self.edges, minute, side="right")) - 1
        codes: NDArray[np.uint8] = self.codes[self.of_site, place]
        return codes


def week_of(
    sites: Sequence[Site], fit: Codes, where: SiteFilter, *, slots: Slots, calendar: Calendar
) -> Week:
    """Return the codes of sites over the slots of a question.

    Parameters
    ----------
    sites : sequence of Site
        The row of a site is its place in this sequence.
    fit : numpy.ndarray of uint8, shape (s,)
        The most that each is worth at any minute: `NO`, `PERHAPS` or `YES`.
    where : SiteFilter
        Names the service and the way in whose hours count, if any.
    slots : Slots
        When.
    calendar : Calendar
        Workdays and holidays.
    """
    asking = _Asking(where, slots, calendar)
    lines: list[list[tuple[int, int]]] = []
    numbers: dict[object, int] = {}
    of_site = []
    for site, most in zip(sites, fit.tolist(), strict=True):
        key = (most, *(() if most == NO else asking.times(site)))
        if key not in numbers:
            numbers[key] = len(lines)
            lines.append([(0, NO)] if most == NO else list(asking.changes(site, most)))
        of_site.append(numbers[key])
    minutes = {minute for line in lines for minute, _ in line}
    minutes.update(range(0, (slots.count + 1) * slots.length_min, slots.length_min))
    edges = np.array(sorted(minutes), dtype=np.int64)
    codes = np.array([_filled(line, edges[:-1]) for line in lines], dtype=np.uint8)
    return _distinct(edges, codes.reshape(len(lines), edges.size - 1), of_site)


class _Asking:
    """Asks a site what it is worth and when that may change."""

    def __init__(self, where: SiteFilter, slots: Slots, calendar: Calendar) -> None:
        self._service, self._access = where.service, where.access
        self._slots, self._calendar = slots, calendar

    def times(self, site: Site) -> tuple[object, ...]:
        """Return everything that what it is worth depends on."""
        services = site.services if self._service else None
        return site.hours, site.operation, services, site.access if self._access else None

    def changes(self, site: Site, most: int) -> Iterator[tuple[int, int]]:
        """Yield minutes from the first slot and what the site is worth from then on."""
        start, end = self._slots.start, self._slots.end
        minutes = {0}
        for hours in self._hours(site):
            intervals = schedule_of(hours, self._calendar).intervals(start, end)
            minutes.update((interval.start - start) // _MINUTE for interval in intervals)
        for minute in sorted(minutes):
            yield minute, min(most, self._code(site, start + minute * _MINUTE))

    def _hours(self, site: Site) -> Iterator[OpeningHours]:
        yield site.hours
        for offer in site.services or ():
            if offer.code == self._service and offer.hours is not None:
                yield offer.hours
        for way in (site.access or ()) if self._access else ():
            if way.during is not None:
                yield OpeningHours(osm=way.during, workdays=site.hours.workdays)

    def _code(self, site: Site, at: datetime) -> int:
        door = site_state(site, at, self._calendar).status
        status = door
        if self._service is not None and site.services is not None:
            state = service_state(site, self._service, at, self._calendar)
            status = Status.CLOSED if state is None else state.status
        if self._access is None:
            return _CODES[status]
        return min(_CODES[status], self._way_in(site, at, door))

    def _way_in(self, site: Site, at: datetime, door: Status) -> int:
        """Return whether the way in that is asked for holds."""
        if door is Status.CLOSED:
            return NO
        access: Access | None = access_at(site, at, self._calendar)
        if access is None:
            return PERHAPS
        return YES if access is self._access else NO


def _filled(line: list[tuple[int, int]], edges: NDArray[np.int64]) -> list[int]:
    """Return the code that holds from each edge on."""
    starts = [minute for minute, _ in line]
    return [line[bisect_right(starts, edge) - 1][1] for edge in edges.tolist()]


def _distinct(edges: NDArray[np.int64], codes: NDArray[np.uint8], of_site: list[int]) -> Week:
    if not len(codes):
        return Week(edges=edges, codes=codes, of_site=np.zeros(0, dtype=np.int64))
    kept, places = np.unique(codes, axis=0, return_inverse=True)
    return Week(edges=edges, codes=kept, of_site=places.ravel()[np.array(of_site, dtype=np.int64)])
