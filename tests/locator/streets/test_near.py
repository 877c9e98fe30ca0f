import networkx as nx
import numpy as np
import pytest

from locator.streets import Streets
from locator.streets.near import NEAREST, NEAREST_ALWAYS, Cell, NearCell, near_cells
from tests.locator.streets.city import LAT, LON, City, Street, at, random_city

OFF_M_PER_MIN = 80.0  # 4.8 km/h
BLOCKS, BLOCK_M = 26, 100.0
SIDE_M = BLOCKS * BLOCK_M


def places(seed: int, count: int) -> np.ndarray:
    """Return places all over the made-up city, some of them outside of it."""
    rng = np.random.default_rng(seed)
    return np.array([at(*rng.uniform(-150.0, SIDE_M + 50.0, 2)) for _ in range(count)])


def minutes_in(
    streets: Streets, near: NearCell, lon: float, lat: float
) -> tuple[dict[int, float], float, float]:
    """Work out minutes from a place as a phone has to: from its square alone.

    Returns them by site, and the minutes within which none is missing, of all and of those
    open round the clock.
    """
    network = streets.network
    rider = streets.snap(lon=lon, lat=lat)
    assert rider is not None
    assert rider.edge in near.edges
    graph = nx.MultiDiGraph()
    for edge in near.edges.tolist():
        ends = int(network.edge_from[edge]), int(network.edge_to[edge])
        for tail, head, seconds in (
            (*ends, network.forward_s[edge]),
            (*ends[::-1], network.backward_s[edge]),
        ):
            if np.isfinite(seconds):
                graph.add_edge(tail, head, weight=seconds / 60)
    whole = network.edge_m[rider.edge]
    ways = {
        int(network.edge_from[rider.edge]): (rider.along_m / whole, network.backward_s),
        int(network.edge_to[rider.edge]): (1 - rider.along_m / whole, network.forward_s),
    }
    for node, (part, seconds) in ways.items():
        if part == 0.0 or np.isfinite(seconds[rider.edge]):
            graph.add_edge("rider", node, weight=part * seconds[rider.edge] / 60 if part else 0.0)
    took = nx.single_source_dijkstra_path_length(graph, "rider")
    found: dict[int, float] = {}
    reach = {"near": np.inf, "always": np.inf}
    for leaving in near.exits:
        for name, most in (("near", NEAREST), ("always", NEAREST_ALWAYS)):
            listed = getattr(leaving, name)
            assert len(listed) <= most
            for site, minutes in listed:
                through = took.get(leaving.node, np.inf) + minutes
                found[site] = min(found.get(site, np.inf), through)
            if len(listed) == most:
                reach[name] = min(reach[name], took.get(leaving.node, np.inf) + listed[-1][1])
    off = rider.off_m / OFF_M_PER_MIN
    all_of = {site: minutes + off for site, minutes in found.items()}
    return all_of, reach["near"] + off, max(reach.values()) + off


@pytest.mark.parametrize("seed", [1, 2])
def test_a_square_tells_exact_minutes_to_all_sites_within_reach(seed: int) -> None:
    city = random_city(seed, blocks=BLOCKS, block_m=BLOCK_M)
    streets, oracle = Streets(city.network()), city.oracle()
    doors = places(seed + 10, 60)
    always = np.random.default_rng(seed).random(60) < 0.2
    placed = streets.place(lons=doors[:, 0], lats=doors[:, 1])
    cells = {near.cell: near for near in near_cells(streets, placed, always=always)}
    assert len(cells) >= 9
    sites = [oracle.spot(*door) for door in doors]
    on = [n for n, spot in enumerate(sites) if spot]
    asked = [
        (lon, lat, spot)
        for lon, lat in places(seed + 20, 60).tolist()
        if (spot := oracle.spot(lon, lat)) and spot.sure
    ]
    truth = oracle.minutes([spot for *_, spot in asked], [sites[n] for n in on])  # type: ignore[misc]  # those that are there
    checked = 0
    for (lon, lat, _), row in zip(asked, truth, strict=True):
        near = cells[Cell.at(lon=lon, lat=lat)]
        told, reach, reach_always = minutes_in(streets, near, lon, lat)
        for site, exact in zip(on, row.tolist(), strict=True):
            if site in near.sites:
                continue  # may be reached without leaving the square: the phone's part
            if exact < (reach_always if always[site] else reach) - 1e-3:
                assert told[site] == pytest.approx(exact, abs=2e-3)
                checked += 1
        assert sum(exact <= reach + 1e-3 for exact in row) >= NEAREST
    assert checked > 300


def test_sites_of_a_square_are_those_on_its_streets() -> None:
    city = random_city(3, blocks=BLOCKS, block_m=BLOCK_M)
    streets = Streets(city.network())
    doors = places(4, 80)
    placed = streets.place(lons=doors[:, 0], lats=doors[:, 1])
    for near in near_cells(streets, placed, always=np.zeros(80, dtype=np.bool_)):
        expected = [n for n in range(80) if placed.edge[n] in near.edges]
        assert near.sites.tolist() == expected
        assert all(leaving.always == () for leaving in near.exits)


def test_whoever_stands_in_a_square_has_the_nearest_street_in_it() -> None:
    city = random_city(5, blocks=BLOCKS, block_m=BLOCK_M)
    streets = Streets(city.network())
    none = streets.place(lons=[], lats=[])
    cells = {near.cell: near for near in near_cells(streets, none, always=np.zeros(0, np.bool_))}
    rng = np.random.default_rng(6)
    for _ in range(400):
        lon, lat = at(*rng.uniform(-240.0, SIDE_M + 240.0, 2))
        snap = streets.snap(lon=lon, lat=lat)
        if snap:
            assert snap.edge in cells[Cell.at(lon=lon, lat=lat)].edges


def test_a_village_inside_one_square_is_never_left() -> None:
    south_west = LON + 0.004, LAT + 0.004
    corners = [south_west, (LON + 0.005, LAT + 0.005), (LON + 0.006, LAT + 0.004)]
    streets = Streets(City([Street(corners), Street([corners[-1], corners[0]])]).network())
    placed = streets.place(lons=[LON + 0.005], lats=[LAT + 0.005])
    cells = {near.cell: near for near in near_cells(streets, placed, always=np.array([True]))}
    middle = cells[Cell.at(lon=LON + 0.005, lat=LAT + 0.0045)]
    assert middle.exits == ()
    assert middle.sites.tolist() == [0]


def test_squares_are_named_by_hundredths_of_a_degree() -> None:
    assert Cell.at(lon=123.5213, lat=31.5037).name == "3150_12352"
    assert Cell.at(lon=-51.2001, lat=-30.0501).name == "-3006_-5121"
