"""What every record of the made-up city has: a place, an address, dates and a source."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Final

from geodata.demo.spots import Spot
from geodata.demo.unions import CITY
from locator.datum import from_wgs84, position
from locator.hours import read_hours
from locator.model import Position, ServiceOffer, Site
from locator.vocabulary import Datum

SOURCE: Final = "示例数据 (虚构)"
SOURCE_DATE: Final = date(2026, 9, 1)
LAST_CHECKED: Final = date(2026, 10, 31)
DATUMS: Final = {Datum.GCJ02: 0.7, Datum.BD09: 0.15, Datum.WGS84: 0.15}
DOOR_KNOWN: Final = 0.85  # share of sites whose entrance is recorded
DIGITS: Final = 6  # of a coordinate, as map apps give it


def placed(site_id: str, name: str, spot: Spot, dice: Random) -> Site:
    """Return a site at a spot, as a list with coordinates of some map app would have it."""
    datum = dice.choices(list(DATUMS), list(DATUMS.values()))[0]
    door = as_given(spot.door_lon, spot.door_lat, datum)
    return Site(
        id=site_id,
        code=site_id.removeprefix("demo-").upper(),
        name=name,
        address=address(spot),
        adcode=spot.office.adcode,
        district=spot.office.district,
        street=spot.office.name,
        position=as_given(spot.lon, spot.lat, datum),
        entrance=door if dice.random() < DOOR_KNOWN else None,
        source=SOURCE,
        source_date=SOURCE_DATE,
        verified_on=checked_on(dice),
    )


def address(spot: Spot) -> str:
    """Return the address of a spot."""
    office = spot.office
    return f"{CITY}{office.district}{office.name}{spot.street.zh}{spot.number}号"


def as_given(lon: float, lat: float, datum: Datum) -> Position:
    """Return a WGS-84 point as a position that was given in another datum."""
    given_lon, given_lat = from_wgs84(lon, lat, datum)
    return position(round(given_lon, DIGITS), round(given_lat, DIGITS), datum)


def checked_on(dice: Random) -> date | None:
    """Return when somebody last looked: mostly this year, sometimes long ago or never."""
    luck = dice.random()
    if luck < 0.12:
        return None
    days_ago = dice.randrange(300) if luck < 0.8 else 300 + dice.randrange(360)
    return LAST_CHECKED - timedelta(days=days_ago)


def some(dice: Random, chances: Mapping[str, float], *, unsaid: float) -> tuple[str, ...] | None:
    """Return the codes that are there, each by its chance; None where nothing was said."""
    if dice.random() < unsaid:
        return None
    return tuple(sorted(code for code, chance in chances.items() if dice.random() < chance))


def offers(written: Mapping[str, str]) -> tuple[ServiceOffer, ...]:
    """Return services from their codes and hours as written; without hours, the door's hold."""
    return tuple(
        ServiceOffer(code, read_hours(text).hours if text else None)
        for code, text in sorted(written.items())
    )


def phone(dice: Random) -> str:
    """Return a number that no exchange can have: no area code is 000."""
    return f"000-{dice.randrange(2000, 10000)}"
