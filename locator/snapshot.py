"""Everything that is served, at one revision: immutable, for any number of threads."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from numpy.typing import ArrayLike

from locator.finding.bulk import nearest_rows
from locator.finding.finder import Finder
from locator.finding.remotes import Remotes
from locator.finding.travel import STRAIGHT_LINE
from locator.hours import Calendar, OpenState, site_state
from locator.model import Site
from locator.nearest import (
    ANY_SITE,
    Found,
    Mode,
    NearestAnswer,
    NearestQuery,
    NearestRows,
    Openness,
    SiteFilter,
)
from locator.text import TextIndex
from locator.unions import Jurisdictions
from locator.vocabulary import Status

NEAR_M: Final = 3_000.0
"""While a site so near is open, nobody is sent to the telephone."""


class Snapshot:
    """The sites of the store at one revision, and every question about them.

    Parameters
    ----------
    sites : iterable of Site
        Any order; ids are unique. Those that are not active are known by id only.
    calendar : Calendar
        Workdays and holidays.
    jurisdictions : Jurisdictions
        The unions responsible for places.
    revision : int
        Number of the store's last change.
    changed_at : datetime
        When that was.

    Attributes
    ----------
    sites : tuple of Site
        The active ones, by id.
    """

    def __init__(
        self,
        sites: Iterable[Site],
        *,
        calendar: Calendar,
        jurisdictions: Jurisdictions,
        revision: int,
        changed_at: datetime,
    ) -> None:
        self._by_id = {site.id: site for site in sites}
        active = (site for site in self._by_id.values() if site.active)
        self.sites: tuple[Site, ...] = tuple(sorted(active, key=lambda site: site.id))
        self.calendar = calendar
        self.jurisdictions = jurisdictions
        self.revision = revision
        self.changed_at = changed_at
        self._finder = Finder(self.sites, calendar)
        self._remotes = Remotes(self.sites, calendar, jurisdictions)
        self._texts: TextIndex | None = None

    def site(self, site_id: str) -> Site | None:
        """Return a site by its id, an inactive one too: links to it work for ever."""
        return self._by_id.get(site_id)

    def state(self, site: Site, at: datetime) -> OpenState:
        """Return whether a site's door is open at an instant."""
        return site_state(site, at, self.calendar)

    def nearest(self, query: NearestQuery) -> NearestAnswer:
        """Return the nearest sites, and remote services where no site near is open.

        Near means within 3 km and the limits of the query.
        """
        found = self._finder.find(query)
        remote = () if self._is_open_near(query, found) else self._remotes.serving(query)
        detour = STRAIGHT_LINE[query.mode].detour
        return NearestAnswer(found=found, remote=remote, source="straight_line", detour=detour)

    def _is_open_near(self, query: NearestQuery, found: tuple[Found, ...]) -> bool:
        """Return whether somebody need not be sent to the telephone."""
        if any(each.open.status is Status.OPEN and each.distance_m <= NEAR_M for each in found):
            return True
        # Where the status was not asked for, an open site may stand behind the nearest ones.
        return query.openness == "any" and bool(self._finder.find(_open_ones_near(query)))

    def nearest_many(
        self,
        *,
        lons: ArrayLike,
        lats: ArrayLike,
        at: datetime,
        k: int = 5,
        where: SiteFilter = ANY_SITE,
        openness: Openness = "any",
        mode: Mode = "walk",
    ) -> NearestRows:
        """Return the nearest sites of many places, the same as one by one.

        Parameters
        ----------
        lons, lats : array_like, shape (n,)
            WGS-84 degrees.
        at, k, where, openness, mode
            As in `NearestQuery`; grouped answers rank one group after the other.

        Raises
        ------
        InvalidInput
            A coordinate out of range, an instant without a time zone, k below 1.
        """
        asked = NearestQuery(
            lon=0.0, lat=0.0, at=at, k=k, where=where, openness=openness, mode=mode
        )
        return nearest_rows(self._finder, asked, lons=lons, lats=lats)

    def search(self, text: str, k: int = 20) -> tuple[Site, ...]:
        """Return the sites that a text means, best first.

        Parameters
        ----------
        text : str
            A name, brand, address, district or code, in characters or pinyin.
        k : int
            The most sites wanted.
        """
        if self._texts is None:  # made twice if two ask at once, which harms nobody
            self._texts = TextIndex(self.sites)
        return tuple(self.sites[position] for position in self._texts.search(text, k))


def _open_ones_near(query: NearestQuery) -> NearestQuery:
    max_m = NEAR_M if query.max_m is None else min(query.max_m, NEAR_M)
    return replace(query, k=1, openness="open", max_m=max_m)
