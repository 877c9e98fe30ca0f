"""The nearest point on a street: on an edge, not at a node."""

from math import isfinite
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from locator.geodesy import GEOD, Floats, Ints, distance_m
from locator.streets.cells import SegmentCells
from locator.streets.network import StreetNetwork
from locator.streets.placed import Placed
from locator.streets.plane import Plane, scale

SNAP_LIMIT_M: Final = 250.0
"""What is farther from every street is not on the street network."""

NEAR_M: Final = 60.0
"""Most places are so near to a street: it is looked for there first."""

AT_NODE_M: Final = 0.01
"""So near an end of its edge a point is at the node, whichever way its edge runs."""

_AT_ONCE: Final = 4096  # points; some hundred segments each fit the processor's cache


class Snap(NamedTuple):
    """A point on the network.

    Parameters
    ----------
    edge : int
        The edge that it is on.
    along_m : float
        Metres along the edge, from the node where that begins.
    off_m : float
        Metres in a straight line from the place that was asked for.
    lon, lat : float
        WGS-84 degrees of the point on the edge.
    """

    edge: int
    along_m: float
    off_m: float
    lon: float
    lat: float


class Snapper:
    """Puts points on the edges of a network; immutable, for any number of threads.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    """

    def __init__(self, network: StreetNetwork) -> None:
        vertex_edges = np.repeat(np.arange(network.edge_count), np.diff(network.vertex_start))
        first = np.flatnonzero(vertex_edges[:-1] == vertex_edges[1:])
        self._plane = Plane(float(network.vertex_lons[0]))
        x, y = self._plane.project(network.vertex_lons, network.vertex_lats)
        self._x, self._y, self._edges = x[first], y[first], vertex_edges[first]
        self._dx, self._dy = x[first + 1] - self._x, y[first + 1] - self._y
        squares = self._dx**2 + self._dy**2
        self._shares = 1.0 / np.where(squares > 0.0, squares, np.inf)
        lengths = np.sqrt(squares) / scale(_middles(network.vertex_lats, first))
        self._begins_m, self._metres = _fitted(lengths, self._edges, network.edge_m)
        self._network = network
        stretch = 1.01 * float(scale(np.abs(network.vertex_lats)).max())
        self._cells = [
            SegmentCells(self._x, self._y, self._dx, self._dy, side=metres * stretch)
            for metres in (NEAR_M, SNAP_LIMIT_M)
        ]
        lats = network.vertex_lats
        self._lat_range = float(lats.min()) - 0.01, float(lats.max()) + 0.01

    def snap(self, *, lon: float, lat: float) -> Snap | None:
        """Return the nearest point on an edge, None where none is within 250 m."""
        south, north = self._lat_range
        if not south <= lat <= north or not isfinite(lon):
            return None
        x, y = self._plane.project(lon, lat)
        for cells in self._cells:
            segments = cells.around(x, y)
            if segments.size:
                part, square = self._project(x, y, segments)
                best = int(square.argmin())
                if square[best] <= cells.side**2:
                    return self._found(lon, lat, int(segments[best]), float(part[best]))
        return None

    def place(self, *, lons: ArrayLike, lats: ArrayLike) -> Placed:
        """Return many points put on the network; those that are nowhere near it stay off.

        Parameters
        ----------
        lons, lats : array_like, shape (n,)
            WGS-84 degrees; nan for no position.
        """
        lon, lat = (np.asarray(degrees, dtype=np.float64) for degrees in (lons, lats))
        placed = Placed.nowhere(self._network, lon.size)
        south, north = self._lat_range
        asked = np.flatnonzero((lat >= south) & (lat <= north) & np.isfinite(lon))
        for start in range(0, asked.size, _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            self._place(some, lon[some], lat[some], placed)
        return placed

    def _place(self, places: Ints, lon: Floats, lat: Floats, placed: Placed) -> None:
        found, segment, part = self._nearest(*self._plane.project(lon, lat))
        on_lon, on_lat = self._at(segment, part)
        off_m = distance_m(lon1=lon[found], lat1=lat[found], lon2=on_lon, lat2=on_lat)
        near = off_m <= SNAP_LIMIT_M
        to, segment = places[found[near]], segment[near]
        placed.snapped[to] = True
        placed.edge[to] = self._edges[segment]
        placed.along_m[to] = self._along_m(segment, part[near])
        placed.off_m[to] = off_m[near]
        placed.lons[to], placed.lats[to] = on_lon[near], on_lat[near]

    def _nearest(self, x: Floats, y: Floats) -> tuple[Ints, Ints, Floats]:
        """Return which points are near a segment, that segment, and how far along it they are."""
        nearest, parts = np.full(x.size, -1), np.zeros(x.size)
        for cells in self._cells:
            left = np.flatnonzero(nearest < 0)
            point, segments = cells.around_many(x[left], y[left])
            point = left[point]
            part, square = self._project(x[point], y[point], segments)
            found, best = _first_least(point, square)
            sure = square[best] <= cells.side**2
            nearest[found[sure]], parts[found[sure]] = segments[best[sure]], part[best[sure]]
        found = np.flatnonzero(nearest >= 0)
        return found, nearest[found], parts[found]

    def _project(
        self, x: Floats | float, y: Floats | float, segments: Ints
    ) -> tuple[Floats, Floats]:
        """Return how far along each segment its nearest point is, and the square off it."""
        dx, dy = self._dx[segments], self._dy[segments]
        east, north = x - self._x[segments], y - self._y[segments]
        part = ((east * dx + north * dy) * self._shares[segments]).clip(0.0, 1.0)
        return part, (east - part * dx) ** 2 + (north - part * dy) ** 2

    def _found(self, lon: float, lat: float, segment: int, part: float) -> Snap | None:
        on_lon, on_lat = (float(degrees) for degrees in self._at(segment, part))
        off_m: float = GEOD.inv(lon, lat, on_lon, on_lat)[2]
        if off_m > SNAP_LIMIT_M:
            return None
        along_m = float(self._along_m(segment, part))
        return Snap(int(self._edges[segment]), along_m, off_m, on_lon, on_lat)

    def _at(self, segment: Ints | int, part: Floats | float) -> tuple[Floats, Floats]:
        x = self._x[segment] + part * self._dx[segment]
        return self._plane.unproject(x, self._y[segment] + part * self._dy[segment])

    def _along_m(self, segment: Ints | int, part: Floats | float) -> Floats:
        along_m = self._begins_m[segment] + part * self._metres[segment]
        whole = self._network.edge_m[self._edges[segment]]
        along_m = np.where(along_m > whole - AT_NODE_M, whole, along_m)
        return np.where(along_m < AT_NODE_M, 0.0, along_m)


def _middles(lats: Floats, first: Ints) -> Floats:
    return (lats[first] + lats[first + 1]) / 2


def _fitted(lengths: Floats, edges: Ints, edge_m: Floats) -> tuple[Floats, Floats]:
    """Return where along its edge each segment begins, and its metres, adding up to the edge's."""
    totals = np.bincount(edges, weights=lengths, minlength=edge_m.size)
    metres = lengths * (edge_m / np.where(totals > 0, totals, 1.0))[edges]
    begins = np.cumsum(metres) - metres
    first = np.searchsorted(edges, np.arange(edge_m.size))
    return begins - begins[first][edges], metres


def _first_least(groups: Ints, values: Floats) -> tuple[Ints, Ints]:
    """Return the groups there are, in order, and where the first least value of each stands."""
    if not groups.size:
        return groups, groups
    begins = np.flatnonzero(np.diff(groups, prepend=-1))
    least = np.repeat(np.minimum.reduceat(values, begins), np.diff(begins, append=groups.size))
    hits = np.flatnonzero(values == least)
    first = hits[np.flatnonzero(np.diff(groups[hits], prepend=-1))]
    return groups[first], first
