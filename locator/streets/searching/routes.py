"""The line of a way, and the streets that it follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np

from locator.geodesy import distance_m
from locator.streets.network import StreetNetwork
from locator.streets.placed import OFF_STREET_S_PER_M, Stand, stand_at
from locator.streets.searching.arcs import Arcs
from locator.streets.searching.trees import Tree, grow
from locator.streets.snapping import Snap

LonLat = tuple[float, float]

SHORTEST_M: Final = 1e-6  # a line whose vertices all lie in one place has no length


class Step(NamedTuple):
    """A stretch of a route along one street.

    Parameters
    ----------
    name : str
        Of the street; empty where it has none.
    metres : float
        How long one follows it.
    """

    name: str
    metres: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way from place to place.

    Parameters
    ----------
    lonlats : tuple of (lon, lat)
        Its line in WGS-84 degrees, from the one place to the other: the straight bits
        to the street at both ends are part of it.
    travel_m, travel_min : float
        Metres and minutes of all of it.
    steps : tuple of Step
        The streets that it follows, in order; the straight bits are not among them.
    """

    lonlats: tuple[LonLat, ...]
    travel_m: float
    travel_min: float
    steps: tuple[Step, ...]


class _Piece(NamedTuple):
    """A stretch of an edge; turned round where it begins farther along than it ends."""

    edge: int
    begins_m: float
    ends_m: float

    @property
    def metres(self) -> float:
        return abs(self.ends_m - self.begins_m)


def route(network: StreetNetwork, arcs: Arcs, start: Snap, end: Snap) -> Route:
    """Return the fastest way between two points on the network, from street to street."""
    far = stand_at(network, end.edge, end.along_m)
    tree = grow(arcs, stand_at(network, start.edge, start.along_m))
    way, off_m = tree.way(far), start.off_m + end.off_m
    pieces = [piece for piece in _pieces(network, tree, start, end, far) if piece.metres > 0.0]
    bends = [lonlat for piece in pieces for lonlat in _bends(network, piece)]
    return Route(
        lonlats=without_repeats([(start.lon, start.lat), *bends, (end.lon, end.lat)]),
        travel_m=way.metres + off_m,
        travel_min=(way.seconds + off_m * OFF_STREET_S_PER_M) / 60.0,
        steps=tuple(_steps(network, pieces)),
    )


def without_repeats(lonlats: Iterable[LonLat]) -> tuple[LonLat, ...]:
    """Return a line with 7 decimals, about a centimetre, and no point twice in a row."""
    rounded = ((round(lon, 7), round(lat, 7)) for lon, lat in lonlats)
    return tuple(lonlat for lonlat, _ in groupby(rounded))


def _pieces(
    network: StreetNetwork, tree: Tree, start: Snap, end: Snap, far: Stand
) -> Iterator[_Piece]:
    course = tree.course(far)
    if course is None:
        yield _Piece(start.edge, start.along_m, end.along_m)
        return
    yield _Piece(start.edge, start.along_m, _end_m(network, start.edge, course.first))
    edges = tree.arcs.edge[tree.arcs_of([course.nodes])].tolist()
    for tail, edge in zip(course.nodes, edges, strict=False):
        side = int(network.edge_from[edge] == tail)  # the end that it leads to
        yield _Piece(edge, _end_m(network, edge, 1 - side), _end_m(network, edge, side))
    yield _Piece(end.edge, _end_m(network, end.edge, course.last), end.along_m)


def _end_m(network: StreetNetwork, edge: int, side: int) -> float:
    return float(network.edge_m[edge]) if side else 0.0


def _bends(network: StreetNetwork, piece: _Piece) -> list[LonLat]:
    """Return the vertices of a stretch of an edge, in the order that one passes them."""
    line = slice(*network.vertex_start[piece.edge : piece.edge + 2].tolist())
    lons, lats = network.vertex_lons[line], network.vertex_lats[line]
    lengths = distance_m(lon1=lons[:-1], lat1=lats[:-1], lon2=lons[1:], lat2=lats[1:])
    whole_m = float(network.edge_m[piece.edge])
    along_m = np.append(0.0, np.cumsum(lengths)) * (whole_m / max(float(lengths.sum()), SHORTEST_M))
    along_m[-1] = whole_m
    low_m, high_m = sorted((piece.begins_m, piece.ends_m))
    passed = np.flatnonzero((along_m >= low_m) & (along_m <= high_m))
    ordered = passed if piece.begins_m < piece.ends_m else passed[::-1]
    return list(zip(lons[ordered].tolist(), lats[ordered].tolist(), strict=True))


def _steps(network: StreetNetwork, pieces: Iterable[_Piece]) -> Iterator[Step]:
    for name, stretch in groupby(pieces, key=lambda piece: int(network.edge_name[piece.edge])):
        yield Step(network.names[name], sum(piece.metres for piece in stretch))
