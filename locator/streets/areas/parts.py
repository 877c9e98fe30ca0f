"""The parts of edges within reach of a place."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints
from locator.streets.placed import OFF_STREET_S_PER_M, stand_at
from locator.streets.searching.trees import grow
from locator.streets.snapping import Snap
from locator.streets.streets import Streets


class Parts(NamedTuple):
    """Which parts of edges are within reach, as shares of their length.

    Parameters
    ----------
    nodes : int array of shape (n,)
        The nodes within reach.
    edges : int array of shape (m,)
        The edges with a part within reach; the last is the one that the place is on.
    first, last : array of shape (m,)
        Each edge is reached up to `first` and from `last` on; below 0 and above 1 where
        its node is not.
    low, high : float
        The part of the place's own edge that is reached without leaving it.
    """

    nodes: Ints
    edges: Ints
    first: Floats
    last: Floats
    low: float
    high: float

    def hold(self, place: Ints, share: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
        """Say which points are within reach, on edges given by their places in `edges`."""
        held: NDArray[np.bool_] = (share <= self.first[place]) | (share >= self.last[place])
        own = np.searchsorted(place, self.edges.size - 1)
        held[own:] |= (share[own:] >= self.low) & (share[own:] <= self.high)
        return held


def parts_within(streets: Streets, snap: Snap, limit_s: float, *, towards: bool) -> Parts | None:
    """Return the parts of edges within reach of a place; None where its street is not.

    Parameters
    ----------
    streets : Streets
        The network.
    snap : Snap
        The place.
    limit_s : float
        Seconds of travel.
    towards : bool
        Whether one goes to the place or comes from it.
    """
    left_s = limit_s - snap.off_m * OFF_STREET_S_PER_M
    if left_s < 0.0:
        return None
    network = streets.network
    stand = stand_at(network, snap.edge, snap.along_m)
    spare_s = left_s - grow(streets.arcs(towards=towards), stand, limit_s=left_s).seconds[:-1]
    within = spare_s >= 0.0
    some = within.take(network.edge_from) | within.take(network.edge_to)
    some[snap.edge] = False
    edges = np.append(np.flatnonzero(some), snap.edge)
    start, end = network.edge_from[edges], network.edge_to[edges]
    leaving_s, coming_s = network.backward_s[edges], network.forward_s[edges]
    if not towards:
        leaving_s, coming_s = coming_s, leaving_s
    first = np.where(within[start], spare_s[start].clip(0.0) / leaving_s, -1.0)
    last = np.where(within[end], 1.0 - spare_s[end].clip(0.0) / coming_s, 2.0)
    here = snap.along_m / network.edge_m[snap.edge]
    low, high = here - left_s / coming_s[-1], here + left_s / leaving_s[-1]
    return Parts(np.flatnonzero(within), edges, first, last, float(low), float(high))
