"""Marks of open, closed and unknown over a stretch of days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Final

from opening_hours import OpeningHours as Expression

from locator.hours.calendar import Calendar, DayKind
from locator.hours.exceptions import exceptions_of
from locator.hours.osm import Rule, read_rules, write_rules
from locator.hours.reading import read_hours
from locator.hours.variants import Sort, dependence, heads, past_midnight, tails, variant
from locator.model import OpeningHours
from locator.vocabulary import Status
from locator.words import Words

MINUTES_A_DAY: Final = 24 * 60

Mark = tuple[Status, Words | None]
"""A status and why it is unknown."""

_CLOSED: Final[Mark] = (Status.CLOSED, None)
_STATUSES: Final = {"open": Status.OPEN, "closed": Status.CLOSED, "unknown": Status.UNKNOWN}
_SCHOOL: Final = Words("要看学校放假安排", "it depends on school holidays")
_NOT_UNDERSTOOD: Final = Words("时间写法没有看懂", "the hours as written are not understood")

Key = tuple[Sort, bool]
"""Sort of day, and whether schools are on holiday."""

_PLAIN: Final[Key] = (Sort.PLAIN, False)
_MINUTE: Final = timedelta(minutes=1)


class _Line:
    """Marks by the minute at which they start, counted from the first day."""

    __slots__ = ("marks", "starts")

    def __init__(self, starts: list[int], marks: list[Mark]) -> None:
        self.starts = starts
        self.marks = marks

    def append(self, minute: int, mark: Mark) -> None:
        if not self.marks or self.marks[-1] != mark:
            self.starts.append(minute)
            self.marks.append(mark)

    def at(self, minute: int) -> Mark:
        return self.marks[bisect_right(self.starts, minute) - 1]

    def within(self, midnight: int) -> list[int]:
        """Return the minutes of one day at which a mark starts."""
        first = bisect_left(self.starts, midnight)
        return self.starts[first : bisect_left(self.starts, midnight + MINUTES_A_DAY)]


_NEVER: Final = _Line([0], [_CLOSED])


class Timelines:
    """Marks of opening hours over any days.

    Hours that the date alone tells are left to opening-hours-py, but for nights with
    exceptions: it opens the end of a night that is off. It is asked for one day at a time
    where rules stand in for others: in one go it passes over days on which they do. Others are
    put together day by day from the expressions of each sort of day; what runs past midnight
    belongs to the day on which it starts.

    Parameters
    ----------
    hours : OpeningHours
        The hours.
    calendar : Calendar
        Holidays and make-up workdays.

    Raises
    ------
    InvalidInput
        If the OSM form does not follow the grammar.
    """

    def __init__(self, hours: OpeningHours, calendar: Calendar) -> None:
        self._calendar = calendar
        self._reasons: list[Words] = []
        self.constant: Mark | None = None
        self._heads: dict[Key, Expression] = {}
        self._tails: dict[Key, Expression] = {}
        if hours.osm is None:
            self.constant = (
                Status.UNKNOWN,
                read_hours(hours.text).unknown_because or _NOT_UNDERSTOOD,
            )
            return
        rules = read_rules(hours.osm)
        self._needs = dependence(rules, workdays=hours.workdays)
        self._stand_ins = any(rule.joiner == " || " for rule in rules)
        late_stand_ins = self._stand_ins and past_midnight(rules)
        nights = bool(exceptions_of(hours)) and past_midnight(rules) and not self._stand_ins
        self._whole = not (self._needs.any or nights)
        if len(rules) == 1 and not (rules[0].dates or rules[0].days or rules[0].spans):
            self.constant = _STATUSES[rules[0].modifier], rules[0].because
        elif self._whole:
            self._heads[_PLAIN] = self._expression(rules)
        elif late_stand_ins:  # the split cannot follow them over midnight
            self.constant = Status.UNKNOWN, _NOT_UNDERSTOOD
        else:
            self._split(rules)

    def _expression(self, rules: tuple[Rule, ...]) -> Expression:
        return Expression(write_rules(rules, self._reasons))

    def _split(self, rules: tuple[Rule, ...]) -> None:
        for key in self._keys(None, weekend=True):
            sort, school = key
            kept = variant(rules, sort, school_holiday=school, workdays=self._needs.workdays)
            self._heads[key] = self._expression(heads(kept))
            if past_midnight(kept):
                self._tails[key] = self._expression(tails(kept))

    def marks(self, first: date, days: int) -> tuple[list[int], list[Mark]]:
        """Return the minutes, from the first midnight, at which a new mark holds, and the marks."""
        if self.constant is not None:
            return [0], [self.constant]
        if self._whole:
            line = self._line(self._heads[_PLAIN], first, days)
            return line.starts, line.marks
        return self._by_day(first, days)

    def _line(self, expression: Expression, first: date, days: int) -> _Line:
        start = datetime.combine(first, time())
        line = _Line([], [])
        step = 1 if self._stand_ins else days
        for day in range(0, days, step):
            begins = start + timedelta(days=day)
            for begin, _, state, comment in expression.intervals(
                begins, begins + timedelta(days=step)
            ):
                because = self._reasons[int(comment)] if comment else None
                line.append(int((begin - start) / _MINUTE), (_STATUSES[str(state)], because))
        return line

    def _by_day(self, first: date, days: int) -> tuple[list[int], list[Mark]]:
        begun = {key: self._line(e, first, days) for key, e in self._heads.items()}
        before = first - timedelta(days=1)
        left = {key: self._line(e, before, days) for key, e in self._tails.items()}
        line = _Line([], [])
        yesterday, doubt_before = self._may_be(before)
        for number in range(days):
            midnight = number * MINUTES_A_DAY
            today, doubt = self._may_be(first + timedelta(days=number))
            starting = [begun[key] for key in today]
            ending = [left.get(key, _NEVER) for key in yesterday]
            changes = {midnight}.union(*(one.within(midnight) for one in (*starting, *ending)))
            for minute in sorted(changes):
                own = _agreed((one.at(minute) for one in starting), doubt)
                late = _agreed((one.at(minute) for one in ending), doubt_before)
                line.append(minute, _more_open(own, late))
            yesterday, doubt_before = today, doubt
        return line.starts, line.marks

    def _may_be(self, day: date) -> tuple[list[Key], Words]:
        """Return what sorts of day a day may be, and why that is not known."""
        kind = self._calendar.kind(day)
        known = kind is not None or not self._needs.calendar
        keys = self._keys(kind, weekend=day.weekday() >= 5)
        return keys, _SCHOOL if known else _no_calendar(day, self._calendar)

    def _keys(self, kind: DayKind | None, *, weekend: bool) -> list[Key]:
        """Return the sorts of day of a kind; of no known kind all that there are."""
        sorts = [Sort.PLAIN]
        if self._needs.workdays and weekend and kind != "rest":
            sorts = [Sort.MAKEUP] if kind else [*sorts, Sort.MAKEUP]
        if self._needs.calendar and kind in ("holiday", None):
            sorts = [Sort.HOLIDAY] if kind else [*sorts, Sort.HOLIDAY]
        schools = (False, True) if self._needs.school_holidays else (False,)
        return list(product(sorts, schools))


def _agreed(marks: Iterable[Mark], doubt: Words) -> Mark:
    """Return the mark that holds whatever sort of day it is."""
    told = list(marks)
    if len({status for status, _ in told}) > 1:
        return Status.UNKNOWN, doubt
    return told[0]


def _more_open(one: Mark, other: Mark) -> Mark:
    for status in (Status.OPEN, Status.UNKNOWN):
        for mark in (one, other):
            if mark[0] is status:
                return mark
    return _CLOSED


def _no_calendar(day: date, calendar: Calendar) -> Words:
    last = calendar.known_until
    if last is not None and day > last:
        return Words(f"节假日安排只到{last.year}年", f"the holiday calendar ends with {last.year}")
    return Words(f"没有{day.year}年的节假日安排", f"there is no holiday calendar for {day.year}")
