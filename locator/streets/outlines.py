"""The outline of the ground around reached streets, drawn on a grid.

Buffering and uniting thousands of lines takes seconds; marking the cells of a grid takes
milliseconds. A reached street claims `WIDE` cells to each side, but not what lies beyond
`NARROW` cells and as near to a street that is not reached.
"""

from typing import Final, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import MultiPolygon, Polygon

from locator.geodesy import Floats

Mask = NDArray[np.bool_]
Area = Polygon | MultiPolygon

CELL_M: Final = 10.0
SAMPLE_M: Final = 1.5 * CELL_M  # a street is marked this often; its cells then touch
# Half widths of a disc's rows, from the middle outwards. Simplifying moves the border by up
# to one cell; with NARROW kept free it stays 1.4 cells away from whatever is reached.
NARROW: Final = (2, 2, 1)
WIDE: Final = (3, 3, 2, 1)
PAD: Final = 5  # free cells around everything
LARGEST_HOLE: Final = 400  # cells: a block of 200 m by 200 m is filled


def outline(reached: Floats, unreached: Floats) -> Area:
    """Return the ground around reached streets.

    Parameters
    ----------
    reached, unreached : array of shape (n, 2)
        Points on streets, at most `SAMPLE_M` apart along them, in metres; at least one
        is reached.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        Valid; holds every reached point. What no street nearer than 70 m parts is one,
        holes up to 4 ha are filled where no unreached street lies in them.
    """
    low = reached.min(axis=0) - PAD * CELL_M
    columns, rows = ((reached.max(axis=0) - low) // CELL_M).astype(int) + PAD + 1
    near = _marked(reached, low, (rows, columns))
    far = _marked(unreached, low, (rows, columns)) & ~near
    inside = _widened(near, NARROW) | (_widened(near, WIDE) & ~_widened(far, NARROW))
    _fill(inside, far)
    return shapely.transform(_polygon(inside), lambda cells: cells * CELL_M + low)


def _marked(points: Floats, low: Floats, shape: tuple[int, int]) -> Mask:
    """Return the cells that points lie in, leaving out points off the grid."""
    marked = np.zeros(shape, np.bool_)
    column, row = ((points - low) // CELL_M).astype(np.int64).T
    on = (row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1])
    marked[row[on], column[on]] = True
    return marked


def _widened(marked: Mask, half_widths: tuple[int, ...]) -> Mask:
    """Return the cells within a disc around marked ones; the outermost ones stay free."""
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


def _fill(inside: Mask, unreached: Mask) -> None:
    """Fill holes that are small and hold nothing unreached."""
    labels, count = ndimage.label(~inside)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    full = sizes <= LARGEST_HOLE
    full[labels[unreached]] = False
    full[0] = False
    inside |= full[labels]


def _polygon(inside: Mask) -> Area:
    """Return the outline of cells, simplified by up to one cell; a cell measures 1."""
    across = _runs(inside)
    upright = _runs(inside.T)[:, :, ::-1]
    lines = np.asarray(shapely.linestrings(np.concatenate((across, upright))))
    area = shapely.build_area(shapely.multilinestrings(lines))
    return cast("Area", shapely.simplify(area, 1.0, preserve_topology=True))


def _runs(inside: Mask) -> NDArray[np.int64]:
    """Return the level borders, cut where an upright one meets them: (n, 2 ends, x and y)."""
    border = inside[1:] != inside[:-1]
    upright = inside[:, 1:] != inside[:, :-1]
    corner = upright[1:] | upright[:-1]  # between columns, on the border's line
    same = border[:, 1:] & border[:, :-1] & ~corner
    starts, ends = border.copy(), border.copy()
    starts[:, 1:] &= ~same
    ends[:, :-1] &= ~same
    row, first = np.nonzero(starts)
    last = np.nonzero(ends)[1]
    y = row + 1
    return np.stack((np.stack((first, y), 1), np.stack((last + 1, y), 1)), 1)
