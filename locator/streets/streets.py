"""A street network ready to be asked."""

from numpy.typing import ArrayLike

from locator.streets.network import StreetMode, StreetNetwork
from locator.streets.placed import Placed
from locator.streets.snapping import Snap, Snapper


class Streets:
    """The streets of a city for one way of getting about; immutable, for any number of threads.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    """

    def __init__(self, network: StreetNetwork) -> None:
        self.network = network
        self._snapper = Snapper(network)

    @property
    def mode(self) -> StreetMode:
        """Who travels."""
        return self.network.mode

    def snap(self, *, lon: float, lat: float) -> Snap | None:
        """Return the nearest point on an edge, None where none is within 250 m.

        Parameters
        ----------
        lon, lat : float
            WGS-84 degrees.
        """
        return self._snapper.snap(lon=lon, lat=lat)

    def place(self, *, lons: ArrayLike, lats: ArrayLike) -> Placed:
        """Return many points put on the network; those that are nowhere near it stay off.

        Parameters
        ----------
        lons, lats : array_like, shape (n,)
            WGS-84 degrees; nan for no position.
        """
        return self._snapper.place(lons=lons, lats=lats)
