from collections import Counter
from itertools import pairwise

import networkx as nx
import pytest
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon

from geodata.demo.streets import StreetClass, StreetPlan, Way, Zone, street_plan
from geodata.demo.streets.plane import to_metres


@pytest.fixture(scope="module")
def plan() -> StreetPlan:
    return street_plan(1)


def line(plan: StreetPlan, way: Way) -> LineString:
    return LineString([(plan.nodes[i].lon, plan.nodes[i].lat) for i in way.nodes])


def river(plan: StreetPlan) -> Polygon:
    return next(Polygon(area.ring) for area in plan.areas if area.name.zh == "样河")


def graph(plan: StreetPlan, who: str, *rules: str) -> nx.DiGraph:
    found = nx.DiGraph()
    for way in plan.ways:
        if getattr(way, who) in rules:
            nx.add_path(found, way.nodes)
            if who == "foot" or not way.oneway:
                nx.add_path(found, reversed(way.nodes))
    return found


def test_a_city_of_eight_kilometres_with_thousands_of_nodes(plan: StreetPlan) -> None:
    assert 2_500 <= len(plan.nodes) <= 5_000
    xs, ys = zip(*(to_metres(node.lon, node.lat) for node in plan.nodes), strict=True)
    assert 7_000 < max(xs) - min(xs) < 9_000
    assert 7_000 < max(ys) - min(ys) < 9_000


def test_it_lies_in_the_open_sea_inside_the_gcj_rectangle(plan: StreetPlan) -> None:
    for node in plan.nodes:
        assert 123.4 < node.lon < 123.6
        assert 31.4 < node.lat < 31.6


def test_nodes_and_ways_know_their_places(plan: StreetPlan) -> None:
    assert [node.id for node in plan.nodes] == list(range(len(plan.nodes)))
    assert [way.id for way in plan.ways] == list(range(len(plan.ways)))
    used = {i for way in plan.ways for i in way.nodes}
    assert used == set(range(len(plan.nodes)))
    for way in plan.ways:
        assert len(way.nodes) >= 2
        for a, b in pairwise(plan.nodes[i] for i in way.nodes):
            assert (a.lon, a.lat) != (b.lon, b.lat)


def test_one_can_walk_everywhere_and_ride_everywhere_one_may(plan: StreetPlan) -> None:
    assert nx.is_strongly_connected(graph(plan, "foot", "yes", "private"))
    assert nx.is_strongly_connected(graph(plan, "foot", "yes"))
    assert nx.is_strongly_connected(graph(plan, "ebike", "yes"))


def test_one_ways_make_there_and_back_differ(plan: StreetPlan) -> None:
    ride = graph(plan, "ebike", "yes")
    oneway = [way for way in plan.ways if way.oneway]
    assert len(oneway) >= 30
    for way in oneway[:10]:
        start, end = way.nodes[0], way.nodes[-1]
        there = nx.shortest_path_length(ride, start, end)
        assert nx.shortest_path_length(ride, end, start) > there


def test_dead_ends_stairs_and_lanes_are_there(plan: StreetPlan) -> None:
    walk = graph(plan, "foot", "yes").to_undirected()
    assert sum(degree == 1 for _, degree in walk.degree) >= 100
    count = Counter(way.street_class for way in plan.ways)
    assert count[StreetClass.STEPS] >= 4
    assert count[StreetClass.LIVING_STREET] >= 50
    assert all(
        way.ebike == "no" and way.foot == "yes"
        for way in plan.ways
        if way.street_class is StreetClass.STEPS
    )


def test_the_river_is_crossed_by_five_bridges_and_nothing_else(plan: StreetPlan) -> None:
    water = river(plan)
    crossing = {way for way in plan.ways if line(plan, way).intersects(water)}
    assert all(way.bridge for way in crossing)
    assert len(crossing) == 5
    assert sum(way.ebike == "yes" for way in crossing) == 3
    assert sum(way.foot == "yes" for way in crossing) == 4
    assert not any(
        water.contains(Point(n.lon, n.lat))
        for way in crossing - motor(plan)
        for n in (plan.nodes[i] for i in way.nodes)
    )


def motor(plan: StreetPlan) -> set[Way]:
    return {way for way in plan.ways if way.foot == "no"}


def test_without_its_bridges_the_city_falls_in_two(plan: StreetPlan) -> None:
    walk = graph(plan, "foot", "yes", "private")
    water = river(plan)
    for way in plan.ways:
        if line(plan, way).intersects(water):
            walk.remove_edges_from([*pairwise(way.nodes), *pairwise(reversed(way.nodes))])
    parts = [part for part in nx.strongly_connected_components(walk) if len(part) > 10]
    assert len(parts) == 2


def test_the_motor_road_meets_streets_at_its_ramps_only(plan: StreetPlan) -> None:
    others = {i for way in plan.ways if way.foot != "no" for i in way.nodes}
    roads = [way for way in plan.ways if way.street_class is StreetClass.TRUNK]
    ramps = [way for way in plan.ways if way.street_class is StreetClass.TRUNK_LINK]
    assert roads
    assert ramps
    assert all(way.ebike == "no" and way.bridge for way in (*roads, *ramps))
    for road in roads:
        assert others.isdisjoint(road.nodes[1:-1])
        assert others.issuperset((road.nodes[0], road.nodes[-1]))
    assert all(len(others.intersection(ramp.nodes)) == 1 for ramp in ramps)


def test_streets_cross_at_nodes_only_where_no_bridge_is(plan: StreetPlan) -> None:
    edges = [pair for way in plan.ways if not way.bridge for pair in pairwise(way.nodes)]
    places = [(node.lon, node.lat) for node in plan.nodes]
    lines = [LineString([places[a], places[b]]) for a, b in edges]
    tree = STRtree(lines)
    left, right = tree.query(lines, predicate="intersects")
    apart = [
        (edges[i], edges[j])
        for i, j in zip(left, right, strict=True)
        if i < j and not set(edges[i]) & set(edges[j])
    ]
    assert apart == []


def test_the_campus_is_entered_through_its_gates(plan: StreetPlan) -> None:
    gates = {node.id for node in plan.nodes if node.gate}
    private = {i for way in plan.ways if way.foot == "private" for i in way.nodes}
    public = {i for way in plan.ways if way.foot == "yes" for i in way.nodes}
    assert len(gates) == 2
    assert private & public == gates
    assert len(private) > 20


def test_every_zone_is_in_the_layout_and_parks_are_green(plan: StreetPlan) -> None:
    assert {quarter.zone for quarter in plan.quarters} == set(Zone)
    assert sum(area.kind == "park" for area in plan.areas) == sum(
        quarter.zone in (Zone.PARK, Zone.HILL) for quarter in plan.quarters
    )


def test_streets_have_names_in_both_languages(plan: StreetPlan) -> None:
    assert all(bool(way.name.zh) == bool(way.name.en) for way in plan.ways)
    assert not any("\u4e00" <= letter <= "\u9fff" for way in plan.ways for letter in way.name.en)


def test_another_seed_is_another_city() -> None:
    assert street_plan(2).nodes != street_plan(1).nodes
