"""Where a feature is: one longitude and latitude, in WGS-84 wherever the file says how."""

from collections.abc import Collection
from functools import cached_property

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError, ProjError

from locator.vocabulary import Datum

# Geodetic datums that equal WGS-84 within what a station's position means.
_SAME_AS_WGS84 = (
    *("World Geodetic System 1984", "WGS 84", "WGS_1984", "WGS84", "D_WGS_1984"),
    *("China 2000", "D_China_2000", "China_2000", "CGCS2000", "CGCS_2000"),
    "China Geodetic Coordinate System 2000",
)


class Reference:
    """The coordinate reference system that a file states.

    Parameters
    ----------
    stated : str, optional
        A code such as ``EPSG:4490`` or WKT; None where the file states none.
    """

    def __init__(self, stated: str | None) -> None:
        self._crs = _read_crs(stated)

    @property
    def datum_hint(self) -> Datum | None:
        """WGS-84 if positions end in it, None if nobody can tell what they are in."""
        return Datum.WGS84 if self._crs is not None else None

    def to_wgs84(
        self, lons: NDArray[np.float64], lats: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return coordinates in WGS-84 degrees; unchanged where the file states no system."""
        if self._transformer is None:
            return lons, lats
        return self._transformer.transform(lons, lats)  # type: ignore[no-any-return, unused-ignore]  # typed by newer pyproj only

    @cached_property
    def _transformer(self) -> pyproj.Transformer | None:
        if self._crs is None or (self._crs.is_geographic and _equals_wgs84(self._crs)):
            return None
        return pyproj.Transformer.from_crs(self._crs, "EPSG:4326", always_xy=True)


def _read_crs(stated: str | None) -> pyproj.CRS | None:
    """Return a system tied to the earth, or None."""
    if not stated:
        return None
    try:
        crs = pyproj.CRS.from_user_input(stated)
        if crs.name.casefold().startswith(("undefined", "unknown")):
            return None
        pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except (CRSError, ProjError):
        return None
    return crs


def _equals_wgs84(crs: pyproj.CRS) -> bool:
    name = crs.datum.name if crs.datum else ""
    return name.startswith(_SAME_AS_WGS84)


def places_of(
    geometries: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return x and y of points, and of a point inside everything else; NaN where there is none."""
    points = geometries.copy()
    others = shapely.get_type_id(geometries) > 0
    points[others] = shapely.point_on_surface(geometries[others])
    return shapely.get_x(points), shapely.get_y(points)


def geometry_names(properties: Collection[str]) -> tuple[str, str]:
    """Return names for the geometry's columns that no property has."""
    taken = {name.strip().casefold() for name in properties}
    if taken.isdisjoint({"lon", "lat"}):
        return "lon", "lat"
    return "geometry_lon", "geometry_lat"
