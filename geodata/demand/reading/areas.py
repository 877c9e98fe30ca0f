"""A polygon's count is spread over the cells that it overlaps, by area."""

from functools import cache
from typing import Final, NamedTuple

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.demand.cells import Cells
from geodata.demand.gathering import Floats, too_many_cells
from geodata.demand.reading.rows import Remarks
from geodata.jurisdictions.areas import Placing, repaired
from locator.errors import InvalidInput
from locator.words import Words

EQUAL_AREA: Final = "EPSG:6933"  # a cylinder: parallels and meridians stay straight
NO_AREA: Final = Words(zh="图形不是经纬度的点或面", en="it is no point or polygon in degrees")
EMPTY_AREA: Final = Words(zh="多边形面积为零", en="its polygon has no area")
REPAIRED: Final = Words(zh="多边形自相交，已修复", en="polygons whose rings crossed were repaired")


class Spread(NamedTuple):
    """Cells, and the share of a polygon's area that lies in each: one in all."""

    cells: tuple[str, ...]
    shares: Floats


class UnusableArea(Exception):
    """A geometry over which nothing can be spread.

    Parameters
    ----------
    reason : Words
        Why.
    """

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.en)
        self.reason = reason


def sound_area(geometry: BaseGeometry, placing: Placing, remarks: Remarks) -> BaseGeometry:
    """Return a polygon in WGS-84; rings that cross are repaired, which is remarked.

    Raises
    ------
    UnusableArea
        It is no polygon in degrees, or has no area.
    """
    try:
        area = placing.area(geometry, "")
    except InvalidInput:
        raise UnusableArea(NO_AREA) from None
    if not shapely.is_valid(area):
        area = repaired(area)
        remarks.warnings[REPAIRED] += 1
    if not area.area > 0:
        raise UnusableArea(EMPTY_AREA)
    return area


def spread(area: BaseGeometry, cells: Cells) -> Spread:
    """Return how a valid polygon in WGS-84 is spread over cells.

    Raises
    ------
    InvalidInput
        It overlaps too many of them.
    """
    flat = shapely.transform(area, _to_equal_area)
    too_many_cells(flat.area / cells.width_m**2)
    names = sorted({name for part in shapely.get_parts(area) for name in cells.touching(part)})
    rings = np.array([shapely.Polygon(cells.ring(name)) for name in names], dtype=object)
    shapes = shapely.transform(rings, _to_equal_area)
    shapely.prepare(flat)
    cut = ~shapely.contains_properly(flat, shapes)
    sizes = shapely.area(shapes)
    sizes[cut] = shapely.area(shapely.intersection(flat, shapes[cut]))
    met = np.flatnonzero(sizes).tolist()
    return Spread(tuple(names[place] for place in met), sizes[met] / sizes.sum())


@cache
def _projection() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True)


def _to_equal_area(points: Floats) -> Floats:
    return np.column_stack(_projection().transform(points[:, 0], points[:, 1]))
