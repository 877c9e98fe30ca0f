"""Riders of the made-up city, by cell and hour of the week."""

import hashlib
from datetime import datetime
from math import exp
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, points
from shapely.geometry import Polygon

from geodata.demand.cells import DEFAULT_SIZE, cells_of
from geodata.demand.streets import street_pieces
from geodata.demo.dice import dice
from geodata.demo.streets import StreetPlan, Zone, street_plan
from locator.planning.demand import WEEK_HOURS, Demand, DemandAbout

SOURCE: Final = "示例市"
RIDERS: Final = 1500.0  # in the streets at the busiest hour of the week

Floats = NDArray[np.float64]


class Custom(NamedTuple):
    """How riders take to a zone.

    Parameters
    ----------
    riders : float
        At its busiest, for a length of street.
    lunch, dinner : float
        Height of the peaks around 12:00 and 18:00.
    weekend : float
        What Saturday and Sunday are to a workday.
    """

    riders: float
    lunch: float
    dinner: float
    weekend: float


CUSTOMS: Final = {
    Zone.CENTRE: Custom(6.0, 1.0, 0.9, 0.8),
    Zone.OLD_TOWN: Custom(5.0, 0.9, 1.0, 1.1),
    Zone.HOMES: Custom(3.0, 0.6, 1.0, 1.2),
    Zone.CAMPUS: Custom(2.5, 1.0, 0.9, 0.7),
    Zone.NEW_TOWN: Custom(1.5, 0.8, 0.9, 1.0),
    Zone.INDUSTRY: Custom(1.0, 1.0, 0.4, 0.4),
    Zone.PARK: Custom(0.5, 0.6, 0.6, 1.5),
    Zone.HILL: Custom(0.2, 0.5, 0.5, 1.5),
    Zone.FIELDS: Custom(0.05, 0.5, 0.5, 1.0),
}
ZONES: Final = tuple(CUSTOMS)


def demo_demand(*, at: datetime, seed: int = 1) -> Demand:
    """Return the riders of the made-up city.

    More of them are in the centre and hardly any in the fields, most from 11:00 to 13:00
    and from 17:00 to 19:00. Equal seeds give equal riders.

    Parameters
    ----------
    at : datetime
        Now, with its zone.
    seed : int
        Of the city.
    """
    size = DEFAULT_SIZE["h3"]
    cells = cells_of("h3", size)
    lons, lats, length_m = _pieces(street_plan(seed))
    names = cells.names(lons, lats)
    kept = tuple(sorted(set(names)))
    place = {name: number for number, name in enumerate(kept)}
    streets = np.zeros((len(kept), len(ZONES)))
    zones = _zones(street_plan(seed), lons, lats)
    np.add.at(streets, (np.array([place[name] for name in names]), zones), length_m)
    luck = [dice(seed, f"riders in {name}").uniform(0.8, 1.2) for name in kept]
    hourly = np.array(luck)[:, None] * (streets @ np.array([_week(each) for each in ZONES]))
    hourly = np.round(hourly * (RIDERS / hourly.sum(axis=0).max()), 4)
    centres = np.array([cells.centre(name) for name in kept])
    return Demand(
        cells=kept,
        lons=centres[:, 0],
        lats=centres[:, 1],
        weights=hourly.mean(axis=1),
        hourly=hourly.astype(np.float32),
        kind="riders",
        about=DemandAbout(
            source=SOURCE,
            sha256=hashlib.sha256(f"{SOURCE} {seed}".encode()).hexdigest(),
            cell="h3",
            cell_size=size,
            total=float(hourly.sum()),
            made_up=True,
            made_at=at,
        ),
    )


def _pieces(plan: StreetPlan) -> tuple[Floats, Floats, Floats]:
    nodes = [plan.nodes[node] for way in plan.ways for node in way.nodes]
    starts = np.cumsum([0, *(len(way.nodes) for way in plan.ways)])
    lons, lats = (np.array([getattr(node, axis) for node in nodes]) for axis in ("lon", "lat"))
    return street_pieces(lons, lats, starts)


def _zones(plan: StreetPlan, lons: Floats, lats: Floats) -> NDArray[np.int64]:
    """Return the zone of each piece; what lies in none, such as a bridge, is like fields."""
    zones = np.full(len(lons), ZONES.index(Zone.FIELDS))
    tree = STRtree([Polygon(quarter.ring) for quarter in plan.quarters])
    of = np.array([ZONES.index(quarter.zone) for quarter in plan.quarters])
    piece, quarter = tree.query(points(lons, lats), predicate="intersects")
    zones[piece] = of[quarter]
    return zones


def _week(zone: Zone) -> list[float]:
    """Return how many riders a length of street in a zone draws in each hour of the week."""
    custom = CUSTOMS[zone]
    return [
        custom.riders * _busy(custom, hour % 24) * (custom.weekend if hour >= 5 * 24 else 1.0)
        for hour in range(WEEK_HOURS)
    ]


def _busy(custom: Custom, hour: int) -> float:
    """Return how busy an hour of the day is: two peaks over a low day and a lower night."""
    middle = hour + 0.5
    lunch = custom.lunch * exp(-(((middle - 12) / 1.2) ** 2))
    dinner = custom.dinner * exp(-(((middle - 18) / 1.2) ** 2))
    return lunch + dinner + (0.15 if 7 <= hour < 23 else 0.04)
