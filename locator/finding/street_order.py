"""The nearest sites by street: in the order of the minutes that it takes to get there."""

from itertools import chain
from math import inf

import numpy as np

from locator.finding.columns import Mask
from locator.finding.finder import FIRST_LOOK, GROUPS, Finder, access_then
from locator.finding.indexes import Filtered
from locator.finding.timetables import Moment
from locator.nearest import Found, NearestQuery
from locator.streets import Leg, Streets

MASKS_TO_A_SITE = 64  # of what an index takes for a site


class StreetOrder:
    """Finds the sites that one gets to first by street.

    In each group, sites off the network come after those on it, by the straight line.

    Parameters
    ----------
    finder : Finder
        Finds all sites by the straight line.
    streets : Streets
        The network of one way of getting about.

    Attributes
    ----------
    off_network : Finder or None
        Finds the sites that are not on the network by the straight line; None where
        there are none.
    """

    def __init__(self, finder: Finder, streets: Streets) -> None:
        self.finder = finder
        self.streets = streets
        self._placed = streets.place(lons=finder.columns.lons, lats=finder.columns.lats)
        on = self._placed.snapped
        self.off_network = None if on.all() else finder.among(~on)
        self._masks: Filtered[Mask] = Filtered(
            finder.columns,
            finder.timetables,
            make=lambda mask: mask & on,
            size=lambda mask: 1 + mask.size // MASKS_TO_A_SITE,
        )

    def find(self, query: NearestQuery) -> tuple[Found, ...] | None:
        """Return what is near in the order that the query asks for; None off the network."""
        moment = self.finder.timetables.at(query.at)
        groups = self._by_street(query, moment)
        if groups is None:
            return None
        positions = [[leg.position for leg in legs] for legs in groups]
        if self.off_network and any(len(legs) < query.k for legs in groups):
            rest = self.off_network.ranked(query, moment)
            positions = [[*on, *off][: query.k] for on, off in zip(positions, rest, strict=True)]
        ways = {leg.position: (leg.travel_m, leg.travel_min) for legs in groups for leg in legs}
        return self.finder.described(query, moment, list(chain(*positions)), ways)

    def _by_street(self, query: NearestQuery, moment: Moment) -> list[list[Leg]] | None:
        """Return the ways to the sites wanted that are on the network, group by group."""
        passing = self._masks.passing(query.where)
        if query.openness == "any":
            legs = self.nearest(query, passing, query.k)
            return None if legs is None else [legs]
        look = max(FIRST_LOOK, 2 * query.k)
        seen = self.nearest(query, passing, look)
        if seen is None:
            return None
        ways = {leg.position: leg for leg in seen}
        groups = self.finder.by_status(query, moment, ways)
        legs_of = {status: [ways[position] for position in groups[status]] for status in groups}
        if len(seen) == look:
            access = access_then(query.where, query.openness)
            for status in (status for status in groups if len(groups[status]) < query.k):
                mask = self._masks.in_status(query.where, status, moment, access=access)
                legs_of[status] = self.nearest(query, mask, query.k) or []
        return list(legs_of.values())

    def choices(self, query: NearestQuery) -> list[Mask]:
        """Return the sites on the network that may be found, for each group."""
        if query.openness == "any":
            return [self._masks.passing(query.where)]
        moment = self.finder.timetables.at(query.at)
        access = access_then(query.where, query.openness)
        return [
            self._masks.in_status(query.where, status, moment, access=access)
            for status in GROUPS[query.openness]
        ]

    def nearest(self, query: NearestQuery, passing: Mask, k: int) -> list[Leg] | None:
        """Return the ways within the limits of the query, None off the network."""
        legs = self._nearest_in_time(query, passing, k)
        if legs and query.max_m is not None:
            near = self._within(query, query.max_m)
            if not all(near[leg.position] for leg in legs):  # the time is no measure of the line
                return self._nearest_in_time(query, passing & near, k)
        return legs

    def _nearest_in_time(self, query: NearestQuery, passing: Mask, k: int) -> list[Leg] | None:
        return self.streets.nearest(
            lon=query.lon,
            lat=query.lat,
            to=self._placed,
            k=k,
            passing=passing,
            max_min=inf if query.max_min is None else query.max_min,
        )

    def _within(self, query: NearestQuery, max_m: float) -> Mask:
        index = self.finder.indexes.passing(query.where)
        near = np.zeros(self._placed.snapped.shape, dtype=np.bool_)
        near[index.within(lon=query.lon, lat=query.lat, radius_m=max_m)[0]] = True
        return near
