"""The borders of grid cells as polygons.

Each corner of a border joins one level run and one upright run, so that following them in
turn gives the rings; a library that makes areas of any lines takes ten times as long.
"""

from collections import defaultdict
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import LinearRing, MultiPolygon, Polygon

from locator.geodesy import Ints

Mask = NDArray[np.bool_]
Lines = NDArray[Any]  # of shapely's geometries
Area = Polygon | MultiPolygon

RING: Final = 2  # shapely's type of what has not shrunk to a line


def polygons(inside: Mask, *, tolerance: float = 0.0) -> Area:
    """Return the outlines of cells, which are one unit wide.

    Parameters
    ----------
    inside : array of shape (rows, columns)
        The cells; none at the rim, and no two that meet at a corner only.
    tolerance : float
        How far from the cells' borders the outlines may run. Holes that are narrower
        may be filled.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        Valid; x counts columns, y rows.
    """
    lines, owners = _outlines(inside)
    area = _joined(shapely.simplify(lines, tolerance, preserve_topology=False), owners)
    if area.is_valid:
        return area
    safe: Area = shapely.simplify(_joined(lines, owners), tolerance)
    return safe


def _outlines(inside: Mask) -> tuple[Lines, list[int]]:
    """Return rings, and for each which part it is of; outer ones come before their holes."""
    corners = _runs(inside)
    upright = _runs(inside.T)[:, ::-1]
    width = inside.shape[1] + 1
    level_keys, upright_keys = (xy[:, 1] * width + xy[:, 0] for xy in (corners, upright))
    by_level, by_upright = np.argsort(level_keys), np.argsort(upright_keys)
    across = np.empty_like(by_level)  # from an end of a level run to that of an upright one
    across[by_level] = by_upright
    back = np.empty_like(by_level)
    back[by_upright] = by_level
    found = _rings(across, back)
    number = np.repeat(np.arange(len(found)), [len(ring) for ring in found])
    lines = shapely.linearrings(corners[np.concatenate(found)].astype(np.float64), indices=number)
    return np.asarray(lines), _owners(inside, corners[[ring[0] for ring in found]])


def _owners(inside: Mask, lowest: Ints) -> list[int]:
    """Return which part each ring is of, given the left end of its lowest level run."""
    x, y = lowest.T
    if np.count_nonzero(inside[y, x]) == 1:  # one outer ring: nothing to tell apart
        return [0] * x.size
    labels = ndimage.label(inside)[0]
    owners: list[int] = np.maximum(labels[y, x], labels[y - 1, x]).tolist()
    return owners


def _joined(lines: Lines, owners: list[int]) -> Area:
    parts: dict[int, list[LinearRing]] = defaultdict(list)
    for line, owner, kind in zip(lines, owners, shapely.get_type_id(lines), strict=True):
        if kind == RING:
            parts[owner].append(line)
    areas = [Polygon(outer, holes) for outer, *holes in parts.values()]
    return areas[0] if len(areas) == 1 else MultiPolygon(areas)


def _runs(inside: Mask) -> Ints:
    """Return both ends of each level run of borders, row by row: x and y, shape (2 n, 2)."""
    border = inside[1:] != inside[:-1]
    ends = border[:, 1:] != border[:, :-1]  # nothing is inside at the rim
    y, x = np.divmod(np.flatnonzero(ends), ends.shape[1])
    return np.stack((x + 1, y + 1), axis=1)


def _rings(across: Ints, back: Ints) -> list[list[int]]:
    """Return rings as ends of level runs, from the lowest on."""
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
