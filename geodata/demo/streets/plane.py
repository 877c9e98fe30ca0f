"""The sheet the city is drawn on: straight lines in metres, bent until they look grown."""

from math import cos, exp, radians, sin
from typing import Final

# In the open East China Sea, some 150 km from land and inside the GCJ-02 rectangle:
# nothing invented is put where somebody lives.
CENTRE_LON: Final = 123.5
CENTRE_LAT: Final = 31.5

M_PER_DEG_LAT: Final = 110_870.0  # on WGS-84 at 31.5° N
M_PER_DEG_LON: Final = 111_412.84 * cos(radians(CENTRE_LAT)) - 93.5 * cos(3 * radians(CENTRE_LAT))

RIVER_V: Final = -585.0  # where the river runs before it is bent


def bend(u: float, v: float) -> tuple[float, float]:
    """Return where a point of the straight sheet lands on the bent one, both in metres.

    The river meanders, the long streets lean and the corners of the city are rounded.
    The bend is smooth and never folds, so that what meets on the one sheet meets on
    the other.
    """
    near_river = exp(-(((v - RIVER_V) / 2700.0) ** 2))
    meander = 400.0 * sin(u / 1450.0 + 0.5) + 110.0 * sin(u / 640.0 + 2.2)
    y = v + meander * near_river + 60.0 * sin(u / 590.0)
    x = u + 270.0 * sin(v / 1750.0 + 0.9) + 50.0 * sin(v / 500.0 + 2.0)
    return x * (1.0 - 0.13 * (v / 4200.0) ** 2), y * (1.0 - 0.13 * (u / 4200.0) ** 2)


def to_lonlat(x: float, y: float) -> tuple[float, float]:
    """Return WGS-84 degrees, to about a centimetre, of metres east and north of the centre."""
    return round(CENTRE_LON + x / M_PER_DEG_LON, 7), round(CENTRE_LAT + y / M_PER_DEG_LAT, 7)


def to_metres(lon: float, lat: float) -> tuple[float, float]:
    """Return metres east and north of the centre; the inverse of `to_lonlat`."""
    return (lon - CENTRE_LON) * M_PER_DEG_LON, (lat - CENTRE_LAT) * M_PER_DEG_LAT


def bent_lonlat(u: float, v: float) -> tuple[float, float]:
    """Return WGS-84 degrees of a point of the straight sheet."""
    return to_lonlat(*bend(u, v))
