"""Coverage the plain way: every cell, every site, every minute, asked one by one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray
from opening_hours import OpeningHours as Oracle

from locator.hours import Calendar, access_at, service_state, site_state
from locator.model import OpeningHours, Site
from locator.nearest import Mode, SiteFilter
from locator.planning.demand import Demand
from locator.vocabulary import Accuracy, Kind, Operation, Status, Welcome
from tests.locator.oracle import measured
from tests.locator.plain import DETOUR, SPEED_KMH

MINUTE = timedelta(minutes=1)
AN_ORDINARY_WEDNESDAY = datetime(2026, 11, 18)  # noqa: DTZ001 - the oracle's clock

Grid = NDArray[np.float64]
Worths = tuple[bool | None, ...]


def minutes_by_line(demand: Demand, sites: Sequence[Site], mode: Mode) -> Grid:
    """Return minutes from every cell to every site; inf where nobody can go."""
    lons = [getattr(site.entrance or site.position, "lon", np.nan) for site in sites]
    lats = [getattr(site.entrance or site.position, "lat", np.nan) for site in sites]
    metres = np.array(
        [measured(lon, lat, lons, lats) for lon, lat in zip(demand.lons, demand.lats, strict=True)]
    ).reshape(len(demand), len(sites))
    minutes: Grid = metres * DETOUR[mode] / (SPEED_KMH[mode] * 1000 / 60)
    return np.where(np.isnan(minutes), np.inf, minutes)


def counts(site: Site, where: SiteFilter) -> bool:
    """Whether a question is about a site at all."""
    door = site.entrance or site.position
    return (
        site.active
        and door is not None
        and (where.coarse or door.accuracy is Accuracy.EXACT)
        and site.kind in (where.kinds or set(Kind) - {Kind.CANDIDATE})
        and site.kind is not Kind.REMOTE
        and site.operation is not Operation.CLOSED
    )


def has(site: Site, where: SiteFilter) -> bool | None:
    """Whether a site has what is asked for; None where nobody said."""
    told: list[bool | None] = [where.tier in {None, site.tier}]
    told += [None if site.amenities is None else a in site.amenities for a in where.amenities]
    if where.service:
        offers = site.services
        told.append(None if offers is None else where.service in {offer.code for offer in offers})
    if where.access:
        ways = site.access
        told.append(None if ways is None else where.access in {way.access for way in ways})
    if where.welcome and site.welcome is not where.welcome:
        told.append(None if site.welcome is Welcome.UNKNOWN else False)
    if False in told:
        return False
    return None if None in told else True


def worth(site: Site, where: SiteFilter, at: datetime, calendar: Calendar) -> bool | None:
    """Whether a site answers at an instant; None: perhaps."""
    fit = has(site, where)
    if not counts(site, where) or fit is False:
        return False
    door = site_state(site, at, calendar).status
    status = door
    if where.service and site.services is not None:
        state = service_state(site, where.service, at, calendar)
        assert state is not None
        status = state.status
    if status is Status.CLOSED or (where.access and door is Status.CLOSED):
        return False
    way = access_at(site, at, calendar)
    if where.access and way not in {where.access, None}:
        return False
    sure = fit and status is Status.OPEN and (not where.access or way is where.access)
    return True if sure else None


def told_by_the_oracle(site: Site, minutes: Sequence[datetime], calendar: Calendar) -> Worths:
    """Whether a door is open at some minutes, as opening-hours-py and the calendar alone tell."""
    if not counts(site, SiteFilter()) or site.operation is not Operation.OPERATING:
        return tuple(False for _ in minutes)
    return _doors(site.hours, tuple(minutes), calendar)


@cache
def _doors(hours: OpeningHours, minutes: tuple[datetime, ...], calendar: Calendar) -> Worths:
    return tuple(_door(hours, at, calendar) for at in minutes)


def _door(hours: OpeningHours, at: datetime, calendar: Calendar) -> bool | None:
    """Tell for the hours of `towns.HOURS`: those with holidays or workdays end by midnight."""
    text, kind, clock = hours.osm, calendar.kind(at.date()), at.replace(tzinfo=None)
    if text is None:
        return None
    if hours.workdays:
        if kind != "workday":
            return False
        clock = AN_ORDINARY_WEDNESDAY + timedelta(hours=at.hour, minutes=at.minute)
    if text.endswith("; PH off"):
        if kind == "holiday":
            return False
        text = text.removesuffix("; PH off")
    return {"open": True, "closed": False, "unknown": None}[str(_oracle(text).state(clock)[0])]


@cache
def _oracle(text: str) -> Oracle:
    return Oracle(text)


def codes(worths: Sequence[Sequence[bool | None]]) -> NDArray[np.int8]:
    """Return worths of sites (lines) at minutes as 0 no, 1 perhaps, 2 yes."""
    return np.array(
        [[{False: 0, None: 1, True: 2}[each] for each in row] for row in worths], np.int8
    )


def best(near: NDArray[np.bool_], code: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return the best code in reach of each cell at each minute."""
    found = np.zeros((len(near), code.shape[1]), dtype=np.int8)
    for cell, row in enumerate(near):
        if row.any():
            found[cell] = code[row].max(axis=0)
    return found
