"""Metres around a place."""

from typing import NamedTuple

import numpy as np

from locator.geodesy import GEOD, SEMI_MAJOR_M, Floats
from locator.streets.plane import scale


class Local(NamedTuple):
    """Degrees as metres around a place: good for the shape of an area, not for times.

    Parameters
    ----------
    lon, lat : float
        The place, in WGS-84 degrees.
    degree_m : tuple of float
        Metres of a degree eastwards and northwards.
    """

    lon: float
    lat: float
    degree_m: tuple[float, float]

    @classmethod
    def at(cls, lon: float, lat: float) -> "Local":
        """Return the metres around a place."""
        parallel_m = SEMI_MAJOR_M / float(scale(np.array(lat)))
        curve = 1.0 - GEOD.es * np.sin(np.radians(lat)) ** 2
        meridian_m = SEMI_MAJOR_M * (1.0 - GEOD.es) / curve**1.5
        return cls(lon, lat, (float(np.radians(parallel_m)), float(np.radians(meridian_m))))

    def metres(self, lons: Floats, lats: Floats) -> Floats:
        """Return metres east and north of the place, shape (n, 2)."""
        east = (lons - self.lon + 180.0) % 360.0 - 180.0
        return np.stack((east, lats - self.lat), axis=-1) * self.degree_m

    def degrees(self, metres: Floats) -> Floats:
        """Return longitudes and latitudes, shape (n, 2); longitudes go on beyond 180."""
        return metres / self.degree_m + (self.lon, self.lat)
