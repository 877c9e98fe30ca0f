"""Which segments of streets are near a point: square cells of the plane."""

from typing import Final

import numpy as np

from locator.geodesy import Floats, Ints

_AROUND: Final = np.array([-1, 0, 1])


class SegmentCells:
    """Segments by the cells that they pass through.

    Parameters
    ----------
    x, y, dx, dy : numpy.ndarray, shape (s,)
        Where each segment begins in the plane, and how far it goes.
    side : float
        Of a cell. Whatever is nearer to a point than that is found around it.

    Attributes
    ----------
    side : float
        As given.
    """

    def __init__(self, x: Floats, y: Floats, dx: Floats, dy: Floats, *, side: float) -> None:
        self.side = side
        self._west = float(min(x.min(), (x + dx).min())) - side
        self._south = float(min(y.min(), (y + dy).min())) - side
        columns = (float(max(x.max(), (x + dx).max())) - self._west) // side + 3
        self._columns = int(columns)
        cells, segments = self._corners(*_pieces(x, y, dx, dy, side))
        pairs = np.unique(np.stack((cells, segments)), axis=1)
        self._cells, self._segments = pairs[0].copy(), pairs[1].copy()

    def around(self, x: float, y: float) -> Ints:
        """Return segments, some more than once: all those nearer to one point than a side."""
        row = int((y - self._south) // self.side)
        column = min(max(int((x - self._west) // self.side), 0), self._columns)
        cells = [
            (row + up) * self._columns + column + side for up in (-1, 0, 1) for side in (-1, 2)
        ]
        begins = self._cells.searchsorted(cells).tolist()
        rows = zip(begins[::2], begins[1::2], strict=True)
        return np.concatenate([self._segments[begin:end] for begin, end in rows])

    def around_many(self, x: Floats, y: Floats) -> tuple[Ints, Ints]:
        """Return the same for many points: places of points, in order, and their segments."""
        begins, ends = self._rows(x, y)
        lengths = (ends - begins).ravel()
        points = np.repeat(np.arange(x.size), (ends - begins).sum(axis=1))
        starts = np.cumsum(lengths) - lengths
        entries = np.arange(points.size) + np.repeat(begins.ravel() - starts, lengths)
        return points, self._segments[entries]

    def _rows(self, x: Floats, y: Floats) -> tuple[Ints, Ints]:
        """Return where the entries of the three rows of cells around each point begin and end."""
        column = np.clip(np.floor((x - self._west) / self.side), 0, self._columns)
        row = np.floor((y - self._south) / self.side)
        middle = ((row * self._columns) + column).astype(np.int64)[:, None]
        middle = middle + _AROUND * self._columns
        return np.searchsorted(self._cells, middle - 1), np.searchsorted(
            self._cells, middle + 1, side="right"
        )

    def _corners(
        self, x: Floats, y: Floats, dx: Floats, dy: Floats, segments: Ints
    ) -> tuple[Ints, Ints]:
        """Return the cells at the corners of the boxes of pieces no longer than a side."""
        cells = [
            np.floor((north - self._south) / self.side) * self._columns
            + np.floor((east - self._west) / self.side)
            for north in (y, y + dy)
            for east in (x, x + dx)
        ]
        return np.concatenate(cells).astype(np.int64), np.tile(segments, len(cells))


def _pieces(
    x: Floats, y: Floats, dx: Floats, dy: Floats, side: float
) -> tuple[Floats, Floats, Floats, Floats, Ints]:
    """Cut segments into pieces no longer than a side; return them with their segments."""
    counts = np.ceil(np.hypot(dx, dy) / side).clip(min=1).astype(np.int64)
    segments = np.repeat(np.arange(x.size), counts)
    number = np.arange(segments.size) - np.repeat(np.cumsum(counts) - counts, counts)
    dx, dy = (dx / counts)[segments], (dy / counts)[segments]
    return x[segments] + number * dx, y[segments] + number * dy, dx, dy, segments
