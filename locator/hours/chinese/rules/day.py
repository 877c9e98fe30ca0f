"""The hours of one day, by the statements on it and those of the wider ones before."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from locator.hours.chinese.rules.rule import CLOSED, UNKNOWN, Daily
from locator.hours.chinese.statements import Says, Statement
from locator.hours.wording.clocks import DAY, ROUND_THE_CLOCK, Span, closing
from locator.hours.wording.unclear import CONTRADICTS, NO_CLOCK, Unclear


def daily_of(statements: list[Statement], former: Daily | None, *, before: bool = False) -> Daily:
    """Return a day's hours by statements on the same days, over less particular ones.

    Before: they were told before the less particular ones.

    Raises
    ------
    Unclear
        If they contradict each other or change hours that were not told.
    """
    says = {s.says for s in statements}
    spans = [span for s in statements if s.says is not Says.PAUSE for span in s.spans]
    pauses = [span for s in statements if s.says is Says.PAUSE for span in s.spans]
    if says <= {Says.OPEN, Says.PAUSE} and Says.OPEN in says:
        return Daily(_without(_beside(former, ordered(spans), before=before), pauses))
    if len(says) > 1:
        raise Unclear(CONTRADICTS)
    (said,) = says
    if said is Says.OFF:
        return CLOSED
    if said is Says.ANNOUNCED:
        return UNKNOWN
    if said is Says.PERHAPS and former is not None and former.spans:
        raise Unclear(NO_CLOCK)  # 每天9:00-12:00,周四下午
    if said is Says.PERHAPS:
        return Daily(ordered(spans), sure=False)
    if former is None or former.spans == () or not former.sure:
        raise Unclear(NO_CLOCK)
    if said is Says.PAUSE:
        return Daily(_without(former.spans, pauses))
    return former if said is Says.AS_EVER else _later(former, statements)


def replaces(statements: Sequence[Statement], former: Daily) -> bool:
    """Whether statements put other hours in the place of those of a less particular one."""
    says = {s.says for s in statements}
    spans = tuple(span for s in statements if s.says is Says.OPEN for span in s.spans)
    other = overlap(spans, former.spans) and spans != former.spans
    return other or bool(says & {Says.OFF, Says.ANNOUNCED})


def _beside(former: Daily | None, spans: tuple[Span, ...], *, before: bool) -> tuple[Span, ...]:
    """Return the hours of a day that has hours of its own beside those of a wider statement.

    Raises
    ------
    Unclear
        If they may add to the wider ones as well as replace them.
    """
    if former is None or not former.spans:
        return spans
    if not former.sure:
        raise Unclear(CONTRADICTS)
    if overlap(spans, former.spans):
        if former.spans[0][1] <= spans[0][0] or before or ROUND_THE_CLOCK in former.spans:
            raise Unclear(CONTRADICTS)  # 9:00-12:00,14:00-17:00,周五14:00-16:00
        return spans
    merged: list[Span] = []
    for start, end in ordered((*spans, *former.spans) if before else (*former.spans, *spans)):
        if merged and merged[-1][1] == start:
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return tuple(merged)


def overlap(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    """Whether any of some spans overlaps any of others."""
    return any(start < closes and opens < end for start, end in spans for opens, closes in others)


def _later(former: Daily, statements: list[Statement]) -> Daily:
    (opens, closes), until = former.spans[-1], statements[-1].until
    if len(statements) > 1 or until is None or (later := closing(opens, until)) < closes:
        raise Unclear(CONTRADICTS)
    return Daily((*former.spans[:-1], (opens, later)))


def ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans as given, each once, if they follow upon one another.

    Raises
    ------
    Unclear
        If they overlap or go back in time: 9:00-12:00,2:00-5:00 hides an afternoon.
    """
    once = tuple(dict.fromkeys(spans))
    if any(later[0] < former[1] for former, later in pairwise(once)):
        raise Unclear(CONTRADICTS)
    if len(once) > 1 and once[-1][1] - DAY > once[0][0]:
        raise Unclear(CONTRADICTS)
    return once


def _without(spans: tuple[Span, ...], pauses: list[Span]) -> tuple[Span, ...]:
    for start, end in pauses:
        if not any(opens <= start and end <= closes for opens, closes in spans):
            raise Unclear(CONTRADICTS)
        spans = tuple(
            part
            for opens, closes in spans
            for part in ((opens, min(closes, start)), (max(opens, end), closes))
            if part[0] < part[1]
        )
    if not spans:
        raise Unclear(CONTRADICTS)
    return tuple(dict.fromkeys(spans))
