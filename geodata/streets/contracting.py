"""Joins segments into edges where nothing changes and nothing branches off.

A node is passed over when exactly two segments meet at it that have one name and, for
whoever comes through, one speed each way. What is left is a graph a fifth the size, whose
edges keep every bend of their line.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.streets.raw import Segments

Ints = NDArray[np.int64]
SAME_SPEED = 1e-9  # relative; speeds of one class are equal, those of one ferry nearly


class Chains(NamedTuple):
    """Segments in chains.

    Parameters
    ----------
    starts : int array of shape (m + 1,)
        Where each chain begins in `segments`.
    segments : int array of shape (s,)
        Every segment once, chain by chain, in the order one meets them.
    turned : bool array of shape (s,)
        Which of them are passed from their end to their start.
    """

    starts: Ints
    segments: Ints
    turned: NDArray[np.bool_]


def chains(cut: Segments) -> Chains:
    """Return the longest chains that are one street throughout.

    Parameters
    ----------
    cut : Segments
        Of at least one segment.

    Returns
    -------
    Chains
        A ring that meets nothing else begins and ends at one of its nodes.
    """
    follower = _followers(cut)
    count = len(cut.start)
    done = bytearray(count)
    order: list[int] = []
    starts = [0]
    heads = [half for half in range(2 * count) if follower[half ^ 1] < 0]
    for head in (*heads, *range(0, 2 * count, 2)):
        half = head
        if done[half >> 1]:
            continue
        while half >= 0 and not done[half >> 1]:
            done[half >> 1] = True
            order.append(half)
            half = follower[half]
        starts.append(len(order))
    halves = np.array(order, np.int64)
    return Chains(np.array(starts, np.int64), halves >> 1, (halves & 1).astype(np.bool_))


def _followers(cut: Segments) -> list[int]:
    """Return for each half segment the one that goes on after it, -1 where the chain ends.

    Half segment ``2 s`` is segment ``s`` from start to end, ``2 s + 1`` the same from end
    to start.
    """
    count = len(cut.start)
    leaves_from = np.empty(2 * count, np.int64)
    leaves_from[0::2], leaves_from[1::2] = cut.start, cut.end
    order = np.argsort(leaves_from, kind="stable")
    degree = np.bincount(leaves_from, minlength=len(cut.lons))
    begin = np.cumsum(degree) - degree
    passed = np.flatnonzero(degree == 2)
    a, b = order[begin[passed]], order[begin[passed] + 1]
    alike = (a >> 1 != b >> 1) & _alike(cut, a, b)
    a, b = a[alike], b[alike]
    follower = np.full(2 * count, -1, np.int64)
    follower[a ^ 1], follower[b ^ 1] = b, a
    return follower.tolist()


def _alike(cut: Segments, a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Tell whether coming in against `a` and going out along `b` changes nothing."""
    names = cut.name[a >> 1] == cut.name[b >> 1]
    there = np.isclose(_kmh(cut, a ^ 1), _kmh(cut, b), rtol=SAME_SPEED, atol=0.0)
    back = np.isclose(_kmh(cut, b ^ 1), _kmh(cut, a), rtol=SAME_SPEED, atol=0.0)
    same: NDArray[np.bool_] = names & there & back
    return same


def _kmh(cut: Segments, half: Ints) -> NDArray[np.float64]:
    speed: NDArray[np.float64] = np.where(
        half & 1, cut.backward_kmh[half >> 1], cut.forward_kmh[half >> 1]
    )
    return speed
