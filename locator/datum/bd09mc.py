"""BD-09MC: Baidu's Mercator metres, as the links of map.baidu.com have them."""

import numpy as np
from numpy.typing import NDArray

from locator.datum.conversion import Number, check_degrees
from locator.errors import InvalidInput, problem
from locator.words import Words, same

Floats = NDArray[np.float64]

LAT_LIMIT_DEG = 74.0  # where Baidu's map ends
LIMIT_M = (20037727.0, 12474105.0)  # 180° E and 74° N

# Baidu's polynomials, one row a band of |lat|, as in its JavaScript: x = c0 + c1·|lon|,
# y = c2 + c3·t + … + c8·t⁶ with t = |lat| / c9.
BANDS_DEG = np.array([15.0, 30.0, 45.0, 60.0])
# fmt: off
COEFFICIENTS = np.array([
    [-0.0003218135878613132, 111320.7020701615, 0.00369383431289, 823725.6402795718,
     0.46104986909093, 2351.343141331292, 1.58060784298199, 8.77738589078284,
     0.37238884252424, 7.45],
    [-0.0003441963504368392, 111320.7020576856, 278.2353980772752, 2485758.690035394,
     6070.750963243378, 54821.18345352118, 9540.606633304236, -2710.55326746645,
     1405.483844121726, 22.5],
    [0.00220636496208, 111320.7020209128, 51751.86112841131, 3796837.749470245,
     992013.7397791013, -1221952.21711287, 1340652.697009075, -620943.6990984312,
     144416.9293806241, 37.5],
    [0.00337398766765, 111320.7020202162, 4481351.045890365, -23393751.19931662,
     79682215.47186455, -115964993.2797253, 97236711.15602145, -43661946.33752821,
     8477230.501135234, 52.5],
    [0.0008277824516172526, 111320.7020463578, 647795574.6671607, -4082003173.641316,
     10774905663.51142, -15171875531.51559, 12053065338.62167, -5124939663.577472,
     913311935.9512032, 67.5],
])
# fmt: on
DEGREE_M = 111320.702  # one degree on Baidu's equator
STEPS = 10  # each step leaves about 1/150 of the error


def to_bd09mc(lon: Number, lat: Number) -> tuple[Number, Number]:
    """Return Baidu's metres of BD-09 degrees.

    Parameters
    ----------
    lon, lat : float or array
        BD-09 degrees.

    Raises
    ------
    InvalidInput
        A number is not finite, not on the globe, or north or south of Baidu's map.
    """
    check_degrees(lon, lat)
    _check("lat", lat, LAT_LIMIT_DEG)
    x, y = _metres(np.abs(lon), np.abs(lat))
    return _signed(x, lon), _signed(y, lat)


def from_bd09mc(x: Number, y: Number) -> tuple[Number, Number]:
    """Return the BD-09 degrees of a point in Baidu's metres.

    Inverts `to_bd09mc` itself: Baidu's own inverse is another set of polynomials, which
    misses it by up to 0.13 m in China.

    Parameters
    ----------
    x, y : float or array
        Metres east and north.

    Raises
    ------
    InvalidInput
        A number is not finite or not on Baidu's map.
    """
    for field, value, limit in zip("xy", (x, y), LIMIT_M, strict=True):
        _check(field, value, limit)
    east, north = np.abs(x), np.abs(y)
    lon = east / DEGREE_M
    lat = np.degrees(np.arctan(np.sinh(np.radians(north / DEGREE_M))))  # on a sphere
    for _ in range(STEPS):
        got_east, got_north = _metres(lon, lat)
        lon = lon + (east - got_east) / DEGREE_M
        lat = lat + (north - got_north) / DEGREE_M * np.cos(np.radians(lat))
    return _signed(lon, x), _signed(lat, y)


def _check(field: str, values: Number, limit: float) -> None:
    bad = np.extract(~(np.abs(values) <= limit), values)
    if bad.size:
        message = Words(zh="不在百度地图的范围内", en="is beyond Baidu's map")
        raise InvalidInput(problem(field, bad[0], same(f"-{limit} … {limit}"), message))


def _metres(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    rows = COEFFICIENTS[np.searchsorted(BANDS_DEG, lat, side="right")]
    t = lat / rows[..., 9]
    y = rows[..., 8]
    for power in range(7, 1, -1):
        y = y * t + rows[..., power]
    return rows[..., 0] + rows[..., 1] * lon, y


def _signed(size: Floats, like: Number) -> Number:
    signed = np.copysign(size, like)
    return signed if isinstance(like, np.ndarray) else float(signed)
