"""Workdays and holidays as the State Council decrees them, year by year."""

from dataclasses import dataclass
from datetime import date, timedelta, timezone
from typing import Final, Literal

from locator.words import Words

CHINA: Final = timezone(timedelta(hours=8))
"""The time of all opening hours: UTC+8 the whole year, in the whole country."""

WARN_DAYS: Final = 60
"""So long before the calendar ends somebody has to hear of it."""

DayKind = Literal["workday", "rest", "holiday"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are public holidays and which weekends are worked to make up for them.

    Parameters
    ----------
    holidays : frozenset of date
        Every day off that the decree lists, weekends within it too.
    makeup_workdays : frozenset of date
        Saturdays and Sundays that are worked.
    years : frozenset of int
        The years that the decrees cover.
    """

    holidays: frozenset[date] = frozenset()
    makeup_workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def kind(self, day: date) -> DayKind | None:
        """Return what sort of day it is, None in a year that no decree covers."""
        if day in self.holidays:
            return "holiday"
        if day in self.makeup_workdays:
            return "workday"
        if day.year not in self.years:
            return None
        return "workday" if day.weekday() < 5 else "rest"

    @property
    def known_until(self) -> date | None:
        """The last day of the last year covered, None when there is none."""
        return date(max(self.years), 12, 31) if self.years else None

    def extend(self, other: "Calendar") -> "Calendar":
        """Return a calendar in which the years of the other one replace its own.

        Days of the other calendar outside its years are added: a decree may move a
        day at the end of the year before.
        """

        def merged(mine: frozenset[date], theirs: frozenset[date]) -> frozenset[date]:
            return frozenset(d for d in mine if d.year not in other.years) | theirs

        return Calendar(
            merged(self.holidays, other.holidays) - other.makeup_workdays,
            merged(self.makeup_workdays, other.makeup_workdays) - other.holidays,
            self.years | other.years,
        )


def calendar_warning(calendar: Calendar, today: date) -> Words | None:
    """Return a warning from 60 days before the calendar ends, else None."""
    end = calendar.known_until
    if end is not None and today + timedelta(days=WARN_DAYS) < end:
        return None
    until = "—" if end is None else end.isoformat()
    return Words(
        zh=f"节假日安排只到 {until}：之后与节假日有关的开放时间都是未知。"
        "请用 yizhan holidays 文件 导入新一年的安排",
        en=f"the holiday calendar ends on {until}: hours that depend on holidays are unknown "
        "after that. Add the next year with: yizhan holidays FILE",
    )
