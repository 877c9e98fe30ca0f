"""Covered, unknown and uncovered: what of each hour a cell has an open site in reach."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats
from locator.hours import Calendar
from locator.model import Site
from locator.planning.demand import Demand
from locator.planning.question import PlanQuestion, Slots
from locator.planning.reach import Counts, Mask, Reach
from locator.planning.times.fitness import NO, YES, Codes, considered, fitness
from locator.planning.times.patterns import FULL, Parts, patterns
from locator.planning.times.week import Week, week_of


class Reason(IntEnum):
    """Why demand is not covered for certain, in the order in which reasons are looked for."""

    NOT_ON_STREETS = 0
    NO_SITE = 1
    LACKS = 2
    HOURS_UNKNOWN = 3
    CLOSED = 4


class Nearest(NamedTuple):
    """How far each cell is from open sites at an instant.

    Parameters
    ----------
    nearest_min, second_min : numpy.ndarray of float, shape (n,)
        Minutes to the nearest site that is open for certain, and to the one after; nan
        where there is none within the limit.
    """

    nearest_min: Floats
    second_min: Floats


@dataclass(frozen=True, eq=False, kw_only=True)
class Coverage:
    """How much of each slot each cell is covered, by patterns that many cells share.

    Parameters
    ----------
    question : PlanQuestion
        What was asked.
    demand : Demand
        The cells and their weights; n of them.
    reach : Reach
        What they reach; its sites are those of `fit` and `asked`.
    week : Week
        What each site is worth at each minute.
    asked : numpy.ndarray of bool, shape (s,)
        Sites that the question is about: of the kinds asked for.
    fit : numpy.ndarray of uint8, shape (s,)
        Whether they have what is asked for: `NO`, `PERHAPS` or `YES`.
    row_of : numpy.ndarray of int, shape (n,)
        Pattern of each cell.
    covered, unknown : numpy.ndarray of uint8, shape (u, slots)
        Parts, of `FULL`, of each slot in which a site in reach is open for certain, and
        in which none is but one may be. The rest is uncovered.
    cause : numpy.ndarray of uint8, shape (n,)
        The `Reason` for whatever of a cell is uncovered.
    """

    question: PlanQuestion
    demand: Demand
    reach: Reach
    week: Week
    asked: Mask
    fit: Codes
    row_of: NDArray[np.uint32]
    covered: Parts
    unknown: Parts
    cause: NDArray[np.uint8]

    @property
    def slots(self) -> Slots:
        """The times that there are values for."""
        return self.question.slots

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The sites that the question is about."""
        return tuple(
            site for site, asked in zip(self.reach.sites, self.asked, strict=True) if asked
        )

    @cached_property
    def uncovered(self) -> Parts:
        """Parts of each slot in which no site in reach is or may be open, shape (u, slots)."""
        return (FULL - self.covered - self.unknown).astype(np.uint8)

    @cached_property
    def sites_in_reach(self) -> Counts:
        """Sites in reach of each cell that have what is asked for, at whatever hours."""
        return _counted(self.fit == YES, self.reach)

    def reasons(self, slot: int) -> NDArray[np.int8]:
        """Return the reason of each cell in a slot, -1 where it is covered all the time.

        Where several hold for parts of an hour, the first in the order of `Reason`.
        """
        unknown = self.unknown[self.row_of, slot] > 0
        uncovered = self.uncovered[self.row_of, slot] > 0
        found = np.where(uncovered, self.cause, len(Reason)).astype(np.int8)
        found[unknown] = np.minimum(found[unknown], Reason.HOURS_UNKNOWN)
        found[found == len(Reason)] = -1
        return found

    def nearest(self, slot: int) -> Nearest:
        """Return how far each cell is from open sites when a slot begins."""
        codes = self.week.at(slot * self.slots.length_min)[self.reach.to]
        entries = np.flatnonzero(codes == YES)
        starts = np.searchsorted(entries, self.reach.starts)
        minutes = np.append(self.reach.minutes[entries], [np.nan, np.nan])
        count = np.diff(starts)
        return Nearest(
            nearest_min=np.where(count > 0, minutes[starts[:-1]], np.nan),
            second_min=np.where(count > 1, minutes[starts[:-1] + 1], np.nan),
        )


def cover(question: PlanQuestion, demand: Demand, reach: Reach, calendar: Calendar) -> Coverage:
    """Return the coverage of a demand, hour by hour or at an instant.

    An hour's value is the mean over its minutes of "some site in reach is open", so two
    sites that are open for one half of the hour each cover all of it.

    Parameters
    ----------
    question : PlanQuestion
        What is asked; its mode and minutes are those of the reach.
    demand : Demand
        The cells.
    reach : Reach
        Made from the same demand.
    calendar : Calendar
        Workdays and holidays.
    """
    asked = considered(reach.sites, question.where)
    fit = np.where(asked, fitness(reach.sites, question.where), NO).astype(np.uint8)
    week = week_of(reach.sites, fit, question.where, slots=question.slots, calendar=calendar)
    row_of, covered, unknown = patterns(week, question.slots, starts=reach.starts, to=reach.to)
    return Coverage(
        question=question,
        demand=demand,
        reach=reach,
        week=week,
        asked=asked,
        fit=fit,
        row_of=row_of,
        covered=covered,
        unknown=unknown,
        cause=_causes(reach, asked, fit),
    )


def _causes(reach: Reach, asked: Mask, fit: Codes) -> NDArray[np.uint8]:
    """Return why each cell is uncovered whenever it is: that does not change with the hour."""
    best = _most(np.where(fit > NO, 2, asked.astype(np.uint8)).astype(np.uint8), reach)
    reasons = np.array([Reason.NO_SITE, Reason.LACKS, Reason.CLOSED], dtype=np.uint8)
    return np.where(reach.on_streets, reasons[best], Reason.NOT_ON_STREETS).astype(np.uint8)


def _most(code: NDArray[np.uint8], reach: Reach) -> NDArray[np.uint8]:
    """Return the highest code among the sites in reach of each cell, 0 without any."""
    most = np.zeros(reach.starts.size - 1, dtype=np.uint8)
    some = np.diff(reach.starts) > 0
    most[some] = np.maximum.reduceat(code[reach.to], reach.starts[:-1][some]) if some.any() else 0
    return most


def _counted(mask: Mask, reach: Reach) -> Counts:
    """Return how many of the sites in a mask are in reach of each cell."""
    return np.diff(np.concatenate(([0], np.cumsum(mask[reach.to], dtype=np.int64)))[reach.starts])
