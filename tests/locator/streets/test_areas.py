"""Service areas on hand-made streets, against an independent search."""

from itertools import pairwise, product

import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from locator.streets import StreetNetwork, Streets
from locator.streets.areas import Area, service_area, service_areas
from locator.streets.areas.outlines import PAD, _join, outline
from locator.streets.areas.rings import polygons
from tests.locator.streets.city import City, Street, at, random_city

Minutes = NDArray[np.float64]


def node_minutes(network: StreetNetwork, node: int, *, towards: bool) -> Minutes:
    """Return minutes between a node and all others, by networkx."""
    graph = nx.DiGraph()
    ways = zip(network.edge_from.tolist(), network.edge_to.tolist(), strict=True)
    both = zip(network.forward_s.tolist(), network.backward_s.tolist(), strict=True)
    for (one, other), (there, back) in zip(ways, both, strict=True):
        for tail, head, seconds in ((one, other, there), (other, one, back)):
            known = graph.get_edge_data(tail, head, {"weight": np.inf})["weight"]
            if seconds < known:
                graph.add_edge(tail, head, weight=seconds)
    found = nx.single_source_dijkstra_path_length(graph.reverse() if towards else graph, node)
    return np.array([found[n] / 60.0 for n in range(network.node_count)])


def inside(area: Area, network: StreetNetwork) -> NDArray[np.bool_]:
    return np.asarray(shapely.contains_xy(area, network.node_lons, network.node_lats))


def area_of(streets: Streets, east_m: float, north_m: float, max_min: float) -> Area:
    lon, lat = at(east_m, north_m)
    area = service_area(streets, lon=lon, lat=lat, max_min=max_min)
    assert area is not None
    assert area.is_valid
    return area


def holds(area: Area, east_m: float, north_m: float) -> bool:
    return bool(area.contains(shapely.Point(at(east_m, north_m))))


def grid(columns: range, rows: range, block_m: float = 100.0, *, north_m: float = 0.0) -> City:
    return City(list(lines(columns, rows, block_m, north_m)))


def lines(columns: range, rows: range, block_m: float, north_m: float) -> list[Street]:
    def corner(x: int, y: int) -> tuple[float, float]:
        return at(x * block_m, north_m + y * block_m)

    across = [Street([corner(a, y), corner(b, y)]) for y in rows for a, b in pairwise(columns)]
    return across + [
        Street([corner(x, a), corner(x, b)]) for x in columns for a, b in pairwise(rows)
    ]


