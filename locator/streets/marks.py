"""Streets as cells of a grid, to draw areas from."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints
from locator.streets.local import Local
from locator.streets.network import NodeIds, StreetNetwork
from locator.streets.placed import Pair

WIDTHS_M: Final = (10.0, 20.0, 40.0)  # of cells
AT_ONCE: Final = 16_384  # edges; their points take some megabytes while they are made

Shares = NDArray[np.float32]


class Marks:
    """Points on edges, one for each cell that an edge runs through; immutable.

    Cells of neighbouring points touch each other, at a corner at least.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    cell_m : float
        How wide the cells are.

    Attributes
    ----------
    cell_m : float
        As given.
    nodes : numpy.ndarray of int32, shape (2, n)
        Columns and rows of the nodes.
    cells : numpy.ndarray of int32, shape (2, m)
        Columns and rows of the points, edge by edge.
    share : numpy.ndarray of float32, shape (m,)
        How far along its edge each is, from 0 to 1.
    start : numpy.ndarray, shape (edges + 1,)
        Where the points of each edge begin.
    """

    def __init__(self, network: StreetNetwork, cell_m: float) -> None:
        self.cell_m = cell_m
        self._local = Local.at(float(network.node_lons[0]), float(np.median(network.node_lats)))
        nodes = self._local.metres(network.node_lons, network.node_lats)
        self.nodes: NodeIds = _cells(nodes, cell_m)
        starts = range(0, network.edge_count, AT_ONCE)
        edge, share, cells = zip(*(self._made(network, start) for start in starts), strict=True)
        self.cells: NodeIds = np.concatenate(cells, axis=1)
        self.share = np.concatenate(share)
        self.start = np.searchsorted(np.concatenate(edge), np.arange(network.edge_count + 1))

    def _made(self, network: StreetNetwork, start: int) -> tuple[NodeIds, Shares, NodeIds]:
        """Return the marks of the edges from one on: edge, share and cell."""
        edges = np.arange(start, min(start + AT_ONCE, network.edge_count))
        edge, share, points = _along(network, self._local, edges, self.cell_m)
        cells = _cells(points, self.cell_m)
        fresh = np.ones(edge.size, np.bool_)
        fresh[1:] = (np.diff(cells) != 0).any(axis=0) | (np.diff(edge) != 0)
        return edge[fresh].astype(np.int32), share[fresh].astype(np.float32), cells[:, fresh]

    def degrees(self, corners: Floats, *, near: float) -> Floats:
        """Return degrees of columns and rows, shape (n, 2), on the turn of a longitude."""
        degrees = self._local.degrees(corners * self.cell_m)
        degrees[:, 0] += 360.0 * round((near - self._local.lon) / 360.0)
        return degrees

    def line(self, lons: Pair, lats: Pair) -> NodeIds:
        """Return the cells along a straight line between two places."""
        start, end = self._local.metres(np.array(lons), np.array(lats))
        count = int(np.hypot(*(end - start)) / self.cell_m) + 2
        return _cells(
            start + np.arange(count)[:, None] * ((end - start) / (count - 1)), self.cell_m
        )

    def on(self, edges: Ints) -> tuple[Ints, Ints]:
        """Return the points on edges, each with its edge's place among those given."""
        start = self.start[edges]
        count = self.start[edges + 1] - start
        place = np.repeat(np.arange(edges.size), count)
        return place, counted(count) + start[place]


def counted(counts: Ints) -> Ints:
    """Return 0, 1, 2 … up to each count, one after the other."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)


def _cells(metres: Floats, cell_m: float) -> NodeIds:
    return np.ascontiguousarray(np.floor(metres / cell_m).astype(np.int32).T)


def _along(
    network: StreetNetwork, local: Local, edges: Ints, step_m: float
) -> tuple[Ints, Floats, Floats]:
    """Return points at most so far apart on edges: edge, share of its length, metres."""
    count = np.diff(network.vertex_start)[edges] - 1
    owner = np.repeat(np.arange(edges.size), count)
    first = counted(count) + network.vertex_start[edges][owner]
    here = local.metres(network.vertex_lons[first], network.vertex_lats[first])
    step = local.metres(network.vertex_lons[first + 1], network.vertex_lats[first + 1]) - here
    length = np.hypot(step[:, 0], step[:, 1])
    whole = np.maximum(np.bincount(owner, length, minlength=edges.size), 1e-9)
    before = np.cumsum(length) - length
    before -= before[np.cumsum(count) - count][owner]
    pieces = np.ceil(length / step_m).astype(np.int64) + 1
    segment = np.repeat(np.arange(length.size), pieces + 1)
    part = counted(pieces + 1) / pieces[segment]
    share = (before[segment] + part * length[segment]) / whole[owner[segment]]
    points = here[segment] + part[:, None] * step[segment]
    return edges[owner[segment]], share.clip(0.0, 1.0), points
