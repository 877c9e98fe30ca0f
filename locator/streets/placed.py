"""Points that were put on a network."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints


@dataclass(frozen=True, eq=False)
class Placed:
    """Points put on a network once, to be asked about often.

    Parameters
    ----------
    snapped : numpy.ndarray of bool, shape (n,)
        Whether a point is on the network; where not, the rest is -1 and nan.
    edge : numpy.ndarray of int64, shape (n,)
        The edge that it is on.
    along_m : numpy.ndarray, shape (n,)
        Metres along the edge, from the node where that begins.
    off_m : numpy.ndarray, shape (n,)
        Metres in a straight line from the place that was asked for.
    lons, lats : numpy.ndarray, shape (n,)
        WGS-84 degrees of the point on the edge.
    """

    snapped: NDArray[np.bool_]
    edge: Ints
    along_m: Floats
    off_m: Floats
    lons: Floats
    lats: Floats

    @classmethod
    def nowhere(cls, count: int) -> "Placed":
        """Return points that are not on the network."""
        return cls(
            np.zeros(count, dtype=np.bool_),
            np.full(count, -1, dtype=np.int64),
            *(np.full(count, np.nan) for _ in range(4)),
        )

    def __len__(self) -> int:
        return self.snapped.size
