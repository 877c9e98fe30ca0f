"""An independent search: networkx on streets cut at every bend, snapped to by brute force."""

from dataclasses import dataclass
from functools import cache

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from locator.geodesy import GEOD

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LIMIT_M = 250.0
OFF_M_PER_MIN = 80.0  # 4.8 km/h
AT_END_M = 0.01
NEAR_DEG = 0.01  # more than the limit, up to 75 degrees


@dataclass(frozen=True)
class Spot:
    """A point on a segment; `sure` where no other segment is just as near."""

    segment: int
    part: float
    off_m: float
    sure: bool


class Oracle:
    """Streets as segments between nodes, with speeds each way in km/h, 0 where closed."""

    def __init__(
        self, *, lons: Floats, lats: Floats, start: Ints, end: Ints, kmh: tuple[Floats, Floats]
    ) -> None:
        self.lons, self.lats, self.start, self.end, self.kmh = lons, lats, start, end, kmh
        self.metres = GEOD.inv(lons[start], lats[start], lons[end], lats[end])[2]
        self._low = np.minimum(lons[start], lons[end]), np.minimum(lats[start], lats[end])
        self._high = np.maximum(lons[start], lons[end]), np.maximum(lats[start], lats[end])

    def spot(self, lon: float, lat: float) -> Spot | None:
        """Return the nearest point on a segment."""
        west, south, east, north = lon - NEAR_DEG, lat - NEAR_DEG, lon + NEAR_DEG, lat + NEAR_DEG
        near = (self._low[0] < east) & (self._high[0] > west)
        places = np.flatnonzero(near & (self._low[1] < north) & (self._high[1] > south))
        if not places.size:
            return None
        plane = plane_about(round(lon, 1), round(lat, 1))
        here = np.array(plane.transform(lon, lat))[:, None]
        a, b = (
            np.stack(plane.transform(self.lons[ends[places]], self.lats[ends[places]])) - here
            for ends in (self.start, self.end)
        )
        along = b - a
        part = np.clip(-(a * along).sum(0) / np.maximum((along**2).sum(0), 1e-12), 0.0, 1.0)
        off = np.hypot(*(a + part * along))
        best = int(off.argmin())
        if off[best] > LIMIT_M:
            return None
        beside = np.flatnonzero(off < off[best] + 0.002)
        return Spot(
            int(places[best]),
            float(part[best]),
            float(off[best]),
            sure=self._one_place(places[beside], part[beside]),
        )

    def _one_place(self, segments: Ints, part: Floats) -> bool:
        """Whether points on segments are one point, or ends at one node."""
        if segments.size == 1:
            return True
        at_end = np.minimum(part, 1 - part) * self.metres[segments] < AT_END_M
        nodes = np.where(part < 0.5, self.start[segments], self.end[segments])
        return bool(at_end.all() and (nodes == nodes[0]).all())

    def minutes(self, riders: list[Spot], sites: list[Spot]) -> Floats:
        """Return minutes from all riders to all sites, the straight bits included."""
        graph, chains = self._graph(sites)
        found = np.empty((len(riders), len(sites)))
        for row, rider in enumerate(riders):
            for node, minutes in self._ways_out(rider, chains, sites):
                join(graph, "rider", node, minutes)
            took = nx.single_source_dijkstra_path_length(graph, "rider")
            graph.remove_node("rider")
            found[row] = [took[("site", n)] for n in range(len(sites))]
            found[row] += [(rider.off_m + site.off_m) / OFF_M_PER_MIN for site in sites]
        return found

    def _graph(self, sites: list[Spot]) -> tuple[nx.DiGraph, dict[int, list[int]]]:
        graph, chains = nx.DiGraph(), dict[int, list[int]]()
        for n, site in enumerate(sites):
            node = self._node_at(site)
            if node is None:
                chains.setdefault(site.segment, []).append(n)
            else:
                join(graph, node, ("site", n), 0.0)
        for segment in range(self.start.size):
            inside = sorted(chains.get(segment, []), key=lambda n: sites[n].part)
            nodes = [self.start[segment], *(("site", n) for n in inside), self.end[segment]]
            parts = [0.0, *(sites[n].part for n in inside), 1.0]
            for one, other, share in zip(nodes, nodes[1:], np.diff(parts), strict=False):
                self._join(graph, one, other, segment, float(share))
        return graph, chains

    def _join(
        self, graph: nx.DiGraph, one: object, other: object, segment: int, share: float
    ) -> None:
        for tail, head, kmh in zip((one, other), (other, one), self.kmh, strict=True):
            if kmh[segment] > 0:
                join(graph, tail, head, self._minutes(segment, share, kmh))

    def _minutes(self, segment: int, share: float, kmh: Floats) -> float:
        return float(self.metres[segment] * share * 0.06 / kmh[segment])

    def _node_at(self, spot: Spot) -> int | None:
        if spot.part * self.metres[spot.segment] < AT_END_M:
            return int(self.start[spot.segment])
        if (1 - spot.part) * self.metres[spot.segment] < AT_END_M:
            return int(self.end[spot.segment])
        return None

    def _ways_out(
        self, rider: Spot, chains: dict[int, list[int]], sites: list[Spot]
    ) -> list[tuple[object, float]]:
        """Return the neighbours of a rider on a segment, and the minutes to them."""
        node = self._node_at(rider)
        if node is not None:
            return [(node, 0.0)]
        segment, ways = rider.segment, list[tuple[object, float]]()
        beside = [(sites[n].part, ("site", n)) for n in chains.get(segment, [])]
        ahead = min([p for p in beside if p[0] >= rider.part], default=(1.0, self.end[segment]))
        behind = max([p for p in beside if p[0] <= rider.part], default=(0.0, self.start[segment]))
        for (part, node_there), kmh in zip((ahead, behind), self.kmh, strict=True):
            if kmh[segment] > 0:
                ways.append((node_there, self._minutes(segment, abs(part - rider.part), kmh)))
        return ways


@cache
def plane_about(lon: float, lat: float) -> Transformer:
    """Return a projection true in all directions from a centre some kilometres off at most."""
    crs = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +ellps=WGS84"
    return Transformer.from_crs("EPSG:4326", crs, always_xy=True)


def join(graph: nx.DiGraph, tail: object, head: object, minutes: float) -> None:
    """Add a way, unless there is a faster one."""
    if not graph.has_edge(tail, head) or graph[tail][head]["weight"] > minutes:
        graph.add_edge(tail, head, weight=minutes)
