"""The nearest sites of many places, as rows."""

import numpy as np
from numpy.typing import ArrayLike

from locator.finding.finder import GROUPS, Finder, access_then
from locator.finding.timetables import STATUSES
from locator.finding.travel import STRAIGHT_LINE
from locator.geodesy import Floats, Ints
from locator.nearest import NearestQuery, NearestRows

_STATUS_NAMES = np.array([status.value for status in STATUSES], dtype=np.object_)


def nearest_rows(
    finder: Finder, asked: NearestQuery, *, lons: ArrayLike, lats: ArrayLike
) -> NearestRows:
    """Return the nearest sites of many places, one row for each place and rank.

    Parameters
    ----------
    finder : Finder
        The sites.
    asked : NearestQuery
        What is asked at every place; its own position is not looked at.
    lons, lats : array_like, shape (n,)
        WGS-84 degrees.
    """
    positions, distances = _ranked(finder, asked, lons, lats)
    found = positions >= 0
    site, distance_m = positions[found], distances[found]
    travel_m, travel_min = STRAIGHT_LINE[asked.mode].way(distance_m)
    statuses = finder.timetables.at(asked.at).statuses(asked.where.service, None)
    return NearestRows(
        point=np.nonzero(found)[0],
        rank=found.cumsum(axis=1, dtype=np.int64)[found],
        id=finder.ids[site],
        distance_m=distance_m,
        travel_m=travel_m,
        travel_min=travel_min,
        open=_STATUS_NAMES[statuses[finder.timetables.of_site[site]]],
    )


def _ranked(
    finder: Finder, asked: NearestQuery, lons: ArrayLike, lats: ArrayLike
) -> tuple[Ints, Floats]:
    """Return positions and metres, a line for each place; -1 and nan where there are no more."""
    if asked.openness == "any":
        index = finder.indexes.passing(asked.where)
        return index.nearest_many(lons=lons, lats=lats, k=asked.k)
    moment, access = finder.timetables.at(asked.at), access_then(asked.where, asked.openness)
    groups = [
        finder.indexes.in_status(asked.where, status, moment, access=access).nearest_many(
            lons=lons, lats=lats, k=asked.k
        )
        for status in GROUPS[asked.openness]
    ]
    return np.hstack([group[0] for group in groups]), np.hstack([group[1] for group in groups])
