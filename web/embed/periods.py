"""How long what is said of sites stays true: from one change of any of them to the next."""

from bisect import bisect_right
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final, NamedTuple

from locator.hours.sentences import SOON
from locator.snapshot import Snapshot
from web.data.index import Packer
from web.data.timelines import Window
from web.embed.remembering import once_per_snapshot

DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)


class Period(NamedTuple):
    """A time during which nothing changes: the end is the first instant of the next."""

    start: datetime
    end: datetime


def period_at(snapshot: Snapshot, now: datetime, window: Window) -> Period:
    """Return the time around an instant, of a day that the window begins with."""
    marks = changes(snapshot, window)
    after = bisect_right(marks, now)
    return Period(marks[after - 1], marks[after])


@once_per_snapshot
def changes(snapshot: Snapshot, window: Window) -> tuple[datetime, ...]:
    """Return the instants of a day at which a door, a service, a way in or a sentence changes.

    Midnight is one: sentences say today and tomorrow. So is the time from which a
    door is said to close soon.
    """
    packer = Packer(snapshot, window)
    for site in snapshot.sites:
        packer.door(site)
        packer.services(site)
        packer.way(site)
    lines = [line["t"] for line in packer.timelines] + packer.ways
    marks = {window.start + minutes * MINUTE for line in lines for minutes in _minutes(line)}
    marks |= {mark - SOON for mark in marks}
    day = {mark for mark in marks if window.start < mark < window.start + DAY}
    return (window.start, *sorted(day), window.start + DAY)


def _minutes(line: list[int]) -> list[int]:
    """Return minutes from the beginning at which the values of a timeline begin to hold."""
    return list(accumulate(line[1::2]))
