"""The parts of edges within reach of a place."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints
from locator.streets.placed import OFF_STREET_S_PER_M, stand_at
from locator.streets.searching.trees import grow
from locator.streets.snapping import Snap
from locator.streets.streets import Streets

BEYOND: Final = 1.2  # farther than so many times the limit is plainly outside


class Parts(NamedTuple):
    """Which parts of edges are within reach, as shares of their length.

    Parameters
    ----------
    nodes : bool array of shape (n,)
        The nodes within reach.
    beyond : bool array of shape (n,)
        The nodes farther than `BEYOND` times the limit.
    first, last : array of shape (m,)
        Each edge is reached up to `first` and from `last` on; below 0 and above 1 where
        its node is not.
    own : int
        The edge that the place is on.
    low, high : float
        The part of it around the place that is reached without leaving it.
    """

    nodes: NDArray[np.bool_]
    beyond: NDArray[np.bool_]
    first: Floats
    last: Floats
    own: int
    low: float
    high: float

    def hold(self, edge: Ints, share: Floats) -> NDArray[np.bool_]:
        """Say which points on edges are within reach."""
        from_ends = (share <= self.first[edge]) | (share >= self.last[edge])
        around = (edge == self.own) & (share >= self.low) & (share <= self.high)
        held: NDArray[np.bool_] = from_ends | around
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
    more_s = limit_s * (BEYOND - 1.0)
    network = streets.network
    tree = grow(
        streets.arcs(towards=towards),
        stand_at(network, snap.edge, snap.along_m),
        limit_s=left_s + more_s,
    )
    left = left_s - tree.seconds[:-1]
    leaving_s, coming_s = network.backward_s, network.forward_s
    if not towards:
        leaving_s, coming_s = coming_s, leaving_s
    spare_s = np.maximum(left, 0.0)
    start, end = network.edge_from, network.edge_to
    first = np.where(left[start] >= 0.0, spare_s[start] / leaving_s, -1.0)
    last = np.where(left[end] >= 0.0, 1.0 - spare_s[end] / coming_s, 2.0)
    own, here = snap.edge, snap.along_m / network.edge_m[snap.edge]
    low, high = here - left_s / coming_s[own], here + left_s / leaving_s[own]
    return Parts(left >= 0.0, left < -more_s, first, last, own, float(low), float(high))
