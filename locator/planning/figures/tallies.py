"""Demand added up: covered, and by the reason why it is not."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from locator.geodesy import Floats, Ints
from locator.planning.coverage import Coverage, Reason
from locator.planning.demand import Demand
from locator.planning.question import Slots
from locator.planning.times.patterns import FULL

CELLS_AT_A_TIME: Final = 8192

PARTS: Final = 1 + len(Reason)
"""Covered, then one part for each reason: together they are the demand."""

_UNCOVERED: Final = tuple(reason for reason in Reason if reason is not Reason.HOURS_UNKNOWN)


class Range(NamedTuple):
    """A share between 0 and 1 that is known only so well.

    Parameters
    ----------
    low : float
        If everything that is unknown turns out closed.
    high : float
        If it turns out open.
    """

    low: float
    high: float


class Tally(NamedTuple):
    """Demand of some cells over some slots.

    What is covered, unknown and uncovered is the demand. The reasons say why demand is
    not covered for certain: the one named hours unknown is the unknown part, the other
    four are the uncovered one.

    Parameters
    ----------
    covered : float
        Some site in reach is open for certain.
    reasons : tuple of float
        The rest, by `Reason`.
    """

    covered: float
    reasons: tuple[float, ...]

    @property
    def unknown(self) -> float:
        """None is open for certain, but one may be."""
        return self.reasons[Reason.HOURS_UNKNOWN]

    @property
    def uncovered(self) -> float:
        """None in reach is or may be open."""
        return sum(self.reasons[reason] for reason in _UNCOVERED)

    @property
    def demand(self) -> float:
        """All of it."""
        return self.covered + self.unknown + self.uncovered

    @property
    def share(self) -> Range | None:
        """The covered share; None without any demand."""
        demand = self.demand
        if not demand > 0.0:
            return None
        return Range(self.covered / demand, (self.covered + self.unknown) / demand)


def tally(parts: Floats) -> Tally:
    """Return parts, shape (`PARTS`,), as a tally."""
    covered, *reasons = parts.tolist()
    return Tally(covered, tuple(reasons))


def tallies(coverage: Coverage, group_of: Ints, groups: int) -> Floats:
    """Return the demand of groups of cells, slot by slot and part by part.

    Parameters
    ----------
    coverage : Coverage
        Of n cells.
    group_of : numpy.ndarray of int, shape (n,)
        Group of each cell, 0 to groups - 1.
    groups : int
        How many there are.

    Returns
    -------
    numpy.ndarray, shape (groups, slots, `PARTS`)
        Sums of weights; every slot counts as one hour.
    """
    slots, causes = coverage.slots.count, len(Reason)
    alike = _alike(coverage, group_of)
    by_group = _adding(alike.group, groups)
    by_cause = _adding(alike.group * causes + alike.cause, groups * causes)
    sums = np.zeros((groups, slots, PARTS))
    sums[:, :, 0] = by_group @ (alike.weights * coverage.covered[alike.row])
    missed = by_cause @ (alike.weights * coverage.uncovered[alike.row])
    sums[:, :, 1:] = missed.reshape(groups, causes, slots).transpose(0, 2, 1)
    sums[:, :, 1 + Reason.HOURS_UNKNOWN] = by_group @ (alike.weights * coverage.unknown[alike.row])
    return sums / FULL


class _Alike(NamedTuple):
    """Cells of one group, cause and pattern, taken together: c of them, with their weights."""

    group: Ints
    cause: Ints
    row: Ints
    weights: Floats  # (c, slots), or (c, 1) where all slots are alike


def _alike(coverage: Coverage, group_of: Ints) -> _Alike:
    causes, rows = len(Reason), len(coverage.covered)
    key = (group_of * causes + coverage.cause) * rows + coverage.row_of
    distinct, place = np.unique(key, return_inverse=True)
    demand, together = coverage.demand, _adding(place.ravel(), distinct.size)
    if demand.hourly is None:
        weights = (together @ demand.weights)[:, None]
    else:
        weights = np.zeros((distinct.size, coverage.slots.count))
        hours = hours_of_week(coverage.slots)
        for first in range(0, len(demand), CELLS_AT_A_TIME):
            cells = slice(first, first + CELLS_AT_A_TIME)
            weights += together[:, cells] @ weights_of(demand, cells, hours)
    group, cause = np.divmod(distinct // max(rows, 1), causes)
    return _Alike(group=group, cause=cause, row=distinct % max(rows, 1), weights=weights)


def hours_of_week(slots: Slots) -> Ints:
    """Return the hour of the week that each slot lies in."""
    return np.array([slots.hour_of_week(slot) for slot in range(slots.count)], dtype=np.int64)


def weights_of(demand: Demand, cells: slice | Ints, hours: Ints) -> Floats:
    """Return the weights of some cells in some hours of the week, shape (cells, hours)."""
    if demand.hourly is None:
        return np.repeat(demand.weights[cells, None], hours.size, axis=1)
    return demand.hourly[cells][:, hours].astype(np.float64)


def _adding(group_of: NDArray[np.integer], groups: int) -> csr_array:
    """Return the matrix that adds up the rows of each group."""
    count = group_of.size
    ones = np.ones(count)
    return csr_array((ones, (group_of, np.arange(count))), shape=(groups, count))
