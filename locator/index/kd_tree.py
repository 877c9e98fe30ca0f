"""The fast tree: scipy's kd-tree, immutable, read by any number of threads."""

from typing import cast

from scipy.spatial import cKDTree

from locator.geodesy import Floats, Ints, Point


class KdTree:
    """Points that do not change.

    Parameters
    ----------
    xyz : numpy.ndarray, shape (n, 3)
        Earth-centred metres; a point's row is its number.
    """

    def __init__(self, xyz: Floats) -> None:
        self._tree = cKDTree(xyz)

    def __len__(self) -> int:
        return self._tree.n

    @property
    def z_m(self) -> Floats:
        """Earth-centred z of each point."""
        z: Floats = self._tree.data[:, 2]
        return z

    def rows(self) -> range:
        """Return the rows of all points."""
        return range(self._tree.n)

    def closest(self, at: Point, count: int) -> tuple[list[float], list[int]]:
        """Return chords, rising, and rows of the closest points: `count`, at least 2, or all."""
        found = self._tree.query(at, min(count, self._tree.n))
        chords, rows = cast("tuple[Floats, Ints]", found)
        return chords.tolist(), rows.tolist()

    def closest_many(self, at: Floats, count: int) -> tuple[Floats, Ints]:
        """Return chords, rising, and rows for each of m places, shapes (m, count).

        `count` is at most the number of points.
        """
        return cast("tuple[Floats, Ints]", self._tree.query(at, range(1, count + 1)))

    def ball(self, at: Point, chord_m: float) -> list[int]:
        """Return the rows of all points within a chord, in any order."""
        return self._tree.query_ball_point(at, chord_m)
