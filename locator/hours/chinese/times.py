"""Spans of time as they come up in a phrase, and changes to spans said before."""

from typing import Final

from locator.hours.chinese.cursor import Cursor
from locator.hours.chinese.pauses import Pause
from locator.hours.chinese.selectors import Selectors
from locator.hours.chinese.shifts import Shifts
from locator.hours.chinese.statements import Sayings, Says, Statement
from locator.hours.wording.clocks import (
    NOON,
    ROUND_THE_CLOCK,
    Clock,
    Span,
    closing,
    read_clock,
    span,
)
from locator.hours.wording.days import EVERY_DAY
from locator.hours.wording.lexicon import Half, Kind
from locator.hours.wording.tokens import Token, half_of
from locator.hours.wording.unclear import (
    CONTRADICTS,
    NO_CLOCK,
    NOON_OR_NIGHT,
    PARTIAL,
    Unclear,
)

_HALF_DAYS: Final = frozenset({Half.MORNING, Half.AFTERNOON, Half.EVENING})


def _spoken(tokens: list[Token]) -> bool:
    """Whether all times are told as 七点到十点, which may be the morning or the evening."""
    if any(token.kind in (Kind.HALF, Kind.NEXT_DAY) for token in tokens):
        return False
    clocks = [token for token in tokens if token.kind is Kind.CLOCK]
    times = [read_clock(token, None, next_day=False) for token in clocks]
    return all("点" in token.text for token in clocks) and all(
        clock.hour <= 12 and not clock.padded for clock in times
    )


def _may_be_evening(hours: Span) -> bool:
    """Whether a spoken span fits the evening too; 8点到12点 ends at noon to everybody."""
    opens, closes = hours
    return closes < NOON or (closes == NOON and opens < 8 * 60)


