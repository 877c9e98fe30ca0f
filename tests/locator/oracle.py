"""The truth about nearest sites: measure every one with `pyproj.Geod`, then sort."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod

WGS84 = Geod(ellps="WGS84")
MILLIMETRE = 1e-3


def measured(lon: float, lat: float, lons: ArrayLike, lats: ArrayLike) -> NDArray[np.float64]:
    """Return metres from one place to every site."""
    to_lon, to_lat = np.asarray(lons, dtype=float), np.asarray(lats, dtype=float)
    metres: NDArray[np.float64] = WGS84.inv(
        np.full(to_lon.size, lon), np.full(to_lon.size, lat), to_lon, to_lat
    )[2]
    return metres


def brute_force(
    lon: float, lat: float, lons: ArrayLike, lats: ArrayLike, k: int
) -> tuple[list[int], list[float]]:
    """Return the first k sites by (distance, position), and their metres."""
    metres = measured(lon, lat, lons, lats)
    order = np.lexsort((np.arange(metres.size), metres))[:k]
    return order.tolist(), metres[order].tolist()


def same_answer(got: tuple[list[int], list[float]], truth: tuple[list[int], list[float]]) -> bool:
    """Whether positions are equal and metres equal to a millimetre."""
    return got[0] == truth[0] and bool(
        np.allclose(got[1], truth[1], rtol=0.0, atol=MILLIMETRE, equal_nan=False)
    )
