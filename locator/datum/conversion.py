"""WGS-84, GCJ-02 and BD-09: each to each, for floats and for arrays."""

import math
from collections.abc import Callable
from types import ModuleType
from typing import Final, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from locator.errors import InvalidInput, Problem, problem
from locator.model import Position
from locator.vocabulary import Accuracy, Datum
from locator.words import Words, same

Number = TypeVar("Number", float, NDArray[np.float64])
Pair = tuple[Number, Number]
Shift = Callable[[Number, Number], Pair[Number]]
Mask = bool | NDArray[np.bool_]


class Rectangle(NamedTuple):
    """Bounds in degrees, edges included."""

    west: float
    south: float
    east: float
    north: float


CHINA_RECTANGLE: Final = Rectangle(west=72.004, south=0.8293, east=137.8347, north=55.8271)

MAJOR_AXIS_M = 6378245.0  # Krasovsky's ellipsoid, as in every published GCJ-02
ECCENTRICITY2 = 0.00669342162296594323
ORIGIN_LON, ORIGIN_LAT = 105.0, 35.0
GCJ02_STEPS = 7  # each step leaves about 1/200 of the error: rounding after 6

BD09_LON_DEG, BD09_LAT_DEG = 0.0065, 0.006
BD09_RAD_PER_DEG = math.pi * 3000.0 / 180.0
BD09_STEPS = 10  # each step leaves about 1/40 of the error

EDGE_DEG = 1e-9  # 0.1 mm: a point on the rectangle's edge comes back as one inside
BEYOND_DEG = 0.1  # no shift is longer, so nothing farther out can come from inside


def outside_china(lon: Number, lat: Number) -> Mask:
    """Whether a WGS-84 point lies outside the rectangle in which GCJ-02 shifts.

    Parameters
    ----------
    lon, lat : float or array
        WGS-84 degrees.

    Returns
    -------
    bool or array of bool
    """
    return _inside(lon, lat, margin_deg=0.0) ^ True


def to_wgs84(lon: Number, lat: Number, datum: Datum) -> Pair[Number]:
    """Return the WGS-84 degrees of a pair given in some datum.

    GCJ-02 and BD-09 are inverted by fixed-point iteration to rounding. GCJ-02 makes a
    step at the edges of its rectangle, so a pair there can stand for a shifted point
    inside or for a plain one outside: the one inside is meant. A pair that no point
    inside is shifted to is left as it is.

    Parameters
    ----------
    lon, lat : float or array
        Degrees in `datum`.
    datum : Datum
        What the pair is given in.

    Raises
    ------
    InvalidInput
        A number is not finite or not on the globe.
    """
    check_degrees(lon, lat)
    if datum is Datum.WGS84:
        return lon, lat
    if datum is Datum.BD09:
        lon, lat = _without(_bd09_shift, lon, lat, BD09_STEPS)
    plain = _without(_gcj02_shift, lon, lat, GCJ02_STEPS)
    lon, lat = _where(_inside(*plain, margin_deg=EDGE_DEG), plain, (lon, lat))
    return _on_globe(lon, lat)


def from_wgs84(lon: Number, lat: Number, datum: Datum) -> Pair[Number]:
    """Return the pair in some datum that stands for a WGS-84 point.

    Parameters
    ----------
    lon, lat : float or array
        WGS-84 degrees.
    datum : Datum
        What is wanted.

    Raises
    ------
    InvalidInput
        A number is not finite or not on the globe.
    """
    check_degrees(lon, lat)
    if datum is not Datum.WGS84:
        shifted = _with(_gcj02_shift, lon, lat)
        lon, lat = _where(_inside(lon, lat, margin_deg=0.0), shifted, (lon, lat))
    if datum is Datum.BD09:
        lon, lat = _with(_bd09_shift, lon, lat)
    return _on_globe(lon, lat)


def position(lon: float, lat: float, datum: Datum, accuracy: Accuracy = Accuracy.EXACT) -> Position:
    """Return a position in WGS-84 that keeps the pair it was made from.

    Parameters
    ----------
    lon, lat : float
        Degrees in `datum`.
    datum : Datum
        What the pair is given in.
    accuracy : Accuracy
        How well the place is known.

    Raises
    ------
    InvalidInput
        A number is not finite or not on the globe.
    """
    wgs_lon, wgs_lat = to_wgs84(lon, lat, datum)
    return Position(
        lon=wgs_lon, lat=wgs_lat, given_lon=lon, given_lat=lat, datum=datum, accuracy=accuracy
    )


def check_degrees(lon: Number, lat: Number) -> None:
    """Refuse a pair that is not finite or not on the globe.

    Parameters
    ----------
    lon, lat : float or array
        Degrees in any datum.

    Raises
    ------
    InvalidInput
        Naming the field, the first bad value and what is allowed.
    """
    if isinstance(lon, float) and isinstance(lat, float) and abs(lon) <= 180 and abs(lat) <= 90:
        return  # what nearly always is, without further calls
    problems = _off_limits("lon", lon, 180) + _off_limits("lat", lat, 90)
    if problems:
        raise InvalidInput(*problems)


