"""The outline of the ground around reached streets, drawn on a grid.

Buffering and uniting thousands of lines takes seconds; marking the cells of a grid takes
milliseconds. A street claims the cells next to its own.
"""

from typing import Final

import numpy as np
from scipy import ndimage

from locator.streets.areas.rings import Area, Mask, polygons
from locator.streets.network import NodeIds

TOLERANCE: Final = 0.9  # of a cell: less than what a street claims for sure
PAD: Final = 2  # cells around what is reached: one claimed, one free


def outline(reached: NodeIds, unreached: NodeIds, *, largest_hole: float) -> Area:
    """Return the ground around reached streets.

    Parameters
    ----------
    reached, unreached : array of shape (2, n)
        Columns and rows of cells with streets; the least of those reached are `PAD`.
    largest_hole : float
        Holes up to so many cells are filled where no unreached street lies in them.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        In columns and rows, valid; holds every reached cell.
    """
    width, height = (reached.max(axis=1) + 1 + PAD).tolist()
    near, far = (_marked(cells, (height, width)) for cells in (reached, unreached))
    inside = _widened(near)
    _fill(inside, far & ~near, largest=largest_hole)
    _join(inside)
    return polygons(inside, tolerance=TOLERANCE)


def _marked(cells: NodeIds, shape: tuple[int, int]) -> Mask:
    """Return a grid with cells marked, leaving out those off it."""
    marked = np.zeros(shape, np.bool_)
    column, row = cells
    on = (row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1])
    marked[row[on], column[on]] = True
    return marked


def _widened(marked: Mask) -> Mask:
    """Return marked cells and the eight around each."""
    level = marked.copy()
    level[:, 1:] |= marked[:, :-1]
    level[:, :-1] |= marked[:, 1:]
    wide = level.copy()
    wide[1:] |= level[:-1]
    wide[:-1] |= level[1:]
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
