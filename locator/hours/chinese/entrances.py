"""How one gets in, by hour, and what that says of the door."""

from collections.abc import Sequence
from typing import Final

from locator.hours.chinese.rules.rule import Daily, Rule
from locator.hours.chinese.rules.week import rules_of
from locator.hours.chinese.rules.writing import write, write_rule
from locator.hours.chinese.statements import Sayings, Says, Statement
from locator.hours.wording.clocks import DAY, ROUND_THE_CLOCK, Span
from locator.hours.wording.days import EVERY_DAY, WEEK
from locator.hours.wording.lexicon import Half
from locator.hours.wording.unclear import CONTRADICTS, PARTIAL, Unclear
from locator.model import AccessHours
from locator.vocabulary import Access

SOMETIMES: Final = "24/7 unknown"
"""Hours of a way in that holds at some hours nobody stated."""


def door_rules(sayings: Sayings) -> tuple[Rule, ...]:
    """Return when the door is open: as said of it, else as the ways in add up.

    Raises
    ------
    Unclear
        If the hours of a way in do not fit those of the door, or nobody says how to get in.
    """
    shifts = [s for s in sayings.statements if s.of_a_shift]
    others = [s for s in sayings.statements if not s.of_a_shift]
    if sayings.otherwise_open:
        hours = {span for s in others for span in s.spans} - {ROUND_THE_CLOCK}
        if any(s.says is not Says.OPEN for s in others) or (hours and shifts):
            raise Unclear(CONTRADICTS)
        rules_of(others)  # 8:00-18:00,9:00-17:00,其余时间扫码
        if Access.APPOINTMENT in sayings.other_ways:
            raise Unclear(PARTIAL)  # 其余时间需预约: open to those only who were given a time
        return (Rule(WEEK, Daily((ROUND_THE_CLOCK,))),)
    if any(s.says in (Says.OPEN, Says.PERHAPS) for s in others) or not shifts:
        return _with_shifts(rules_of(others), others, shifts)
    if sayings.unattended_ways:
        raise Unclear(PARTIAL)  # open while nobody is there, but until when
    return _together(shifts, others)


def _with_shifts(
    rules: tuple[Rule, ...], others: list[Statement], shifts: list[Statement]
) -> tuple[Rule, ...]:
    """Shifts lie within the hours of the door, or all of them add to its hours."""
    if shifts and any(s.says is Says.PERHAPS for s in others):
        raise Unclear(CONTRADICTS)
    if all(_within(rules_of([shift]), rules) for shift in shifts):
        return rules
    if all(s.says is Says.OPEN for s in others):
        for shift in shifts:
            rules_of([*others, shift])  # overlaps are contradictions
        return _together([*others, *shifts], [])
    raise Unclear(CONTRADICTS)


def _within(inner: Sequence[Rule], outer: Sequence[Rule]) -> bool:
    for rule in inner:
        if not rule.week:
            return False  # hours of holidays
        for weekday in rule.week:
            held = [s for r in outer if weekday in r.week for s in r.daily.spans]
            for start, end in rule.daily.spans:
                if not any(o <= start and (end <= c or c - o == DAY) for o, c in held):
                    return False
    return True


def _together(shifts: list[Statement], others: list[Statement]) -> tuple[Rule, ...]:
    """Staffed by day and scanned by night: the door is open during both."""
    if len(shifts) > 1 and any(s.unattended and not s.ways for s in shifts):
        raise Unclear(PARTIAL)  # 8:00-20:00,20:00-8:00无人值守: open then, or shut
    if len({(s.days, s.season) for s in shifts}) > 1:
        return rules_of([*shifts, *others])
    merged: list[Span] = []
    for start, end in sorted(span for s in shifts for span in s.spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if len(merged) == 1 and merged[0][1] - merged[0][0] >= DAY:
        merged = [ROUND_THE_CLOCK]
    first = shifts[0]
    door = Statement(Says.OPEN, first.days, merged, first.season)
    return rules_of([door, *others])


def access_hours(sayings: Sayings, osm: str | None) -> tuple[AccessHours, ...]:
    """Return the ways in with their hours, given the hours of the door.

    Raises
    ------
    Unclear
        If a way in by night is said of a door that is not open all night.
    """
    found: dict[tuple[Access, str | None], None] = {}
    shifts = [s for s in sayings.statements if s.of_a_shift and s.says is Says.OPEN]
    by_way: dict[Access, list[Statement]] = {}
    for shift in shifts:
        for way in sorted(shift.ways):
            by_way.setdefault(way, []).append(shift)
    for way, statements in by_way.items():
        during = write(rules_of(statements))
        found[way, None if during == osm else during] = None
    for half, ways in sayings.half_ways:
        if osm != "24/7":
            raise Unclear(CONTRADICTS)
        found.update({(way, _vaguely(half)): None for way in sorted(ways)})
    opened = [s for s in sayings.statements if s.says is Says.OPEN]
    named = [s for s in opened if s.spans != [ROUND_THE_CLOCK]]  # of a door that is always open
    rest = _rest(named if sayings.otherwise_open else shifts)
    found.update({(way, rest): None for way in sorted(sayings.other_ways)})
    if sayings.unattended_ways and not shifts:
        found[Access.STAFFED, SOMETIMES] = None
    found.update({(way, rest): None for way in sorted(sayings.unattended_ways)})
    # beside ways that hold at some hours, one that was told without any may not hold at all
    always = SOMETIMES if shifts else None
    found.update({(way, always): None for way in sorted(sayings.ways - set(by_way))})
    return tuple(AccessHours(way, during) for way, during in found)


def _vaguely(half: Half) -> str:
    return f"{(Half.NIGHT if half is Half.EVENING else half).value} unknown"


def _rest(shifts: list[Statement]) -> str:
    """Return all times that no shift names."""
    if not shifts:
        return SOMETIMES
    if all(s.days == EVERY_DAY and s.season is None for s in shifts):
        spans = sorted(span for s in shifts for span in s.spans)
        ends = [*(start for start, _ in spans[1:]), spans[0][0] + DAY]
        gaps = tuple((e, n) for (_, e), n in zip(spans, ends, strict=True) if e < n)
        if gaps:
            return write([Rule(WEEK, Daily(gaps))])
    return "; ".join(["24/7", *(f"{write_rule(r)} off" for r in rules_of(shifts) if r.week)])
