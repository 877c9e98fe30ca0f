"""The nearest sites of many places at once, exact all the same."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints, distance_m, to_ecef
from locator.index.chord import (
    CURVED_M,
    CURVED_OFF_M,
    at_least_m,
    closing_chords,
    curved_m,
)
from locator.index.curve import along_curve
from locator.index.kd_tree import KdTree

CHUNK = 8192  # places that one thread takes at a time
THREADS = 2

One = Callable[[float, float, int], tuple[list[int], list[float]]]


class Sites(NamedTuple):
    """Where the sites of an index are and what they are known by, by row."""

    lons: Floats
    lats: Floats
    positions: Ints


class Answer(NamedTuple):
    """Positions and metres, one line for each place; -1 and nan where there are no more."""

    positions: Ints
    distances_m: Floats

    @classmethod
    def empty(cls, lines: int, k: int) -> "Answer":
        """Return an answer without any site."""
        return cls(np.full((lines, k), -1), np.full((lines, k), np.nan))


def nearest_one_by_one(one: One, *, lons: Floats, lats: Floats, k: int) -> Answer:
    """Return the k nearest sites of each place by asking for one after the other."""
    answer = Answer.empty(len(lons), k)
    for line, (lon, lat) in enumerate(zip(lons.tolist(), lats.tolist(), strict=True)):
        positions, distances = one(lon, lat, k)
        answer.positions[line, : len(positions)] = positions
        answer.distances_m[line, : len(positions)] = distances
    return answer


def nearest_many(
    tree: KdTree, sites: Sites, one: One, *, lons: Floats, lats: Floats, k: int
) -> Answer:
    """Return the k nearest sites of each place, chunk by chunk in two threads.

    Parameters
    ----------
    tree : KdTree
        Not empty.
    sites : Sites
        The rows of the tree.
    one : callable
        Answers the few places whose candidates the closest chords do not settle.
    lons, lats : numpy.ndarray, shape (n,)
        WGS-84 degrees.
    k : int
        How many.
    """
    answer = Answer.empty(len(lons), k)
    order = along_curve(lons=lons, lats=lats)

    def settle(start: int) -> None:
        lines = order[start : start + CHUNK]
        found = _settle(tree, sites, one, lons=lons[lines], lats=lats[lines], k=k)
        width = found.positions.shape[1]
        answer.positions[lines, :width] = found.positions
        answer.distances_m[lines, :width] = found.distances_m

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(settle, range(0, len(lons), CHUNK)))
    return answer


def _settle(tree: KdTree, sites: Sites, one: One, *, lons: Floats, lats: Floats, k: int) -> Answer:
    at = to_ecef(lon=lons, lat=lats)
    chords, rows = tree.closest_many(at, min(k + 1, len(tree)))
    first = rows[:, :k]
    metres = curved_m(chords[:, :k], z1_m=at[:, 2:], z2_m=tree.z_m[first])
    answer = Answer(sites.positions[first], metres)
    unproven = np.flatnonzero(~_proven(chords, metres))
    closed = _closed(chords[unproven], k)
    lines = unproven[closed]
    _put(answer, lines, _measured(sites, first[lines], lons=lons[lines], lats=lats[lines]))
    lines = unproven[~closed]
    _put(answer, lines, nearest_one_by_one(one, lons=lons[lines], lats=lats[lines], k=k))
    return answer


def _proven(chords: Floats, metres: Floats) -> NDArray[np.bool_]:
    """Say for each line whether the first sites by chord are the nearest, in their order."""
    k = metres.shape[1]
    in_order = (np.diff(metres, axis=1) > 2.0 * CURVED_OFF_M).all(axis=1)
    farther = (at_least_m(chords[:, k:]) > metres[:, -1:] + CURVED_OFF_M).all(axis=1)
    near: NDArray[np.bool_] = chords[:, k - 1] <= CURVED_M
    return near & in_order & farther


def _closed(chords: Floats, k: int) -> NDArray[np.bool_]:
    """Say for each line whether no site beyond the first k can be among the nearest k."""
    if chords.shape[1] <= k:
        return np.ones(len(chords), dtype=np.bool_)
    return chords[:, k] > closing_chords(chords[:, k - 1])


def _measured(sites: Sites, rows: Ints, *, lons: Floats, lats: Floats) -> Answer:
    """Return the sites of each line in the order of (geodesic, position)."""
    positions = sites.positions[rows]
    distances = distance_m(
        lon1=lons[:, None], lat1=lats[:, None], lon2=sites.lons[rows], lat2=sites.lats[rows]
    )
    order = np.lexsort((positions, distances), axis=1)
    return Answer(
        np.take_along_axis(positions, order, axis=1), np.take_along_axis(distances, order, axis=1)
    )


def _put(answer: Answer, lines: Ints, found: Answer) -> None:
    answer.positions[lines] = found.positions[:, : answer.positions.shape[1]]
    answer.distances_m[lines] = found.distances_m[:, : answer.positions.shape[1]]
