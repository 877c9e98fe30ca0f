"""The tree that takes edits: rtree on earth-centred metres, under a lock.

One rtree index that two threads read crashes the interpreter, and a coordinate that is
not a number does so on insert: every call holds the lock, and positions are checked
before they come here. Only integers are stored, since rtree unpickles anything else.
"""

from math import dist

import numpy as np
from rtree.index import Index, Property

from locator.geodesy import Floats, Point
from locator.index.locks import ONE_AT_A_TIME


class RTree:
    """Points that come and go.

    Parameters
    ----------
    xyz : numpy.ndarray, shape (n, 3)
        Earth-centred metres; a point's row is its number.
    """

    def __init__(self, xyz: Floats) -> None:
        rows = np.arange(len(xyz))
        boxes = {"properties": Property(dimension=3)}
        with ONE_AT_A_TIME:
            self._index = Index((rows, xyz, xyz), **boxes) if len(xyz) else Index(**boxes)
        self._xyz: dict[int, Point] = dict(enumerate(map(tuple, xyz.tolist())))

    def __len__(self) -> int:
        return len(self._xyz)

    def rows(self) -> list[int]:
        """Return the rows of all points."""
        with ONE_AT_A_TIME:
            return list(self._xyz)

    def insert(self, row: int, at: Point) -> None:
        """Add a point under a number that is free."""
        with ONE_AT_A_TIME:
            self._index.insert(row, at + at)
            self._xyz[row] = at

    def remove(self, row: int) -> None:
        """Take a point away."""
        with ONE_AT_A_TIME:
            at = self._xyz.pop(row)
            self._index.delete(row, at + at)

    def closest(self, at: Point, count: int) -> tuple[list[float], list[int]]:
        """Return chords, rising, and rows of the closest points: `count`, at least 2, or all."""
        with ONE_AT_A_TIME:  # rtree returns all ties with the last one: cut after sorting
            found = [(dist(at, self._xyz[r]), r) for r in self._index.nearest(at + at, count)]
        found.sort()
        return [chord for chord, _ in found[:count]], [row for _, row in found[:count]]

    def ball(self, at: Point, chord_m: float) -> list[int]:
        """Return the rows of all points within a chord, in any order."""
        low, high = (tuple(axis + by for axis in at) for by in (-chord_m, chord_m))
        with ONE_AT_A_TIME:
            boxed = list(self._index.intersection(low + high))
            return [row for row in boxed if dist(at, self._xyz[row]) <= chord_m]
