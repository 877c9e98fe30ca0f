"""Random sites of every sort, close together and far apart."""

from random import Random
from typing import TypeVar

from locator.datum import position
from locator.model import AccessHours, OpeningHours, Position, ServiceOffer, Site
from locator.vocabulary import Access, Accuracy, Datum, Kind, Operation, Tier, Welcome

Item = TypeVar("Item")

HOURS = (
    None,
    "24/7",
    "Mo-Su 08:00-18:00",
    "Mo-Fr 09:00-12:00,14:30-17:30",
    "22:00-06:00",
    "Sa,Su 10:00-16:00",
)
AMENITIES = ("ac", "aed", "microwave", "toilet", "water")
SERVICES = ("counselling", "legal", "training")
STREETS = ((121.40, 37.52), (121.41, 37.52), (179.999, -16.5), (-179.999, -16.5), (12.0, 89.99))


def town(count: int, seed: int) -> list[Site]:
    """Return sites, some of them in one place, some with next to nothing known."""
    dice = Random(seed)
    return [site(f"made-up-{number:04d}", dice) for number in dice.sample(range(10_000), count)]


def site(site_id: str, dice: Random) -> Site:
    """Return a site with everything about it drawn by lot."""
    return Site(
        id=site_id,
        name=f"示例{site_id}",
        kind=dice.choice([*Kind, *[Kind.STATION] * 8]),
        position=place(dice) if dice.random() < 0.95 else None,
        entrance=place(dice) if dice.random() < 0.2 else None,
        hours=hours(dice),
        access=maybe(dice, [way(dice) for _ in range(dice.randrange(3))]),
        welcome=dice.choice(list(Welcome)),
        amenities=maybe(dice, sorted(dice.sample(AMENITIES, dice.randrange(5)))),
        services=maybe(dice, [offer(code, dice) for code in SERVICES if dice.random() < 0.3]),
        tier=dice.choice([None, *Tier]),
        operation=dice.choice([*Operation, *[Operation.OPERATING] * 10]),
        active=dice.random() < 0.95,
    )


def place(dice: Random) -> Position:
    """Return a place in a street, now and then one that others have, too."""
    lon, lat = dice.choice(STREETS)
    if dice.random() < 0.8:
        spread = dice.choice((0.0005, 0.02))
        lon, lat = max(-180.0, lon - dice.random() * spread), lat - dice.random() * spread
    accuracy = dice.choice([*Accuracy, *[Accuracy.EXACT] * 10])
    return position(lon, lat, Datum.WGS84, accuracy)


def hours(dice: Random) -> OpeningHours:
    """Return hours of a few sorts, unknown ones among them."""
    osm = dice.choice(HOURS)
    return OpeningHours(text=osm or "", osm=osm, workdays=bool(osm and "Mo-Fr" in osm))


def way(dice: Random) -> AccessHours:
    """Return a way in, by day, by night or always."""
    return AccessHours(
        dice.choice(list(Access)[:3]), dice.choice((None, "08:00-20:00", "20:00-08:00"))
    )


def offer(code: str, dice: Random) -> ServiceOffer:
    """Return a service with hours of its own or those of the door."""
    return ServiceOffer(code, dice.choice((None, hours(dice))))


def maybe(dice: Random, items: list[Item]) -> tuple[Item, ...] | None:
    """Return the items, or None as if nothing had been said."""
    return tuple(items) if dice.random() < 0.8 else None
