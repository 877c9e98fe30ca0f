"""A conformal plane for a city's streets: what is nearest there is nearest on the ground."""

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from locator.geodesy import GEOD, SEMI_MAJOR_M, Floats

Number = TypeVar("Number", float, Floats)

_E2: Final[float] = GEOD.es
_E: Final = _E2**0.5
_BACK: Final = (
    _E2 / 2 + 5 * _E2**2 / 24 + _E2**3 / 12 + 13 * _E2**4 / 360,
    7 * _E2**2 / 48 + 29 * _E2**3 / 240 + 811 * _E2**4 / 11520,
    7 * _E2**3 / 120 + 81 * _E2**4 / 1120,
    4279 * _E2**4 / 161280,
)
"""From conformal to geodetic latitude: Snyder, Map Projections (1987), equation 3-5."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Mercator's projection of the WGS-84 ellipsoid about a meridian.

    Within the few hundred metres of a snap its scale is even to some centimetres, in
    every direction; longitudes go on across the 180th meridian.

    Parameters
    ----------
    lon : float
        The meridian in the middle, in degrees.
    """

    lon: float

    def project(self, lons: Number, lats: Number) -> tuple[Number, Number]:
        """Return x and y of points, stretched as `scale` says.

        Parameters
        ----------
        lons, lats : float or numpy.ndarray
            WGS-84 degrees, off the poles.
        """
        east = (lons - self.lon + 180.0) % 360.0 - 180.0
        sin = np.sin(np.radians(lats))
        north = np.arctanh(sin) - _E * np.arctanh(_E * sin)
        return SEMI_MAJOR_M * np.radians(east), SEMI_MAJOR_M * north

    def unproject(self, x: Number, y: Number) -> tuple[Number, Number]:
        """Return longitudes from -180 to 180 and latitudes of points in the plane."""
        lons = self.lon + np.degrees(x / SEMI_MAJOR_M)
        conformal = np.arctan(np.sinh(y / SEMI_MAJOR_M))
        terms = (part * np.sin(2 * n * conformal) for n, part in enumerate(_BACK, start=1))
        return (lons + 180.0) % 360.0 - 180.0, np.degrees(conformal + sum(terms))


def scale(lats: Floats) -> Floats:
    """Return how much longer metres are in the plane than on the ground."""
    phi = np.radians(lats)
    return np.asarray(np.sqrt(1.0 - _E2 * np.sin(phi) ** 2) / np.cos(phi))
