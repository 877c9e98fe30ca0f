"""Gaps: where demand is not covered, why, when it hurts most, and what would help."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from locator.geodesy import Floats, Ints, bearing_deg, distance_m, to_ecef
from locator.hours import Calendar
from locator.model import Site
from locator.planning.coverage import Coverage, Reason
from locator.planning.figures.areas import Areas
from locator.planning.figures.tallies import hours_of_week, weights_of
from locator.planning.gaps.grouping import grouped, main_reasons, missing
from locator.planning.gaps.naming import gap_name
from locator.planning.gaps.remedies import Remedies, Remedy
from locator.planning.reach import doors
from locator.planning.times.patterns import FULL
from locator.unions import Union
from locator.words import Words

LISTED: Final = 100
"""Gaps that are described; more than anybody acts on in a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An area whose demand is not covered for certain.

    Parameters
    ----------
    rank : int
        From 1, by what it misses.
    name : Words
        Union and nearest site.
    cells : tuple of int
        Places of its cells in the demand, the one that misses most first.
    lon, lat : float
        Middle of the cell that misses most, WGS-84.
    union : Union or None
        The most local union that answers for it.
    reason : Reason
        That of most of what each of its cells misses.
    uncovered, unknown : float
        Demand times hours (demand, for an instant) that is not covered, and that may be.
    worst_slot : int or None
        When most is missing; None: at every hour alike.
    worst : float
        Demand that is missing then.
    nearest : Site or None
        The nearest site of the kinds asked for, whatever its hours.
    nearest_m : float or None
        Geodesic metres to it.
    nearest_min : float or None
        Minutes to it; None beyond the limit.
    remedy : Remedy
        What looks cheapest.
    """

    rank: int
    name: Words
    cells: tuple[int, ...]
    lon: float
    lat: float
    union: Union | None
    reason: Reason
    uncovered: float
    unknown: float
    worst_slot: int | None
    worst: float
    nearest: Site | None
    nearest_m: float | None
    nearest_min: float | None
    remedy: Remedy

    @property
    def missing(self) -> float:
        """What gaps are ranked by: uncovered and unknown demand times hours."""
        return self.uncovered + self.unknown


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Gaps:
    """All gaps of a coverage.

    Parameters
    ----------
    listed : tuple of Gap
        The worst ones, described.
    count : int
        How many there are.
    of_cell : numpy.ndarray of int, shape (n,)
        Rank of the gap of each cell, from 1; 0 where nothing is missing.
    """

    listed: tuple[Gap, ...]
    count: int
    of_cell: Ints


class _Neighbour(NamedTuple):
    site: int
    distance_m: float
    bearing_deg: float
    minutes: float | None


def find_gaps(coverage: Coverage, areas: Areas, calendar: Calendar) -> Gaps:
    """Return the gaps of a coverage, the worst first.

    Each is of one reason and falls to one union, its cells touch one another, and a site in
    its middle could serve it. Together they hold everything that is not covered for certain.

    Parameters
    ----------
    coverage : Coverage
        The coverage.
    areas : Areas
        The unions that answer for its cells.
    calendar : Calendar
        Workdays and holidays.
    """
    lost = missing(coverage)
    reasons = main_reasons(coverage, lost)
    groups = grouped(coverage, lost.all, areas.of_place * len(Reason) + reasons)
    of_cell = np.zeros(len(coverage.demand), dtype=np.int64)
    for rank, cells in enumerate(groups, 1):
        of_cell[cells] = rank
    describe = _Describing(coverage, areas, calendar)
    listed = tuple(
        describe.gap(
            rank,
            cells,
            Reason(int(reasons[cells[0]])),
            uncovered=float(lost.uncovered[cells].sum()),
            unknown=float(lost.unknown[cells].sum()),
        )
        for rank, cells in enumerate(groups[:LISTED], 1)
    )
    return Gaps(listed=listed, count=len(groups), of_cell=of_cell)


class _Describing:
    """Says of a group of cells what there is to say."""

    def __init__(self, coverage: Coverage, areas: Areas, calendar: Calendar) -> None:
        self._coverage = coverage
        self._areas = areas
        self._remedies = Remedies(coverage, calendar)
        self._hours = hours_of_week(coverage.slots)
        self._asked = np.flatnonzero(coverage.asked)
        self._lons, self._lats = doors(coverage.reach.sites)
        at = to_ecef(lon=self._lons[self._asked], lat=self._lats[self._asked])
        self._tree = cKDTree(at.reshape(-1, 3))

    def gap(
        self, rank: int, cells: Ints, reason: Reason, *, uncovered: float, unknown: float
    ) -> Gap:
        demand, centre = self._coverage.demand, int(cells[0])
        lon, lat = float(demand.lons[centre]), float(demand.lats[centre])
        lost = self._lost(cells)
        neighbour = self._neighbour(centre)
        site = self._coverage.reach.sites[neighbour.site] if neighbour else None
        chain = self._areas.chains[self._areas.of_place[centre]]
        worst = lost.sum(axis=0)
        return Gap(
            rank=rank,
            name=gap_name(
                chain,
                site,
                distance_m=neighbour.distance_m if neighbour else None,
                bearing_deg=neighbour.bearing_deg if neighbour else None,
                lon=lon,
                lat=lat,
            ),
            cells=tuple(cells.tolist()),
            lon=lon,
            lat=lat,
            union=chain[0] if chain else None,
            reason=reason,
            uncovered=uncovered,
            unknown=unknown,
            worst_slot=None if np.ptp(worst) <= 1e-9 * worst.max() else int(worst.argmax()),
            worst=float(worst.max()),
            nearest=site,
            nearest_m=neighbour.distance_m if neighbour else None,
            nearest_min=neighbour.minutes if neighbour else None,
            remedy=self._remedies.of(cells, reason, lost),
        )

    def _lost(self, cells: Ints) -> Floats:
        """Return what each cell misses in each slot."""
        coverage = self._coverage
        rows = coverage.row_of[cells]
        parts = FULL - coverage.covered[rows].astype(np.float64)
        return weights_of(coverage.demand, cells, self._hours) * parts / FULL

    def _neighbour(self, cell: int) -> _Neighbour | None:
        """Return the nearest site that the question is about: by travel, else by line."""
        reach, demand = self._coverage.reach, self._coverage.demand
        own = slice(reach.starts[cell], reach.starts[cell + 1])
        asked = np.flatnonzero(self._coverage.asked[reach.to[own]])
        if not self._asked.size:
            return None
        lon, lat = demand.lons[cell], demand.lats[cell]
        if asked.size:
            site = int(reach.to[own][asked[0]])
            minutes: float | None = float(reach.minutes[own][asked[0]])
        else:
            place = to_ecef(lon=lon, lat=lat)
            site, minutes = int(self._asked[self._tree.query(place)[1]]), None
        there = {"lon1": self._lons[site], "lat1": self._lats[site], "lon2": lon, "lat2": lat}
        return _Neighbour(site, float(distance_m(**there)), float(bearing_deg(**there)), minutes)
