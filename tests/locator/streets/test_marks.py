"""Marks: the cells of a grid that streets run through."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.geodesy import distance_m
from locator.streets.marks import WIDTHS_M, Marks
from tests.locator.streets.city import City, Street, at, random_city


@pytest.mark.parametrize("cell_m", WIDTHS_M)
def test_marks_follow_every_street_without_a_gap(cell_m: float) -> None:
    network = random_city(1, blocks=6).network()
    marks = Marks(network, cell_m)
    for edge in range(network.edge_count):
        place, points = marks.on(np.array([edge]))
        assert (place == 0).all()
        share, cells = marks.share[points], marks.cells[:, points]
        assert (np.diff(share) >= 0).all()
        steps = np.abs(np.diff(cells)).max(axis=0)
        assert ((steps == 0) | (steps == 1)).all()
        ends = marks.nodes[:, [network.edge_from[edge], network.edge_to[edge]]]
        assert (cells[:, 0] == ends[:, 0]).all()
        assert (cells[:, -1] == ends[:, 1]).all()


@given(st.floats(0.0, 0.999), st.sampled_from(WIDTHS_M))
def test_a_mark_lies_where_its_share_says(part: float, cell_m: float) -> None:
    network = City([Street([at(0, 0), at(300, 0), at(300, 500)])]).network()
    marks = Marks(network, cell_m)
    found = int(np.searchsorted(marks.share, part, side="right")) - 1
    along_m = part * 800.0
    lon, lat = at(min(along_m, 300.0), max(along_m - 300.0, 0.0))
    middle = marks.degrees(marks.cells[:, found][None].astype(np.float64) + 0.5, near=lon)[0]
    off_m = distance_m(lon1=lon, lat1=lat, lon2=float(middle[0]), lat2=float(middle[1]))
    assert off_m <= 1.5 * cell_m


def test_edges_are_told_by_their_places() -> None:
    network = random_city(2, blocks=4).network()
    marks = Marks(network, 10.0)
    asked = np.array([5, 2, 9])
    place, points = marks.on(asked)
    assert np.unique(place).tolist() == [0, 1, 2]
    assert (np.searchsorted(marks.start, points, side="right") - 1 == asked[place]).all()
