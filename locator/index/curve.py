"""An order of places in which neighbours stand close together."""

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints

_STEPS = 0xFFFF  # each way; 600 m of longitude
_HALVINGS = ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555))


def along_curve(*, lons: Floats, lats: Floats) -> Ints:
    """Return the order of places along a Z-curve (Morton 1966).

    Trees answer places in this order from memory they have just read, which halves the
    time of a large batch.

    Parameters
    ----------
    lons, lats : numpy.ndarray, shape (n,)
        Degrees.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        Indices of the places, in order.
    """
    column = _spread(((lons + 180.0) * (_STEPS / 360.0)).astype(np.uint32))
    line = _spread(((lats + 90.0) * (_STEPS / 180.0)).astype(np.uint32))
    return np.argsort(column | line << np.uint32(1))


def _spread(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return 16-bit numbers with a zero between any two bits."""
    for shift, mask in _HALVINGS:
        numbers = (numbers | numbers << np.uint32(shift)) & np.uint32(mask)
    return numbers
