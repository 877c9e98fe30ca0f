"""The made-up city on its streets: stations beside them, a river between them."""

from itertools import pairwise

import pytest
from shapely import LineString, Polygon

from geodata.demo import demo_city, demo_network
from geodata.streets.making import doors
from locator.streets import STREET_MODES, StreetMode, Streets
from locator.vocabulary import Accuracy


@pytest.fixture(scope="module")
def streets() -> dict[StreetMode, Streets]:
    return {mode: Streets(demo_network(mode)) for mode in STREET_MODES}


@pytest.mark.parametrize("mode", STREET_MODES)
def test_every_site_with_a_place_of_its_own_is_on_the_streets(
    streets: dict[StreetMode, Streets], mode: StreetMode
) -> None:
    exact = [s for s in demo_city().sites if s.position and s.position.accuracy is Accuracy.EXACT]
    lons, lats = doors(exact)
    placed = streets[mode].place(lons=lons, lats=lats)
    assert placed.snapped.all()
    # an entrance is nearer to its street than the middle of the room behind it
    with_door = [site for site in exact if site.entrance]
    inside = [site.position for site in with_door if site.position]
    off_m = streets[mode].place(lons=[p.lon for p in inside], lats=[p.lat for p in inside]).off_m
    lons, lats = doors(with_door)
    assert (streets[mode].place(lons=lons, lats=lats).off_m < off_m).mean() > 0.99


@pytest.mark.parametrize("mode", STREET_MODES)
def test_edges_cross_the_river_on_bridges_only(
    streets: dict[StreetMode, Streets], mode: StreetMode
) -> None:
    plan = demo_city().streets
    water = next(Polygon(area.ring) for area in plan.areas if area.name.zh == "样河")
    bridges = {way.name.zh for way in plan.ways if way.bridge}
    network = streets[mode].network
    ends = network.vertex_start.tolist()
    crossing = set()
    for edge, (start, end) in enumerate(pairwise(ends)):
        line = list(
            zip(network.vertex_lons[start:end], network.vertex_lats[start:end], strict=True)
        )
        if LineString(line).intersects(water):
            crossing.add(network.names[network.edge_name[edge]])
    assert crossing <= bridges
    assert len(crossing) == {"walk": 4, "ebike": 3}[mode]


def test_a_ride_takes_another_time_there_than_back(streets: dict[StreetMode, Streets]) -> None:
    ride = streets["ebike"]
    network = ride.network
    one_way = next(
        edge
        for edge in range(network.edge_count)
        if network.backward_s[edge] == float("inf") and network.edge_m[edge] > 100
    )
    start, end = network.edge_from[one_way], network.edge_to[one_way]
    ends = [
        {"lon1": network.node_lons[a], "lat1": network.node_lats[a]}
        | {"lon2": network.node_lons[b], "lat2": network.node_lats[b]}
        for a, b in ((start, end), (end, start))
    ]
    there, back = (ride.route(**each) for each in ends)
    assert there is not None
    assert back is not None
    assert there.travel_min < back.travel_min


@pytest.mark.parametrize("mode", STREET_MODES)
def test_nobody_from_outside_gets_through_the_campus(
    streets: dict[StreetMode, Streets], mode: StreetMode
) -> None:
    plan = demo_city().streets
    public = {n for way in plan.ways if way.foot == "yes" for n in way.nodes}
    behind = [
        node
        for way in plan.ways
        if way.foot == "private"
        for node in (plan.nodes[n] for n in way.nodes)
        if node.id not in public
    ]
    network = streets[mode].network
    places = set(zip(network.vertex_lons.tolist(), network.vertex_lats.tolist(), strict=True))
    assert behind
    assert not [node for node in behind if (node.lon, node.lat) in places]
