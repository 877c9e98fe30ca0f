"""A street network ready to be asked."""

from math import inf

from numpy.typing import ArrayLike

from locator.streets.network import StreetMode, StreetNetwork
from locator.streets.placed import Placed
from locator.streets.searching.arcs import Arcs
from locator.streets.searching.nearest import NearestSearch
from locator.streets.searching.question import Leg, Mask, Question
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
        self._arcs = Arcs(network)
        self._towards = Arcs(network, towards=True)
        self._search = NearestSearch(self._arcs, self._towards)

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

    def nearest(
        self,
        *,
        lon: float,
        lat: float,
        to: Placed,
        k: int,
        passing: Mask | None = None,
        max_min: float = inf,
    ) -> list[Leg] | None:
        """Return the k nearest points by time, nearest first; None off the network.

        Exact on the network, from where the rider is to where the points are on their
        edges, the straight bits between place and street at both ends walked. Equal
        times go by position in `to`.

        Parameters
        ----------
        lon, lat : float
            Where the rider is, in WGS-84 degrees.
        to : Placed
            Where one may go; points off the network are never found.
        k : int
            How many; fewer are found where there are no more.
        passing : numpy.ndarray of bool, shape (n,), optional
            Which of `to` are wanted; all by default.
        max_min : float, optional
            How many minutes a way may take.
        """
        start = self.place(lons=[lon], lats=[lat])
        if not start.snapped[0]:
            return None
        question = Question.ask(start, to, k=k, passing=passing, max_min=max_min)
        return self._search.nearest(question)
