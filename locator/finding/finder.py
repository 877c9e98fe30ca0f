"""The nearest sites of each status, with what holds there."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from itertools import chain
from math import inf
from typing import Final, Self

import numpy as np

from locator.finding.columns import Columns, Mask
from locator.finding.indexes import filtered_indexes
from locator.finding.timetables import Moment, Timetables
from locator.finding.travel import STRAIGHT_LINE
from locator.geodesy import inverse
from locator.hours import Calendar, OpenState
from locator.model import Site
from locator.nearest import ANY_SITE, Found, NearestQuery, Openness, SiteFilter
from locator.vocabulary import Access, Status

GROUPS: Final[dict[Openness, tuple[Status, ...]]] = {
    "open": (Status.OPEN,),
    "grouped": (Status.OPEN, Status.UNKNOWN, Status.CLOSED),
}

FIRST_LOOK: Final = 32
"""Neighbours looked at before a status gets an index of its own: they cost little more
than five, and mostly hold enough of each status."""

CUT_M: Final = 0.001  # metres of the index are surer than that

Way = tuple[float, float]  # metres and minutes of travel
NO_WAYS: Final[Mapping[int, Way]] = {}


class Finder:
    """Finds the nearest sites that pass a filter, by the straight line.

    Parameters
    ----------
    sites : sequence of Site
        In the order that ties are broken in.
    calendar : Calendar
        Workdays and holidays.

    Attributes
    ----------
    columns : Columns
        What is known of the sites.
    timetables : Timetables
        When what holds.
    indexes : Filtered of SiteIndex
        Where the sites of each filter are.
    ids : numpy.ndarray of str objects, shape (n,)
        What the sites are called.
    """

    def __init__(self, sites: Sequence[Site], calendar: Calendar) -> None:
        self.columns = columns = Columns(sites)
        self.timetables = Timetables(sites, calendar)
        self.indexes = filtered_indexes(columns, self.timetables)
        self.ids = np.array([site.id for site in sites], dtype=np.object_)
        self._sites = sites
        self._lons, self._lats = columns.lons.tolist(), columns.lats.tolist()
        self._timetable_of: list[int] = self.timetables.of_site.tolist()
        self.indexes.passing(ANY_SITE)  # now rather than in the first question

    def among(self, some: Mask) -> Self:
        """Return a finder of some of the sites only, known by the same positions."""
        other = copy(self)
        other.indexes = filtered_indexes(self.columns, self.timetables, some)
        return other

    def find(self, query: NearestQuery) -> tuple[Found, ...]:
        """Return what is near, in the order that the query asks for."""
        moment = self.timetables.at(query.at)
        return self.described(query, moment, list(chain(*self.ranked(query, moment))))

    def described(
        self,
        query: NearestQuery,
        moment: Moment,
        positions: Sequence[int],
        ways: Mapping[int, Way] = NO_WAYS,
    ) -> tuple[Found, ...]:
        """Return what holds at some sites, as far as they are within the query's limits.

        Parameters
        ----------
        query, moment
            What is asked, and what holds then.
        positions : sequence of int
            The sites, in the order that they are returned in.
        ways : mapping of int to (float, float)
            Metres and minutes of travel to those that are reached by street.
        """
        distances, bearings = inverse(
            lon=query.lon,
            lat=query.lat,
            lons=[*map(self._lons.__getitem__, positions)],
            lats=[*map(self._lats.__getitem__, positions)],
        )
        straight, service = STRAIGHT_LINE[query.mode].way, query.where.service
        found = []
        for position, distance_m, bearing_deg in zip(positions, distances, bearings, strict=True):
            now, way = moment.now(self._timetable_of[position]), ways.get(position)
            state = now.judged_by(service) or now.open
            travel_m, travel_min = way or straight(distance_m)
            each = Found(
                site=self._sites[position],
                distance_m=distance_m,
                bearing_deg=bearing_deg,
                travel_m=travel_m,
                travel_min=travel_min,
                open=state,
                access=now.access,
                services=now.services,
                closes_before_arrival=_closes_within(state, query.at, travel_min),
                by_street=way is not None,
            )
            found.append(each)
        if query.max_m is not None or query.max_min is not None:
            found = [each for each in found if _within_limits(query, each)]
        return tuple(found)

    def ranked(self, query: NearestQuery, moment: Moment) -> list[list[int]]:
        """Return the sites wanted, and perhaps some beyond the reach, group by group."""
        if query.openness == "any":
            index = self.indexes.passing(query.where)
            return [index.nearest(lon=query.lon, lat=query.lat, k=query.k)[0]]
        groups, all_seen = self._first_look(query, moment)
        if not all_seen:
            access = access_then(query.where, query.openness)
            for status in (status for status in groups if len(groups[status]) < query.k):
                index = self.indexes.in_status(query.where, status, moment, access=access)
                groups[status] = index.nearest(lon=query.lon, lat=query.lat, k=query.k)[0]
        return list(groups.values())

    def _first_look(
        self, query: NearestQuery, moment: Moment
    ) -> tuple[dict[Status, list[int]], bool]:
        """Return the nearest few sites by status, and whether no other is within reach."""
        look = max(FIRST_LOOK, 2 * query.k)
        index = self.indexes.passing(query.where)
        positions, distances = index.nearest(lon=query.lon, lat=query.lat, k=look)
        groups = self.by_status(query, moment, positions)
        return groups, len(positions) < look or distances[-1] > _reach_m(query)

    def by_status(
        self, query: NearestQuery, moment: Moment, positions: Iterable[int]
    ) -> dict[Status, list[int]]:
        """Return the first few of some sites for each status that is asked for."""
        service, access = query.where.service, access_then(query.where, query.openness)
        groups: dict[Status, list[int]] = {status: [] for status in GROUPS[query.openness]}
        missing = query.k * len(groups)
        for position in positions:
            status = moment.status(self._timetable_of[position], service, access)
            group = groups.get(status) if status else None
            if group is not None and len(group) < query.k:
                group.append(position)
                missing -= 1
                if not missing:
                    break
        return groups


def access_then(where: SiteFilter, openness: Openness) -> Access | None:
    """Return the way in that has to hold at the instant: where only open sites are wanted."""
    return where.access if openness == "open" else None


def _closes_within(state: OpenState, at: datetime, minutes: float) -> bool:
    if state.status is not Status.OPEN or state.until is None:
        return False
    return (state.until - at).total_seconds() < minutes * 60.0


def _reach_m(query: NearestQuery) -> float:
    """Return metres beyond which nothing is wanted, rounded up."""
    max_m = inf if query.max_m is None else query.max_m
    max_min = inf if query.max_min is None else query.max_min
    return min(max_m, max_min / STRAIGHT_LINE[query.mode].way(1.0)[1]) + CUT_M


def _within_limits(query: NearestQuery, found: Found) -> bool:
    near = query.max_m is None or found.distance_m <= query.max_m
    return near and (query.max_min is None or found.travel_min <= query.max_min)
