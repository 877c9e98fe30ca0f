"""The nearest sites of many places, as rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from math import inf
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from locator.finding.columns import Mask
from locator.finding.finder import GROUPS, Finder, access_then
from locator.finding.timetables import STATUSES
from locator.finding.travel import STRAIGHT_LINE
from locator.geodesy import Floats, Ints
from locator.nearest import NearestQuery, NearestRows

_STATUS_NAMES = np.array([status.value for status in STATUSES], dtype=np.object_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What is near many places: a line for each, nearest first in each group.

    Parameters
    ----------
    positions : numpy.ndarray of int, shape (n, w)
        The sites; -1 where there is none.
    distance_m, travel_m, travel_min : numpy.ndarray, shape (n, w)
        As in `Found`.
    by_street : numpy.ndarray of bool, shape (n, w)
        As in `Found`.
    """

    positions: Ints
    distance_m: Floats
    travel_m: Floats
    travel_min: Floats
    by_street: Mask

    @classmethod
    def beside(cls, rankings: "Sequence[Ranking]") -> "Ranking":
        """Return rankings of the same places as one, one after the other."""
        return _column_by_column(np.hstack, rankings)

    def first(self, k: int) -> "Ranking":
        """Return the first few of each line, without the gaps between them."""
        order = np.argsort(self.positions < 0, axis=1, kind="stable")[:, :k]
        return _column_by_column(
            lambda columns: np.take_along_axis(columns[0], order, axis=1), (self,)
        )

    def where(self, own: Mask, other: "Ranking") -> "Ranking":
        """Return these lines where `own` is true, and those of another where not."""
        return _column_by_column(lambda columns: np.where(own[:, None], *columns), (self, other))


def _column_by_column(
    make: Callable[[list[NDArray[Any]]], NDArray[Any]], rankings: Sequence[Ranking]
) -> Ranking:
    names = (field.name for field in fields(Ranking))
    return Ranking(**{name: make([getattr(each, name) for each in rankings]) for name in names})


def line_groups(
    finder: Finder, asked: NearestQuery, *, lons: ArrayLike, lats: ArrayLike
) -> list[Ranking]:
    """Return the nearest sites by the straight line, a ranking for each group."""
    if asked.openness == "any":
        indexes = [finder.indexes.passing(asked.where)]
    else:
        moment, access = finder.timetables.at(asked.at), access_then(asked.where, asked.openness)
        indexes = [
            finder.indexes.in_status(asked.where, status, moment, access=access)
            for status in GROUPS[asked.openness]
        ]
    return [
        _by_line(asked, *index.nearest_many(lons=lons, lats=lats, k=asked.k)) for index in indexes
    ]


def _by_line(asked: NearestQuery, positions: Ints, distance_m: Floats) -> Ranking:
    travel_m, travel_min = STRAIGHT_LINE[asked.mode].way(distance_m)
    max_min = inf if asked.max_min is None else asked.max_min
    return Ranking(
        positions=np.where(travel_min <= max_min, positions, -1),
        distance_m=distance_m,
        travel_m=travel_m,
        travel_min=travel_min,
        by_street=np.zeros(positions.shape, dtype=np.bool_),
    )


def nearest_rows(finder: Finder, asked: NearestQuery, groups: list[Ranking]) -> NearestRows:
    """Return one row for each place and rank.

    Parameters
    ----------
    finder : Finder
        The sites.
    asked : NearestQuery
        What is asked at every place; its own position is not looked at.
    groups : list of Ranking
        What was found, a ranking for each group.
    """
    ranked = Ranking.beside(groups)
    found = ranked.positions >= 0
    site = ranked.positions[found]
    statuses = finder.timetables.at(asked.at).statuses(asked.where.service, None)
    return NearestRows(
        point=np.nonzero(found)[0],
        rank=found.cumsum(axis=1, dtype=np.int64)[found],
        id=finder.ids[site],
        distance_m=ranked.distance_m[found],
        travel_m=ranked.travel_m[found],
        travel_min=ranked.travel_min[found],
        open=_STATUS_NAMES[statuses[finder.timetables.of_site[site]]],
        by_street=ranked.by_street[found],
    )
