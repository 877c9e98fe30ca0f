"""Points on streets, close enough together to mark a grid."""

from typing import Final, NamedTuple

import numpy as np

from locator.geodesy import Floats, Ints
from locator.streets.areas.local import Local
from locator.streets.network import StreetNetwork

SAMPLE_M: Final = 15.0


class Samples(NamedTuple):
    """Points on edges, both ends included.

    Parameters
    ----------
    edge : int array of shape (n,)
        What each is on.
    share : array of shape (n,)
        How far along the edge, from 0 to 1.
    points : array of shape (n, 2)
        Metres.
    """

    edge: Ints
    share: Floats
    points: Floats


def samples(network: StreetNetwork, local: Local, edges: Ints) -> Samples:
    """Return points at most 15 m apart on some edges.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    local : Local
        The metres to count in.
    edges : int array of shape (k,)
        Which ones.
    """
    start, count = network.vertex_start[edges], np.diff(network.vertex_start)[edges] - 1
    owner = np.repeat(np.arange(edges.size), count)
    first = _counted(count) + start[owner]
    here = local.metres(network.vertex_lons[first], network.vertex_lats[first])
    step = local.metres(network.vertex_lons[first + 1], network.vertex_lats[first + 1]) - here
    length = np.hypot(step[:, 0], step[:, 1])
    whole = np.maximum(np.bincount(owner, length, minlength=edges.size), 1e-9)
    before = np.cumsum(length) - length
    before -= before[np.cumsum(count) - count][owner]
    pieces = np.ceil(length / SAMPLE_M).astype(np.int64) + 1
    segment = np.repeat(np.arange(length.size), pieces + 1)
    part = _counted(pieces + 1) / pieces[segment]
    share = (before[segment] + part * length[segment]) / whole[owner[segment]]
    points = here[segment] + part[:, None] * step[segment]
    return Samples(edges[owner[segment]], share.clip(0.0, 1.0), points)


def line(start: Floats, end: Floats) -> Floats:
    """Return points at most 15 m apart on a straight line, ends included."""
    count = int(np.hypot(*(end - start)) / SAMPLE_M) + 2
    return np.linspace(start, end, count)


def _counted(counts: Ints) -> Ints:
    """Return 0, 1, 2 … up to each count, one after the other."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
