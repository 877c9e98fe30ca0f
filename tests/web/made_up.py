"""The made-up city as a state to serve, without a database; and names that bite."""

from dataclasses import replace
from datetime import UTC, datetime

from geodata.demo import demo_city
from geodata.holidays import builtin_calendar
from geodata.store import Accounts, Loaded, Mark, Past, Photos, Reports
from locator.hours import CHINA
from locator.model import Site
from locator.reports import Report
from locator.unions import Union
from web.state import State

WEDNESDAY = datetime(2026, 11, 18, 15, 0, tzinfo=CHINA)
HOSTILE = "</script><img src=x onerror=alert(1)>${alert(2)}`'\"&lt;"


class NoReports(Reports):
    """Reports of nobody."""

    def __init__(self) -> None:
        """Keep no database."""

    def mark(self) -> Mark:
        return 0, None

    def recent(self, now: datetime) -> tuple[Report, ...]:  # noqa: ARG002 -- nobody's, at any time
        return ()


class NobodyThere:
    """What a source has besides its sites: here nobody reports, signs in or changes anything."""

    @property
    def reports(self) -> Reports:
        return NoReports()

    @property
    def accounts(self) -> Accounts:
        raise LookupError("nobody works here")

    @property
    def photos(self) -> Photos:
        raise LookupError("nothing was photographed here")

    @property
    def past(self) -> Past:
        raise LookupError("nothing happened here")

    def settle(self, *_: object, **__: object) -> None:
        raise LookupError("nothing is reported here")

    def apply(self, *_: object, **__: object) -> int:
        raise LookupError("nothing is changed here")


class Memory(NobodyThere):
    """A source that holds what it was given."""

    def __init__(self, sites: tuple[Site, ...], unions: tuple[Union, ...]) -> None:
        self._loaded = Loaded(
            revision=7,
            changed_at=datetime(2026, 11, 1, tzinfo=UTC),
            sites=sites,
            unions=unions,
            calendar=builtin_calendar(),
        )

    def revision(self) -> int:
        return self._loaded.revision

    def load(self) -> Loaded:
        return self._loaded


def hostile_city() -> State:
    city = demo_city()
    first, *others = city.sites
    named = replace(first, name=HOSTILE, address=HOSTILE, host=HOSTILE, hours=first.hours)
    return State(Memory((named, *others), city.unions))


def made_up_state() -> State:
    """Return a state that serves the made-up city."""
    city = demo_city()
    return State(Memory(city.sites, city.unions))
