"""Gathers weights by cell and hour as they come by: a position is forgotten at once."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.demand.cells import Cells
from geodata.tables.refusal import refusal, within
from locator.planning.demand import WEEK_HOURS
from locator.words import Words

MOST_CELLS: Final = 200_000  # with 168 hours each, 270 MB
DAYS, HOURS = 7, 24
UNKNOWN: Final = -1  # a weekday or an hour that nobody tells

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Times(NamedTuple):
    """Day of the week (0 is Monday) and hour of some rows; -1 where it is not known."""

    weekdays: Ints
    hours: Ints


class Gathered(NamedTuple):
    """What came together.

    Parameters
    ----------
    cells : tuple of str
        Sorted.
    lons, lats : ndarray of float64, (n,)
        Their middles.
    weights : ndarray of float64, (n,) or (n, 168)
        By cell, or by cell and hour of the week.
    suppressed_cells : int
        How many cells too few contributed to.
    suppressed_weight : float
        What they weighed.
    """

    cells: tuple[str, ...]
    lons: Floats
    lats: Floats
    weights: Floats
    suppressed_cells: int
    suppressed_weight: float


class Gatherer:
    """Adds weights up by cell.

    Parameters
    ----------
    cells : Cells
        What to gather into.
    timed : bool
        Whether hours of the week are told apart.
    """

    def __init__(self, cells: Cells, *, timed: bool) -> None:
        self._cells = cells
        self._timed = timed
        self._places: dict[str, int] = {}
        self._sums = np.zeros((256, WEEK_HOURS if timed else 1))
        self._counts = np.zeros(256)
        self._riders: dict[int, set[int]] = {}

    def add_points(
        self,
        lons: Floats,
        lats: Floats,
        weights: Floats,
        *,
        times: Times | None = None,
        riders: Sequence[str] | None = None,
        enough: int = 0,
    ) -> None:
        """Take points in.

        Parameters
        ----------
        lons, lats : ndarray
            WGS-84 degrees.
        weights : ndarray
            What each weighs.
        times : Times, optional
            When; without, a weight is spread over the whole week.
        riders : Sequence of str, optional
            Whose each is: then a cell's contributions are its different riders.
        enough : int
            So many riders of a cell need to be told apart, not more.
        """
        places = self._add(self._cells.names(lons, lats), weights, times)
        if riders is None:
            np.add.at(self._counts, places, 1.0)
            return
        for place, rider in zip(places.tolist(), riders, strict=True):
            known = self._riders.setdefault(place, set())
            if len(known) < enough:
                known.add(hash(rider))

    def add_cells(self, names: Sequence[str], weights: Floats, times: Times | None = None) -> None:
        """Take in what was spread over cells already; what a cell weighs counts for it."""
        places = self._add(names, weights, times)
        np.add.at(self._counts, places, weights)

    def finish(self, min_count: float) -> Gathered:
        """Return the cells with at least so many contributions, and what was left out."""
        for place, riders in self._riders.items():
            self._counts[place] = len(riders)
        names = sorted(self._places)
        order = np.array([self._places[name] for name in names], dtype=np.int64)
        kept = self._counts[order] >= min_count
        sums, left = self._sums[order[kept]], self._sums[order[~kept]]
        cells = tuple(name for name, keep in zip(names, kept.tolist(), strict=True) if keep)
        centres = np.array([self._cells.centre(name) for name in cells]).reshape(-1, 2)
        return Gathered(
            cells=cells,
            lons=centres[:, 0],
            lats=centres[:, 1],
            weights=sums if self._timed else sums[:, 0],
            suppressed_cells=len(names) - len(cells),
            suppressed_weight=float(left.sum()),
        )

    def _add(self, names: Sequence[str], weights: Floats, times: Times | None) -> Ints:
        """Add to the cells of these names and return their places."""
        known = self._places
        places = np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)
        self._grow()
        if not self._timed:
            np.add.at(self._sums[:, 0], places, weights)
            return places
        if times is None:
            times = Times(*np.full((2, len(places)), UNKNOWN))
        for day_known in (True, False):
            for hour_known in (True, False):
                of = ((times.weekdays >= 0) == day_known) & ((times.hours >= 0) == hour_known)
                slots = _slots(times.weekdays[of], times.hours[of], day_known, hour_known)
                share = weights[of, None] / slots.shape[1]
                np.add.at(
                    self._sums, (places[of, None], slots), np.broadcast_to(share, slots.shape)
                )
        return places

    def _grow(self) -> None:
        too_many_cells(len(self._places))
        more = len(self._places) - len(self._sums)
        if more > 0:
            more = max(more, len(self._sums))
            self._sums = np.vstack([self._sums, np.zeros((more, self._sums.shape[1]))])
            self._counts = np.append(self._counts, np.zeros(more))


def too_many_cells(number: float) -> None:
    """Refuse more cells than a plan is made for.

    Raises
    ------
    InvalidInput
        With field ``file``.
    """
    if number > MOST_CELLS:
        raise refusal(
            Words(zh="单元过多，请用更大的单元", en="too many cells: use larger ones"),
            within(MOST_CELLS, "个单元", "cells"),
        )


def _slots(weekdays: Ints, hours: Ints, day_known: bool, hour_known: bool) -> Ints:
    """Return the hours of the week that each weight is spread over evenly, a row each."""
    days = weekdays[:, None] if day_known else np.tile(np.arange(DAYS), (len(weekdays), 1))
    clock = hours[:, None] if hour_known else np.tile(np.arange(HOURS), (len(hours), 1))
    return (days[:, :, None] * HOURS + clock[:, None, :]).reshape(
        len(weekdays), days.shape[1] * clock.shape[1]
    )
