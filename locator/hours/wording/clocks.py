"""Times of day as written, and what a pair of them can only mean.

A time of day is a number of minutes from midnight; a span that runs past midnight ends
after 1440. Where a reader would have to guess between morning and evening the pair is
unclear: ``8:00-5:00`` may be a slip for 17:00.
"""

from dataclasses import dataclass
from typing import Final

from locator.hours.wording.days import number
from locator.hours.wording.lexicon import Half, Kind
from locator.hours.wording.tokens import Token
from locator.hours.wording.unclear import CONTRADICTS, NOON_OR_NIGHT, Strange, Unclear

DAY: Final = 24 * 60
NOON: Final = 12 * 60
EARLY: Final = 6 * 60  # before this a time without 上午 or 凌晨 may mean the evening
LATE: Final = 18 * 60

Span = tuple[int, int]
ROUND_THE_CLOCK: Final[Span] = (0, DAY)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written.

    Parameters
    ----------
    hour, minute : int
        As written: 0–24 and 0–59.
    half : Half or None
        Part of the day, where one was written.
    padded : bool
        Written with a leading zero, so by a 24-hour clock.
    next_day : bool
        Said to be on the following day.
    trailing : bool
        The part of the day follows (``6:00PM``), so it may hold for both ends.
    bare : bool
        A number without 点.
    """

    hour: int
    minute: int = 0
    half: Half | None = None
    padded: bool = False
    next_day: bool = False
    trailing: bool = False
    bare: bool = False

    @property
    def literal(self) -> int:
        """Minutes by a 24-hour clock."""
        return self.hour * 60 + self.minute


def read_clock(token: Token, half: Half | None, *, next_day: bool) -> Clock:
    """Return the time that a clock or number token means after a part of the day.

    Raises
    ------
    Unclear
        If there is no such time, as 25:70.
    """
    hour, minute, padded, suffix = _figures(token)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Strange(token.text)
    if suffix:
        if hour == 12 and suffix.startswith("a"):
            raise Unclear(NOON_OR_NIGHT)  # 12:00AM is midnight to some and noon to others
        given = Half.AFTERNOON if suffix.startswith("p") else Half.MORNING
        if half not in (None, given) and not (half is Half.EVENING and given is Half.AFTERNOON):
            raise Unclear(CONTRADICTS)
        trailing = half is None
        half = half or given
        return Clock(hour, minute, half, padded, next_day, trailing)
    return Clock(hour, minute, half, padded, next_day, bare=token.kind is Kind.NUMBER)


def _figures(token: Token) -> tuple[int, int, bool, str]:
    found = token.match
    if found is None or token.kind is Kind.NUMBER:
        return number(token.text), 0, False, ""
    if found["h"]:
        return int(found["h"]), int(found["m"]), found["h"].startswith("0"), found["s"] or ""
    if found["l"]:
        return int(found["l"]), 0, False, found["t"]
    if found["half"]:
        minute = 30
    elif found["quarter"]:
        minute = 15 * number(found["quarter"])
    else:
        minute = number(found["cm"]) if found["cm"] else 0
    return number(found["ch"]), minute, found["ch"].startswith("0"), ""


def minutes(clock: Clock) -> int | None:
    """Return minutes from midnight, None where half and hour do not go together."""
    hour, minute = clock.hour, clock.minute
    match clock.half:
        case None | Half.DAYTIME:
            fixed: int | None = hour
        case Half.MORNING:
            fixed = hour if hour <= 12 else None
        case Half.SMALL_HOURS:
            fixed = 0 if hour == 12 else hour if hour <= 6 else None
        case Half.NOON:
            fixed = hour if 10 <= hour <= 15 else hour + 12 if 1 <= hour <= 3 else None
        case Half.AFTERNOON:
            fixed = hour + 12 if 1 <= hour <= 11 else hour if 12 <= hour <= 23 else None
        case _:
            fixed = _at_night(hour)
    if fixed is None or (fixed == 24 and minute):
        return None
    return fixed * 60 + minute


def _at_night(hour: int) -> int | None:
    if 5 <= hour <= 11:
        return hour + 12
    if hour in (0, 12):
        return 24
    return hour if 17 <= hour <= 24 else None


def span(start: Clock, end: Clock) -> Span:
    """Return the only span that two times as written can mean.

    Raises
    ------
    Unclear
        If none or more than one is possible.
    """
    if start.half is None and end.trailing:
        return _before_trailing(start, end)
    opens = minutes(start)
    if opens is None or opens >= DAY or start.next_day:
        raise Unclear(NOON_OR_NIGHT)
    if end.next_day:
        closes = _next_day(end)
    elif end.half is not None and end.half is not Half.DAYTIME:
        closes = _marked_end(opens, end)
    elif start.half is not None and start.half is not Half.DAYTIME and end.hour <= 12:
        closes = _inherited_end(opens, start, end)
    else:
        closes = _plain_end(opens, start, end)
    if closes is None or not 0 < closes - opens <= DAY:
        raise Unclear(NOON_OR_NIGHT)
    return (0, DAY) if (opens, closes) == (0, DAY - 1) else (opens, closes)


def _next_day(end: Clock) -> int | None:
    closes = minutes(end)
    return None if closes is None else closes + DAY


def _marked_end(opens: int, end: Clock) -> int | None:
    closes = minutes(end)
    if closes is None or closes > opens:
        return closes
    small = end.half is Half.SMALL_HOURS or (end.half is Half.MORNING and opens >= LATE - 60)
    return closes + DAY if small else None


def _inherited_end(opens: int, start: Clock, end: Clock) -> int | None:
    """下午2点至6点: the end belongs to the half of the start, if it can."""
    if start.trailing:
        return None  # 8:00AM-9:00
    if start.half in (Half.MORNING, Half.SMALL_HOURS) or end.hour == 0:
        return (end.literal or DAY) if end.literal > opens or end.hour == 0 else None
    if start.half is Half.NOON and opens < end.literal:
        return end.literal  # 中午12:00-12:30
    later = minutes(Clock(end.hour, end.minute, Half.EVENING if end.hour == 12 else Half.AFTERNOON))
    if later is not None and later > opens:
        if end.hour == 12 and opens < LATE:
            return None  # 下午1点至12点
        return later
    overnight = opens >= LATE and end.literal <= 10 * 60
    return end.literal + DAY if overnight else None


def _plain_end(opens: int, start: Clock, end: Clock) -> int | None:
    closes = end.literal
    if closes == 0:
        return DAY if opens else None  # 0:00-0:00 may be a blank form
    if closes > opens:
        doubtful = (
            start.half is None and 0 < opens < EARLY and not start.padded and closes <= NOON + 60
        )
        return None if doubtful or 0 < opens < 3 * 60 else closes
    overnight = (end.padded and opens >= NOON) or (opens > NOON and closes + NOON <= opens)
    return closes + DAY if overnight else None


def _before_trailing(start: Clock, end: Clock) -> Span:
    """8:30-6:00PM: the start may share the half of the end; only one reading may fit."""
    closes = minutes(end)
    fits = [
        opens
        for opens in {start.literal, start.literal + NOON if start.hour < 12 else start.literal}
        if closes is not None and EARLY - 60 <= opens < closes
    ]
    if closes is None or len(fits) != 1:
        raise Unclear(NOON_OR_NIGHT)
    return fits[0], closes


def closing(opens: int, end: Clock) -> int:
    """Return a closing time written apart from the opening, as in 延长至晚上十点.

    Raises
    ------
    Unclear
        If it is not later than the opening.
    """
    closes = minutes(end)
    if closes is not None and (end.next_day or closes == 0):
        closes += DAY
    if closes is None or closes <= opens:
        raise Unclear(NOON_OR_NIGHT)
    return closes
