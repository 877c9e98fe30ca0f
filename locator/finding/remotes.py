"""Remote services: whom to turn to where nothing near is open."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from locator.finding.columns import Columns
from locator.finding.timetables import Timetables
from locator.hours import Calendar
from locator.model import Site
from locator.nearest import NearestQuery, Remote
from locator.unions import Jurisdictions
from locator.vocabulary import Kind, Status

FIRST: Final = (Status.OPEN, Status.UNKNOWN, Status.CLOSED)


class Remotes:
    """The remote services of a snapshot.

    Parameters
    ----------
    sites : sequence of Site
        Of any kind, by id; the remote ones are taken.
    calendar : Calendar
        Workdays and holidays.
    jurisdictions : Jurisdictions
        Says which areas a place lies in.
    """

    def __init__(
        self, sites: Sequence[Site], calendar: Calendar, jurisdictions: Jurisdictions
    ) -> None:
        self._sites = [site for site in sites if site.kind is Kind.REMOTE]
        self._areas = [area_prefix(site.adcode) for site in self._sites]
        self._columns = Columns(self._sites)
        self._timetables = Timetables(self._sites, calendar)
        self._jurisdictions = jurisdictions

    def serving(self, query: NearestQuery) -> tuple[Remote, ...]:
        """Return those that pass the filter and serve the place, open ones first, then by id.

        Only open ones where only those are asked for.
        """
        if not self._sites:
            return ()
        chain = self._jurisdictions.chain(lon=query.lon, lat=query.lat)
        codes = [union.adcode for union in chain]
        passing = np.flatnonzero(self._columns.matching(query.where)).tolist()
        serving = [self._remote(at, query) for at in passing if serves(self._areas[at], codes)]
        wanted = FIRST[:1] if query.openness == "open" else FIRST
        return tuple(
            remote for status in wanted for remote in serving if remote.open.status is status
        )

    def _remote(self, at: int, query: NearestQuery) -> Remote:
        now = self._timetables.at(query.at).now(int(self._timetables.of_site[at]))
        state = now.judged_by(query.where.service) or now.open
        return Remote(site=self._sites[at], open=state, services=now.services)


def area_prefix(adcode: str) -> str:
    """Return what the codes of all places in an area begin with.

    A province's six digits end in 0000 and a city's in 00 (GB/T 2260): 370600 is the
    city of all districts 3706xx.
    """
    if len(adcode) != 6:
        return adcode
    return adcode.removesuffix("00").removesuffix("00")


def serves(area: str, codes: Sequence[str]) -> bool:
    """Return whether an area, empty for everywhere, holds a place with these codes."""
    return not area or any(code.startswith(area) for code in codes)
