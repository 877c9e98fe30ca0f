"""Sites of one name that lie close together."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Final

from geodata.importing.matching.identity import name_key
from locator.geodesy import GEOD, ecef_point
from locator.model import Position

NEAR_M: Final = 200.0  # two records of one name within this are one site

Cell = tuple[str, int, int, int]


class Neighbours:
    """Sites by name in cubes of earth-centred metres, so that only neighbours are measured."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._cells: defaultdict[Cell, list[tuple[str, Position]]] = defaultdict(list)

    def add(self, site_id: str, name: str, position: Position) -> None:
        """Take in a site with a position of its own."""
        key = name_key(name)
        self._names.add(key)
        self._cells[(key, *_cube(position))].append((site_id, position))

    def near(self, name: str, position: Position) -> Iterator[str]:
        """Yield the sites of a name within `NEAR_M`, nearest first, ties by id."""
        key = name_key(name)
        if key not in self._names:
            return
        x, y, z = _cube(position)
        found = [
            (metres_between(position, other), site_id)
            for dx, dy, dz in product((-1, 0, 1), repeat=3)
            for site_id, other in self._cells.get((key, x + dx, y + dy, z + dz), ())
        ]
        yield from (site_id for metres, site_id in sorted(found) if metres <= NEAR_M)


def metres_between(one: Position, other: Position) -> float:
    """Return the geodesic metres between two positions."""
    return float(GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2])


def _cube(position: Position) -> tuple[int, int, int]:
    x, y, z = ecef_point(lon=position.lon, lat=position.lat)
    return int(x // NEAR_M), int(y // NEAR_M), int(z // NEAR_M)
