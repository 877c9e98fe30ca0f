"""The outline of the ground around reached streets, drawn on a grid.

Buffering and uniting thousands of lines takes seconds; marking the cells of a grid takes
milliseconds. A street claims three cells to each side, 15 m in a small area and 60 m in one
as large as a city.
"""

from typing import Final, cast

import numpy as np
import shapely
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon

from locator.geodesy import Floats
from locator.streets.areas.rings import Mask, polygons

Area = Polygon | MultiPolygon

CELLS_M: Final = (5.0, 20.0)
CELLS: Final = 300  # across an area; more only where the largest cells are too small
# Half widths of rows, from the middle outwards. What is reached claims the disc; the square
# is its own for sure, and wider than what simplifying moves the border by.
DISC: Final = (3, 3, 2, 1)
SQUARE: Final = (1, 1)
TOLERANCE: Final = 0.9  # of a cell
PAD: Final = 5  # free cells around everything
LARGEST_HOLE_M2: Final = 40_000.0  # a block of 200 m by 200 m


def outline(reached: Floats, unreached: Floats, beyond: Floats) -> Area:
    """Return the ground around reached streets.

    Parameters
    ----------
    reached, unreached : array of shape (n, 2)
        Points on streets, at most 16 m apart along them, in metres; at least one is
        reached.
    beyond : array of shape (n, 2)
        Points that stay outside where nothing reached is in the next cell.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        Valid; holds every reached point. Holes up to 4 ha are filled where no unreached
        street lies in them.
    """
    first, last = bounds(reached)
    extent = last - first
    cell_m = float(np.clip(extent.max() / CELLS, *CELLS_M))
    low = first - PAD * cell_m
    columns, rows = (extent // cell_m).astype(int) + 2 * PAD + 1
    near, far, shut = (
        _marked((points - low) / cell_m, (rows, columns)) for points in (reached, unreached, beyond)
    )
    inside = _widened(near, SQUARE) | (_widened(near, DISC) & ~_widened(shut, SQUARE))
    _fill(inside, far & ~near, largest=LARGEST_HOLE_M2 / cell_m**2)
    _join(inside)
    area = shapely.simplify(polygons(inside), TOLERANCE, preserve_topology=True)
    return cast("Area", shapely.transform(area, lambda cells: cells * cell_m + low))


def bounds(points: Floats) -> tuple[Floats, Floats]:
    """Return the lower left and the upper right corner of points, shape (n, 2)."""
    x, y = points.T  # ten times as fast as going down two columns at once
    return np.array([x.min(), y.min()]), np.array([x.max(), y.max()])


def _marked(places: Floats, shape: tuple[int, int]) -> Mask:
    """Return the cells that points lie in, leaving out points off the grid."""
    marked = np.zeros(shape, np.bool_)
    column, row = np.floor(places).astype(np.int64).T
    on = (row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1])
    marked[row[on], column[on]] = True
    return marked


def _widened(marked: Mask, half_widths: tuple[int, ...]) -> Mask:
    """Return the cells around marked ones; the outermost ones stay free."""
    wide = np.zeros_like(marked)
    height, margin = len(marked), len(half_widths)
    for row, half in enumerate(half_widths):
        line = marked.copy()
        for step in range(1, half + 1):
            line[:, step:] |= marked[:, :-step]
            line[:, :-step] |= marked[:, step:]
        for shift in {row, -row}:
            wide[margin : height - margin] |= line[margin + shift : height - margin + shift]
    return wide


def _fill(inside: Mask, unreached: Mask, *, largest: float) -> None:
    """Fill holes that are small and hold nothing unreached."""
    labels, count = ndimage.label(~inside)
    full = np.bincount(labels.ravel(), minlength=count + 1) <= largest
    full[labels[unreached]] = False
    full[[0, labels[0, 0]]] = False  # what is inside, and what is around it
    inside |= full[labels]


def _join(inside: Mask) -> None:
    """Fill cells until no two others meet at a corner only."""
    while True:
        one, other = inside[:-1, :-1] & inside[1:, 1:], inside[:-1, 1:] & inside[1:, :-1]
        either = inside[:-1, :-1] | inside[1:, 1:], inside[:-1, 1:] | inside[1:, :-1]
        corner = (one & ~either[1]) | (other & ~either[0])
        if not corner.any():
            return
        inside[:-1, :-1] |= corner
        inside[:-1, 1:] |= corner