@pytest.mark.parametrize("towards", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_reached_nodes_lie_in_it_and_far_ones_outside(seed: int, *, towards: bool) -> None:
    streets = Streets(random_city(seed, blocks=14).network())
    network, far_in, far = streets.network, 0, 0
    for node, max_min in product(range(3, network.node_count, 23), (2.0, 5.0, 9.0)):
        lon, lat = float(network.node_lons[node]), float(network.node_lats[node])
        area = service_area(streets, lon=lon, lat=lat, max_min=max_min, towards=towards)
        assert area is not None
        assert area.is_valid
        minutes = node_minutes(network, node, towards=towards)
        held = inside(area, network)
        assert held[minutes <= max_min - 1e-6].all()
        far += int((minutes > 1.2 * max_min).sum())
        far_in += int(held[minutes > 1.2 * max_min].sum())
    assert far > 1000
    assert far_in <= 0.02 * far


def test_the_last_street_is_reached_in_part() -> None:
    streets = Streets(
        City([Street([at(0, 0), at(400, 0)]), Street([at(400, 0), at(900, 0)])]).network()
    )
    area = area_of(streets, 0, 0, 7.5)  # 600 m
    assert holds(area, 590, 0)
    assert not holds(area, 640, 0)


def test_minutes_to_the_street_count() -> None:
    streets = Streets(grid(range(8), range(2)).network())
    assert not holds(area_of(streets, 0, -160, 5.0), 300, 0)  # 160 m off: 240 m are left
    assert holds(area_of(streets, 0, -160, 5.0), 200, 0)
    assert holds(area_of(streets, 0, -160, 5.0), 0, -155)  # and the way to the street
    lon, lat = at(0, -160)
    assert service_area(streets, lon=lon, lat=lat, max_min=1.5) is None


def test_off_the_network_there_is_none() -> None:
    streets = Streets(grid(range(4), range(4)).network())
    lon, lat = at(0, -300)
    assert service_area(streets, lon=lon, lat=lat, max_min=60.0) is None


def test_many_places_get_what_each_gets() -> None:
    streets = Streets(grid(range(6), range(6)).network())
    places = [at(0, 0), at(250, 300), at(0, -300)]
    lons, lats = np.array([*places, (np.nan, np.nan)]).T
    areas = list(service_areas(streets, lons=lons, lats=lats, max_min=3.0))
    one_by_one = [service_area(streets, lon=lon, lat=lat, max_min=3.0) for lon, lat in places]
    assert areas[:3] == one_by_one
    assert areas[2:] == [None, None]


def test_a_block_between_reached_streets_belongs_to_it() -> None:
    streets = Streets(grid(range(8), range(8), 150.0).network())
    area = area_of(streets, 450, 450, 9.0)
    assert holds(area, 525, 525)
    assert isinstance(area, shapely.Polygon)


def test_a_slow_path_within_a_block_stays_out() -> None:
    slow = Street([at(0, 100), at(100, 100)], 0.2, 0.2)  # 30 minutes
    around = [Street([at(0, 0), at(200, 0), at(200, 200), at(0, 200), at(0, 100)])]
    streets = Streets(
        City(
            [*around, Street([at(0, 0), at(0, 100)]), slow, Street([at(100, 100), at(110, 100)])]
        ).network()
    )
    area = area_of(streets, 0, 0, 12.0)
    assert holds(area, 200, 200)
    assert not holds(area, 105, 100)


def test_a_river_is_crossed_by_its_bridge_only() -> None:
    south, north = (lines(range(21), range(4), 100.0, y) for y in (0.0, 420.0))
    bridge = Street([at(2000, 300), at(2000, 420)])
    streets = Streets(City([*south, *north, bridge]).network())
    near = area_of(streets, 0, 300, 10.0)  # 800 m along the quay
    assert not holds(near, 0, 420)
    assert not near.intersects(shapely.LineString([at(-100, 370), at(2100, 370)]))
    both = area_of(streets, 1500, 300, 20.0)  # 1600 m: over the bridge and back
    assert holds(both, 1500, 420)
    assert holds(both, 2000, 360)
    assert not both.intersects(shapely.LineString([at(700, 360), at(1900, 360)]))


def test_one_ways_decide_who_gets_there() -> None:
    loop = [at(0, 0), at(300, 0), at(300, 300), at(0, 300), at(0, 0)]
    streets = Streets(City([Street(each, 4.8, 0.0) for each in pairwise(loop)]).network())
    lon, lat = at(0, 0)
    towards = service_area(streets, lon=lon, lat=lat, max_min=5.0)
    away = service_area(streets, lon=lon, lat=lat, max_min=5.0, towards=False)
    assert towards is not None
    assert away is not None
    assert (holds(towards, 0, 290), holds(towards, 290, 0)) == (True, False)
    assert (holds(away, 0, 290), holds(away, 290, 0)) == (False, True)


@pytest.mark.parametrize("eastwards", [True, False])
def test_it_may_lie_on_the_180th_meridian(*, eastwards: bool) -> None:
    line = [(179.995, 10.0), (179.999, 10.0)], [(179.999, 10.0), (-179.997, 10.0)]
    ways = line if eastwards else [each[::-1] for each in line[::-1]]
    streets = Streets(City([Street(each) for each in ways]).network())
    area = service_area(streets, lon=179.999, lat=10.0, max_min=10.0)
    assert area is not None
    assert area.is_valid
    assert area.contains(shapely.Point(180.001, 10.0))
    assert area.bounds[2] - area.bounds[0] < 0.02


@given(arrays(np.bool_, (9, 9)))
def test_outlines_of_cells_are_those_of_their_union(cells: NDArray[np.bool_]) -> None:
    grown = np.zeros((13, 13), np.bool_)
    grown[2:-2, 2:-2] = cells
    _join(grown)
    assert grown[2:-2, 2:-2][cells].all()
    if cells.any():
        y, x = np.nonzero(grown)
        found = polygons(grown)
        assert found.is_valid
        assert found.equals(shapely.union_all(shapely.box(x, y, x + 1, y + 1)))


@given(arrays(np.bool_, (9, 9)), arrays(np.bool_, (9, 9)))
def test_simplified_outlines_hold_every_reached_cell(
    reached: NDArray[np.bool_], streets: NDArray[np.bool_]
) -> None:
    y, x = np.nonzero(reached)
    if not x.size:
        return
    cells = np.array((x - x.min(), y - y.min()), np.int32) + PAD
    others = np.array(np.nonzero(streets)[::-1], np.int32) + PAD
    area = outline(cells, others, largest_hole=4.0)
    assert area.is_valid
    assert area.covers(shapely.union_all(shapely.box(*cells, *(cells + 1))))
