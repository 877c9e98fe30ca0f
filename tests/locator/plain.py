"""Nearest sites the plain way: look at every site, ask everything of it, sort."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from locator.hours import Calendar, OpenState, access_at, service_state, site_state
from locator.model import Site
from locator.nearest import NearestQuery, SiteFilter
from locator.vocabulary import Accuracy, Kind, Status
from tests.locator.oracle import WGS84

SPEED_KMH = {"walk": 4.8, "ebike": 20.0, "straight": 4.8}
DETOUR = {"walk": 1.3, "ebike": 1.4, "straight": 1.0}
NOBODY: Mapping[str, float] = {}


class Plain(NamedTuple):
    """What has to be found, to be compared."""

    id: str
    distance_m: float
    status: Status
    closes_before_arrival: bool


def plain_answer(
    sites: Sequence[Site],
    query: NearestQuery,
    calendar: Calendar,
    minutes_of: Mapping[str, float] = NOBODY,
) -> list[Plain]:
    """Return what is near, as `NearestQuery` is documented.

    `minutes_of` holds the minutes by street of the sites that are on the network.
    """

    def order(each: Plain) -> tuple[bool, float, str]:
        minutes = minutes_of.get(each.id)
        return minutes is None, each.distance_m if minutes is None else minutes, each.id

    found = sorted(each_site(sites, query, calendar, minutes_of), key=order)
    if query.openness == "any":
        return found[: query.k]
    wanted = [Status.OPEN, Status.UNKNOWN, Status.CLOSED]
    groups = wanted[:1] if query.openness == "open" else wanted
    return [
        each
        for status in groups
        for each in [each for each in found if each.status is status][: query.k]
    ]


def each_site(
    sites: Sequence[Site],
    query: NearestQuery,
    calendar: Calendar,
    minutes_of: Mapping[str, float],
) -> Iterator[Plain]:
    """Yield every site that may be found, at any distance within the limits."""
    for site in sites:
        door = site.entrance or site.position
        if not site.active or door is None or not passes(site, query.where):
            continue
        if door.accuracy is not Accuracy.EXACT and not query.where.coarse:
            continue
        then = access_at(site, query.at, calendar)
        if query.openness == "open" and query.where.access not in {None, then}:
            continue
        metres = WGS84.inv(query.lon, query.lat, door.lon, door.lat)[2]
        estimate = metres * DETOUR[query.mode] / (SPEED_KMH[query.mode] * 1000 / 60)
        minutes = minutes_of.get(site.id, estimate)
        if query.max_m is not None and metres > query.max_m:
            continue
        if query.max_min is not None and minutes > query.max_min:
            continue
        state = judged(site, query, calendar)
        leaves = state.until and state.until < query.at + timedelta(minutes=minutes)
        yield Plain(site.id, metres, state.status, bool(leaves and state.status is Status.OPEN))


def judged(site: Site, query: NearestQuery, calendar: Calendar) -> OpenState:
    """Return the status that decides: of the service asked for, else of the door."""
    if query.where.service is None:
        return site_state(site, query.at, calendar)
    state = service_state(site, query.where.service, query.at, calendar)
    assert state is not None
    return state


def passes(site: Site, where: SiteFilter) -> bool:
    """Return whether a site passes a filter; what is unknown passes none."""
    kinds = where.kinds or set(Kind) - {Kind.CANDIDATE}
    return (
        site.kind in kinds - {Kind.REMOTE}
        and where.tier in {None, site.tier}
        and where.welcome in {None, site.welcome}
        and where.amenities <= set(site.amenities or ())
        and where.service in {None, *(offer.code for offer in site.services or ())}
        and where.access in {None, *(way.access for way in site.access or ())}
    )
