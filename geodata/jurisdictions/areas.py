"""Polygons of a file as valid areas in WGS-84."""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.tables.features.places import Reference
from locator.datum import to_wgs84
from locator.errors import InvalidInput, problem
from locator.vocabulary import Datum
from locator.words import Words, same

POLYGONAL = frozenset(("Polygon", "MultiPolygon"))


class Placing:
    """Brings the geometry of one file to WGS-84.

    Parameters
    ----------
    crs : str or None
        The reference system that the file states.
    datum : Datum or None
        The datum that somebody says the coordinates are in.

    Raises
    ------
    InvalidInput
        Nobody says.
    """

    def __init__(self, crs: str | None, datum: Datum | None) -> None:
        self._reference = Reference(crs)
        self._datum = datum or self._reference.datum_hint
        if self._datum is None:
            raise InvalidInput(
                problem(
                    "datum",
                    "",
                    same(" / ".join(Datum)),
                    Words(
                        zh="文件没有说明坐标系，请指定",
                        en="the file does not tell its reference system: name the datum",
                    ),
                )
            )

    def area(self, geometry: BaseGeometry, name: str) -> BaseGeometry:
        """Return a geometry in WGS-84, valid or not.

        Raises
        ------
        InvalidInput
            Naming the union: its geometry is no polygon or not on the globe.
        """
        if geometry.geom_type in POLYGONAL and not geometry.is_empty:
            try:
                area: BaseGeometry = shapely.transform(geometry, self._to_wgs84)
            except InvalidInput:
                pass
            else:
                return area
        raise InvalidInput(
            problem(
                "area",
                geometry.geom_type,
                Words(zh="经纬度多边形", en="a polygon in degrees"),
                Words(
                    zh=f"“{name}”的范围不是经纬度多边形",
                    en=f"the area of {name} is no polygon in degrees",
                ),
            )
        )

    def _to_wgs84(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = self._reference.to_wgs84(points[:, 0], points[:, 1])
        return np.column_stack(to_wgs84(lon, lat, self._datum or Datum.WGS84))


def repaired(area: BaseGeometry) -> BaseGeometry:
    """Return an area whose rings crossed themselves as polygons that cover the same."""
    parts = shapely.get_parts(shapely.make_valid(area))
    return shapely.union_all([part for part in parts if part.geom_type in POLYGONAL])
