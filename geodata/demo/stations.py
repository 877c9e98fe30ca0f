"""The three hundred stations, most of them in somebody else's premises."""

from dataclasses import replace
from random import Random
from typing import Final

from geodata.demo.dice import dice
from geodata.demo.hosts import UNION_BUILT, Notice, access_of, host_for, notice
from geodata.demo.records import phone, placed, some
from geodata.demo.spots import Ground, Spot
from geodata.demo.streets import Zone
from locator.hours import read_hours
from locator.model import Site
from locator.vocabulary import Access, Operation, Welcome

HOSTED: Final = 284
BUILT: Final = 16

# Stations stand where their hosts are, and too few where the riders go.
APPEAL: Final = {
    Zone.OLD_TOWN: 0.85,
    Zone.CENTRE: 1.0,
    Zone.HOMES: 0.42,
    Zone.NEW_TOWN: 0.16,
    Zone.INDUSTRY: 0.14,
    Zone.PARK: 0.35,
    Zone.HILL: 0.2,
    Zone.CAMPUS: 0.15,
    Zone.FIELDS: 0.04,
}
BRANDS: Final = {
    "工会驿站": 30,
    "户外劳动者服务站": 14,
    "户外劳动者综合服务站": 8,
    "爱心驿站": 10,
    "暖心驿站": 7,
    "暖蜂驿站": 6,
    "小哥驿站": 6,
    "骑手驿站": 4,
    "骑士之家": 3,
    "劳动者港湾": 5,
    "彩虹驿站": 3,
    "司机之家": 2,
    "清凉驿站": 2,
}
WELCOMES: Final = {
    Welcome.ANYONE: 35,
    Welcome.OUTDOOR_WORKERS: 40,
    Welcome.UNKNOWN: 17,
    Welcome.MEMBERS: 8,
}
AMENITIES: Final = {
    "ac": 0.85,
    "aed": 0.08,
    "air_pump": 0.2,
    "battery_swap": 0.06,
    "blood_pressure": 0.2,
    "books": 0.45,
    "charging": 0.88,
    "ebike_charging": 0.12,
    "first_aid": 0.8,
    "fridge": 0.42,
    "heating": 0.35,
    "locker": 0.1,
    "microwave": 0.78,
    "nursing": 0.06,
    "parking": 0.18,
    "powerbank": 0.22,
    "printing": 0.05,
    "recliner": 0.12,
    "seats": 0.96,
    "sewing": 0.4,
    "shower": 0.03,
    "toilet": 0.42,
    "tools": 0.3,
    "tv": 0.15,
    "umbrella": 0.5,
    "water": 0.95,
    "wheelchair": 0.12,
    "wifi": 0.6,
}
BUILT_ACCESS: Final = {Access.SCAN: 0.5, Access.FACE: 0.2, Access.CODE: 0.2, Access.APP: 0.1}
UNDER_REPAIR: Final = (38, 118, 203, 266)  # by number
CLOSED_DOWN: Final = (91, 244)


def stations(seed: int, ground: Ground) -> list[Site]:
    """Return all stations, numbered; the union-built ones come last."""
    throw = dice(seed, "stations")
    names: set[str] = set()
    found = []
    for number in range(1, HOSTED + BUILT + 1):
        spot = ground.spot(throw, APPEAL)
        site_id = f"demo-s{number:03d}"
        site = _hosted(site_id, spot, throw) if number <= HOSTED else _built(site_id, spot, throw)
        site = replace(site, name=_unused(site.name, names), operation=_operation(number))
        found.append(_furnished(site, throw))
    return found


def _hosted(site_id: str, spot: Spot, throw: Random) -> Site:
    host = host_for(throw, spot.zone)
    host_name = host.name.format(place=spot.street.zh)
    site = placed(site_id, _name(host_name, spot, throw), spot, throw)
    return _opened(replace(site, host=host_name), spot, throw, host.notices, host.access)


def _built(site_id: str, spot: Spot, throw: Random) -> Site:
    """Return a station of the union's own: a cabin by the street that opens by itself."""
    site = placed(site_id, f"{spot.street.zh}{_brand(throw)}", spot, throw)
    return _opened(replace(site, level="市级示范"), spot, throw, UNION_BUILT, BUILT_ACCESS)


def _opened(
    site: Site,
    spot: Spot,
    throw: Random,
    notices: tuple[Notice, ...],
    access: dict[Access, float],
) -> Site:
    """Return the site with its hours and ways in; among the works nothing opens at night."""
    text = notice(throw, notices, late=spot.zone is not Zone.INDUSTRY).text
    reading = read_hours(text)
    return replace(site, hours=reading.hours, access=access_of(throw, reading.access, access))


def _furnished(site: Site, throw: Random) -> Site:
    """Return the site with what is there, and who may use it."""
    return replace(
        site,
        amenities=some(throw, AMENITIES, unsaid=0.05),
        welcome=throw.choices(list(WELCOMES), list(WELCOMES.values()))[0],
        awards=("示例最美驿站",) if throw.random() < 0.18 else None,
        capacity=throw.randrange(4, 31) if throw.random() < 0.6 else None,
        phone=phone(throw) if throw.random() < 0.85 else "",
        manager="示例站长" if throw.random() < 0.5 else "",
    )


def _brand(throw: Random) -> str:
    return throw.choices(list(BRANDS), list(BRANDS.values()))[0]


def _name(host_name: str, spot: Spot, throw: Random) -> str:
    """Return a name in one of the ways that lists write them."""
    brand = _brand(throw)
    patterns = (f"{host_name}{brand}", f"{brand}({host_name})", f"{spot.street.zh}{brand}")
    return throw.choices(patterns, (5, 3, 2))[0]


def _unused(name: str, names: set[str]) -> str:
    """Return the name, numbered where another station has it."""
    choices = (name, *(f"{name}{count}号站" for count in range(2, HOSTED)))
    unused = next(choice for choice in choices if choice not in names)
    names.add(unused)
    return unused


def _operation(number: int) -> Operation:
    if number in UNDER_REPAIR:
        return Operation.UNDER_REPAIR
    return Operation.CLOSED if number in CLOSED_DOWN else Operation.OPERATING
