"""An index for each filter: nobody is looked at who would be turned away."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

import numpy as np

from locator.finding.columns import Columns, Mask
from locator.finding.kept import Kept
from locator.finding.timetables import STATUSES, Moment, Timetables
from locator.index import SiteIndex
from locator.nearest import SiteFilter
from locator.vocabulary import Access, Status

ROOM: Final = 2_000_000
"""Sites in all kept indexes together, some 75 bytes each."""

OVERHEAD: Final = 100  # what an index takes besides, in sites

Thing = TypeVar("Thing")


class Filtered(Generic[Thing]):
    """Things over the sites that pass a filter, made when asked for and kept.

    A thing for a status is kept under the statuses of all timetables, not under the
    instant, and so serves until some site opens or closes.

    Parameters
    ----------
    columns : Columns
        The sites.
    timetables : Timetables
        Their times.
    make : callable
        Makes a thing over some of the sites that have a distance.
    size : callable
        What a thing takes of `ROOM`.
    """

    def __init__(
        self,
        columns: Columns,
        timetables: Timetables,
        *,
        make: Callable[[Mask], Thing],
        size: Callable[[Thing], int],
    ) -> None:
        self._columns = columns
        self._of_site = timetables.of_site
        self._make = make
        self._kept: Kept[Thing] = Kept(ROOM, size)

    def passing(self, where: SiteFilter) -> Thing:
        """Return what is over the sites that pass a filter and have a distance."""
        return self._kept.get(where, lambda: self._make(self._passing(where)))

    def in_status(
        self, where: SiteFilter, status: Status, moment: Moment, *, access: Access | None
    ) -> Thing:
        """Return what is over those among them whose status is this one at a moment.

        Parameters
        ----------
        where : SiteFilter
            The filter; its service, if any, is what the status is of.
        status : Status
            The status wanted.
        moment : Moment
            When.
        access : Access or None
            The way in that has to hold then.
        """
        statuses = moment.statuses(where.service, access)

        def make() -> Thing:
            now = statuses[self._of_site] == STATUSES.index(status)
            return self._make(self._passing(where) & now)

        return self._kept.get((where, status, statuses.tobytes()), make)

    def _passing(self, where: SiteFilter) -> Mask:
        return self._columns.matching(where) & self._columns.standing(coarse=where.coarse)


def filtered_indexes(
    columns: Columns, timetables: Timetables, among: Mask | None = None
) -> Filtered[SiteIndex]:
    """Return an index for each filter.

    Parameters
    ----------
    columns, timetables
        The sites and their times.
    among : Mask, optional
        The sites that are indexed, all of them if left out.
    """

    def make(mask: Mask) -> SiteIndex:
        rows = np.flatnonzero(mask if among is None else mask & among)
        return SiteIndex(lons=columns.lons[rows], lats=columns.lats[rows], positions=rows)

    return Filtered(columns, timetables, make=make, size=lambda index: index.size + OVERHEAD)
