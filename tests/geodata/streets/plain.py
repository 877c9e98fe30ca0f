"""Streets from lists, and the same graph as networkx has it, uncontracted."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isfinite, nan
from typing import Final

import networkx as nx
import numpy as np

from geodata.streets import RawStreets, Segments
from geodata.streets.collecting import Collector, Lanes
from locator.streets import STREET_MODES, StreetNetwork

STEP_DEG: Final = 0.001
ROAD: Final = ("residential", "residential")


def raw(
    ways: Iterable[tuple[Sequence[int], Mapping[str, object]]],
    places: Mapping[int, tuple[float, float]],
    *,
    barred: Sequence[int] = (),
) -> RawStreets:
    """Return streets from ways: nodes, and name, walk, ebike, minutes."""
    collector = Collector()
    for nodes, told in ways:
        collector.way(
            nodes,
            lanes={mode: Lanes(*told.get(mode, ROAD)) for mode in STREET_MODES},  # type: ignore[misc]  # what the tests give
            name=str(told.get("name", "")),
            minutes=float(told.get("minutes", nan)),  # type: ignore[arg-type]  # what the tests give
        )
    numbers = collector.node_numbers
    lons, lats = np.array([places[int(number)] for number in numbers]).T
    closed = np.isin(numbers, barred)
    return collector.streets(
        source="test", lons=lons, lats=lats, barred=dict.fromkeys(STREET_MODES, closed)
    )


def grid(columns: int, rows: int) -> dict[int, tuple[float, float]]:
    """Return places of nodes numbered ``10 * row + column``."""
    return {
        10 * row + column: (120 + column * STEP_DEG, 30 + row * STEP_DEG)
        for row in range(rows)
        for column in range(columns)
    }


def uncontracted(cut: Segments) -> nx.DiGraph:
    """Return seconds between the places of nodes, a segment an arc."""
    graph = nx.DiGraph()
    for start, end, metres, *speeds in zip(*(column.tolist() for column in cut[2:7]), strict=True):
        for (a, b), kmh in zip(((start, end), (end, start)), speeds, strict=True):
            if kmh > 0:
                _arc(graph, place(cut.lons, cut.lats, a), place(cut.lons, cut.lats, b), metres, kmh)
    return graph


def _arc(graph: nx.DiGraph, a: object, b: object, metres: float, kmh: float) -> None:
    seconds = metres / kmh * 3.6
    known = graph.get_edge_data(a, b, {"seconds": inf})["seconds"]
    graph.add_edge(a, b, seconds=min(known, seconds))


def contracted(network: StreetNetwork) -> nx.DiGraph:
    """Return seconds between the places of nodes, an edge an arc each way it is open."""
    graph = nx.DiGraph()
    for start, end, *seconds in zip(
        network.edge_from.tolist(),
        network.edge_to.tolist(),
        network.forward_s.tolist(),
        network.backward_s.tolist(),
        strict=True,
    ):
        ends = [place(network.node_lons, network.node_lats, node) for node in (start, end)]
        for (a, b), each in zip((ends, reversed(ends)), seconds, strict=True):
            known = graph.get_edge_data(a, b, {"seconds": inf})["seconds"]
            if isfinite(each):
                graph.add_edge(a, b, seconds=min(known, each))
    return graph


def place(lons: np.ndarray, lats: np.ndarray, node: int) -> tuple[float, float]:
    """Return where a node is."""
    return float(lons[node]), float(lats[node])
