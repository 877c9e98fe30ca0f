"""What a phone needs to rank by street minutes without telling where it is: one square of town.

A phone tells the square of about 1 km that it is in, and works out the rest itself. Minutes at
points 100 m apart proved too coarse, for parallel streets, rivers and one-ways: `bench.near`
prints by how much. So a square holds its streets, and for each point where one can leave it the
nearest sites. Whoever walks from inside to a site either stays
inside, on streets that are known, or passes such a point; and a site among the k nearest of
the rider is among the k nearest of that point. What a phone works out from there is exact.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints
from locator.streets.network import StreetNetwork
from locator.streets.placed import Placed
from locator.streets.streets import Streets

CELLS_PER_DEGREE: Final = 100
"""Hundredths of a degree: 1.1 km from south to north, and 1 km or less from west to east. A
grid that anybody can work out with one multiplication, the same for every city and mode."""

NEAREST: Final = 12
NEAREST_ALWAYS: Final = 3
BORDER_DEG: Final = 0.0002  # about 20 m along a border
BESIDE_DEG: Final = 1e-7  # to both sides of it
MARGIN_DEG: Final = 0.01  # around all streets: farther than anybody is put on one, up to 75 degrees
AROUND_DEG: Final = 0.0003  # about 30 m: so near beyond its border a street belongs to it as well
SAMPLE_DEG: Final = 0.0002  # about 20 m along a street

BELOW: Final = 200 * CELLS_PER_DEGREE  # no degree is less than that below 0
COLUMNS: Final = 2 * BELOW

Mask = NDArray[np.bool_]


class Cell(NamedTuple):
    """A square of the grid: its south-western corner in hundredths of a degree.

    Parameters
    ----------
    lat, lon : int
        Whole hundredths of a degree, rounded down.
    """

    lat: int
    lon: int

    @property
    def name(self) -> str:
        """What it is called in addresses, ``lat_lon``."""
        return f"{self.lat}_{self.lon}"

    @classmethod
    def at(cls, *, lon: float, lat: float) -> "Cell":
        """Return the square that a place is in."""
        return cls(floor(lat * CELLS_PER_DEGREE), floor(lon * CELLS_PER_DEGREE))


class Exit(NamedTuple):
    """A node where one can leave a square.

    Parameters
    ----------
    node : int
        Of the network.
    near, always : tuple of (int, float)
        Its nearest sites, and the nearest of those open round the clock: place of the
        site and minutes, nearest first. Fewer than `NEAREST` or `NEAREST_ALWAYS`: there
        are no more.
    """

    node: int
    near: tuple[tuple[int, float], ...]
    always: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class NearCell:
    """Streets of a square, the sites on them, and the nearest sites of where one leaves it.

    Parameters
    ----------
    cell : Cell
        Which square.
    edges : numpy.ndarray of int
        Edges of the network that belong to it, whole.
    sites : numpy.ndarray of int
        Places of the sites that stand on these edges.
    exits : tuple of Exit
        By node.
    """

    cell: Cell
    edges: Ints
    sites: Ints
    exits: tuple[Exit, ...]


def near_cells(streets: Streets, sites: Placed, *, always: Mask) -> Iterator[NearCell]:
    """Return every square of a network, from south to north.

    Parameters
    ----------
    streets : Streets
        The network.
    sites : Placed
        Where the sites are.
    always : numpy.ndarray of bool, shape (n,)
        Which of them are open round the clock.
    """
    cells, members = edges_of_cells(streets)
    network = streets.network
    everywhere = departures(network, np.arange(network.edge_count))
    ways_out = np.bincount(everywhere, minlength=network.node_count)
    leaving = [exits_of(network, edges, ways_out) for edges in members]
    nodes = np.unique(np.concatenate(leaving))
    at = placed_at_nodes(network, nodes)
    near = streets.nearest_each(at, to=sites, k=NEAREST)
    round_the_clock = streets.nearest_each(at, to=sites, k=NEAREST_ALWAYS, passing=always)
    for cell, edges, exits in zip(cells, members, leaving, strict=True):
        rows = np.searchsorted(nodes, exits).tolist()
        found = zip(exits.tolist(), listed(near, rows), listed(round_the_clock, rows), strict=True)
        on_them = np.flatnonzero(np.isin(sites.edge, edges))
        yield NearCell(cell, edges, on_them, tuple(Exit(*each) for each in found))


def listed(
    found: tuple[NDArray[np.int32], NDArray[np.float32]], rows: Sequence[int]
) -> list[tuple[tuple[int, float], ...]]:
    """Return rows of an answer as pairs of a site's place and minutes."""
    places, minutes = found[0][rows].tolist(), found[1][rows].tolist()
    return [
        tuple((site, took) for site, took in zip(*row, strict=True) if site >= 0)
        for row in zip(places, minutes, strict=True)
    ]


