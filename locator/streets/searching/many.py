"""Many points at once: the nearest of each, and everything within reach."""

from collections.abc import Iterator
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from locator.geodesy import Floats, Ints
from locator.streets.network import NodeIds
from locator.streets.placed import OFF_STREET_S_PER_M, Ends, Placed
from locator.streets.searching.arcs import Arcs
from locator.streets.searching.question import SAME_S, Mask

SITES_AT_ONCE: Final = 32
POINTS_AT_ONCE: Final = 65_536  # with so many sites, 17 MB of seconds

POSITION_BITS: Final = 20
"""A site's position fits, and above it 100 days in millionths of a second."""

NOBODY: Final = np.iinfo(np.int64).max


def nearest_each(
    towards: Arcs, at: Placed, to: Placed, *, k: int, passing: Mask | None
) -> tuple[NodeIds, NDArray[np.float32]]:
    """Return the k nearest of some sites for each of many points.

    Parameters
    ----------
    towards : Arcs
        The streets, turned round.
    at, to : Placed
        The points, and the sites.
    k : int
        How many.
    passing : numpy.ndarray of bool, shape (n,), or None
        Which sites are wanted; None: all.

    Returns
    -------
    positions : numpy.ndarray of int32, shape (p, k)
        Of sites, nearest first; -1 where there are no more, or the point is not on
        the network.
    minutes : numpy.ndarray of float32, shape (p, k)
        Of travel; nan there.
    """
    ends = at.ends
    best = np.full((len(at), k), NOBODY)
    for sites, points, seconds in _seconds(towards, ends, to.ends, _wanted(to, passing), inf):
        rows = ends.position[points]
        found = np.rint(seconds / SAME_S).astype(np.int64) << POSITION_BITS
        found |= to.ends.position[sites]
        both = np.hstack((best[rows], found))
        best[rows] = np.partition(both, k - 1, axis=1)[:, :k]
    best.sort(axis=1)
    none = best == NOBODY
    minutes = np.where(none, np.nan, (best >> POSITION_BITS) * (SAME_S / 60.0))
    positions = np.where(none, -1, best & ((1 << POSITION_BITS) - 1))
    return positions.astype(np.int32), minutes.astype(np.float32)


def reach(towards: Arcs, demand: Placed, sites: Placed, *, max_min: float) -> csr_array:
    """Return minutes from all demand to all sites within a limit.

    Parameters
    ----------
    towards : Arcs
        The streets, turned round.
    demand, sites : Placed
        From where, and to where.
    max_min : float
        How many minutes a way may take.

    Returns
    -------
    scipy.sparse.csr_array, shape (demand, sites)
        Minutes; what is not stored is not within reach, a stored 0 is there already.
    """
    ends, max_s = demand.ends, max_min * 60.0
    rows, columns, minutes = [], [], []
    for place, points, seconds in _seconds(towards, ends, sites.ends, _wanted(sites, None), max_s):
        point, site = np.nonzero(seconds <= max_s)
        rows.append(ends.position[points][point])
        columns.append(sites.ends.position[place][site])
        minutes.append(seconds[point, site] / 60.0)
    shape = len(demand), len(sites)
    if not rows:
        return csr_array(shape)
    found = np.concatenate(minutes), (np.concatenate(rows), np.concatenate(columns))
    return coo_array(found, shape=shape).tocsr()


def _wanted(to: Placed, passing: Mask | None) -> Ints:
    on = to.ends.position
    return np.arange(on.size) if passing is None else np.flatnonzero(passing[on])


def _seconds(
    towards: Arcs, ends: Ends, to: Ends, sites: Ints, limit_s: float
) -> Iterator[tuple[Ints, slice, Floats]]:
    """Yield some sites, some points and the seconds between them, straight bits included."""
    for first in range(0, sites.size, SITES_AT_ONCE):
        some = sites[first : first + SITES_AT_ONCE]
        graph = towards.many(to.nodes[some], to.arriving_s[some])
        roots = towards.node_count + np.arange(some.size)
        trees = np.ascontiguousarray(dijkstra(graph, indices=roots, limit=limit_s).T)
        for begin in range(0, ends.position.size, POINTS_AT_ONCE):
            points = slice(begin, begin + POINTS_AT_ONCE)
            yield some, points, _between(trees, ends, points, to, some)


def _between(trees: Floats, ends: Ends, points: slice, to: Ends, sites: Ints) -> Floats:
    """Return seconds from points to sites, a line for each point."""
    nodes, leaving_s = ends.nodes[points], ends.leaving_s[points]
    seconds = trees[nodes[:, 0], : sites.size] + leaving_s[:, :1]
    np.minimum(seconds, trees[nodes[:, 1], : sites.size] + leaving_s[:, 1:], out=seconds)
    for column, site in enumerate(sites.tolist()):
        same = _on_edge(ends, int(to.edge[site]), points)
        if same.size:
            along_s = _along_s(ends, same, float(to.metres[site, 0]))
            rows = same - points.start
            seconds[rows, column] = np.minimum(seconds[rows, column], along_s)
    offs_m = ends.off_m[points, None] + to.off_m[sites]
    return seconds + offs_m * OFF_STREET_S_PER_M


def _on_edge(ends: Ends, edge: int, points: slice) -> Ints:
    places = [place for place in ends.on_edge.get(edge, ()) if points.start <= place < points.stop]
    return np.array(places, dtype=np.int64)


def _along_s(ends: Ends, places: Ints, along_m: float) -> Floats:
    """Return seconds along an edge from points on it to where a site is on it."""
    metres = along_m - ends.metres[places, 0]
    end = (metres > 0).astype(np.int64)  # the end that one goes towards
    whole_m, whole_s = ends.metres[places, end], ends.leaving_s[places, end]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(metres == 0.0, 0.0, whole_s * np.abs(metres) / whole_m)
