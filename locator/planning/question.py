"""What a planner asks: how one travels, how long, to what, and when."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Final

from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.nearest import ANY_SITE, YEARS, Mode, SiteFilter, check_instant
from locator.words import WEEKDAYS, Words, same

LONGEST_MIN: Final = 120.0
"""A limit beyond two hours covers a region, not a neighbourhood."""

WEEK_HOURS: Final = 168
HOUR_MIN: Final = 60


@dataclass(frozen=True, slots=True)
class Slots:
    """The times that a coverage has a value for: the hours of a week, or one instant.

    Parameters
    ----------
    start : datetime
        When the first begins, in China's time.
    count : int
        How many follow one another.
    length_min : int
        Minutes that each lasts: 60, or 1 for an instant.
    """

    start: datetime
    count: int
    length_min: int

    @property
    def end(self) -> datetime:
        """When the last ends."""
        return self.start + timedelta(minutes=self.count * self.length_min)

    @property
    def is_week(self) -> bool:
        """Whether these are the hours of a week, not one instant."""
        return self.count > 1

    def at(self, slot: int) -> datetime:
        """Return when a slot begins."""
        return self.start + timedelta(minutes=slot * self.length_min)

    def hour_of_week(self, slot: int) -> int:
        """Return the hour of the week that a slot lies in, 0 for Monday 00:00 to 01:00."""
        at = self.at(slot)
        return at.weekday() * 24 + at.hour

    def words(self, slot: int) -> Words:
        """Return a slot as people say it: 周三 23:00."""
        at = self.at(slot)
        weekday, clock = WEEKDAYS[at.weekday()], f"{at:%H:%M}"
        return Words(f"{weekday.zh} {clock}", f"{weekday.en} {clock}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuestion:
    """A question about coverage, for the seven days of a week or for one instant.

    Parameters
    ----------
    mode : {"walk", "ebike", "straight"}
        How one gets there.
    max_min : float
        Longest way that still counts, in minutes of travel.
    where : SiteFilter
        What a site has to be or to have.
    monday : date or None
        First day of the week asked for.
    at : datetime or None
        The instant asked for instead, with a time zone.

    Raises
    ------
    InvalidInput
        Neither a week nor an instant, or both; a day that is no Monday; a limit that is
        not above 0 and at most 120 minutes.
    """

    mode: Mode = "walk"
    max_min: float = 15.0
    where: SiteFilter = ANY_SITE
    monday: date | None = None
    at: datetime | None = None

    def __post_init__(self) -> None:
        if not (isfinite(self.max_min) and 0.0 < self.max_min <= LONGEST_MIN):
            message = Words(zh="分钟数超出范围", en="the minutes are out of range")
            raise InvalidInput(problem("max_min", self.max_min, same("0 – 120"), message))
        if (self.monday is None) == (self.at is None):
            message = Words(zh="要么问一周，要么问一个时刻", en="ask for a week or for an instant")
            raise InvalidInput(problem("monday", self.monday, same("monday | at"), message))
        if self.at is not None:
            check_instant(self.at)
        if self.monday is not None:
            _check_monday(self.monday)

    @property
    def slots(self) -> Slots:
        """The hours of the week, or the minute of the instant."""
        if self.at is not None:
            minute = self.at.astimezone(CHINA).replace(second=0, microsecond=0)
            return Slots(minute, count=1, length_min=1)
        monday = self.monday or date.min  # one of the two is there
        midnight = datetime.combine(monday, time(), CHINA)
        return Slots(midnight, count=WEEK_HOURS, length_min=HOUR_MIN)


def monday_of(day: date) -> date:
    """Return the Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def _check_monday(day: date) -> None:
    if day.weekday() != 0 or not YEARS[0] <= day.year < YEARS[-1]:
        message = Words(zh="一周要从星期一算起", en="a week is named by its Monday")
        nearest = same(monday_of(day).isoformat()) if day.year > 1 else same("2026-11-23")
        raise InvalidInput(problem("monday", day.isoformat(), nearest, message))
