"""From the locator's values to what the API answers."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, Literal

from msgspec import Raw, structs

from locator.datum import from_wgs84
from locator.hours import Calendar, OpenState, open_sentence, site_state
from locator.links import navigation_links
from locator.model import OpeningHours, Position, Site
from locator.nearest import Found, Mode, Remote
from locator.snapshot import Snapshot
from locator.unions import Union
from locator.vocabulary import Datum, Operation
from locator.words import Lang
from web.api.answers import (
    Hotline,
    Hours,
    Links,
    NearestSite,
    Offer,
    OpenNow,
    Pair,
    Service,
    ServiceOpen,
    SiteAnswer,
    SiteFacts,
    UnionOf,
    WayIn,
)

DIGITS = 7  # of a degree: a centimetre
KEPT = 50_000  # destinations whose pairs are kept ready
GAP: Final = b"\0"  # in no JSON text, where it is escaped
VARIES: Final[Any] = Raw(GAP)

ServiceStates = tuple[tuple[str, OpenState], ...]


def nearest_site(
    found: Found, *, at: datetime, datum: Datum, mode: Mode, lang: Lang, troubled: bool
) -> NearestSite:
    """Return the answer for a site that was found."""
    site = found.site
    distance_m, travel_m, travel_min, by_street, bearing_deg = way_there(found)
    return structs.replace(
        about_site(site, datum=datum, mode=mode),
        distance_m=distance_m,
        travel_m=travel_m,
        travel_min=travel_min,
        by_street=by_street,
        bearing_deg=bearing_deg,
        open=open_now(found.open, at=at, verified_on=site.verified_on, lang=lang),
        closes_before_arrival=found.closes_before_arrival,
        access=found.access,
        services=services_now(site, found.services),
        troubled=troubled,
    )


def about_site(site: Site, *, datum: Datum, mode: Mode) -> NearestSite:
    """Return what is said of a site whoever asks; the rest is encoded as `GAP`."""
    door = door_of(site)
    lon, lat = pair_in(door.lon, door.lat, datum)
    return NearestSite(
        id=site.id,
        kind=site.kind,
        name=site.name,
        address=site.address,
        lon=lon,
        lat=lat,
        datum=datum,
        accuracy=door.accuracy,
        distance_m=VARIES,
        travel_m=VARIES,
        travel_min=VARIES,
        by_street=VARIES,
        bearing_deg=VARIES,
        open=VARIES,
        closes_before_arrival=VARIES,
        access=VARIES,
        welcome=site.welcome,
        tier=site.tier,
        amenities=site.amenities,
        services=VARIES,
        phone=site.phone,
        troubled=VARIES,
        verified_on=site.verified_on,
        links=links_to(door.lon, door.lat, site.name, site.address, mode),
    )


def way_there(found: Found) -> tuple[float, float, float, bool, int]:
    """Return metres of distance and of travel, minutes, by street or not, and whole degrees."""
    return (
        round(found.distance_m * 1000) / 1000,  # round(…, 3) takes three times as long
        round(found.travel_m * 10) / 10,
        round(found.travel_min * 10) / 10,
        found.by_street,
        round(found.bearing_deg) % 360,
    )


def door_of(site: Site) -> Position:
    """Return where one goes in; a site that was found by its distance has a position."""
    door = site.entrance or site.position
    if door is None:
        raise ValueError
    return door


def hotline(found: Remote, *, at: datetime, lang: Lang) -> Hotline:
    """Return the answer for a remote service."""
    site = found.site
    return Hotline(
        id=site.id,
        kind=site.kind,
        name=site.name,
        phone=site.phone,
        area=site.adcode,
        open=open_now(found.open, at=at, verified_on=site.verified_on, lang=lang),
        services=services_now(site, found.services),
        verified_on=site.verified_on,
    )


def open_now(state: OpenState, *, at: datetime, verified_on: date | None, lang: Lang) -> OpenNow:
    """Return a status with the sentence that a person would say."""
    return open_then(state, minute=full_minute(at), verified_on=verified_on, lang=lang)


def full_minute(at: datetime) -> datetime:
    """Return the minute of an instant: nothing that is said of it changes within."""
    return at.replace(second=0, microsecond=0)


def open_then(
    state: OpenState, *, minute: datetime, verified_on: date | None, lang: Lang
) -> OpenNow:
    """Return a status with its sentence, as said in some minute."""
    return OpenNow(
        status=state.status,
        until=state.until,
        opens=state.opens,
        text=open_sentence(state, at=minute, verified_on=verified_on).say(lang),
    )


def services_now(site: Site, states: ServiceStates) -> tuple[Service, ...] | None:
    """Return the services with their statuses; None where nothing is known of any."""
    return None if site.services is None else services_then(states)


def services_then(states: ServiceStates) -> tuple[Service, ...]:
    """Return services with their statuses."""
    return tuple(
        Service(code=code, open=ServiceOpen(state.status, state.until, state.opens))
        for code, state in states
    )


def site_facts(site: Site, datum: Datum) -> SiteFacts:
    """Return everything public about a site, with positions in a datum."""
    position = site.position
    lon, lat = pair_in(position.lon, position.lat, datum) if position else (None, None)
    return SiteFacts(
        id=site.id,
        code=site.code,
        kind=site.kind,
        name=site.name,
        host=site.host,
        address=site.address,
        adcode=site.adcode,
        district=site.district,
        street=site.street,
        lon=lon,
        lat=lat,
        datum=datum,
        accuracy=position.accuracy if position else None,
        entrance=converted(site.entrance, datum),
        given=as_given(position),
        hours=hours_of(site.hours),
        access=ways_in(site),
        welcome=site.welcome,
        amenities=site.amenities,
        services=offers(site),
        tier=site.tier,
        parent_id=site.parent_id,
        members=site.members,
        phone=site.phone,
        level=site.level,
        awards=site.awards,
        capacity=site.capacity,
        photos=site.photos,
        operation=site.operation,
        active=site.active,
        source=site.source,
        source_date=site.source_date,
        verified_on=site.verified_on,
    )


def site_answer(
    site: Site, snapshot: Snapshot, *, at: datetime, datum: Datum, lang: Lang
) -> SiteAnswer:
    """Return a site with its status at an instant and the unions responsible for its place."""
    place = site.entrance or site.position
    chain = snapshot.jurisdictions.chain(lon=place.lon, lat=place.lat) if place else ()
    state = door_state(site, at, snapshot.calendar)
    return SiteAnswer(
        **structs.asdict(site_facts(site, datum)),
        open=open_now(state, at=at, verified_on=site.verified_on, lang=lang),
        links=links_to(place.lon, place.lat, site.name, site.address, "walk") if place else None,
        unions=tuple(union_of(union) for union in chain),
    )


def door_state(site: Site, at: datetime, calendar: Calendar) -> OpenState:
    """Return whether a site is open; one that was deactivated is closed down for good."""
    standing = site if site.active else replace(site, operation=Operation.CLOSED)
    return site_state(standing, at, calendar)


@lru_cache(maxsize=KEPT)
def pair_in(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """Return a WGS-84 pair in a datum, to the centimetre."""
    x, y = from_wgs84(lon, lat, datum)
    return round(x, DIGITS), round(y, DIGITS)


def links_to(lon: float, lat: float, name: str, address: str, mode: Mode) -> Links:
    """Return the links to navigation apps for a destination in WGS-84."""
    way: Literal["walk", "ride"] = "ride" if mode == "ebike" else "walk"
    return Links(**navigation_links(lon=lon, lat=lat, name=name, address=address, mode=way))


def converted(position: Position | None, datum: Datum) -> Pair | None:
    """Return a position as a pair in a datum."""
    if position is None:
        return None
    lon, lat = pair_in(position.lon, position.lat, datum)
    return Pair(lon, lat, datum)


def as_given(position: Position | None) -> Pair | None:
    """Return the pair that the source gave, in its own datum."""
    if position is None:
        return None
    return Pair(position.given_lon, position.given_lat, position.datum)


def hours_of(hours: OpeningHours) -> Hours:
    """Return hours as written and as understood."""
    return Hours(text=hours.text, opening_hours=hours.osm, workdays=hours.workdays)


def ways_in(site: Site) -> tuple[WayIn, ...] | None:
    """Return the ways in, None where nothing is known of any."""
    if site.access is None:
        return None
    return tuple(WayIn(access=each.access, during=each.during) for each in site.access)


def offers(site: Site) -> tuple[Offer, ...] | None:
    """Return the services on offer, None where nothing is known of any."""
    if site.services is None:
        return None
    return tuple(
        Offer(code=each.code, hours=hours_of(each.hours) if each.hours else None)
        for each in site.services
    )


def union_of(union: Union) -> UnionOf:
    """Return what one needs to turn to a union."""
    return UnionOf(
        id=union.id, name=union.name, level=union.level, phone=union.phone, address=union.address
    )
