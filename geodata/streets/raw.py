"""Streets as somebody drew them: ways through nodes, before anything is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import distance_m
from locator.streets.network import StreetMode

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

CLOSED = ""  # the class of a way in a direction that a mode may not take
KMH_OF_M_PER_MIN = 0.06


class Passage(NamedTuple):
    """What one mode may use.

    Parameters
    ----------
    forward, backward : int array of shape (w,)
        Class of each way in its own direction and against it, as places in
        `RawStreets.classes`; 0 where it is closed.
    barred : bool array of shape (n,)
        Nodes that nobody gets through, such as a locked gate.
    """

    forward: Ints
    backward: Ints
    barred: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RawStreets:
    """Streets before contraction.

    Parameters
    ----------
    source : str
        What they were read from.
    node_lons, node_lats : array of shape (n,)
        WGS-84 degrees.
    way_start : int array of shape (w + 1,)
        Where each way's nodes begin in `way_nodes`.
    way_nodes : int array of shape (k,)
        Nodes of all ways, one way after the other.
    way_name : int array of shape (w,)
        Places in `names`; 0 is the empty name.
    way_min : array of shape (w,)
        Minutes from end to end where the way tells them, as ferries do; else NaN.
    names : tuple of str
        Street names, the empty one first.
    classes : tuple of str
        Road classes, as the table of speeds has them; `CLOSED` first.
    passages : Mapping
        What each mode may use.
    """

    source: str
    node_lons: Floats
    node_lats: Floats
    way_start: NDArray[np.int64]
    way_nodes: Ints
    way_name: Ints
    way_min: Floats
    names: tuple[str, ...]
    classes: tuple[str, ...]
    passages: Mapping[StreetMode, Passage]


class Segments(NamedTuple):
    """Streets of one mode cut at every node: the graph before anything is contracted.

    Parameters
    ----------
    lons, lats : array of shape (n,)
        Nodes, in WGS-84 degrees. A barred node is there once for each segment at it.
    start, end : int array of shape (s,)
        Nodes at both ends of a segment.
    metres : array of shape (s,)
        Geodesic lengths.
    forward_kmh, backward_kmh : array of shape (s,)
        Speed from start to end and back; 0 where that is not allowed. One of the two is
        more than 0.
    name : int array of shape (s,)
        Place in the names of the streets.
    """

    lons: Floats
    lats: Floats
    start: Ints
    end: Ints
    metres: Floats
    forward_kmh: Floats
    backward_kmh: Floats
    name: Ints

    def chosen(self, which: NDArray[np.bool_]) -> "Segments":
        """Return some of the segments, among all the nodes."""
        return Segments(
            self.lons,
            self.lats,
            self.start[which],
            self.end[which],
            self.metres[which],
            self.forward_kmh[which],
            self.backward_kmh[which],
            self.name[which],
        )


def segments(raw: RawStreets, *, mode: StreetMode, speeds: Mapping[str, float]) -> Segments:
    """Cut the ways that a mode may use at every node.

    Parameters
    ----------
    raw : RawStreets
        The streets.
    mode : {"walk", "ebike"}
        Who goes there.
    speeds : Mapping
        Class → km/h of this mode; classes with 0 or without a speed are closed to it.
    """
    lons, lats, start, end = _parted(raw, raw.passages[mode].barred)
    metres = np.asarray(
        distance_m(lon1=lons[start], lat1=lats[start], lon2=lons[end], lat2=lats[end])
    )
    way = _way_of_segments(raw)
    table = np.array([speeds.get(name, 0.0) for name in raw.classes])
    table[0] = 0.0
    own_kmh = _told_kmh(raw, metres, way)
    forward, backward = (
        np.where((kmh > 0) & np.isfinite(own_kmh), own_kmh, kmh)[way]
        for kmh in (table[places] for places in raw.passages[mode][:2])
    )
    cut = Segments(lons, lats, start, end, metres, forward, backward, raw.way_name[way])
    return cut.chosen((forward > 0) | (backward > 0))


def _way_of_segments(raw: RawStreets) -> NDArray[np.intp]:
    count = np.diff(raw.way_start) - 1
    return np.repeat(np.arange(len(count)), count)


def _parted(raw: RawStreets, barred: NDArray[np.bool_]) -> tuple[Floats, Floats, Ints, Ints]:
    """Return nodes and the ends of segments, no two of which meet at a barred node."""
    first = np.ones(len(raw.way_nodes), np.bool_)
    first[raw.way_start[1:] - 1] = False  # the last node of a way begins no segment
    places = np.flatnonzero(first)
    start, end = raw.way_nodes[places].copy(), raw.way_nodes[places + 1].copy()
    copied: list[Ints] = []
    count = len(raw.node_lons)
    for ends in (start, end):
        closed = barred[ends]
        copied.append(ends[closed])
        ends[closed] = count + np.arange(closed.sum(), dtype=np.int32)
        count += len(copied[-1])
    nodes = np.concatenate([np.arange(len(raw.node_lons)), *copied])
    return raw.node_lons[nodes], raw.node_lats[nodes], start, end


def _told_kmh(raw: RawStreets, metres: Floats, way: NDArray[np.intp]) -> Floats:
    """Return the speed that a way's length and its own minutes make; NaN without any."""
    length_m = np.bincount(way, metres, minlength=len(raw.way_min))
    return length_m / raw.way_min * KMH_OF_M_PER_MIN
