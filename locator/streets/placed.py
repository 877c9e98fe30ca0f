"""Points that were put on a network."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints
from locator.streets.network import NodeIds, StreetNetwork
from locator.streets.speeds import WALK_KMH

Pair = tuple[float, float]

OFF_STREET_S_PER_M: Final = 3.6 / WALK_KMH
"""Seconds for a metre between a place and its street: on foot, whoever rides."""


@dataclass(frozen=True, eq=False)
class Placed:
    """Points put on a network once, to be asked about often.

    Parameters
    ----------
    network : StreetNetwork
        The network that they are on.
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

    network: StreetNetwork
    snapped: NDArray[np.bool_]
    edge: Ints
    along_m: Floats
    off_m: Floats
    lons: Floats
    lats: Floats

    @classmethod
    def nowhere(cls, network: StreetNetwork, count: int) -> "Placed":
        """Return points that are not on the network."""
        return cls(
            network,
            np.zeros(count, dtype=np.bool_),
            np.full(count, -1, dtype=np.int64),
            *(np.full(count, np.nan) for _ in range(4)),
        )

    def __len__(self) -> int:
        return self.snapped.size

    @cached_property
    def ends(self) -> "Ends":
        """What there is to know about the ways from and to those that are on the network."""
        return Ends(self)


class Ends:
    """Ways between points on edges and the nodes at both ends of those.

    Parameters
    ----------
    placed : Placed
        The points; those that are not on the network are left out.

    Attributes
    ----------
    position : numpy.ndarray of int64, shape (s,)
        Where each point stands in `placed`.
    edge : numpy.ndarray of int64, shape (s,)
        The edge of each.
    nodes : numpy.ndarray of int32, shape (s, 2)
        The nodes at the beginning and at the end of its edge.
    leaving_s, arriving_s : numpy.ndarray, shape (s, 2)
        Seconds along the edge to each of the nodes, and from it; infinity where
        that is not allowed. A point at a node is there, whichever way its edge runs.
    metres : numpy.ndarray, shape (s, 2)
        Metres along the edge to each of the nodes.
    off_m, lons, lats : numpy.ndarray, shape (s,)
        As in `placed`.
    """

    def __init__(self, placed: Placed) -> None:
        network = placed.network
        self.position = np.flatnonzero(placed.snapped)
        self.edge = placed.edge[self.position]
        self.nodes: NodeIds = np.stack(
            (network.edge_from[self.edge], network.edge_to[self.edge]), axis=1
        )
        along_m = placed.along_m[self.position]
        whole_m = network.edge_m[self.edge]
        self.metres = np.stack((along_m, whole_m - along_m), axis=1)
        part = self.metres / whole_m[:, None]
        forward_s, backward_s = network.forward_s[self.edge], network.backward_s[self.edge]
        self.leaving_s = _share(np.stack((backward_s, forward_s), axis=1), part)
        self.arriving_s = _share(np.stack((forward_s, backward_s), axis=1), part)
        self.off_m = placed.off_m[self.position]
        self._stands: dict[int, Stand] = {}
        self.lons, self.lats = placed.lons[self.position], placed.lats[self.position]

    @cached_property
    def on_edge(self) -> Mapping[int, Sequence[int]]:
        """The points on each edge that has any, by their places here."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, edge in enumerate(self.edge.tolist()):
            found[edge].append(place)
        return dict(found)

    def stand(self, place: int) -> "Stand":
        """Return one of the points in plain numbers."""
        stand = self._stands.get(place)
        if stand is None:
            columns = (self.nodes, self.leaving_s, self.arriving_s, self.metres)
            rows = (tuple(column[place].tolist()) for column in columns)
            stand = self._stands[place] = Stand(int(self.edge[place]), *rows)
        return stand


class Stand(NamedTuple):
    """A point on an edge, seen from the nodes at both ends of that, in plain numbers.

    Parameters
    ----------
    edge : int
        The edge.
    nodes : (int, int)
        The nodes at the beginning and at the end of its edge.
    leaving_s, arriving_s : (float, float)
        Seconds along the edge to each of the nodes, and from it; infinity where that
        is not allowed.
    metres : (float, float)
        Metres along the edge to each of the nodes.
    """

    edge: int
    nodes: tuple[int, int]
    leaving_s: Pair
    arriving_s: Pair
    metres: Pair


def stand_at(network: StreetNetwork, edge: int, along_m: float) -> Stand:
    """Return a point of a network in plain numbers: `Ends.stand` without arrays."""
    forward_s, backward_s = float(network.forward_s[edge]), float(network.backward_s[edge])
    whole_m = float(network.edge_m[edge])
    metres = along_m, whole_m - along_m
    before, behind = metres[0] / whole_m, metres[1] / whole_m
    return Stand(
        edge,
        (int(network.edge_from[edge]), int(network.edge_to[edge])),
        (before and backward_s * before, behind and forward_s * behind),
        (before and forward_s * before, behind and backward_s * behind),
        metres,
    )


def _share(seconds: Floats, part: Floats) -> Floats:
    with np.errstate(invalid="ignore"):  # no time at all on an edge that may not be used
        return np.where(part > 0.0, seconds * part, 0.0)
