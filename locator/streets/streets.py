"""A street network ready to be asked."""

from dataclasses import replace
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from locator.finding.kept import Kept
from locator.streets.marks import WIDTHS_M, Marks
from locator.streets.network import NodeIds, StreetMode, StreetNetwork
from locator.streets.placed import Placed
from locator.streets.searching.arcs import Arcs
from locator.streets.searching.many import nearest_each, reach
from locator.streets.searching.nearest import NearestSearch
from locator.streets.searching.question import Leg, Mask, Question
from locator.streets.searching.routes import Route, route, without_repeats
from locator.streets.snapping import Snap, Snapper


class Streets:
    """The streets of a city for one way of getting about; immutable, for any number of threads.

    Parameters
    ----------
    network : StreetNetwork
        The streets.

    Raises
    ------
    ValueError
        If there are nodes of the network that do not reach each other.
    """

    def __init__(self, network: StreetNetwork) -> None:
        self.network = network
        self._snapper = Snapper(network)
        self._arcs = Arcs(network)
        if not self._arcs.connected:
            raise ValueError("not all nodes of the network reach each other")
        self._towards = Arcs(network, towards=True)
        self._marks: Kept[Marks] = Kept(len(WIDTHS_M), lambda _: 1)
        self._search = NearestSearch(self._arcs, self._towards)

    @property
    def mode(self) -> StreetMode:
        """Who travels."""
        return self.network.mode

    def arcs(self, *, towards: bool) -> Arcs:
        """Return the ways from node to node; turned round for what goes towards a place."""
        return self._towards if towards else self._arcs

    def marks(self, cell_m: float) -> Marks:
        """Return the cells of a grid that edges run through, made once for each width."""
        return self._marks.get(cell_m, lambda: Marks(self.network, cell_m))

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
        start = self.snap(lon=lon, lat=lat)
        if start is None:
            return None
        question = Question.ask(start, to, k=k, passing=passing, max_min=max_min)
        return self._search.nearest(question)

    def nearest_each(
        self, at: Placed, *, to: Placed, k: int, passing: Mask | None = None
    ) -> tuple[NodeIds, NDArray[np.float32]]:
        """Return the k nearest by time for each of many points, wherever on the network.

        Parameters
        ----------
        at : Placed
            Where riders may be.
        to : Placed
            Where they may go.
        k : int
            How many.
        passing : numpy.ndarray of bool, shape (n,), optional
            Which of `to` are wanted; all by default.

        Returns
        -------
        positions : numpy.ndarray of int32, shape (p, k)
            In `to`, nearest first; -1 where there are no more, or the point is not on
            the network.
        minutes : numpy.ndarray of float32, shape (p, k)
            Of travel; nan there.
        """
        return nearest_each(self._towards, at, to, k=k, passing=passing)

    def reach(self, demand: Placed, sites: Placed, *, max_min: float) -> csr_array:
        """Return minutes from all demand to all sites within a limit.

        Parameters
        ----------
        demand, sites : Placed
            From where, and to where.
        max_min : float
            How many minutes a way may take.

        Returns
        -------
        scipy.sparse.csr_array, shape (demand, sites)
            Minutes; what is not stored is not within reach, a stored 0 is there already.
        """
        return reach(self._towards, demand, sites, max_min=max_min)

    def route(self, *, lon1: float, lat1: float, lon2: float, lat2: float) -> Route | None:
        """Return the fastest way from one place to another; None where either is off the network.

        Parameters
        ----------
        lon1, lat1, lon2, lat2 : float
            WGS-84 degrees.
        """
        start, end = self.snap(lon=lon1, lat=lat1), self.snap(lon=lon2, lat=lat2)
        if start is None or end is None:
            return None
        found = route(self.network, self._arcs, start, end)
        line = [(lon1, lat1), *found.lonlats, (lon2, lat2)]
        return replace(found, lonlats=without_repeats(line))
