"""Made-up sites in any number, the same in every run."""

from typing import Final

import numpy as np

from locator.datum import position
from locator.geodesy import Floats
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.nearest import ANY_SITE, SiteFilter
from locator.vocabulary import Access, Datum, Kind, Welcome

WEST, SOUTH, EAST, NORTH = 119.5, 36.4, 122.0, 38.2
TOWNS: Final = 60

FILTERS: Final[dict[str, SiteFilter]] = {
    "100 %": ANY_SITE,
    "5 %": SiteFilter(amenities=frozenset({"aed"})),
    "0.1 %": SiteFilter(amenities=frozenset({"nursing"})),
}
"""Filters by the share of sites that pass them, to the site."""

DAYS: Final = ("", "Mo-Fr ", "Mo-Sa ")


def places(count: int, seed: int) -> tuple[Floats, Floats]:
    """Return places of which four in five stand in towns of very unequal size."""
    rng = np.random.default_rng(seed)
    towns = np.random.default_rng(0)
    centres = towns.uniform((WEST, SOUTH), (EAST, NORTH), (TOWNS, 2))
    sizes = towns.pareto(1.0, TOWNS) + 0.1
    pairs = centres[rng.choice(TOWNS, count, p=sizes / sizes.sum())]
    pairs += rng.normal(0.0, 0.03, (count, 2))
    country = rng.random(count) < 0.2
    pairs[country] = rng.uniform((WEST, SOUTH), (EAST, NORTH), (int(country.sum()), 2))
    return pairs[:, 0], pairs[:, 1]


def sites(count: int, seed: int = 1) -> list[Site]:
    """Return stations with some 200 different times, one in ten with hours unknown."""
    rng = np.random.default_rng(seed)
    lons, lats = (axis.tolist() for axis in places(count, seed))
    shuffled = rng.permutation(count).tolist()
    hours = [_hours(*times) for times in rng.integers(0, (10, 3, 7, 9), (count, 4)).tolist()]
    return [
        Site(
            id=f"made-up-{number:06d}",
            name=f"示例驿站{number}",
            kind=Kind.STATION,
            position=position(lons[number], lats[number], Datum.WGS84),
            hours=hours[number],
            access=(AccessHours(Access.STAFFED, "08:00-18:00"), AccessHours(Access.SCAN)),
            welcome=Welcome.ANYONE,
            amenities=_amenities(order),
            services=(ServiceOffer("legal"),) if order % 10 == 0 else (),
        )
        for number, order in enumerate(shuffled)
    ]


def _hours(unknown: int, days: int, opens: int, length: int) -> OpeningHours:
    if unknown == 0:
        return OpeningHours(text="以站点为准")
    osm = f"{DAYS[days]}{6 + opens:02d}:00-{10 + opens + length:02d}:00"
    return OpeningHours(text=osm, osm=osm, workdays=days == 1)


def _amenities(order: int) -> tuple[str, ...]:
    """Return what the site that stands in this place of a shuffled list has."""
    rare = (("aed", 20), ("nursing", 1000), ("water", 1))
    return tuple(code for code, every in rare if order % every == 0)
