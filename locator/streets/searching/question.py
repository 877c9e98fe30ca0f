"""Which points are nearest to one place: what is asked, and what is sure of the answer."""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints
from locator.streets.placed import OFF_STREET_S_PER_M, Ends, Placed, Stand, stand_at
from locator.streets.searching.trees import Tree, Way, along
from locator.streets.snapping import Snap

SAME_S: Final = 1e-6
"""Seconds that are not told apart: sums over the same way made in another order."""

DEGREE_M: Final = 111_195.0  # on a sphere: near enough to guess by

Mask = NDArray[np.bool_]
Place = tuple[int, float]  # edge, and metres along it


class Leg(NamedTuple):
    """A way to a point.

    Parameters
    ----------
    position : int
        Which of the points it is.
    travel_m, travel_min : float
        Metres and minutes, with the straight bits between street and place at both ends.
    """

    position: int
    travel_m: float
    travel_min: float


@dataclass(frozen=True, eq=False)
class Question:
    """The k nearest points by time that pass, from one place.

    Parameters
    ----------
    start : Snap
        Where the place is on the network.
    stand : Stand
        The same, seen from the nodes.
    ends : Ends
        The points that one may want to go to.
    places : numpy.ndarray of int64, shape (p,)
        Which of them are wanted, ascending.
    k : int
        How many; not more than there are.
    max_s : float
        How many seconds the way may take from the place's street on.
    """

    start: Snap
    stand: Stand
    ends: Ends
    places: Ints
    k: int
    max_s: float

    @classmethod
    def ask(
        cls, start: Snap, to: Placed, *, k: int, passing: Mask | None, max_min: float
    ) -> "Question":
        """Return a question among points of which some may not be on the network."""
        ends = to.ends
        if passing is None:
            places = np.arange(ends.position.size)
        else:
            places = np.flatnonzero(passing[ends.position])
        stand = stand_at(to.network, start.edge, start.along_m)
        max_s = max_min * 60.0 - start.off_m * OFF_STREET_S_PER_M
        return cls(start, stand, ends, places, min(k, places.size), max_s)

    @cached_property
    def off_s(self) -> Floats:
        """Seconds between street and place for each place wanted."""
        return self.ends.off_m[self.places] * OFF_STREET_S_PER_M

    def kth_straight_m(self) -> float:
        """Return metres in a straight line, roughly, within which there are k places."""
        to, here = self.ends, self.start
        north = to.lats[self.places] - here.lat
        east = (to.lons[self.places] - here.lon) * cos(radians(here.lat))
        squares = north * north + east * east
        return float(np.partition(squares, self.k - 1)[self.k - 1] ** 0.5) * DEGREE_M

    def far(self, order: int) -> Stand:
        """Return one of the places wanted in plain numbers."""
        return self.ends.stand(int(self.places[order]))

    def key(self, order: int) -> Place:
        """Return the point of the network that one of the places wanted is at."""
        far = self.far(order)
        return far.edge, far.metres[0]

    def seconds(self, tree: Tree) -> Floats:
        """Return seconds to each place wanted; where the tree ends before it, too many."""
        nodes, arriving_s = self.ends.nodes[self.places], self.ends.arriving_s[self.places]
        by_end = tree.seconds[nodes] + arriving_s
        seconds = np.minimum(by_end[:, 0], by_end[:, 1])
        for place in self.ends.on_edge.get(self.stand.edge, ()):
            order = int(np.searchsorted(self.places, place))
            if order < self.places.size and self.places[order] == place:
                way = along(self.stand, self.far(order))
                seconds[order] = min(seconds[order], way.seconds)
        return seconds + self.off_s

    def first(self, seconds: Floats, *, sure_s: float) -> list[int]:
        """Return the nearest of the places that are sure, by their order here."""
        sure = np.flatnonzero(seconds <= min(sure_s, self.max_s))
        times = np.rint(seconds[sure] / SAME_S).tolist()
        return [order for _, order in sorted(zip(times, sure.tolist(), strict=True))[: self.k]]

    def enough_s(self, seconds: Floats) -> float:
        """Return how far to look to be sure of k places, given that none takes longer."""
        return float(np.partition(seconds, self.k - 1)[self.k - 1]) + SAME_S

    def leg(self, order: int, way: Way) -> Leg:
        """Return the whole way to a place, given the one by street."""
        place = int(self.places[order])
        off_m = self.start.off_m + float(self.ends.off_m[place])
        return Leg(
            int(self.ends.position[place]),
            way.metres + off_m,
            (way.seconds + off_m * OFF_STREET_S_PER_M) / 60.0,
        )
