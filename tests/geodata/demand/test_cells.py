from itertools import pairwise

import h3
import numpy as np
import pytest
import shapely
from shapely.geometry import Point, Polygon

from geodata.demand import cell_rings
from geodata.demand.cells import cells_of
from locator.geodesy import GEOD


@pytest.mark.parametrize("lat", [-30.03, 0.0, 18.2, 37.5, 53.0])
def test_squares_are_square_and_hold_what_they_are_named_for(lat: float) -> None:
    cells = cells_of("square", 250)
    dice = np.random.default_rng(6)
    lons, lats = dice.uniform(-180, 180, 200), dice.normal(lat, 0.1, 200)
    names = cells.names(lons, lats)
    for name, lon, at, ring in zip(names, lons, lats, cell_rings(names), strict=True):
        assert Polygon(ring).buffer(1e-9).covers(Point(lon, at))
        assert Polygon(ring).covers(Point(cells.centre(name)))
        sides = [GEOD.inv(*a, *b)[2] for a, b in pairwise(ring)]
        assert sides == pytest.approx([250] * 3, rel=0.015)


def test_neighbouring_squares_neither_overlap_nor_leave_gaps() -> None:
    cells = cells_of("square", 300)
    area = shapely.box(123.5, 31.5, 123.53, 31.53)
    rings = [Polygon(cells.ring(name)) for name in cells.touching(area)]
    assert shapely.union_all(rings).buffer(1e-9).covers(area)
    overlap = sum(ring.area for ring in rings) - shapely.union_all(rings).area
    assert overlap == pytest.approx(0, abs=1e-12)


def test_the_last_square_of_a_row_ends_at_the_date_line() -> None:
    cells = cells_of("square", 300)
    first, last = cells.names(np.array([-180.0, 180.0]), np.array([31.5, 31.5]))
    assert cells.ring(first)[0][0] == -180
    assert cells.ring(last)[1][0] == pytest.approx(180)


def test_hexagons_are_those_of_h3() -> None:
    name = h3.latlng_to_cell(31.5, 123.5, 9)
    assert cell_rings([name]) == [tuple((lon, lat) for lat, lon in h3.cell_to_boundary(name))]
    assert cell_rings([]) == []
    disk = sorted(h3.grid_disk(name, 3))
    area = shapely.union_all([Polygon(ring) for ring in cell_rings(disk)]).buffer(-1e-6)
    assert cells_of("h3", 9).touching(area) == disk
