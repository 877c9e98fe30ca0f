"""A square of town as the phone gets it: JSON in columns, small enough for a poor network.

Positions are steps of 1e-5 degrees from one to the next. ``v`` is the version, ``mode`` the way
of getting about. Then come

- ``ids``: of the sites; elsewhere a site is its place among them;
- ``always``: those of them that are open round the clock;
- ``lon``, ``lat``: the nodes;
- ``edges``: ``from`` (steps from one edge to the next), ``to`` (beyond ``from``), ``s`` (seconds
  from ``from`` to ``to``), ``back`` (how many more the other way; null: not allowed) and
  ``bends`` (steps of longitude and latitude in turn, from ``from`` on; 0: straight);
- ``doors``: sites on these edges, each as site, edge, thousandths of the edge from ``from`` on,
  and seconds from there to the door;
- ``exits``: nodes where one leaves the square (steps), and for each of them ``near``, the nearest
  sites, and ``nearAlways``, the nearest of those open round the clock: site and tenths of a
  minute in turn, the latter as steps. A list shorter than ``most`` or ``mostAlways`` is complete.
"""

import gzip
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from locator.geodesy import Ints
from locator.streets import StreetNetwork
from locator.streets.near import NEAREST, NEAREST_ALWAYS, NearCell
from locator.streets.placed import OFF_STREET_S_PER_M, Placed

VERSION: Final = 1
STEPS_PER_DEGREE: Final = 100_000
STRAIGHT_DEG: Final = 0.00002  # some 2 m: bends that stray less from the straight line are left out
ROW_DEG: Final = 0.001  # nodes are told row by row

Json = dict[str, Any]


class CellPacker:
    """Packs squares of one network.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    ids : sequence of str
        Ids of the sites.
    sites : Placed
        Where they are.
    always : numpy.ndarray of bool, shape (n,)
        Which of them are open round the clock.
    """

    def __init__(
        self,
        network: StreetNetwork,
        ids: Sequence[str],
        sites: Placed,
        always: NDArray[np.bool_],
    ) -> None:
        self._network, self._ids, self._sites, self._always = network, ids, sites, always
        lengths = np.diff(network.vertex_start)
        points = np.column_stack((network.vertex_lons, network.vertex_lats))
        lines = shapely.linestrings(points, indices=np.repeat(np.arange(lengths.size), lengths))
        bends, edge = shapely.get_coordinates(
            shapely.simplify(lines, STRAIGHT_DEG), return_index=True
        )
        self._bends = in_steps(bends)
        self._bend_start = np.searchsorted(edge, np.arange(lengths.size + 1))

    def pack(self, near: NearCell) -> bytes:
        """Return a square as packed JSON, the same bytes for the same square."""
        text = json.dumps(self.columns(near), ensure_ascii=False, separators=(",", ":"))
        return gzip.compress(text.encode(), 9, mtime=0)

    def columns(self, near: NearCell) -> Json:
        """Return a square before it is packed."""
        network = self._network
        nodes = self._nodes(near.edges)
        place = {node: at for at, node in enumerate(nodes.tolist())}
        edges = self._directed(near.edges, place)
        ids = Numbers()
        exits = sorted(near.exits, key=lambda each: place[each.node])
        lists = {
            "near": [in_turn(ids, each.near) for each in exits],
            "nearAlways": [in_turn(ids, each.always) for each in exits],
        }
        doors = self._doors(near.sites, edges, ids)
        lonlat = in_steps(np.column_stack((network.node_lons[nodes], network.node_lats[nodes])))
        return {
            "v": VERSION,
            "mode": network.mode,
            "ids": [self._ids[site] for site in ids.seen],
            "always": [at for at, site in enumerate(ids.seen) if self._always[site]],
            "lon": steps(lonlat[:, 0].tolist()),
            "lat": steps(lonlat[:, 1].tolist()),
            "edges": self._edge_columns(edges),
            "doors": doors,
            "most": NEAREST,
            "mostAlways": NEAREST_ALWAYS,
            "exits": steps(place[each.node] for each in exits),
            **lists,
        }

    def _nodes(self, edges: Ints) -> Ints:
        """Return the ends of edges, row by row."""
        network = self._network
        nodes = np.unique(np.concatenate((network.edge_from[edges], network.edge_to[edges])))
        lons, lats = network.node_lons[nodes], network.node_lats[nodes]
        order = np.lexsort((lons, np.floor(lats / ROW_DEG)))
        return nodes[order].astype(np.int64)

    def _directed(self, edges: Ints, place: dict[int, int]) -> list["Directed"]:
        """Return edges by the places of their ends, each in a direction that is allowed."""
        network = self._network
        found = []
        for edge in edges.tolist():
            ends = place[int(network.edge_from[edge])], place[int(network.edge_to[edge])]
            ways = float(network.forward_s[edge]), float(network.backward_s[edge])
            turned = ways[0] == np.inf or (ways[1] != np.inf and ends[0] > ends[1])
            order = -1 if turned else 1
            found.append((*ends[::order], edge, turned, *ways[::order]))
        return sorted(found)

    def _edge_columns(self, edges: list["Directed"]) -> Json:
        return {
            "from": steps(edge[0] for edge in edges),
            "to": [edge[1] - edge[0] for edge in edges],
            "s": [round(edge[4]) for edge in edges],
            "back": [
                None if edge[5] == np.inf else round(edge[5]) - round(edge[4]) for edge in edges
            ],
            "bends": [self._bends_of(edge[2], turned=edge[3]) for edge in edges],
        }

    def _bends_of(self, edge: int, *, turned: bool) -> list[int] | int:
        """Return where an edge bends, in steps from its beginning; 0 where it is straight."""
        line = self._bends[self._bend_start[edge] : self._bend_start[edge + 1]]
        if len(line) <= 2:
            return 0
        there = line[::-1] if turned else line
        moves: list[int] = np.diff(there, axis=0)[:-1].ravel().tolist()
        return moves

    def _doors(self, sites: Ints, edges: list["Directed"], ids: "Numbers") -> list[list[int]]:
        """Return sites on the edges, each with how far along its edge it is."""
        place = {edge[2]: (at, edge[3]) for at, edge in enumerate(edges)}
        found = []
        for site in sites.tolist():
            edge = int(self._sites.edge[site])
            at, turned = place[edge]
            part = float(self._sites.along_m[site] / self._network.edge_m[edge])
            off_s = round(float(self._sites.off_m[site]) * OFF_STREET_S_PER_M)
            found.append([ids[site], at, round(1000 * (1 - part if turned else part)), off_s])
        return found


Directed = tuple[int, int, int, bool, float, float]
"""An edge by the places of its ends, its number, whether it is turned, seconds there and back."""


class Numbers:
    """Numbers for sites in the order in which they turn up."""

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}

    def __getitem__(self, site: int) -> int:
        """Return the number of a site."""
        return self.seen.setdefault(site, len(self.seen))


def in_turn(ids: Numbers, found: Iterable[tuple[int, float]]) -> list[int]:
    """Return sites and steps of tenths of a minute in turn."""
    told, before = [], 0
    for site, minutes in found:
        tenths = round(minutes * 10)
        told += [ids[site], tenths - before]
        before = tenths
    return told


def in_steps(degrees: NDArray[np.float64]) -> Ints:
    """Return degrees as whole steps."""
    return np.rint(degrees * STEPS_PER_DEGREE).astype(np.int64)


def steps(values: Iterable[int]) -> list[int]:
    """Return values as steps from one to the next."""
    told, before = [], 0
    for value in values:
        told.append(value - before)
        before = value
    return told
