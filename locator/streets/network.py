"""A city's streets for one way of getting about, as plain arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats, Ints

StreetMode = Literal["walk", "ebike"]
STREET_MODES: Final[tuple[StreetMode, ...]] = get_args(StreetMode)
NodeIds = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAbout:
    """Where a network comes from.

    Parameters
    ----------
    version : int
        Of the form that it is kept in.
    id : str
        Hash of the input, the speeds and the version: another one, another network.
    source : str
        Name of what it was made from.
    made_at : str
        ISO 8601.
    speeds : mapping of str to float
        Kilometres an hour by road class.
    counts : mapping of str to int
        What was read, kept and dropped.
    bbox : tuple of float
        West, south, east, north of its nodes and bends, in WGS-84 degrees.
    """

    version: int
    id: str
    source: str
    made_at: str
    speeds: Mapping[str, float]
    counts: Mapping[str, int]
    bbox: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StreetNetwork:
    """Streets between nodes, all of which reach each other.

    An edge is homogeneous: it has one name and one speed each way, so that time along
    it goes with the metres. Loops and parallel edges are allowed. The arrays may be
    mapped from a file, read-only.

    Parameters
    ----------
    mode : {"walk", "ebike"}
        Who travels.
    node_lons, node_lats : numpy.ndarray of float64, shape (n,)
        WGS-84 degrees of junctions, dead ends and places where an edge's name or
        speed changes.
    edge_from, edge_to : numpy.ndarray of int32, shape (m,)
        The nodes at its two ends.
    edge_m : numpy.ndarray of float64, shape (m,)
        Geodesic metres along its line; more than nothing.
    forward_s, backward_s : numpy.ndarray of float64, shape (m,)
        Seconds along it from `edge_from` to `edge_to` and back; more than nothing,
        infinity where that is not allowed.
    edge_name : numpy.ndarray of int32, shape (m,)
        Place of its name in `names`.
    vertex_start : numpy.ndarray of int64, shape (m + 1,)
        Where its line begins in `vertex_lons` and ends before the next one's.
    vertex_lons, vertex_lats : numpy.ndarray of float64, shape (p,)
        WGS-84 degrees of each edge's line, both ends included.
    names : tuple of str
        Street names; the first is empty.
    about : NetworkAbout
        Where it comes from.

    Raises
    ------
    ValueError
        If the arrays do not fit together.
    """

    mode: StreetMode
    node_lons: Floats
    node_lats: Floats
    edge_from: NodeIds
    edge_to: NodeIds
    edge_m: Floats
    forward_s: Floats
    backward_s: Floats
    edge_name: NodeIds
    vertex_start: Ints
    vertex_lons: Floats
    vertex_lats: Floats
    names: tuple[str, ...]
    about: NetworkAbout

    def __post_init__(self) -> None:
        wrong = [what for what, holds in _what_must_hold(self).items() if not holds]
        if wrong:
            raise ValueError(f"not a street network: {', '.join(wrong)}")

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return self.node_lons.size

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return self.edge_m.size


def _what_must_hold(network: StreetNetwork) -> dict[str, bool]:
    fits = _shapes(network)
    return fits if not all(fits.values()) else _values(network)


def _shapes(network: StreetNetwork) -> dict[str, bool]:
    edges, nodes, vertices = network.edge_m.size, network.node_lons.size, network.vertex_lons.size
    of_edges = (network.edge_from, network.edge_to, network.forward_s, network.backward_s)
    return {
        "mode": network.mode in STREET_MODES,
        "at least one edge": edges > 0,
        "one value of each kind for every edge": all(
            column.shape == (edges,) for column in (*of_edges, network.edge_m, network.edge_name)
        ),
        "a latitude for every node": network.node_lats.shape == (nodes,),
        "a latitude for every vertex": network.vertex_lats.shape == (vertices,),
        "a start of every line": network.vertex_start.shape == (edges + 1,),
    }


def _values(network: StreetNetwork) -> dict[str, bool]:
    start, nodes = network.vertex_start, network.node_count
    seconds = (network.forward_s, network.backward_s)
    degrees = (network.node_lons, network.node_lats, network.vertex_lons, network.vertex_lats)
    return {
        "ends among the nodes": _within(network.edge_from, nodes)
        and _within(network.edge_to, nodes),
        "names among the names": _within(network.edge_name, len(network.names)),
        "lines of two vertices or more": bool(
            start[0] == 0 and start[-1] == network.vertex_lons.size and (np.diff(start) >= 2).all()
        ),
        "metres above 0": bool((network.edge_m > 0).all() and np.isfinite(network.edge_m).all()),
        "seconds above 0": all(bool((way > 0).all()) for way in seconds),
        "a way along every edge": bool(np.isfinite(np.minimum(*seconds)).all()),
        "degrees": all(bool(np.isfinite(column).all()) for column in degrees),
    }


def _within(places: NodeIds, count: int) -> bool:
    return bool(places.min() >= 0 and places.max() < count)
