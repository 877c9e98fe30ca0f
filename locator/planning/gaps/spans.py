"""The part of the week in which most is missing, as hours that somebody could open."""

from typing import Final, NamedTuple

import numpy as np

from locator.geodesy import Floats
from locator.words import WEEKDAYS, Words

HOURS: Final = 24
ENOUGH: Final = 0.5
"""Hours and days belong to the span that miss at least so much of what the worst one does."""


class Span(NamedTuple):
    """The same hours on some days of the week.

    Parameters
    ----------
    days : tuple of int
        On which the hours begin; Monday is 0.
    start, length : int
        First hour of the clock, and how many follow one another, maybe past midnight.
    """

    days: tuple[int, ...]
    start: int
    length: int

    @property
    def words(self) -> Words:
        """The span as people say it: 每天 22:00–次日 6:00."""
        days = _days(self.days)
        if self.length == HOURS:
            return Words(f"{days.zh}全天", f"{days.en}, all day")
        end = (self.start + self.length) % HOURS
        over = self.start + self.length > HOURS
        hours = f"{self.start}:00–{'次日 ' if over else ''}{end or HOURS}:00"
        return Words(f"{days.zh} {hours}", f"{days.en} {self.start}:00–{end or HOURS}:00")


def worst_span(lost: Floats) -> Span:
    """Return the hours in which most is missing.

    Parameters
    ----------
    lost : numpy.ndarray, shape (168,)
        What is missing in each hour of a week from its Monday.
    """
    week = lost.reshape(-1, HOURS)
    start, length = _run(week.sum(axis=0))
    hours = np.arange(start, start + length)
    begun = np.array([np.roll(week, -day, axis=0).ravel()[hours].sum() for day in range(len(week))])
    days = np.flatnonzero(begun >= ENOUGH * begun.max())
    return Span(tuple(days.tolist()), start, length)


def _run(by_hour: Floats) -> tuple[int, int]:
    """Return where the run of bad hours round the worst one starts, and its length."""
    bad = by_hour >= ENOUGH * by_hour.max()
    if bad.all():
        return 0, HOURS
    worst = int(by_hour.argmax())
    before = next(back for back in range(HOURS) if not bad[worst - back - 1])
    after = next(on for on in range(HOURS) if not bad[(worst + on + 1) % HOURS])
    return (worst - before) % HOURS, before + 1 + after


def _days(days: tuple[int, ...]) -> Words:
    if len(days) == len(WEEKDAYS):
        return Words("每天", "every day")
    if days == (0, 1, 2, 3, 4):
        return Words("周一至周五", "Mon–Fri")
    names = [WEEKDAYS[day] for day in days]
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))
