"""Makes the network of one mode: what hangs together of the streets, in long edges."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geodata.streets.contracting import Chains, chains
from geodata.streets.raw import RawStreets, Segments, segments
from locator.errors import InvalidInput, problem
from locator.streets.network import NetworkAbout, StreetMode, StreetNetwork
from locator.words import Words

VERSION: Final = 1  # of the files and of the way they are made
KMH_PER_M_S: Final = 3.6

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


class _Edges(NamedTuple):
    nodes: Ints  # places of the network's nodes among those of the segments
    start: Ints
    end: Ints
    metres: Floats
    forward_s: Floats
    backward_s: Floats
    name: Ints
    vertex_start: NDArray[np.int64]
    vertices: Ints  # places of nodes of the segments


def build_streets(
    raw: RawStreets, *, mode: StreetMode, speeds: Mapping[str, float]
) -> StreetNetwork:
    """Make the network of a mode.

    Only the largest strongly connected part is kept, so that whoever is on it gets
    everywhere on it and back; `NetworkAbout.counts` tells what was left out.

    Parameters
    ----------
    raw : RawStreets
        The streets.
    mode : {"walk", "ebike"}
        Who goes there.
    speeds : Mapping
        Class → km/h of this mode.

    Returns
    -------
    StreetNetwork
        Lengths are geodesic, on WGS-84.

    Raises
    ------
    InvalidInput
        With field ``streets`` when there is no street that the mode may use there and back.
    """
    cut = _without_points(segments(raw, mode=mode, speeds=speeds))
    if not len(cut.start):
        raise _no_streets(raw, mode)
    kept, parts = _largest_part(cut)
    if not len(kept.start):  # one-way streets alone, and none of them leads back
        raise _no_streets(raw, mode)
    edges = _edges(kept, chains(kept))
    numbers, edge_name = np.unique(np.append(edges.name, 0), return_inverse=True)
    names = tuple(raw.names[number] for number in numbers)
    columns = _columns(kept, edges) | {"edge_name": edge_name[:-1].astype(np.int32)}
    about = NetworkAbout(
        version=VERSION,
        id=_id(mode, columns, names),
        source=raw.source,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        speeds=dict(speeds),
        counts=_counts(cut, kept, parts) | {"nodes": len(edges.nodes), "edges": len(edges.start)},
        bbox=_bbox(columns["vertex_lons"], columns["vertex_lats"]),
    )
    return StreetNetwork(mode=mode, names=names, about=about, **columns)


def _columns(cut: Segments, edges: _Edges) -> dict[str, NDArray[Any]]:
    """Return the arrays of a network, all but the names."""
    return {
        "node_lons": cut.lons[edges.nodes],
        "node_lats": cut.lats[edges.nodes],
        "edge_from": edges.start,
        "edge_to": edges.end,
        "edge_m": edges.metres,
        "forward_s": edges.forward_s,
        "backward_s": edges.backward_s,
        "vertex_start": edges.vertex_start,
        "vertex_lons": cut.lons[edges.vertices],
        "vertex_lats": cut.lats[edges.vertices],
    }


def _counts(cut: Segments, kept: Segments, parts: int) -> dict[str, int]:
    read_m, kept_m = (round(float(some.metres.sum())) for some in (cut, kept))
    return {
        "read_segments": len(cut.start),
        "kept_segments": len(kept.start),
        "dropped_segments": len(cut.start) - len(kept.start),
        "dropped_parts": parts - 1,
        "read_m": read_m,
        "kept_m": kept_m,
        "dropped_m": read_m - kept_m,
    }


def _bbox(lons: Floats, lats: Floats) -> tuple[float, float, float, float]:
    return float(lons.min()), float(lats.min()), float(lons.max()), float(lats.max())


def _no_streets(raw: RawStreets, mode: StreetMode) -> InvalidInput:
    allowed = Words("含有道路(highway=…)的 OSM 数据", "OSM data with streets (highway=…)")
    message = Words(
        "没有可以步行的道路" if mode == "walk" else "没有可以骑行的道路",
        f"it has no streets open to {mode}",
    )
    return InvalidInput(problem("streets", raw.source, allowed, message))


def _without_points(cut: Segments) -> Segments:
    """Return segments with a length; nodes at the same place beside each other become one."""
    point = cut.metres == 0.0
    if not point.any():
        return cut
    _, place = connected_components(_graph(cut.chosen(point), np.ones(point.sum(), np.bool_)))
    first = np.unique(place, return_index=True)[1].astype(np.int32)
    joined = cut._replace(start=first[place[cut.start]], end=first[place[cut.end]])
    return joined.chosen(~point)


def _graph(cut: Segments, which: NDArray[np.bool_]) -> coo_array:
    count = len(cut.lons)
    start, end = cut.start[which], cut.end[which]
    return coo_array((np.ones(len(start), np.int8), (start, end)), shape=(count, count))


def _largest_part(cut: Segments) -> tuple[Segments, int]:
    """Return the largest part in which all reach all, and how many parts there were."""
    ways = cut.forward_kmh > 0, cut.backward_kmh > 0
    graph = _graph(cut, ways[0]) + _graph(cut, ways[1]).T
    _, part = connected_components(graph, directed=True, connection="strong")
    inside = np.where(part[cut.start] == part[cut.end], part[cut.start], -1)
    metres = np.bincount(inside + 1, cut.metres, minlength=2)[1:]
    kept = cut.chosen(inside == int(np.argmax(metres)))
    used = np.unique(part[np.concatenate([cut.start, cut.end])])
    return kept, len(used)


def _edges(cut: Segments, found: Chains) -> _Edges:
    """Return the edges that chains of segments make."""
    turned, order = found.turned, found.segments
    start = np.where(turned, cut.end[order], cut.start[order])
    end = np.where(turned, cut.start[order], cut.end[order])
    first, behind = found.starts[:-1], found.starts[1:]
    vertices = np.insert(start, behind, end[behind - 1])
    ends = start[first], end[behind - 1]
    nodes, places = np.unique(np.concatenate(ends), return_inverse=True)
    metres = np.add.reduceat(cut.metres[order], first)
    head, is_turned = order[first], turned[first]
    there = np.where(is_turned, cut.backward_kmh[head], cut.forward_kmh[head])
    back = np.where(is_turned, cut.forward_kmh[head], cut.backward_kmh[head])
    return _Edges(
        nodes=nodes,
        start=places[: len(first)].astype(np.int32),
        end=places[len(first) :].astype(np.int32),
        metres=metres,
        forward_s=_seconds(metres, there),
        backward_s=_seconds(metres, back),
        name=cut.name[head],
        vertex_start=found.starts + np.arange(len(found.starts)),
        vertices=vertices,
    )


def _seconds(metres: Floats, kmh: Floats) -> Floats:
    taken = np.full(len(metres), np.inf)
    np.divide(metres * KMH_PER_M_S, kmh, out=taken, where=kmh > 0)
    return taken


def _id(mode: StreetMode, columns: Mapping[str, NDArray[Any]], names: tuple[str, ...]) -> str:
    """Return a name that equal networks share and others do not."""
    digest = hashlib.sha256(f"{VERSION} {mode}".encode())
    for column in columns.values():
        digest.update(np.ascontiguousarray(column).data)
    digest.update("\n".join(names).encode())
    return digest.hexdigest()[:16]
