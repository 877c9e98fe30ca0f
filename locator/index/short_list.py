"""The tree for so few points that looking at each is faster than any tree."""

from itertools import count as numbers
from itertools import repeat
from math import dist
from typing import Final

from locator.geodesy import Floats, Point

FEW: Final = 80
"""Up to so many points a kd-tree takes longer to be asked than this list to be gone through."""


class ShortList:
    """A few points that do not change, gone through one by one.

    Parameters
    ----------
    xyz : numpy.ndarray, shape (n, 3)
        Earth-centred metres; a point's row is its number.
    """

    def __init__(self, xyz: Floats) -> None:
        self._points: list[Point] = [(x, y, z) for x, y, z in xyz.tolist()]

    def __len__(self) -> int:
        return len(self._points)

    def rows(self) -> range:
        """Return the rows of all points."""
        return range(len(self._points))

    def closest(self, at: Point, count: int) -> tuple[list[float], list[int]]:
        """Return chords, rising, and rows of the closest points: `count`, at least 2, or all."""
        found = sorted(zip(map(dist, repeat(at), self._points), numbers()))[:count]
        return [chord for chord, _ in found], [row for _, row in found]

    def ball(self, at: Point, chord_m: float) -> list[int]:
        """Return the rows of all points within a chord, in any order."""
        return [row for row, point in enumerate(self._points) if dist(at, point) <= chord_m]