def edges_of_cells(streets: Streets) -> tuple[list[Cell], list[Ints]]:
    """Return the squares that have streets, and the edges that belong to each.

    Those that run through it or within 30 m of it, and those that are the nearest street
    of some point on its border.
    """
    lons, lats, edges = street_samples(streets.network)
    points = [(lons, lats, edges)]
    for east, north in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        points.append((lons + east * AROUND_DEG, lats + north * AROUND_DEG, edges))
    points.append(border_samples(streets))
    columns, rows, of_edges = (np.concatenate(part) for part in zip(*points, strict=True))
    here = whole(rows) * COLUMNS + whole(columns)
    pairs = np.unique(here * streets.network.edge_count + of_edges)  # by one number: far faster
    squares, edges = np.divmod(pairs, streets.network.edge_count)
    begins = np.flatnonzero(np.diff(squares, prepend=squares[0] - 1))
    cells = [
        Cell(*(degrees - BELOW for degrees in divmod(square, COLUMNS)))
        for square in squares[begins].tolist()
    ]
    return cells, np.split(edges, begins[1:])


def whole(degrees: Floats) -> Ints:
    """Return hundredths of a degree, rounded down, and counted so that all are above 0."""
    return np.floor(degrees * CELLS_PER_DEGREE).astype(np.int64) + BELOW


def street_samples(network: StreetNetwork) -> tuple[Floats, Floats, Ints]:
    """Return longitudes and latitudes of points along all streets, and their edges."""
    edge = np.repeat(np.arange(network.edge_count), np.diff(network.vertex_start))
    first = np.flatnonzero(edge[:-1] == edge[1:])
    lons, lats = network.vertex_lons, network.vertex_lats
    dlon, dlat = lons[first + 1] - lons[first], lats[first + 1] - lats[first]
    counts = np.ceil(np.maximum(abs(dlon), abs(dlat)) / SAMPLE_DEG).astype(np.int64) + 1
    piece = np.repeat(np.arange(first.size), counts)
    step = np.arange(piece.size) - np.repeat(np.cumsum(counts) - counts, counts)
    part = step / np.maximum(counts - 1, 1)[piece]
    begin = first[piece]
    return lons[begin] + part * dlon[piece], lats[begin] + part * dlat[piece], edge[begin]


def border_samples(streets: Streets) -> tuple[Floats, Floats, Ints]:
    """Return points on both sides of the grid's lines, and the edge nearest to each.

    From a place inside a square whose nearest street is outside, the straight line there
    crosses the border, and that street is the nearest of the crossing, too.
    """
    sides = []
    for lons, lats in grid_lines(streets.network):  # one by one: a province has millions of points
        placed = streets.place(lons=lons, lats=lats)
        on = placed.snapped
        sides += [
            (lons[on] + east * BESIDE_DEG, lats[on] + north * BESIDE_DEG, placed.edge[on])
            for east in (-1, 1)
            for north in (-1, 1)
        ]
    beside, above, edges = (np.concatenate(part) for part in zip(*sides, strict=True))
    return beside, above, edges


def grid_lines(network: StreetNetwork) -> Iterator[tuple[Floats, Floats]]:
    """Yield points all along each line of the grid over a network, row by row, then by columns."""
    lons, lats = network.vertex_lons, network.vertex_lats
    west, south, east, north = lons.min(), lats.min(), lons.max(), lats.max()
    lines, fine = 1 / CELLS_PER_DEGREE, BORDER_DEG
    along_row, along_column = steps_over(west, east, fine), steps_over(south, north, fine)
    for lat in steps_over(south, north, lines):
        yield along_row, np.full_like(along_row, lat)
    for lon in steps_over(west, east, lines):
        yield np.full_like(along_column, lon), along_column


def steps_over(low: float, high: float, step: float) -> Floats:
    """Return multiples of a step from below one value, snapping's limit included, to above one."""
    first, last = floor((low - MARGIN_DEG) / step), floor((high + MARGIN_DEG) / step) + 1
    return np.arange(first, last + 1, dtype=np.float64) * step


def departures(network: StreetNetwork, edges: Ints) -> Ints:
    """Return the node of every way onto one of some edges."""
    onward, back = network.edge_from[edges], network.edge_to[edges]
    return np.concatenate(
        (
            onward[np.isfinite(network.forward_s[edges])],
            back[np.isfinite(network.backward_s[edges])],
        )
    )


def exits_of(network: StreetNetwork, edges: Ints, ways_out: Ints) -> Ints:
    """Return the nodes, in order, from which one can leave a set of edges.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    edges : numpy.ndarray of int
        Some of its edges.
    ways_out : numpy.ndarray of int
        How many ways lead onto an edge, at every node of the network.
    """
    ends = np.unique(np.concatenate((network.edge_from[edges], network.edge_to[edges])))
    inside = np.searchsorted(ends, departures(network, edges))
    return ends[np.bincount(inside, minlength=ends.size) < ways_out[ends]].astype(np.int64)


def placed_at_nodes(network: StreetNetwork, nodes: Ints) -> Placed:
    """Return nodes as points on the network: each at the end of an edge of its own."""
    ends = np.concatenate((network.edge_from, network.edge_to))
    order = np.argsort(ends, kind="stable")
    edge = order[np.searchsorted(ends[order], nodes)]
    at_end = edge >= network.edge_count
    edge = edge % network.edge_count
    return Placed(
        network=network,
        snapped=np.ones(nodes.size, dtype=np.bool_),
        edge=edge,
        along_m=np.where(at_end, network.edge_m[edge], 0.0),
        off_m=np.zeros(nodes.size),
        lons=network.node_lons[nodes],
        lats=network.node_lats[nodes],
    )