def _off_limits(field: str, values: Number, limit: int) -> list[Problem]:
    if isinstance(values, np.ndarray):
        bad = values[~(np.abs(values) <= limit)]  # NaN is bad too
        value = float(bad[0]) if bad.size else 0.0
    else:
        value = values
    if abs(value) <= limit:
        return []
    message = Words(
        zh=f"应是 -{limit} 到 {limit} 之间的度数", en=f"must be degrees within -{limit} and {limit}"
    )
    return [problem(field, value, same(f"-{limit} … {limit}"), message)]


def _inside(lon: Number, lat: Number, *, margin_deg: float) -> Mask:
    west, south, east, north = CHINA_RECTANGLE
    return (
        (lon >= west - margin_deg)
        & (lon <= east + margin_deg)
        & (lat >= south - margin_deg)
        & (lat <= north + margin_deg)
    )


def _where(mask: Mask, chosen: Pair[Number], other: Pair[Number]) -> Pair[Number]:
    if isinstance(mask, np.ndarray):
        picked = np.where(mask, chosen[0], other[0]), np.where(mask, chosen[1], other[1])
        return cast("Pair[Number]", picked)
    return chosen if mask else other


def _with(shift: Shift[Number], lon: Number, lat: Number) -> Pair[Number]:
    by_lon, by_lat = shift(lon, lat)
    return lon + by_lon, lat + by_lat


def _without(shift: Shift[Number], lon: Number, lat: Number, steps: int) -> Pair[Number]:
    plain_lon, plain_lat = lon, lat
    for _ in range(steps):
        by_lon, by_lat = shift(plain_lon, plain_lat)
        plain_lon, plain_lat = lon - by_lon, lat - by_lat
    return plain_lon, plain_lat


def _maths(value: Number) -> ModuleType:
    """Return numpy for arrays and math for floats, where it is ten times faster."""
    return np if isinstance(value, np.ndarray) else math


def _clamp(value: Number, low: float, high: float) -> Number:
    if isinstance(value, np.ndarray):
        return value.clip(low, high)
    return min(max(value, low), high)


def _gcj02_shift(lon: Number, lat: Number) -> Pair[Number]:
    """Return how far GCJ-02 moves a point, in degrees.

    The formula published with every open converter since 2010. It means nothing far
    from China and overflows at the poles, so its arguments stay near the rectangle.
    """
    m = _maths(lon)
    west, south, east, north = CHINA_RECTANGLE
    lat = _clamp(lat, south - BEYOND_DEG, north + BEYOND_DEG)
    x = _clamp(lon, west - BEYOND_DEG, east + BEYOND_DEG) - ORIGIN_LON
    y = lat - ORIGIN_LAT
    px, py = x * math.pi, y * math.pi
    ripple = 20 * m.sin(6 * px) + 20 * m.sin(2 * px)
    root = m.sqrt(abs(x))
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east_m += (ripple + 20 * m.sin(px) + 40 * m.sin(px / 3)) * 2 / 3
    east_m += (150 * m.sin(px / 12) + 300 * m.sin(px / 30)) * 2 / 3
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north_m += (ripple + 20 * m.sin(py) + 40 * m.sin(py / 3)) * 2 / 3
    north_m += (160 * m.sin(py / 12) + 320 * m.sin(py / 30)) * 2 / 3
    phi = lat * (math.pi / 180)
    flat = 1 - ECCENTRICITY2 * m.sin(phi) ** 2
    parallel_m = MAJOR_AXIS_M * m.cos(phi) / m.sqrt(flat)
    meridian_m = MAJOR_AXIS_M * (1 - ECCENTRICITY2) / (flat * m.sqrt(flat))
    return east_m / parallel_m * (180 / math.pi), north_m / meridian_m * (180 / math.pi)


def _bd09_shift(lon: Number, lat: Number) -> Pair[Number]:
    """Return how far BD-09 moves a GCJ-02 point, in degrees."""
    m = _maths(lon)
    radius = m.sqrt(lon * lon + lat * lat) + 0.00002 * m.sin(lat * BD09_RAD_PER_DEG)
    angle = m.atan2(lat, lon) + 0.000003 * m.cos(lon * BD09_RAD_PER_DEG)
    return (
        radius * m.cos(angle) + BD09_LON_DEG - lon,
        radius * m.sin(angle) + BD09_LAT_DEG - lat,
    )


def _on_globe(lon: Number, lat: Number) -> Pair[Number]:
    """Return the pair with what BD-09 pushed over the antimeridian or a pole put back."""
    wrapped = (lon + 180.0) % 360.0 - 180.0
    lon, _ = _where(abs(lon) <= 180.0, (lon, lat), (wrapped, lat))
    return lon, _clamp(lat, -90.0, 90.0)
