"""Small made-up cities for tests: streets as lines between corners."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, inf, radians
from typing import NamedTuple

import networkx as nx
import numpy as np

from locator.geodesy import GEOD
from locator.streets import NetworkAbout, StreetNetwork
from tests.locator.streets.oracle import Oracle

LonLat = tuple[float, float]
LON, LAT = 25.0, 60.0  # where a metre east is twice as many degrees as a metre north
ABOUT = NetworkAbout(
    version=1, id="test", source="test", made_at="", speeds={}, counts={}, bbox=(0, 0, 0, 0)
)


def at(east_m: float, north_m: float) -> LonLat:
    """Return the place so many metres from the corner of the city."""
    return LON + east_m / 111_600 / cos(radians(LAT)), LAT + north_m / 111_412


class Street(NamedTuple):
    """A line between two corners; speeds in km/h, 0 where a way is closed."""

    line: Sequence[LonLat]
    forward_kmh: float = 4.8
    backward_kmh: float = 4.8
    name: str = ""


class City:
    """Streets that meet where their lines end in the same place."""

    def __init__(self, streets: Iterable[Street]) -> None:
        self.streets = strongly_connected(list(streets))

    def network(self) -> StreetNetwork:
        """Return the streets as the product wants them."""
        corners = {place: None for street in self.streets for place in ends(street)}
        number = {place: n for n, place in enumerate(corners)}
        names = ["", *sorted({street.name for street in self.streets} - {""})]
        metres = np.array([length_m(street.line) for street in self.streets])
        vertices = np.array([place for street in self.streets for place in street.line])
        return StreetNetwork(
            mode="walk",
            node_lons=np.array([lon for lon, _ in corners]),
            node_lats=np.array([lat for _, lat in corners]),
            edge_from=np.array([number[s.line[0]] for s in self.streets], dtype=np.int32),
            edge_to=np.array([number[s.line[-1]] for s in self.streets], dtype=np.int32),
            edge_m=metres,
            forward_s=seconds(metres, [s.forward_kmh for s in self.streets]),
            backward_s=seconds(metres, [s.backward_kmh for s in self.streets]),
            edge_name=np.array([names.index(s.name) for s in self.streets], dtype=np.int32),
            vertex_start=np.cumsum([0, *(len(s.line) for s in self.streets)]),
            vertex_lons=vertices[:, 0].copy(),
            vertex_lats=vertices[:, 1].copy(),
            names=tuple(names),
            about=ABOUT,
        )

    def oracle(self) -> Oracle:
        """Return the same streets cut at every bend, for an independent search."""
        number: dict[object, int] = {}
        places: list[LonLat] = []
        rows: list[tuple[int, int, float, float]] = []

        def node(key: object, place: LonLat) -> int:
            if key not in number:
                number[key] = len(places)
                places.append(place)
            return number[key]

        for n, street in enumerate(self.streets):
            inner = [node((n, i), place) for i, place in enumerate(street.line[1:-1])]
            first, last = (node(place, place) for place in ends(street))
            chain = [first, *inner, last]
            rows += [(a, b, street.forward_kmh, street.backward_kmh) for a, b in pairwise(chain)]
        columns = np.array(rows)
        lons, lats = np.array(places).T
        start, end = columns[:, :2].T.astype(np.int64)
        return Oracle(
            lons=lons, lats=lats, start=start, end=end, kmh=(columns[:, 2], columns[:, 3])
        )


def length_m(line: Sequence[LonLat]) -> float:
    lons, lats = zip(*line, strict=True)
    return float(GEOD.line_length(lons, lats))


def ends(street: Street) -> tuple[LonLat, LonLat]:
    return street.line[0], street.line[-1]


def seconds(metres: np.ndarray, kmh: Sequence[float]) -> np.ndarray:
    return np.array([m * 3.6 / v if v else inf for m, v in zip(metres, kmh, strict=True)])


def strongly_connected(streets: list[Street]) -> list[Street]:
    """Return the streets of the largest part in which one gets everywhere and back."""
    graph = nx.DiGraph()
    for street in streets:
        first, last = ends(street)
        if street.forward_kmh:
            graph.add_edge(first, last)
        if street.backward_kmh:
            graph.add_edge(last, first)
    largest = max(nx.strongly_connected_components(graph), key=len)
    return [street for street in streets if largest.issuperset(ends(street))]


def random_city(seed: int, *, blocks: int = 9, block_m: float = 120.0) -> City:
    """Return a crooked grid with one-ways, bends, loops, parallel streets and several speeds."""
    rng = np.random.default_rng(seed)
    jitter = rng.normal(0.0, block_m / 5, (blocks, blocks, 2))
    corner = [
        [at(x * block_m + jitter[x, y, 0], y * block_m + jitter[x, y, 1]) for y in range(blocks)]
        for x in range(blocks)
    ]
    pairs = [((x, y), (x + 1, y)) for x in range(blocks - 1) for y in range(blocks)]
    pairs += [((x, y), (x, y + 1)) for x in range(blocks) for y in range(blocks - 1)]
    kept = [pair for pair in pairs if rng.random() < 0.85]
    streets = [bent(rng, corner[a][b], corner[c][d]) for (a, b), (c, d) in kept]
    for n in rng.choice(len(streets), len(streets) // 8, replace=False):
        streets.append(bent(rng, *ends(streets[n])))  # a second way between two corners
    for _ in range(blocks):
        x, y = rng.integers(0, blocks, 2)
        around = [shifted(rng, corner[x][y]) for _ in range(3)]
        line = [corner[x][y], *around, corner[x][y]]
        streets.append(Street(line, 4.8, float(rng.choice([0.0, 4.8]))))
    return City(streets)


def bent(rng: np.random.Generator, start: LonLat, end: LonLat) -> Street:
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    line = [start, *(shifted(rng, middle) for _ in range(rng.integers(0, 2))), end]
    speed = float(rng.choice([4.8, 2.4, 20.0]))
    way = rng.random()
    if way < 0.1:
        return Street(line, speed, 0.0)
    return Street(line, 0.0, speed) if way < 0.2 else Street(line, speed, speed / 2)


def shifted(rng: np.random.Generator, place: LonLat) -> LonLat:
    return place[0] + rng.normal(0, 4e-4), place[1] + rng.normal(0, 2e-4)
