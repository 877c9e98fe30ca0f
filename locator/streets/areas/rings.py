"""The borders of grid cells as polygons.

Each corner of a border joins one level run and one upright run, so that following them in
turn gives the rings; a library that makes areas of any lines takes ten times as long.
"""

from collections import defaultdict

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import LinearRing, MultiPolygon, Polygon

from locator.geodesy import Ints

Mask = NDArray[np.bool_]


def polygons(inside: Mask) -> MultiPolygon:
    """Return the outlines of cells, which are one unit wide.

    Parameters
    ----------
    inside : array of shape (rows, columns)
        The cells; none at the rim, and no two that meet at a corner only.

    Returns
    -------
    shapely.MultiPolygon
        x counts columns, y rows.
    """
    corners = _runs(inside)
    upright = _runs(inside.T)[:, ::-1]
    width = inside.shape[1] + 1
    level_keys, upright_keys = (xy[:, 1] * width + xy[:, 0] for xy in (corners, upright))
    by_level, by_upright = np.argsort(level_keys), np.argsort(upright_keys)
    across = np.empty_like(by_level)  # from an end of a level run to that of an upright one
    across[by_level] = by_upright
    back = np.empty_like(by_level)
    back[by_upright] = by_level
    labels = ndimage.label(inside)[0]
    x, y = corners[::2].T
    owners = np.maximum(labels[y, x], labels[y - 1, x]).tolist()
    found = _rings(across, back)
    ends = np.concatenate(found)
    number = np.repeat(np.arange(len(found)), [len(ring) for ring in found])
    lines = np.asarray(shapely.linearrings(corners[ends].astype(np.float64), indices=number))
    parts: dict[int, list[LinearRing]] = defaultdict(list)
    for ring, line in zip(found, lines, strict=True):
        parts[owners[ring[0] // 2]].append(line)
    return MultiPolygon([Polygon(outer, holes) for outer, *holes in parts.values()])


def _runs(inside: Mask) -> Ints:
    """Return both ends of each level run of borders, row by row: x and y, shape (2 n, 2)."""
    border = inside[1:] != inside[:-1]
    row, edges = np.nonzero(np.diff(border, axis=1, prepend=False, append=False))
    return np.stack((edges, row + 1), axis=1)


def _rings(across: Ints, back: Ints) -> list[list[int]]:
    """Return rings as ends of level runs; outer ones come before their holes."""
    to_upright, to_level = across.tolist(), back.tolist()
    seen = [False] * len(to_level)
    rings: list[list[int]] = []
    for first in range(0, len(seen), 2):
        ring: list[int] = []
        end = first
        while not seen[end]:
            other = end ^ 1  # the ends of a run stand side by side
            seen[end] = seen[other] = True
            ring += (end, other)
            end = to_level[to_upright[other] ^ 1]
        if ring:
            rings.append(ring)
    return rings
