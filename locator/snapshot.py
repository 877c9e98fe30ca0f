"""Everything that is served, at one revision: immutable, for any number of threads."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from numpy.typing import ArrayLike

from locator.finding.bulk import line_groups, nearest_rows
from locator.finding.finder import Finder
from locator.finding.remotes import Remotes
from locator.finding.street_bulk import street_groups
from locator.finding.street_order import StreetOrder
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
from locator.streets import StreetMode, Streets
from locator.text import TextIndex
from locator.unions import Jurisdictions
from locator.vocabulary import Status

NEAR_M: Final = 3_000.0
"""While a site so near is open, nobody is sent to the telephone."""

NO_STREETS: Final[Mapping[StreetMode, Streets]] = {}


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
    streets : mapping of StreetMode to Streets, optional
        The street networks there are, one for each way of getting about.

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
        streets: Mapping[StreetMode, Streets] = NO_STREETS,
    ) -> None:
        self._by_id = {site.id: site for site in sites}
        active = (site for site in self._by_id.values() if site.active)
        self.sites: tuple[Site, ...] = tuple(sorted(active, key=lambda site: site.id))
        self.calendar = calendar
        self.jurisdictions = jurisdictions
        self.revision = revision
        self.changed_at = changed_at
        self.streets = streets
        self._finder = Finder(self.sites, calendar)
        self._remotes = Remotes(self.sites, calendar, jurisdictions)
        self._street_orders: dict[Mode, StreetOrder] = {}
        self._texts: TextIndex | None = None

    @property
    def known(self) -> tuple[Site, ...]:
        """All sites by id, those that are no longer in use too."""
        return tuple(self._by_id[site_id] for site_id in sorted(self._by_id))

    def site(self, site_id: str) -> Site | None:
        """Return a site by its id, an inactive one too: links to it work for ever."""
        return self._by_id.get(site_id)

    def state(self, site: Site, at: datetime) -> OpenState:
        """Return whether a site's door is open at an instant."""
        return site_state(site, at, self.calendar)

    def warm_up(self, at: datetime) -> None:
        """Do now what the first questions by street would have to wait for."""
        for mode, streets in self.streets.items():
            lon, lat = float(streets.network.node_lons[0]), float(streets.network.node_lats[0])
            self.nearest(NearestQuery(lon=lon, lat=lat, at=at, openness="grouped", mode=mode))

    def nearest(self, query: NearestQuery) -> NearestAnswer:
        """Return the nearest sites, and remote services where no site near is open.

        Near means within 3 km and the limits of the query.
        """
        order = self._street_order(query.mode)
        by_street = order.find(query) if order else None
        found = self._finder.find(query) if by_street is None else by_street
        near = self._is_open_near(query, found, order if by_street is not None else None)
        return NearestAnswer(
            found=found,
            remote=() if near else self._remotes.serving(query),
            source="straight_line" if by_street is None else "streets",
            detour=STRAIGHT_LINE[query.mode].detour,
        )

    def _street_order(self, mode: Mode) -> StreetOrder | None:
        """Return the order by street of a mode, made when it is first asked for."""
        if mode == "straight" or mode not in self.streets:
            return None
        order = self._street_orders.get(mode)
        if order is None:  # made twice if two ask at once, which harms nobody
            order = self._street_orders[mode] = StreetOrder(self._finder, self.streets[mode])
        return order

    def _is_open_near(
        self, query: NearestQuery, found: tuple[Found, ...], order: StreetOrder | None
    ) -> bool:
        """Return whether somebody need not be sent to the telephone."""
        if any(each.open.status is Status.OPEN and each.distance_m <= NEAR_M for each in found):
            return True
        # Where the status or the line do not decide, an open one may stand behind those found.
        if query.openness != "any" and order is None:
            return False
        near = _open_ones_near(query)  # metres of line say which, unless minutes do, too
        by_street = order.find(near) if order and query.max_min is not None else None
        return bool(self._finder.find(near) if by_street is None else by_street)

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
        max_min: float | None = None,
    ) -> NearestRows:
        """Return the nearest sites of many places, the same as one by one.

        Parameters
        ----------
        lons, lats : array_like, shape (n,)
            WGS-84 degrees.
        at, k, where, openness, mode, max_min
            As in `NearestQuery`; grouped answers rank one group after the other.

        Raises
        ------
        InvalidInput
            A coordinate out of range, an instant without a time zone, k below 1.
        """
        asked = NearestQuery(
            lon=0.0,
            lat=0.0,
            at=at,
            k=k,
            where=where,
            openness=openness,
            mode=mode,
            max_min=max_min,
        )
        order = self._street_order(mode)
        groups = (
            line_groups(self._finder, asked, lons=lons, lats=lats)
            if order is None
            else street_groups(order, asked, lons=lons, lats=lats)
        )
        return nearest_rows(self._finder, asked, groups)

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