class Times(Cursor):
    """The part of the grammar that makes statements of times.

    Parameters
    ----------
    tokens : list of Token
        The words.
    """

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.sayings = Sayings()
        self.days = Selectors(self.sayings)
        self.shifts = Shifts(self.sayings)
        self.pauses: list[Pause] = []
        self.spoken = _spoken(tokens)
        self.opens: Clock | None = None  # an opening time that still wants its closing time
        self.pausing = False  # the next span is a pause
        self.former: int | None = None  # statements before 由: the next span is what was
        self.spoken_at = -1  # place behind the last span
        self.beside = False  # 7:00-22:00(延长至晚上10点): the change stands right behind a span

    def time(self, _: Token) -> None:
        """Take up a time of day or a part of it: what opens, closes or ends then."""
        self.at -= 1
        if not self.clock_next():
            self.half_day(half_of(self.next()) if self.peek().kind is Kind.HALF else None)
            return
        start = self.clock()
        if self.peek().kind is Kind.OPENS and self.peek(1).kind is Kind.TO:
            self.at += 2  # 8:00开放至22:00关闭
            hours = span(start, self.end_clock(start))
            self.accept(Kind.OFF, Kind.CLOSES)
            self.say_open(hours)
        elif self.accept(Kind.TO) or self.other_half_next(start):
            self.interval(span(start, self.end_clock(start)))
        elif self.accept(Kind.LAST_ENTRY):
            pass
        elif self.accept(Kind.OPENS):
            self.open_at(start)
        elif self.accept(Kind.CLOSES, Kind.OFF):
            self.close_at(start)
        else:
            raise Unclear(PARTIAL)

    def other_half_next(self, start: Clock) -> bool:
        """Whether a time of another part of the day follows at once: 早8点晚8点."""
        return start.half is not None and self.peek().kind is Kind.HALF and self.clock_next()

    def open_at(self, start: Clock) -> None:
        """Take up an opening time."""
        if self.opens is not None:
            raise Unclear(CONTRADICTS)
        self.opens = start

    def close_at(self, end: Clock) -> None:
        """Take up a closing time: of the opening before, or the same as said."""
        if self.opens is not None:
            opens, self.opens = self.opens, None
            self.interval(span(opens, end))
            return
        last = self.last_open()
        if last is None or closing(last.spans[-1][0], end) != last.spans[-1][1]:
            raise Unclear(PARTIAL)

    def interval(self, hours: Span) -> None:
        """Take up a span: a pause if it is said to be closed."""
        if self.pausing or self.shut_next():
            if not self.pausing:
                self.days.excluding &= self.next().kind is not Kind.EXCEPT
            self.pausing = False
            self.pause_during(hours)
            return
        if self.spoken and _may_be_evening(hours):
            raise Unclear(NOON_OR_NIGHT)
        self.say_open(hours)

    def shut_next(self) -> bool:
        """Whether the next word says that it is closed then; 午休12:00-13:00 is of its own."""
        kind = self.peek().kind
        if kind in (Kind.PAUSE, Kind.RESTS):
            self.at += 1
            apart = self.clock_next() or self.peek().kind is Kind.DAYS
            self.at -= 1
            return not apart
        return kind in (Kind.OFF, Kind.EXCEPT)

    def pause_during(self, hours: Span) -> None:
        """Put down a span as closed; without days of its own it may be for all that were told."""
        days = self.days
        alone = not days.pending_any() and not days.season_fresh
        apart = days.tells_apart()
        pause = Statement(Says.PAUSE, days.take(), [hours])
        days.say(pause)
        if alone:
            self.pauses.append(Pause(pause, apart))

    def say_open(self, hours: Span) -> None:
        """Put down a span as open."""
        statement = Statement(Says.OPEN, self.days.take(), [hours])
        self.days.say(statement)
        self.shifts.opened(statement)
        self.spoken_at = self.at

    def all_day(self, token: Token) -> None:
        """Take up 24 hours."""
        if token.text == "全天" and self.peek().kind is Kind.OFF:
            return  # 周一全天闭馆
        if token.text == "全天" and self.days.pending() != EVERY_DAY:
            raise Unclear(NO_CLOCK)  # 周六全天 may be a whole working day
        self.interval(ROUND_THE_CLOCK)

    def half_day(self, half: Half | None) -> None:
        """Take up a part of the day without clock times."""
        if half is None:
            raise Unclear(PARTIAL)
        if self.peek().kind in (Kind.WAY, Kind.ATTENDED, Kind.UNATTENDED):
            self.shifts.part_of_day(half)
        elif half in _HALF_DAYS and self.peek().kind not in (Kind.OFF, Kind.NORMAL, Kind.TO):
            first, last = half.value.split("-")
            hours = (int(first[:2]) * 60, int(last[:2]) * 60)
            self.days.say(Statement(Says.PERHAPS, self.days.take(), [hours]))
        else:
            raise Unclear(NO_CLOCK)

    def last_open(self) -> Statement | None:
        """Return the last statement if it tells open hours."""
        statements = self.sayings.statements
        return statements[-1] if statements and statements[-1].says is Says.OPEN else None

    def later(self, token: Token) -> None:
        """Take up 延长至 or 调整为."""
        self.beside = self.spoken_at == self.at - 1 or (
            self.spoken_at == self.at - 2 and self.peek(-2).kind is Kind.BRACKET
        )
        if token.kind is Kind.CHANGED and self.peek().kind is Kind.DAYS:
            if self.sayings.statements or self.days.pending_any():
                raise Unclear(PARTIAL)
            return  # 现调整为每天9:00-17:00
        start = self.clock()
        if self.accept(Kind.TO):
            self.replace(span(start, self.end_clock(start)), longer=token.kind is Kind.EXTENDED)
        elif token.kind is Kind.CHANGED:
            raise Unclear(PARTIAL)
        elif self.days.occasion:
            self.days.occasion = False  # longer on some days nobody dates: the rest stands
        elif self.days.pending_any():
            self.days.say(Statement(Says.LATER, self.days.take(), until=start))
        else:
            self.lengthen(start)

    def replace(self, hours: Span, *, longer: bool) -> None:
        """Put a span in the place of the one said before."""
        if self.days.pending_any() or not self.sayings.statements:
            self.say_open(hours)
        else:
            former = self.former_hours(beside=longer and self.beside)
            opens, closes = former.spans[-1]
            if longer and not (hours[0] <= opens and closes <= hours[1]):
                raise Unclear(CONTRADICTS)
            former.spans = [hours]
        self.former = None

    def former_hours(self, *, beside: bool) -> Statement:
        """Return the statement that a change applies to, if there is only one it can be.

        Beside: it may be the last of many, since the change stands right behind it.
        """
        last = self.last_open()
        since = len(self.sayings.statements) - (self.former or 0)
        if last is None or not (beside or since == 1):
            raise Unclear(PARTIAL)
        return last

    def lengthen(self, until: Clock) -> None:
        """Put off the closing time said before."""
        last = self.former_hours(beside=self.beside)
        opens, closes = last.spans[-1]
        later = closing(opens, until)
        if later < closes:
            raise Unclear(CONTRADICTS)
        last.spans[-1] = (opens, later)
