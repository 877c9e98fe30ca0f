"""An index for each filter: nobody is looked at who would be turned away."""

from typing import Final

import numpy as np

from locator.finding.columns import Columns, Mask
from locator.finding.kept import Kept
from locator.finding.timetables import STATUSES, Moment, Timetables
from locator.index import SiteIndex
from locator.nearest import SiteFilter
from locator.vocabulary import Access, Status

ROOM: Final = 2_000_000
"""Sites in all kept indexes together, some 70 bytes each."""

OVERHEAD: Final = 100  # what an index takes besides, in sites


class FilteredIndexes:
    """Indexes over the sites that pass a filter, made when asked for and kept.

    An index for a status is kept under the statuses of all timetables, not under the
    instant, and so serves until some site opens or closes.

    Parameters
    ----------
    columns : Columns
        The sites.
    timetables : Timetables
        Their times.
    """

    def __init__(self, columns: Columns, timetables: Timetables) -> None:
        self._columns = columns
        self._of_site = timetables.of_site
        self._kept: Kept[SiteIndex] = Kept(ROOM, size=lambda index: len(index) + OVERHEAD)

    def passing(self, where: SiteFilter) -> SiteIndex:
        """Return the index of the sites that pass a filter and have a distance."""
        return self._kept.get(where, lambda: self._index(self._passing(where)))

    def in_status(
        self, where: SiteFilter, status: Status, moment: Moment, *, access: Access | None
    ) -> SiteIndex:
        """Return the index of those among them whose status is this one at a moment.

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

        def make() -> SiteIndex:
            now = statuses[self._of_site] == STATUSES.index(status)
            return self._index(self._passing(where) & now)

        return self._kept.get((where, status, statuses.tobytes()), make)

    def _passing(self, where: SiteFilter) -> Mask:
        return self._columns.matching(where) & self._columns.standing(coarse=where.coarse)

    def _index(self, mask: Mask) -> SiteIndex:
        rows = np.flatnonzero(mask)
        return SiteIndex(
            lons=self._columns.lons[rows], lats=self._columns.lats[rows], positions=rows
        )
