"""Finds places along the streets for sites: a door on the street, the rest behind it."""

from bisect import bisect
from itertools import accumulate, pairwise
from math import hypot
from random import Random
from typing import Final, NamedTuple

from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon

from geodata.demo.streets import StreetClass, StreetPlan, Way, Zone
from geodata.demo.streets.plane import to_lonlat, to_metres
from geodata.demo.unions import StreetOffice, street_offices
from locator.words import Words

# Metres from the middle of a street to the doors along it.
DOOR_M: Final = {
    StreetClass.PRIMARY: 19.0,
    StreetClass.SECONDARY: 15.0,
    StreetClass.TERTIARY: 11.0,
    StreetClass.RESIDENTIAL: 7.0,
    StreetClass.LIVING_STREET: 4.0,
}
INSIDE_M: Final = 8.0  # from the door to the middle of the room
CORNER_M: Final = 26.0  # no site closer to the end of a stretch: another street is nearer there
APART_M: Final = 45.0


class Spot(NamedTuple):
    """A place for one site, in WGS-84 degrees, with the words of its address."""

    lon: float
    lat: float
    door_lon: float
    door_lat: float
    street: Words
    number: int
    zone: Zone
    office: StreetOffice


class _Stretch(NamedTuple):
    way: Way
    start: tuple[float, float]
    end: tuple[float, float]
    before_m: float  # length of the way up to here
    length_m: float


class Ground:
    """The building ground of the city; no two spots of one ground are close together."""

    def __init__(self, plan: StreetPlan) -> None:
        self._stretches = _stretches(plan)
        self._lengths = list(accumulate(s.length_m for s in self._stretches))
        self._quarters = plan.quarters
        self._quarter_tree = STRtree([Polygon(q.ring) for q in plan.quarters])
        self._water = [Polygon(area.ring) for area in plan.areas if area.kind == "water"]
        walked = [way for way in plan.ways if way.foot == "yes"]
        self._walked_names = [way.name for way in walked]
        self._walked_tree = STRtree([LineString(_metres(plan, way)) for way in walked])
        self._taken: list[tuple[float, float]] = []

    def spot(self, dice: Random, appeal: dict[Zone, float]) -> Spot:
        """Return a free spot.

        Parameters
        ----------
        dice : Random
            Decides.
        appeal : dict of Zone to float
            Chance, 0 to 1, that a spot found in a zone is taken; a missing zone has none.
        """
        while True:
            stretch = self._stretches[bisect(self._lengths, dice.random() * self._lengths[-1])]
            along = dice.uniform(CORNER_M, stretch.length_m - CORNER_M)
            side = dice.choice((-1, 1))
            spot = self._at(stretch, along, side)
            if spot is not None and dice.random() < appeal.get(spot.zone, 0.0):
                self._taken.append(to_metres(spot.lon, spot.lat))
                return spot

    def _at(self, stretch: _Stretch, along: float, side: int) -> Spot | None:
        door_m = DOOR_M[stretch.way.street_class]
        x, y = _beside(stretch, along, side * (door_m + INSIDE_M))
        door = _beside(stretch, along, side * door_m)
        lon, lat = to_lonlat(x, y)
        here = Point(lon, lat)
        quarters = self._quarter_tree.query(here, predicate="within")
        if not quarters.size or self._crowded(x, y) or self._street_at(door) != stretch.way.name:
            return None
        return Spot(
            lon,
            lat,
            *to_lonlat(*door),
            street=stretch.way.name,
            number=2 * int((stretch.before_m + along) / 12) + (1 if side > 0 else 2),
            zone=self._quarters[quarters[0]].zone,
            office=next(office for office in street_offices() if office.area.contains(here)),
        )

    def _crowded(self, x: float, y: float) -> bool:
        """Tell whether a place is under water or close to one that is taken."""
        here = Point(to_lonlat(x, y))
        return any(hypot(x - a, y - b) < APART_M for a, b in self._taken) or any(
            water.contains(here) for water in self._water
        )

    def _street_at(self, door: tuple[float, float]) -> Words:
        """Return the name of the street that a door opens on: the nearest one on foot."""
        return self._walked_names[int(self._walked_tree.nearest(Point(door)))]


def _beside(stretch: _Stretch, along: float, aside: float) -> tuple[float, float]:
    (x, y), (x2, y2) = stretch.start, stretch.end
    east, north = (x2 - x) / stretch.length_m, (y2 - y) / stretch.length_m
    return x + east * along - north * aside, y + north * along + east * aside


def _metres(plan: StreetPlan, way: Way) -> list[tuple[float, float]]:
    return [to_metres(plan.nodes[i].lon, plan.nodes[i].lat) for i in way.nodes]


def _stretches(plan: StreetPlan) -> list[_Stretch]:
    found = []
    for way in plan.ways:
        if way.street_class not in DOOR_M or way.bridge:
            continue
        before = 0.0
        for start, end in pairwise(_metres(plan, way)):
            length = hypot(end[0] - start[0], end[1] - start[1])
            if length > 2 * CORNER_M:
                found.append(_Stretch(way, start, end, before, length))
            before += length
    return found
