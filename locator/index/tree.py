"""What a site index needs of a tree of points."""

from collections.abc import Sequence
from typing import Protocol

from locator.geodesy import Point


class Tree(Protocol):
    """Rows of points in earth-centred metres, found by chord; safe for several threads."""

    def __len__(self) -> int: ...

    def rows(self) -> Sequence[int]:
        """Return the rows of all points."""

    def closest(self, at: Point, count: int) -> tuple[list[float], list[int]]:
        """Return chords, rising, and rows of the closest points: `count`, at least 2, or all."""

    def ball(self, at: Point, chord_m: float) -> list[int]:
        """Return the rows of all points within a chord, in any order."""
