"""A made-up town to plan for: stations and cells within a few kilometres."""

from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TypeVar

import numpy as np

from locator.datum import position
from locator.hours import CHINA
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.planning.demand import Demand, DemandAbout, DemandKind
from locator.vocabulary import Access, Accuracy, Datum, Kind, Operation, Tier, Welcome

LON, LAT = 121.4, 37.5
EAST, NORTH = 1 / 88_400, 1 / 111_000  # degrees in a metre, there
WEDNESDAY = datetime(2026, 11, 25, tzinfo=CHINA)

Item = TypeVar("Item")

HOURS: tuple[tuple[str | None, bool], ...] = (
    (None, False),
    ("24/7", False),
    ("Mo-Su 08:10-18:00", False),
    ("Mo-Fr 09:00-12:00,14:30-17:30", True),
    ("22:00-06:00", False),
    ("Sa,Su 10:00-16:00", False),
    ("08:00-20:00; PH off", False),
    ("Th 12:00-18:00 unknown", False),
)


def about(**more: object) -> DemandAbout:
    """Return where a made-up demand is from; `more` are further fields."""
    told = DemandAbout(
        source="made up", sha256="", cell="square", cell_size=200, total=1.0, made_at=WEDNESDAY
    )
    return replace(told, **more)  # type: ignore[arg-type]  # named by each test


def demand(
    metres: list[tuple[float, float]],
    *,
    weights: list[float] | None = None,
    hourly: bool = False,
    kind: DemandKind = "orders",
) -> Demand:
    """Return demand so many metres east and north of the middle of the town."""
    spots = np.array(metres, dtype=np.float64).reshape(-1, 2)
    count = len(spots)
    by_hour = None
    if hourly:
        drawn = np.random.default_rng(count).integers(0, 9, (count, 168))
        by_hour = drawn.astype(np.float32)
    given = np.ones(count) if weights is None else np.array(weights, dtype=np.float64)
    return Demand(
        cells=tuple(f"{number:05d}" for number in range(count)),
        lons=LON + spots[:, 0] * EAST,
        lats=LAT + spots[:, 1] * NORTH,
        weights=given if by_hour is None else by_hour.mean(axis=1, dtype=np.float64),
        hourly=by_hour,
        kind=kind,
        about=about(),
    )


def scattered(count: int, seed: int, *, spread_m: float = 3_000.0, hourly: bool = False) -> Demand:
    """Return demand at random places of the town, some of it without weight."""
    dice = Random(seed)
    spots = [(dice.uniform(-1, 1) * spread_m, dice.uniform(-1, 1) * spread_m) for _ in range(count)]
    weights = [float(dice.randrange(6)) for _ in range(count)]
    return demand(spots, weights=weights, hourly=hourly)


def station(site_id: str, east_m: float, north_m: float, osm: str | None = "24/7") -> Site:
    """Return a station so many metres from the middle."""
    at = position(LON + east_m * EAST, LAT + north_m * NORTH, Datum.WGS84)
    return Site(
        id=site_id,
        name=f"示例{site_id}",
        position=at,
        hours=OpeningHours(text=osm or "", osm=osm),
        amenities=(),
    )


def town(count: int, seed: int, *, spread_m: float = 3_000.0) -> list[Site]:
    """Return sites with everything about them drawn by lot."""
    dice = Random(seed)
    return [_site(f"made-up-{number:04d}", dice, spread_m) for number in range(count)]


def _site(site_id: str, dice: Random, spread_m: float) -> Site:
    east, north = dice.uniform(-1, 1) * spread_m, dice.uniform(-1, 1) * spread_m
    osm, workdays = dice.choice(HOURS)
    made = station(site_id, east, north)
    place = made.position if dice.random() < 0.95 else None
    if place is not None and dice.random() < 0.05:
        place = replace(place, accuracy=Accuracy.DISTRICT)
    return replace(
        made,
        kind=dice.choice([*Kind, *[Kind.STATION] * 8]),
        position=place,
        hours=OpeningHours(text=osm or "", osm=osm, workdays=workdays),
        access=_maybe(dice, tuple(_way(dice) for _ in range(dice.randrange(3)))),
        welcome=dice.choice(list(Welcome)),
        amenities=_maybe(dice, tuple(sorted(dice.sample(("ac", "microwave", "water"), 2)))),
        services=_maybe(
            dice, tuple(_offer(c, dice) for c in ("legal", "meals") if dice.random() < 0.6)
        ),
        tier=dice.choice([None, *Tier]),
        operation=dice.choice([*Operation, *[Operation.OPERATING] * 8]),
        active=dice.random() < 0.95,
    )


def _way(dice: Random) -> AccessHours:
    hours = dice.choice((None, "08:00-20:00", "20:00-08:00", "PH 10:00-12:00"))
    return AccessHours(dice.choice(list(Access)[:3]), hours)


def _offer(code: str, dice: Random) -> ServiceOffer:
    osm, workdays = dice.choice(HOURS)
    hours = OpeningHours(text=osm or "", osm=osm, workdays=workdays)
    return ServiceOffer(code, dice.choice((None, hours)))


def _maybe(dice: Random, items: Item) -> Item | None:
    return items if dice.random() < 0.8 else None
