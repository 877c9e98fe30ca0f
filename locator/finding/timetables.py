"""What holds when: worked out once for all sites that keep the same times."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.finding.kept import Kept
from locator.hours import CHINA, Calendar, OpenState, access_at, service_state, site_state
from locator.model import Site
from locator.vocabulary import Access, Status

MOMENTS: Final = 16  # minutes kept ready
STATUSES: Final = tuple(Status)

Statuses = NDArray[np.int8]


class Now(NamedTuple):
    """What holds at a site at an instant.

    Parameters
    ----------
    open : OpenState
        Status of the door.
    access : Access or None
        The way in; None: not known.
    services : tuple of (str, OpenState)
        Each service on offer.
    """

    open: OpenState
    access: Access | None
    services: tuple[tuple[str, OpenState], ...]

    def judged_by(self, service: str | None) -> OpenState | None:
        """Return the status of a service, or of the door; None for a service not on offer."""
        if service is None:
            return self.open
        return dict(self.services).get(service)


class Timetables:
    """The distinct times that sites keep, and what holds at an instant in each.

    Everything about a site that changes with the time depends on its hours, operation,
    ways in and services alone: sites that are equal in these share a timetable, and one
    of them stands for all.

    Parameters
    ----------
    sites : sequence of Site
        The row of a site is its place in this sequence.
    calendar : Calendar
        Workdays and holidays.

    Attributes
    ----------
    of_site : numpy.ndarray of int, shape (n,)
        Number of the timetable of each site.
    """

    def __init__(self, sites: Sequence[Site], calendar: Calendar) -> None:
        numbers: dict[object, int] = {}
        self._examples: list[Site] = []
        of_site = []
        for site in sites:
            times = (site.hours, site.operation, site.access, site.services)
            number = numbers.setdefault(times, len(numbers))
            if number == len(self._examples):
                self._examples.append(site)
            of_site.append(number)
        self.of_site = np.array(of_site, dtype=np.int64)
        self._calendar = calendar
        self._moments: Kept[Moment] = Kept(MOMENTS, size=lambda _: 1)

    def at(self, instant: datetime) -> "Moment":
        """Return what holds in the minute of an instant; nothing changes within a minute."""
        minute = int(instant.timestamp() // 60)
        return self._moments.get(minute, lambda: self._moment(minute))

    def _moment(self, minute: int) -> "Moment":
        instant = datetime.fromtimestamp(minute * 60, CHINA)
        return Moment(self._examples, instant, self._calendar)


class Moment:
    """What holds at one instant, worked out where it is asked for.

    Parameters
    ----------
    examples : sequence of Site
        One site for each timetable.
    instant : datetime
        When.
    calendar : Calendar
        Workdays and holidays.
    """

    def __init__(self, examples: Sequence[Site], instant: datetime, calendar: Calendar) -> None:
        self._examples = examples
        self._instant = instant
        self._calendar = calendar
        self._now: list[Now | None] = [None] * len(examples)
        self._statuses: dict[tuple[str | None, Access | None], Statuses] = {}

    def now(self, timetable: int) -> Now:
        """Return what holds at the sites of a timetable."""
        now = self._now[timetable]
        if now is None:
            now = self._now[timetable] = self._worked_out(self._examples[timetable])
        return now

    def status(self, timetable: int, service: str | None, access: Access | None) -> Status | None:
        """Return the status of a service, or of the door.

        None where that service is not on offer, or where another way in holds than the
        one asked for.
        """
        now = self.now(timetable)
        if access is not None and access is not now.access:
            return None
        state = now.judged_by(service)
        return None if state is None else state.status

    def statuses(self, service: str | None, access: Access | None) -> Statuses:
        """Return the status of every timetable as a place in `STATUSES`, -1 for None."""
        known = self._statuses.get((service, access))
        if known is None:
            found = (self.status(at, service, access) for at in range(len(self._examples)))
            codes = [-1 if status is None else STATUSES.index(status) for status in found]
            known = self._statuses[service, access] = np.array(codes, dtype=np.int8)
        return known

    def _worked_out(self, site: Site) -> Now:
        at, calendar = self._instant, self._calendar
        offered = [
            (offer.code, service_state(site, offer.code, at, calendar))
            for offer in site.services or ()
        ]
        return Now(
            open=site_state(site, at, calendar),
            access=access_at(site, at, calendar),
            services=tuple((code, state) for code, state in offered if state is not None),
        )
