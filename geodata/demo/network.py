"""What ties sites together, and what lists leave out: legal points, and missing positions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from geodata.demo.unions import CITY
from locator.datum import position
from locator.geodesy import distance_m
from locator.hours import read_hours
from locator.model import Position, ServiceOffer, Site
from locator.unions import Jurisdictions, Union
from locator.vocabulary import Accuracy, Datum, Tier

LEGAL_POINT_EVERY: Final = 24  # stations; 300 of them make the 12 points of the network
LEGAL_HOURS: Final = ("每周四下午", "周三14:00-17:00", "工作日 9:00-11:30")
WITHOUT_POSITION: Final = (14, 63, 97, 131, 172, 209, 247, 281)  # stations by number


def with_legal_points(stations: Sequence[Site], centres: Sequence[Site]) -> list[Site]:
    """Return the stations, every 24th of them a legal point below the nearest legal station."""
    parents = [centre for centre in centres if centre.tier is Tier.STATION]
    found = list(stations)
    chosen = range(LEGAL_POINT_EVERY // 2, len(found), LEGAL_POINT_EVERY)
    for count, number in enumerate(chosen):
        hours = read_hours(LEGAL_HOURS[count % len(LEGAL_HOURS)]).hours
        found[number] = replace(
            found[number],
            tier=Tier.POINT,
            parent_id=_nearest(found[number], parents).id,
            services=(ServiceOffer("legal", hours),),
        )
    return found


def with_gaps(stations: Sequence[Site], unions: Sequence[Union]) -> list[Site]:
    """Return the stations, some of them known by district only, as lists without coordinates."""
    jurisdictions = Jurisdictions(unions)
    found = list(stations)
    for number in WITHOUT_POSITION:
        site = found[number - 1]
        found[number - 1] = replace(
            site,
            address=f"{CITY}{site.district}(详址请电话询问)",
            adcode=site.adcode[:6],
            street="",
            position=_district_centre(site, jurisdictions),
            entrance=None,
        )
    return found


def _district_centre(site: Site, jurisdictions: Jurisdictions) -> Position | None:
    district = jurisdictions.by_adcode(site.adcode[:6])
    centre = jurisdictions.centre(district) if district else None
    return position(*centre, Datum.WGS84, Accuracy.DISTRICT) if centre else None


def _nearest(site: Site, others: Sequence[Site]) -> Site:
    return min(others, key=lambda other: (_apart_m(site, other), other.id))


def _apart_m(a: Site, b: Site) -> float:
    if a.position is None or b.position is None:
        raise ValueError(f"{a.id} or {b.id} has no position")
    here, there = a.position, b.position
    return float(distance_m(lon1=here.lon, lat1=here.lat, lon2=there.lon, lat2=there.lat))
