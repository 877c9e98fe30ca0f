"""What changes when, over the days that an index covers.

A timeline is ``[value, minutes, value, minutes, value …]``: the value at the beginning, then after
how many minutes the next one holds. Patterns that repeat by day pack to almost nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from locator.hours import Calendar, OpenState, access_at, site_state
from locator.model import OpeningHours, Site
from locator.vocabulary import Access, Status
from locator.words import Words

STATUS_CODES: Final = {Status.CLOSED: 0, Status.OPEN: 1, Status.UNKNOWN: 2}
ACCESS_CODES: Final = {access: code for code, access in enumerate(Access)}
NO_ACCESS: Final = -1
MOST_MARKS: Final = 400  # hours that change more often than that are nobody's

StateAt = Callable[[datetime], OpenState]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that an index covers.

    Parameters
    ----------
    start : datetime
        A midnight in China.
    days : int
        How many.
    """

    start: datetime
    days: int = 14

    @property
    def end(self) -> datetime:
        """The midnight after the last day."""
        return self.start + timedelta(days=self.days)


def marks(state_at: StateAt, window: Window) -> list[tuple[datetime, OpenState]]:
    """Return the states from the beginning on, each with the instant at which it begins.

    Goes on beyond the window until an opening and its end are in, so that a phone can say on the
    last evening when a place opens again.
    """
    found = [(window.start, state_at(window.start))]
    opened_after = False
    while len(found) < MOST_MARKS:
        at, state = found[-1]
        if state.until is None or (at >= window.end and opened_after):
            break
        opened_after = opened_after or (state.until >= window.end and state.status is Status.OPEN)
        found.append((state.until, state_at(state.until)))
    return found


def packed(steps: list[tuple[datetime, int]]) -> list[int]:
    """Return a timeline from values and the instants at which they begin."""
    values = [steps[0][1]]
    for (before, _), (at, value) in pairwise(steps):
        values += [round((at - before) / timedelta(minutes=1)), value]
    return values


def status_timeline(state_at: StateAt, window: Window) -> tuple[list[int], list[Words | None]]:
    """Return when something is open, and for each of its states why it is so."""
    found = marks(state_at, window)
    line = packed([(at, STATUS_CODES[state.status]) for at, state in found])
    return line, [state.because for _, state in found]


def access_timeline(site: Site, window: Window, calendar: Calendar) -> list[int]:
    """Return how one gets in, by hour.

    The way in can change only where the door or one of its ways changes.
    """
    instants = {at for at, _ in marks(lambda at: site_state(site, at, calendar), window)}
    for way in site.access or ():
        if way.during is not None:
            instants.update(way_changes(way.during, window, calendar))
    steps: list[tuple[datetime, int]] = []
    for at in sorted(instants):
        access = access_at(site, at, calendar)
        code = NO_ACCESS if access is None else ACCESS_CODES[access]
        if not steps or steps[-1][1] != code:
            steps.append((at, code))
    return packed(steps)


def way_changes(during: str, window: Window, calendar: Calendar) -> list[datetime]:
    """Return the instants in the window at which a way in begins or ends to hold."""
    hours = Site(id="", name="", hours=OpeningHours(osm=during))
    return [at for at, _ in marks(lambda at: site_state(hours, at, calendar), window)]
