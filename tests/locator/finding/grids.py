"""A made-up grid of streets with one-way ones, and ways on it found by networkx."""

from math import inf
from random import Random

import networkx as nx
import numpy as np

from locator.geodesy import GEOD
from locator.model import Position
from locator.streets import NetworkAbout, Snap, StreetMode, StreetNetwork, Streets

EAST, NORTH = 121.40, 37.52  # where most of `towns.STREETS` is
BLOCK = 0.0025  # degrees
OFF_S_PER_M = 3.6 / 4.8
KMH = {"walk": (4.8, 2.4), "ebike": (20.0, 12.0, 4.8)}


def grid(
    mode: StreetMode, *, east: float = EAST, north: float = NORTH, side: int = 9, seed: int = 1
) -> Streets:
    """Return streets that run both ways or, by e-bike, one way and the other by turns.

    They end in the east and in the north at the degrees given.
    """
    dice = Random(seed)
    lons = [east - BLOCK * (side - 1 - column) for _ in range(side) for column in range(side)]
    lats = [north - BLOCK * row for row in range(side) for _ in range(side)]
    ends = [(n, n + 1) for n in range(side * side) if n % side < side - 1]
    ends += [(n, n + side) for n in range(side * (side - 1))]
    metres = [GEOD.inv(lons[a], lats[a], lons[b], lats[b])[2] for a, b in ends]
    pace = [3.6 / dice.choice(KMH[mode]) for _ in ends]
    seconds = [s * m for s, m in zip(pace, metres, strict=True)]
    directions = [one_way(*each, side) if mode == "ebike" else 0 for each in ends]
    start, end = (np.array(column, dtype=np.int32) for column in zip(*ends, strict=True))
    return Streets(
        StreetNetwork(
            mode=mode,
            node_lons=np.array(lons),
            node_lats=np.array(lats),
            edge_from=start,
            edge_to=end,
            edge_m=np.array(metres),
            forward_s=np.where(np.array(directions) >= 0, seconds, inf),
            backward_s=np.where(np.array(directions) <= 0, seconds, inf),
            edge_name=np.zeros(len(ends), dtype=np.int32),
            vertex_start=np.arange(0, 2 * len(ends) + 1, 2),
            vertex_lons=np.array([lons[n] for pair in ends for n in pair]),
            vertex_lats=np.array([lats[n] for pair in ends for n in pair]),
            names=("",),
            about=NetworkAbout(
                version=1,
                id=f"{mode}-{seed}",
                source="grid",
                made_at="2026-11-20T10:00:00+08:00",
                speeds={},
                counts={},
                bbox=(min(lons), min(lats), max(lons), max(lats)),
            ),
        )
    )


def one_way(a: int, b: int, side: int) -> int:
    """Return 1 along the edge, -1 against it, 0 for both ways, as along the outer streets."""
    line = a // side if b == a + 1 else a % side
    if line in {0, side - 1}:
        return 0
    return 1 if line % 2 else -1


def share(seconds: float, part: float) -> float:
    """Return the seconds of a part of an edge; none of it takes none, even the wrong way."""
    return seconds * part if part else 0.0


class Ways:
    """Minutes and metres from any place to any other, one search for each place asked from.

    Parameters
    ----------
    streets : Streets
        Where things are on the network is taken from here, nothing else.
    """

    def __init__(self, streets: Streets) -> None:
        self.streets, network = streets, streets.network
        self._edges = list(zip(network.edge_from.tolist(), network.edge_to.tolist(), strict=True))
        self._graph = nx.MultiDiGraph()
        for edge, (a, b) in enumerate(self._edges):
            for one, other, way in ((a, b, network.forward_s), (b, a, network.backward_s)):
                if way[edge] < inf:
                    self._graph.add_edge(one, other, s=float(way[edge]))

    def minutes(self, lon: float, lat: float, doors: list[Position | None]) -> list[float | None]:
        """Return minutes to each door, None where either is off the network."""
        here = self.streets.snap(lon=lon, lat=lat)
        if here is None:
            return [None] * len(doors)
        graph = self._graph.copy()
        whole = float(self.streets.network.edge_m[here.edge])
        forward, backward = self._seconds(here.edge)
        a, b = self._edges[here.edge]
        graph.add_edge("here", b, s=share(forward, 1 - here.along_m / whole))
        graph.add_edge("here", a, s=share(backward, here.along_m / whole))
        reached = nx.single_source_dijkstra_path_length(graph, "here", weight="s")
        return [None if door is None else self._one(here, door, reached) for door in doors]

    def _seconds(self, edge: int) -> tuple[float, float]:
        network = self.streets.network
        return float(network.forward_s[edge]), float(network.backward_s[edge])

    def _one(self, here: Snap, door: Position, reached: dict[object, float]) -> float | None:
        there = self.streets.snap(lon=door.lon, lat=door.lat)
        if there is None:
            return None
        part = there.along_m / float(self.streets.network.edge_m[there.edge])
        forward, backward = self._seconds(there.edge)
        a, b = self._edges[there.edge]
        ways = [reached[a] + share(forward, part), reached[b] + share(backward, 1 - part)]
        if here.edge == there.edge:
            moved = part - here.along_m / float(self.streets.network.edge_m[here.edge])
            ways.append(share(forward if moved > 0 else backward, abs(moved)))
        return (min(ways) + (here.off_m + there.off_m) * OFF_S_PER_M) / 60.0
