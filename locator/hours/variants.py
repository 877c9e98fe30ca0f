"""One expression for each sort of day, because the week alone does not tell a holiday.

On a public holiday ``PH`` rules hold. Where Monday to Friday stand for workdays, they
hold on a make-up Sunday, which then is no Sunday, and not on a holiday. If the text
divides the week into workdays and weekends, it leaves a holiday from Monday to Friday
open: the hours of such a day are unknown unless a ``PH`` rule tells them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from locator.hours.osm import DAY, HOLIDAY, SCHOOL_HOLIDAY, Rule
from locator.words import Words

WORKWEEK: Final = ("Mo-Fr",)
_WEEKENDS: Final = ({"Sa-Su"}, {"Sa", "Su"})
NOT_SAID: Final = Words(
    "没有写明法定节假日是否开放", "it does not say whether it opens on holidays"
)


class Sort(Enum):
    """Sorts of days that an expression can tell apart."""

    PLAIN = "as the weekday says"
    MAKEUP = "a weekend that is worked"
    HOLIDAY = "a public holiday"


@dataclass(frozen=True, slots=True)
class Dependence:
    """On what, besides the date, an expression depends.

    Parameters
    ----------
    holidays, school_holidays, workdays : bool
        What it depends on.
    """

    holidays: bool
    school_holidays: bool
    workdays: bool

    @property
    def calendar(self) -> bool:
        """Whether the State Council's calendar has a say."""
        return self.holidays or self.workdays

    @property
    def any(self) -> bool:
        """Whether the date alone does not tell the hours."""
        return self.calendar or self.school_holidays


def dependence(rules: tuple[Rule, ...], *, workdays: bool) -> Dependence:
    """Return what rules depend on, where Mo-Fr may stand for workdays."""
    return Dependence(
        holidays=any(HOLIDAY in rule.days for rule in rules),
        school_holidays=any(SCHOOL_HOLIDAY in rule.days for rule in rules),
        workdays=workdays and any(_weekdays(rule) == WORKWEEK for rule in rules),
    )


def variant(
    rules: tuple[Rule, ...], sort: Sort, *, school_holiday: bool, workdays: bool
) -> tuple[Rule, ...]:
    """Return the rules of one sort of day, in terms of plain weekdays."""
    divided = workdays and _divides_the_week(rules)
    return tuple(
        kept
        for rule in rules
        for kept in _on(
            rule, sort, school_holiday=school_holiday, workdays=workdays, divided=divided
        )
    )


def _on(
    rule: Rule, sort: Sort, *, school_holiday: bool, workdays: bool, divided: bool
) -> Iterator[Rule]:
    weekdays = _weekdays(rule)
    special = (HOLIDAY in rule.days and sort is Sort.HOLIDAY) or (
        SCHOOL_HOLIDAY in rule.days and school_holiday
    )
    if special or not rule.days:
        yield replace(rule, days=())
    elif workdays and sort is Sort.MAKEUP:
        if weekdays == WORKWEEK:
            yield replace(rule, days=())
    elif workdays and sort is Sort.HOLIDAY and weekdays == WORKWEEK:
        if divided and rule.modifier != "closed":
            yield replace(rule, days=weekdays, spans=(), modifier="unknown", because=NOT_SAID)
    elif weekdays:
        yield replace(rule, days=weekdays)


def _weekdays(rule: Rule) -> tuple[str, ...]:
    return tuple(day for day in rule.days if day not in (HOLIDAY, SCHOOL_HOLIDAY))


def _divides_the_week(rules: tuple[Rule, ...]) -> bool:
    opened = {day for rule in rules if rule.modifier != "closed" for day in _weekdays(rule)}
    return any(weekend <= opened for weekend in _WEEKENDS)


def heads(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules with every span cut off at midnight."""
    return tuple(
        replace(rule, spans=tuple((start, min(end, DAY)) for start, end in rule.spans))
        for rule in rules
    )


def tails(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return, on the day a span starts, what it covers of the day after."""
    kept: list[Rule] = []
    for rule in rules:
        spans = tuple((0, end - DAY) for _, end in rule.spans if end > DAY)
        if spans:
            kept.append(replace(rule, spans=spans))
        elif rule.joiner != ", " and not (rule.modifier == "closed" and rule.spans):
            kept.append(replace(rule, spans=(), modifier="closed"))  # overrides those before
    return tuple(kept)


def past_midnight(rules: tuple[Rule, ...]) -> bool:
    """Return whether any span runs into the next day."""
    return any(end > DAY for rule in rules for _, end in rule.spans)
