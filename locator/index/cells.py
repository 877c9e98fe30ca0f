"""The tree for the sites of a city: most questions are answered from the cells around.

A question to a kd-tree passes through numpy for one place, which takes far longer than the
search; going through the few points of some cells does not.
"""

from itertools import chain, repeat
from math import dist, floor
from typing import Final

import numpy as np

from locator.geodesy import Floats, Point
from locator.index.chord import ROUNDING_M
from locator.index.kd_tree import KdTree

MOST: Final = 1_000  # points; with more, the kd-tree alone is as fast
TIMES: Final = 28
"""What a point takes once all rings are asked for, over a kd-tree alone.

`python -m bench memory` prints it.
"""

NEIGHBOURS: Final = 6  # that the cells around are to hold
SHARE: Final = 0.65  # of the points whose neighbours they hold
NEAR: Final = (-1, 0, 1)
AROUND: Final = tuple((column, line) for column in NEAR for line in NEAR)
FARTHER: Final = tuple(
    (column, line)
    for column in (-2, *NEAR, 2)
    for line in (-2, *NEAR, 2)
    if max(abs(column), abs(line)) == 2
)

Cell = tuple[int, int]
Members = tuple[list[Point], list[int]]  # and their rows


class CellTree(KdTree):
    """Points that do not change, in the square cells of a plane as well.

    The points are projected onto the plane through the earth's centre that faces the
    middle of them. That lengthens no chord: points outside the nine cells around a place, or
    the twenty-five where those hold too few, are at least as far away as the rim of these.

    Parameters
    ----------
    xyz : numpy.ndarray, shape (n, 3)
        Earth-centred metres; a point's row is its number. At least two.
    """

    def __init__(self, xyz: Floats) -> None:
        super().__init__(xyz)
        count = min(NEIGHBOURS + 1, len(xyz))  # the first one is the point itself
        farthest = self.closest_many(xyz, count)[0][:, -1]
        self._side = max(1.0, float(np.quantile(farthest, SHARE)))
        self._east, self._north = _axes(xyz)
        self._cells: dict[Cell, list[tuple[Point, int]]] = {}
        self._rings: dict[tuple[int, int, int], Members] = {}  # those asked for
        for row, (x, y, z) in enumerate(xyz.tolist()):
            at = (x, y, z)
            across, up = self._on_plane(at)
            self._cells.setdefault((floor(across), floor(up)), []).append((at, row))

    def closest(self, at: Point, count: int) -> tuple[list[float], list[int]]:
        """Return chords, rising, and rows of the closest points: `count`, at least 2, or all."""
        if count > NEIGHBOURS:  # the cells around seldom hold so many
            return super().closest(at, count)
        across, up = self._on_plane(at)
        column, line = floor(across), floor(up)
        inside = min(across - column, 1.0 - (across - column), up - line, 1.0 - (up - line))
        found: list[tuple[float, int]] = []
        for rings in (1, 2):
            points, rows = self._rings.get((column, line, rings)) or self._ring(column, line, rings)
            found += zip(map(dist, repeat(at), points), rows, strict=False)
            found.sort()
            reach = (rings + inside) * self._side - ROUNDING_M
            if len(found) >= count and found[count - 1][0] < reach:
                chords, nearest = zip(*found[:count], strict=True)
                return list(chords), list(nearest)
        return super().closest(at, count)

    def _ring(self, column: int, line: int, rings: int) -> Members:
        """Return the points of the nine cells around one, or of the ring around those."""
        offsets = AROUND if rings == 1 else FARTHER
        cells = (self._cells.get((column + x, line + y), ()) for x, y in offsets)
        near = list(chain.from_iterable(cells))
        members = [point for point, _ in near], [row for _, row in near]
        if near:  # elsewhere there is no end of cells
            self._rings[column, line, rings] = members
        return members

    def _on_plane(self, at: Point) -> tuple[float, float]:
        """Return where a point is on the plane, in sides of a cell."""
        (x, y, z), east, north = at, self._east, self._north
        across = x * east[0] + y * east[1] + z * east[2]
        up = x * north[0] + y * north[1] + z * north[2]
        return across / self._side, up / self._side


def _axes(xyz: Floats) -> tuple[Point, Point]:
    """Return two directions at right angles to each other and to the middle of points."""
    _, east, north = np.linalg.svd(xyz.mean(axis=0)[None, :])[2].tolist()
    return tuple(east), tuple(north)
