"""When something is open: compiled once, answered by bisection."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from locator.errors import InvalidInput, problem
from locator.hours.calendar import CHINA, Calendar
from locator.hours.timeline import MINUTES_A_DAY, Mark, Timelines
from locator.model import OpeningHours
from locator.vocabulary import Status
from locator.words import Words, same

LOOK_AHEAD: Final = 400 * MINUTES_A_DAY
"""Minutes beyond which no next change is looked for."""

_BLOCK_DAYS: Final = 32
_BLOCK: Final = _BLOCK_DAYS * MINUTES_A_DAY
_BLOCKS_KEPT: Final = 64  # bounds memory when instants of many years are asked for
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=CHINA)
_EARLIEST: Final = (date(1901, 1, 1) - _EPOCH.date()).days
_LATEST: Final = (date(9990, 1, 1) - _EPOCH.date()).days


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether something is open at an instant.

    Parameters
    ----------
    status : Status
        Open, closed or unknown.
    until : datetime or None
        When the status changes next; None if not within 400 days.
    opens : datetime or None
        When closed: when it opens next.
    because : Words or None
        Why it is unknown, or closed against its hours.
    then : Status or None
        The status after ``until``.
    """

    status: Status
    until: datetime | None = None
    opens: datetime | None = None
    because: Words | None = None
    then: Status | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A time of one status.

    Parameters
    ----------
    start, end : datetime
        In China's time; the end is not included.
    status : Status
        Open, closed or unknown.
    """

    start: datetime
    end: datetime
    status: Status


class _Block:
    """The marks of some days, and the answers already given for them."""

    __slots__ = ("answers", "marks", "starts")

    def __init__(self, starts: list[int], marks: list[Mark]) -> None:
        self.starts = starts
        self.marks = marks
        self.answers: list[tuple[OpenState, int] | None] = [None] * len(starts)


class Schedule:
    """Opening hours compiled against a calendar.

    Safe to share between threads and to inherit by a fork: what it caches is worked
    out anew at worst.

    Parameters
    ----------
    timelines : Timelines
        Marks of any stretch of days.
    """

    def __init__(self, timelines: Timelines) -> None:
        self._timelines = timelines
        self._blocks: dict[int, _Block] = {}

    def state(self, at: datetime) -> OpenState:
        """Return whether it is open at an instant, and when that changes.

        Parameters
        ----------
        at : datetime
            With a time zone; seconds are ignored.

        Raises
        ------
        InvalidInput
            If the instant has no time zone or lies outside the years 1901–9989.
        """
        minute = _minute(at)
        number = minute // _BLOCK
        block = self._block(number)
        place = bisect_right(block.starts, minute) - 1
        answer = block.answers[place]
        if answer is None:
            answer = block.answers[place] = self._answer(number, place)
        state, farthest = answer
        return state if farthest - minute <= LOOK_AHEAD else _shortened(state, minute)

    def intervals(self, start: datetime, end: datetime) -> tuple[Interval, ...]:
        """Return the times of each status from start to end, without gaps.

        Raises
        ------
        InvalidInput
            As for `state`.
        """
        first, last = _minute(start), _minute(end)
        if first >= last:
            return ()
        changes: list[tuple[int, Status]] = []
        for minute, mark in self._from(first):
            if minute >= last:
                break
            if not changes or changes[-1][1] is not mark[0]:
                changes.append((max(minute, first), mark[0]))
        ends = [*(minute for minute, _ in changes[1:]), last]
        return tuple(
            Interval(_instant(minute), _instant(until), status)
            for (minute, status), until in zip(changes, ends, strict=True)
        )

    def _block(self, number: int) -> _Block:
        block = self._blocks.get(number)
        if block is None:
            if len(self._blocks) >= _BLOCKS_KEPT:
                self._blocks.clear()
            first = _instant(number * _BLOCK).date()
            starts, marks = self._timelines.marks(first, _BLOCK_DAYS)
            block = _Block([number * _BLOCK + start for start in starts], marks)
            self._blocks[number] = block
        return block

    def _from(self, minute: int) -> Iterator[tuple[int, Mark]]:
        """Yield the mark at a minute and all later ones with the minutes they start."""
        number = minute // _BLOCK
        block = self._block(number)
        place = bisect_right(block.starts, minute) - 1
        while True:
            yield from zip(block.starts[place:], block.marks[place:], strict=True)
            number, place = number + 1, 0
            if self._timelines.constant is not None:
                return
            block = self._block(number)

    def _answer(self, number: int, place: int) -> tuple[OpenState, int]:
        start = self._block(number).starts[place]
        status, because = self._block(number).marks[place]
        change: tuple[int, Status] | None = None
        opens: int | None = None
        for minute, (later, _) in self._from(start):
            if minute - start > LOOK_AHEAD + _BLOCK:
                break
            if change is None and later is not status:
                change = minute, later
            if later is Status.OPEN and minute > start:
                opens = minute
            if change is not None and (opens is not None or status is not Status.CLOSED):
                break
        state = OpenState(
            status,
            None if change is None else _instant(change[0]),
            _instant(opens) if opens is not None and status is Status.CLOSED else None,
            because,
            None if change is None else change[1],
        )
        return state, max(opens or start, change[0] if change else start)


def _shortened(state: OpenState, minute: int) -> OpenState:
    """Leave out what lies too far ahead."""
    limit = _instant(minute + LOOK_AHEAD)
    if state.opens is not None and state.opens > limit:
        state = replace(state, opens=None)
    if state.until is not None and state.until > limit:
        state = replace(state, until=None, then=None)
    return state


def _minute(at: datetime) -> int:
    """Return minutes since 1970 began in China."""
    if at.tzinfo is not None:
        since = at - _EPOCH
        if _EARLIEST <= since.days < _LATEST:
            return since.days * MINUTES_A_DAY + since.seconds // 60
    raise InvalidInput(
        problem(
            "at",
            at.isoformat(),
            same("2026-11-21T18:00:00+08:00"),
            Words(
                "时刻要带时区,年份在1901到9989之间",
                "an instant needs a time zone and a year from 1901 to 9989",
            ),
        )
    )


def _instant(minute: int) -> datetime:
    return _EPOCH + timedelta(minutes=minute)


@lru_cache(maxsize=65536)
def compile_schedule(hours: OpeningHours, calendar: Calendar) -> Schedule:
    """Compile opening hours against a calendar.

    Parameters
    ----------
    hours : OpeningHours
        Hours whose OSM form counts; without one everything is unknown.
    calendar : Calendar
        Holidays and make-up workdays.

    Raises
    ------
    InvalidInput
        If the OSM form does not follow the grammar.
    """
    return Schedule(Timelines(hours, calendar))
