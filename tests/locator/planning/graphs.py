"""Ways along streets by networkx, on streets cut at every node and snapped by brute force."""

from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Proj

from geodata.streets import Segments

OFF_KMH = 4.8
SNAP_M = 250.0

Floats = NDArray[np.float64]


class Spot(NamedTuple):
    """A point on a segment: which one, how much of it lies behind, and how far off it is."""

    segment: int
    part: float
    off_m: float


class Graph:
    """Streets of one mode as networkx knows them: the largest strongly connected part."""

    def __init__(self, cut: Segments) -> None:
        forward_s = _seconds(cut.metres, cut.forward_kmh)
        backward_s = _seconds(cut.metres, cut.backward_kmh)
        whole = nx.DiGraph()
        for tails, heads, seconds in (
            (cut.start, cut.end, forward_s),
            (cut.end, cut.start, backward_s),
        ):
            for tail, head, time in zip(
                tails.tolist(), heads.tolist(), seconds.tolist(), strict=True
            ):
                if np.isfinite(time) and time < whole.get_edge_data(tail, head, {"s": np.inf})["s"]:
                    whole.add_edge(tail, head, s=time)
        nodes = max(nx.strongly_connected_components(whole), key=len)
        kept = np.isin(cut.start, list(nodes)) & np.isin(cut.end, list(nodes))
        self._backwards = whole.subgraph(nodes).reverse(copy=True)
        self._start, self._end = cut.start[kept], cut.end[kept]
        self._forward_s, self._backward_s = forward_s[kept], backward_s[kept]
        self._flat = Proj(proj="aeqd", lon_0=float(cut.lons.mean()), lat_0=float(cut.lats.mean()))
        x, y = self._flat(cut.lons, cut.lats)
        self._from = np.column_stack((x[self._start], y[self._start]))
        self._to = np.column_stack((x[self._end], y[self._end]))

    def spot(self, lon: float, lat: float) -> Spot | None:
        """Return the nearest point on any segment, looking at every one."""
        point = np.array(self._flat(lon, lat))
        way = self._to - self._from
        length = np.maximum((way**2).sum(axis=1), 1e-12)
        part = np.clip(((point - self._from) * way).sum(axis=1) / length, 0.0, 1.0)
        off = np.hypot(*(self._from + part[:, None] * way - point).T)
        best = int(off.argmin())
        return Spot(best, float(part[best]), float(off[best])) if off[best] <= SNAP_M else None

    def minutes(self, cells: list[Spot | None], site: Spot | None, limit_min: float) -> Floats:
        """Return minutes from cells to a site; inf beyond the limit or off the streets."""
        found = np.full(len(cells), np.inf)
        if site is None:
            return found
        graph = self._backwards
        arriving = self._arriving(site)
        graph.add_edges_from(("site", node, {"s": time}) for node, time in arriving.items())
        known = nx.single_source_dijkstra_path_length(
            graph, "site", cutoff=limit_min * 60.0, weight="s"
        )
        graph.remove_node("site")
        for number, cell in enumerate(cells):
            if cell is not None:
                seconds = self._from_cell(cell, site, known)
                off = (cell.off_m + site.off_m) * 3.6 / OFF_KMH
                found[number] = (seconds + off) / 60.0
        return found

    def _arriving(self, at: Spot) -> dict[int, float]:
        times = {
            int(self._start[at.segment]): self._forward_s[at.segment] * at.part,
            int(self._end[at.segment]): self._backward_s[at.segment] * (1.0 - at.part),
        }
        if at.part in {0.0, 1.0}:  # at a node, wherever its street leads
            node = (self._start, self._end)[int(at.part)][at.segment]
            times[int(node)] = 0.0
        return {node: time for node, time in times.items() if np.isfinite(time)}

    def _from_cell(self, cell: Spot, site: Spot, known: dict[Any, float]) -> float:
        segment, part = cell.segment, cell.part
        ends = [
            (int(self._end[segment]), self._forward_s[segment], 1.0 - part),
            (int(self._start[segment]), self._backward_s[segment], part),
        ]
        times = [
            known.get(node, np.inf) + (seconds * share if share else 0.0)
            for node, seconds, share in ends
        ]
        if segment == site.segment:
            along = site.part - part
            direct = self._forward_s if along >= 0 else self._backward_s
            times.append(float(direct[segment]) * abs(along) if along else 0.0)
        return min(times)

    def table(
        self, froms: tuple[ArrayLike, ArrayLike], tos: tuple[ArrayLike, ArrayLike], limit_min: float
    ) -> Floats:
        """Return minutes from places to places, shape (from, to)."""
        cells = [self.spot(lon, lat) for lon, lat in zip(*map(np.asarray, froms), strict=True)]
        ends = [self.spot(lon, lat) for lon, lat in zip(*map(np.asarray, tos), strict=True)]
        return np.column_stack([self.minutes(cells, end, limit_min) for end in ends])


def _seconds(metres: Floats, kmh: Floats) -> Floats:
    seconds = np.full(metres.size, np.inf)
    open_ways = kmh > 0.0
    seconds[open_ways] = metres[open_ways] * 3.6 / kmh[open_ways]
    return seconds
