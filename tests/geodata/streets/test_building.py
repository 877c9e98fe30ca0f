"""Contraction loses nothing: minutes are those of the graph it was made from."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from pyproj import Geod

from geodata.demo import demo_network, demo_raw_streets
from geodata.streets import RawStreets, build_streets, segments
from locator.errors import InvalidInput
from locator.streets import SPEEDS_KMH, StreetMode, StreetNetwork
from tests.geodata.streets.plain import contracted, grid, raw, uncontracted

FLAT = {"residential": 36.0, "footway": 3.6}  # 10 m/s and 1 m/s


def build(streets: RawStreets, mode: StreetMode = "ebike") -> StreetNetwork:
    return build_streets(streets, mode=mode, speeds=FLAT)


def drawn(network: StreetNetwork) -> list[list[tuple[float, float]]]:
    """Return the line of each edge in steps of the grid."""
    x = np.round((network.vertex_lons - 120) * 1000).astype(int)
    y = np.round((network.vertex_lats - 30) * 1000).astype(int)
    return [
        list(zip(x[a:b].tolist(), y[a:b].tolist(), strict=True))
        for a, b in pairwise(network.vertex_start.tolist())
    ]


@pytest.mark.parametrize("mode", ["walk", "ebike"])
def test_minutes_are_those_of_the_uncontracted_demo_city(mode: StreetMode) -> None:
    cut = segments(demo_raw_streets(), mode=mode, speeds=SPEEDS_KMH[mode])
    plain, network = uncontracted(cut), demo_network(mode)
    short = contracted(network)
    starts = list(short)[:: len(short) // 5]
    for start in starts:
        there = nx.single_source_dijkstra_path_length(plain, start, weight="seconds")
        here = nx.single_source_dijkstra_path_length(short, start, weight="seconds")
        assert here.keys() == set(short)
        assert all(abs(there[node] - seconds) < 1e-6 for node, seconds in here.items())


@pytest.mark.parametrize("mode", ["walk", "ebike"])
def test_the_demo_network_is_whole_and_one_piece(mode: StreetMode) -> None:
    network = demo_network(mode)
    assert nx.is_strongly_connected(contracted(network))
    counts = network.about.counts
    assert counts["dropped_segments"] == 0
    assert network.edge_m.sum() == pytest.approx(counts["kept_m"], abs=1)
    assert network.edge_count < counts["kept_segments"]


def test_lengths_and_lines_are_geodesic_and_keep_every_bend() -> None:
    network = demo_network("walk")
    geod = Geod(ellps="WGS84")
    for edge in range(0, network.edge_count, 97):
        line = slice(*network.vertex_start[edge : edge + 2])
        lons, lats = network.vertex_lons[line], network.vertex_lats[line]
        assert geod.line_length(lons, lats) == pytest.approx(network.edge_m[edge], abs=1e-6)
        for end, at in ((network.edge_from[edge], 0), (network.edge_to[edge], -1)):
            assert (lons[at], lats[at]) == (network.node_lons[end], network.node_lats[end])


def test_a_street_is_one_edge_until_something_changes() -> None:
    streets = raw(
        [
            ((0, 1, 2), {"name": "甲路"}),
            ((2, 3), {"name": "甲路"}),
            ((3, 4), {"name": "乙路"}),
            ((4, 5), {"name": "乙路", "ebike": ("footway", "footway")}),
            ((6, 5), {"name": "乙路", "ebike": ("footway", "footway")}),
        ],
        grid(7, 1),
    )
    network = build(streets)
    named = {
        (network.names[name], frozenset((line[0][0], line[-1][0])))
        for name, line in zip(network.edge_name, drawn(network), strict=True)
    }
    assert named == {
        ("甲路", frozenset((0, 3))),
        ("乙路", frozenset((3, 4))),
        ("乙路", frozenset((4, 6))),
    }
    assert build(streets, "walk").edge_count == 2  # who walks does not mind


def test_a_one_way_street_drawn_in_two_directions_is_not_passed_over() -> None:
    one_way = ("residential", "")
    streets = raw(
        [
            ((0, 1), {"ebike": one_way}),
            ((2, 1), {"ebike": one_way}),  # against the other: nobody leaves node 1
            ((0, 10, 11, 12, 2), {}),
            ((1, 11), {}),
        ],
        grid(3, 2),
    )
    graph = contracted(build(streets))
    west, middle, _ = ((120 + i * 0.001, 30.0) for i in range(3))
    assert graph.has_edge(west, middle)
    assert not graph.has_edge(middle, west)


def test_only_what_reaches_everything_and_back_is_kept() -> None:
    streets = raw(
        [
            ((0, 1, 11, 10, 0), {}),
            ((1, 2), {"ebike": ("residential", "")}),  # leads out, and not back
            ((20, 21), {}),  # an island
        ],
        grid(3, 3),
    )
    network = build(streets)
    assert network.about.counts["kept_segments"] == 4
    assert network.about.counts["dropped_segments"] == 2
    assert network.about.counts["dropped_parts"] == 2
    assert build(streets, "walk").about.counts["kept_segments"] == 5


def test_a_ring_of_its_own_is_a_loop() -> None:
    network = build(raw([((0, 1, 11, 10, 0), {})], grid(2, 2)))
    assert network.edge_count == 1
    assert network.edge_from[0] == network.edge_to[0]
    assert len(drawn(network)[0]) == 5


@pytest.mark.parametrize(("barred", "nodes"), [((), 1), ((1,), 3)])
def test_a_barred_node_is_a_dead_end_from_all_sides(barred: tuple[int, ...], nodes: int) -> None:
    streets = raw(
        [((0, 1, 2), {}), ((0, 10, 11, 12, 2), {}), ((1, 11), {})], grid(3, 2), barred=barred
    )
    network = build(streets)
    assert network.about.counts["kept_segments"] == 7
    here = (network.node_lons == 120.001) & (network.node_lats == 30.0)
    assert here.sum() == nodes


def test_nodes_at_one_place_are_one() -> None:
    places = grid(3, 1) | {99: grid(3, 1)[1]}
    network = build(raw([((0, 1, 99, 2), {})], places))
    assert network.edge_count == 1
    assert drawn(network)[0] in ([(0, 0), (1, 0), (2, 0)], [(2, 0), (1, 0), (0, 0)])


def test_a_ferry_keeps_its_own_time() -> None:
    ferry = {"walk": ("ferry", "ferry"), "minutes": 20.0, "ebike": ("", "")}
    streets = raw([((0, 1), {}), ((1, 2, 3), ferry), ((3, 4), {})], grid(5, 1))
    network = build_streets(streets, mode="walk", speeds=FLAT | {"ferry": 8.0})
    assert sorted(network.forward_s)[-1] == pytest.approx(1200.0)
    assert build(streets).edge_count == 1  # the far side is out of reach


def test_a_class_without_speed_is_closed() -> None:
    streets = raw([((0, 1), {}), ((1, 2), {"walk": ("steps", "steps")})], grid(3, 1))
    assert build(streets, "walk").about.counts["read_segments"] == 1
    with pytest.raises(InvalidInput, match="no streets"):
        build_streets(streets, mode="walk", speeds={"residential": 0.0})


def test_one_ways_that_never_lead_back_are_refused() -> None:
    streets = raw([([0, 1, 11], {"ebike": ("residential", "")})], grid(2, 2))
    with pytest.raises(InvalidInput, match="no streets"):
        build(streets)
    assert build(streets, "walk").edge_count == 1


def test_equal_input_makes_an_equal_id_and_other_speeds_another() -> None:
    streets = demo_raw_streets()
    speeds = SPEEDS_KMH["walk"]
    one, two = (build_streets(streets, mode="walk", speeds=speeds) for _ in range(2))
    slow = build_streets(streets, mode="walk", speeds=dict(speeds) | {"steps": 1.0})
    assert one.about.id == two.about.id != slow.about.id
