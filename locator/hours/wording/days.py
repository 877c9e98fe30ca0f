"""Which days a phrase means: weekdays, public holidays, workdays, seasons."""

import re
from dataclasses import dataclass
from typing import Final

from locator.hours.wording.unclear import NO_SEASON_DATES, ONLY_SOME_DAYS, Unclear

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of a leap year
WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
WORKWEEK: Final = frozenset(range(5))
WEEKEND: Final = frozenset({5, 6})
WEEK: Final = frozenset(range(7))

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DAY_CHARACTERS: Final = {c: i for i, c in enumerate("一二三四五六日")} | {
    "天": 6,
    **{str(i + 1): i for i in range(7)},
}


@dataclass(frozen=True, slots=True)
class Days:
    """A set of days.

    Parameters
    ----------
    week : frozenset of int
        Weekdays, Monday is 0.
    holidays : bool
        Public holidays too, whatever their weekday.
    festival : bool
        One named holiday too: some public holidays and not others.
    workdays : bool
        The weekdays stand for the State Council's workdays, or a weekend for all other days.
    """

    week: frozenset[int] = WEEK
    holidays: bool = False
    festival: bool = False
    workdays: bool = False

    def __or__(self, other: "Days") -> "Days":
        week = self.week | other.week
        workdays = self.workdays or other.workdays
        if workdays and week not in (WORKWEEK, WEEKEND):
            raise Unclear(ONLY_SOME_DAYS)  # workdays and Saturdays: no rule says that
        return Days(
            week, self.holidays or other.holidays, self.festival or other.festival, workdays
        )

    @property
    def special(self) -> bool:
        """Whether only holidays are meant."""
        return not self.week and (self.holidays or self.festival)


EVERY_DAY: Final = Days()
NO_DAYS: Final = Days(frozenset())


@dataclass(frozen=True, slots=True)
class Season:
    """A part of every year, both ends included; no ends where none were given.

    Parameters
    ----------
    first, last : (int, int) or None
        Month and day.
    """

    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None

    @property
    def dated(self) -> bool:
        """Whether its ends are known."""
        return self.first is not None

    def year_days(self) -> frozenset[int]:
        """Return its days as ordinals 0–365 of a leap year."""
        if self.first is None or self.last is None:
            raise Unclear(NO_SEASON_DATES)
        first, last = _ordinal(self.first), _ordinal(self.last)
        length = (last - first) % 366 + 1
        return frozenset((first + i) % 366 for i in range(length))


def season_of(days: frozenset[int]) -> Season | None:
    """Return the season of exactly these days of the year, None if they are not one run."""
    starts = [d for d in days if (d - 1) % 366 not in days]
    if len(starts) != 1:
        return None
    return Season(_month_day(starts[0]), _month_day((starts[0] + len(days) - 1) % 366))


def _ordinal(month_day: tuple[int, int]) -> int:
    return sum(MONTH_DAYS[: month_day[0] - 1]) + month_day[1] - 1


def _month_day(ordinal: int) -> tuple[int, int]:
    month = 0
    while ordinal >= MONTH_DAYS[month]:
        ordinal -= MONTH_DAYS[month]
        month += 1
    return month + 1, ordinal + 1


def number(text: str) -> int:
    """Return the number that digits or Chinese numerals up to 99 stand for."""
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    value = 0
    for character in text:
        value = value * 10 + _DIGITS[character]
    return value


_RANGE: Final = re.compile(
    r"([一二三四五六日天1-7])(?:(?:-|至|到)(?:周|星期|礼拜)?([一二三四五六日天末1-7]))?"
)


def read_weekdays(text: str) -> Days:
    """Return the days of a text like 周一至周五, 周六、日 or 星期二到四."""
    week: set[int] = set()
    for first, last in _RANGE.findall(re.sub(r"\s|周(?!末)|星期|礼拜", "", text)):
        start = _DAY_CHARACTERS[first]
        end = start if not last else 6 if last == "末" else _DAY_CHARACTERS[last]
        week.update((start + i) % 7 for i in range((end - start) % 7 + 1))
    return Days(frozenset(week))


_MONTH_DAY: Final = re.compile(
    r"([\d一二三四五六七八九十]+)(?:月(?:([\d一二三四五六七八九十]+)[日号])?)?"
)


def read_season(text: str) -> Season:
    """Return the season of a text like 5月-10月, 11月1日至次年3月31日 or 5-10月."""
    ends = re.split(r"-|至|到", re.sub(r"每年|次年|翌年|来年|第二年|份", "", text))
    first, last = _end(ends[0], 1), _end(ends[-1], 0)
    return Season(first, last)


def _end(text: str, default_day: int) -> tuple[int, int]:
    match = _MONTH_DAY.fullmatch(text.strip())
    if match is None:
        raise Unclear(NO_SEASON_DATES)
    month = number(match[1])
    if not 1 <= month <= 12:
        raise Unclear(NO_SEASON_DATES)
    longest = MONTH_DAYS[month - 1]
    day = number(match[2]) if match[2] else default_day or longest
    if not 1 <= day <= longest:
        raise Unclear(NO_SEASON_DATES)
    if (month, day) == (2, 28) and not default_day:
        day = 29  # a season that ends with February ends with it in leap years too
    return month, day
