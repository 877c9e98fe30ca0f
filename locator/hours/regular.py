"""A regular week as a table that people fill in: days, and what holds on them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from locator.errors import InvalidInput, problem
from locator.hours.exceptions import Spans, clock
from locator.hours.osm import DAY, HOLIDAY, Rule, read_rules
from locator.words import Words, same

State = Literal["open", "all_day", "closed", "unknown"]

WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAYS: Final = (*WEEKDAYS, HOLIDAY)
WHOLE_DAY: Final[Spans] = ((0, DAY),)

_RANGE: Final = re.compile(r"([A-Z][a-z])(?:-([A-Z][a-z]))?")

Hours = tuple[State, Spans]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """What holds on some days of the week.

    Parameters
    ----------
    days : tuple of str
        Of `DAYS`; ``PH`` is a public holiday, whatever its weekday.
    state : str
        open (at the times), all_day, closed or unknown.
    spans : tuple of (int, int)
        Opening times in minutes from midnight, beyond 1440 for the next day.
    """

    days: tuple[str, ...]
    state: State
    spans: Spans = ()


def read_week(osm: str) -> tuple[WeekRow, ...] | None:
    """Return the table of an OSM form; None where it says more than a table can hold.

    Raises
    ------
    InvalidInput
        It does not follow the grammar.
    """
    known: dict[str, Hours] = {}
    for rule in read_rules(osm):
        days, hours = _days(rule), _hours(rule)
        if days is None or hours is None or (HOLIDAY in known and days != (HOLIDAY,)):
            return None
        if rule.joiner == ", ":
            if hours[0] != "open" or any(known.get(day, ("",))[0] != "open" for day in days):
                return None
            known |= {day: ("open", tuple(sorted(known[day][1] + hours[1]))) for day in days}
        else:
            known |= dict.fromkeys(days, hours)
    ordered = {day: known[day] for day in DAYS if day in known}
    return tuple(WeekRow(tuple(days), *hours) for hours, days in _alike(ordered))


def write_week(rows: Iterable[WeekRow]) -> str:
    """Return the OSM form of a table. Days that it does not name are closed.

    Raises
    ------
    InvalidInput
        No day is named, or one twice.
    """
    known: dict[str, Hours] = {}
    for row in rows:
        for day in row.days:
            if day in known:
                raise _unclear("days", day, Words("同一天填了两次", "a day stands in two rows"))
            known[day] = row.state, WHOLE_DAY if row.state == "all_day" else row.spans
    if not known:
        raise _unclear("days", "", Words("没有选星期几", "no day is chosen"))
    if all(known.get(day) == ("all_day", WHOLE_DAY) for day in WEEKDAYS):
        rules = ["24/7"]
    else:
        rules = list(_rules({day: known[day] for day in WEEKDAYS if day in known}))
    if HOLIDAY in known:
        rules.append(f"{HOLIDAY} {_times(known[HOLIDAY])}")
    return "; ".join(rules)


def _unclear(field: str, value: str, message: Words) -> InvalidInput:
    return InvalidInput(problem(field, value, same(", ".join(DAYS)), message))


def _days(rule: Rule) -> tuple[str, ...] | None:
    """Return the days of a rule one by one; None where they are others than a table has."""
    if rule.dates or rule.joiner == " || ":
        return None
    found: list[str] = []
    for part in rule.days:
        match = _RANGE.fullmatch(part)
        if part == HOLIDAY:
            found.append(HOLIDAY)
        elif match and {match[1], match[2] or match[1]} <= set(WEEKDAYS):
            start, end = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2] or match[1])
            found += [WEEKDAYS[k % 7] for k in range(start, end + 1 if end >= start else end + 8)]
        else:
            return None
    return tuple(found) or WEEKDAYS


def _hours(rule: Rule) -> Hours | None:
    if rule.modifier == "open":
        whole = rule.spans in ((), WHOLE_DAY)
        return ("all_day", WHOLE_DAY) if whole else ("open", rule.spans)
    return None if rule.spans else (rule.modifier, ())


def _rules(known: dict[str, Hours]) -> Iterator[str]:
    for hours, days in _alike(known):
        yield f"{','.join(_ranges(days))} {_times(hours)}"


def _alike(known: dict[str, Hours]) -> list[tuple[Hours, list[str]]]:
    found: dict[Hours, list[str]] = {}
    for day, hours in known.items():
        found.setdefault(hours, []).append(day)
    return list(found.items())


def _ranges(days: list[str]) -> Iterator[str]:
    for _, run in groupby(enumerate(days), lambda pair: WEEKDAYS.index(pair[1]) - pair[0]):
        names = [day for _, day in run]
        yield names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"


def _times(hours: Hours) -> str:
    state, spans = hours
    if state in ("closed", "unknown"):
        return "off" if state == "closed" else "unknown"
    return ",".join(f"{clock(s)}-{clock(e if e <= DAY else e - DAY)}" for s, e in spans)
