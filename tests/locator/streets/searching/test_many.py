"""Many points at once say what single questions say."""

import numpy as np
import pytest

from locator.streets import Streets
from locator.streets.searching import many
from tests.locator.streets.city import City, Street, at, random_city
from tests.locator.streets.trials import TENTH_OF_A_SECOND, Trial, trial


@pytest.fixture(scope="module", params=[4, 5])
def on_streets(request: pytest.FixtureRequest) -> Trial:
    city = random_city(request.param)
    streets = Streets(city.network())
    return trial(streets, city.oracle(), seed=request.param, riders=100, sites=70)


@pytest.fixture(params=[(32, 65_536), (7, 9)])
def in_parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the parts in which many are looked at not matter."""
    monkeypatch.setattr(many, "SITES_AT_ONCE", request.param[0])
    monkeypatch.setattr(many, "POINTS_AT_ONCE", request.param[1])


@pytest.mark.usefixtures("in_parts")
def test_the_nearest_of_each_are_those_of_an_independent_search(on_streets: Trial) -> None:
    passing = np.random.default_rng(1).random(len(on_streets.sites)) < 0.5
    for k, mask in ((1, None), (12, None), (3, passing)):
        positions, minutes = on_streets.streets.nearest_each(
            on_streets.at, to=on_streets.sites, k=k, passing=mask
        )
        wanted = np.full(len(on_streets.sites), True) if mask is None else mask
        expected = np.sort(on_streets.minutes[:, wanted], axis=1)[:, :k]
        np.testing.assert_allclose(minutes, expected, rtol=0, atol=TENTH_OF_A_SECOND)
        told = np.take_along_axis(on_streets.minutes, positions.astype(int), axis=1)
        np.testing.assert_allclose(minutes, told, rtol=0, atol=TENTH_OF_A_SECOND)
        assert wanted[positions].all()


def test_the_nearest_of_each_are_those_of_single_questions(on_streets: Trial) -> None:
    positions, minutes = on_streets.streets.nearest_each(on_streets.at, to=on_streets.sites, k=6)
    for (lon, lat), where, took in zip(
        on_streets.riders.tolist(), positions.tolist(), minutes.tolist(), strict=True
    ):
        legs = on_streets.streets.nearest(lon=lon, lat=lat, to=on_streets.sites, k=6)
        assert legs is not None
        assert [leg.position for leg in legs] == where
        assert [leg.travel_min for leg in legs] == pytest.approx(took, abs=1e-4)


def test_where_there_are_no_more_nothing_is_said() -> None:
    streets = Streets(City([Street([at(0, 0), at(400, 0)])]).network())
    points = streets.place(lons=[at(0, 0)[0], 0.0], lats=[at(0, 0)[1], 0.0])
    sites = streets.place(lons=[0.0, at(80, 0)[0]], lats=[0.0, at(80, 0)[1]])
    positions, minutes = streets.nearest_each(points, to=sites, k=2)
    assert positions.tolist() == [[1, -1], [-1, -1]]
    assert minutes[0, 0] == pytest.approx(1.0, abs=0.01)
    assert np.isnan(minutes[[0, 1, 1], [1, 0, 1]]).all()
    nobody = np.zeros(2, dtype=np.bool_)
    assert (streets.nearest_each(points, to=sites, k=2, passing=nobody)[0] == -1).all()


@pytest.mark.usefixtures("in_parts")
@pytest.mark.parametrize("most", [2.0, 6.0, 1e6])
def test_reach_holds_what_is_within_the_limit(on_streets: Trial, most: float) -> None:
    found = on_streets.streets.reach(on_streets.at, on_streets.sites, max_min=most)
    assert found.shape == on_streets.minutes.shape
    within = on_streets.minutes <= most
    edge = np.abs(on_streets.minutes - most) < TENTH_OF_A_SECOND
    stored = np.zeros(found.shape, dtype=np.bool_)
    rows, columns = found.tocoo().coords
    stored[rows, columns] = True
    assert (stored == within)[~edge].all()
    np.testing.assert_allclose(
        found.tocoo().data, on_streets.minutes[rows, columns], rtol=0, atol=TENTH_OF_A_SECOND
    )


def test_no_way_at_all_is_within_reach() -> None:
    streets = Streets(City([Street([at(0, 0), at(400, 0)])]).network())
    lon, lat = streets.network.node_lons, streets.network.node_lats
    points = streets.place(lons=[lon[0], lon[1], 0.0], lats=[lat[0], lat[1], 0.0])
    found = streets.reach(points, points, max_min=1.0)
    assert found.nnz == 2
    assert found.toarray() == pytest.approx(np.zeros((3, 3)), abs=1e-6)
    assert streets.reach(points, points, max_min=5.1).nnz == 4
