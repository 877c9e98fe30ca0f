"""The nearest by time, from any point along an edge, against an independent search."""

from itertools import pairwise

import numpy as np
import pytest

from locator.streets import Leg, Placed, Streets
from locator.streets.searching import nearest as searching
from tests.locator.streets.city import City, LonLat, Street, at, random_city
from tests.locator.streets.trials import TENTH_OF_A_SECOND, Trial, check_nearest, trial


@pytest.fixture(scope="module", params=[1, 2, 3])
def on_streets(request: pytest.FixtureRequest) -> Trial:
    city = random_city(request.param)
    streets = Streets(city.network())
    return trial(streets, city.oracle(), seed=request.param, riders=80, sites=40)


@pytest.fixture
def always_searching(on_streets: Trial, monkeypatch: pytest.MonkeyPatch) -> Trial:
    """Keep no ways to any site: the search spreads from the rider."""
    monkeypatch.setattr(searching, "FEW", 0)
    return on_streets._replace(streets=Streets(on_streets.streets.network))


@pytest.mark.parametrize("k", [1, 5, 60])
def test_they_are_those_of_an_independent_search(on_streets: Trial, k: int) -> None:
    check_nearest(on_streets, k=k)


@pytest.mark.parametrize("k", [1, 5, 60])
def test_searching_from_the_rider_finds_the_same(always_searching: Trial, k: int) -> None:
    check_nearest(always_searching, k=k)


@pytest.mark.parametrize("share", [1 / 3, 0.05])
def test_a_filter_turns_away_before_the_k_nearest_are_chosen(
    on_streets: Trial, always_searching: Trial, share: float
) -> None:
    passing = np.random.default_rng(4).random(len(on_streets.sites)) < share
    passing[7] = True
    check_nearest(on_streets, k=3, passing=passing)
    check_nearest(always_searching, k=3, passing=passing)


def test_nothing_takes_longer_than_allowed(on_streets: Trial, always_searching: Trial) -> None:
    for some in (on_streets, always_searching):
        for (lon, lat), minutes in zip(some.riders.tolist(), some.minutes, strict=True):
            most = float(np.sort(minutes)[6]) + 2 * TENTH_OF_A_SECOND
            legs = some.streets.nearest(lon=lon, lat=lat, to=some.sites, k=40, max_min=most)
            assert legs is not None
            assert len(legs) >= (minutes < most - TENTH_OF_A_SECOND).sum() >= 7
            assert len(legs) <= (minutes < most + TENTH_OF_A_SECOND).sum()
            assert max(leg.travel_min for leg in legs) <= most
    assert on_streets.streets.nearest(lon=lon, lat=lat, to=on_streets.sites, k=5, max_min=0) == []


def test_metres_are_those_of_the_line_of_the_route(on_streets: Trial) -> None:
    streets, sites = on_streets.streets, on_streets.sites
    for lon, lat in on_streets.riders[:20].tolist():
        for leg in streets.nearest(lon=lon, lat=lat, to=sites, k=2) or ():
            lon2, lat2 = on_streets.places[leg.position]
            found = streets.route(lon1=lon, lat1=lat, lon2=lon2, lat2=lat2)
            assert found is not None
            assert leg.travel_min == pytest.approx(found.travel_min, abs=1e-6)
            assert leg.travel_m == pytest.approx(found.travel_m, abs=0.01)


def nearest(streets: Streets, place: LonLat, *others: LonLat, k: int = 9) -> list[Leg]:
    found = streets.nearest(lon=place[0], lat=place[1], to=put(streets, *others), k=k)
    assert found is not None
    return found


def put(streets: Streets, *places: LonLat) -> Placed:
    return streets.place(lons=[lon for lon, _ in places], lats=[lat for _, lat in places])


def minutes(streets: Streets, place: LonLat, other: LonLat) -> float:
    return nearest(streets, place, other)[0].travel_min


def square(*, one_way: bool, side_m: float = 480.0) -> Streets:
    """Return a square block; 480 m take six minutes on foot."""
    corners = [at(0, 0), at(side_m, 0), at(side_m, side_m), at(0, side_m), at(0, 0)]
    sides = pairwise(corners)
    back = 0.0 if one_way else 4.8
    return Streets(City(Street(side, 4.8, back) for side in sides).network())


def test_a_one_way_street_takes_another_time_there_and_back() -> None:
    one, other = at(120, 0), at(360, 0)
    assert minutes(square(one_way=False), one, other) == pytest.approx(3.0, abs=0.01)
    assert minutes(square(one_way=False), other, one) == pytest.approx(3.0, abs=0.01)
    assert minutes(square(one_way=True), one, other) == pytest.approx(3.0, abs=0.01)
    assert minutes(square(one_way=True), other, one) == pytest.approx(21.0, abs=0.02)


def test_one_stands_at_a_corner_whichever_way_its_streets_run() -> None:
    streets = square(one_way=True)
    assert minutes(streets, at(0, 0), at(480, 0)) == pytest.approx(6.0, abs=0.01)
    assert minutes(streets, at(0, 0), at(0, 480)) == pytest.approx(18.0, abs=0.03)
    assert minutes(streets, at(0, 0), at(0, 0)) == pytest.approx(0.0, abs=1e-4)


def test_the_way_round_is_taken_where_it_is_faster_than_along_the_own_edge() -> None:
    slow = Street([at(0, 0), at(400, 0)], 1.0, 1.0)
    fast = Street([at(0, 0), at(0, 50), at(400, 50), at(400, 0)], 20.0, 20.0)
    streets = Streets(City([slow, fast]).network())
    assert minutes(streets, at(100, 0), at(150, 0)) == pytest.approx(3.0, abs=0.01)
    round_about = 0.06 * 5 + 0.06 * 10 + 0.003 * 500  # minutes
    assert minutes(streets, at(5, 0), at(390, 0)) == pytest.approx(round_about, abs=0.01)


def test_nobody_crosses_a_river_without_a_bridge() -> None:
    banks = [[at(x, y) for x in range(0, 2001, 250)] for y in (0, 60)]
    streets = [Street(pair) for bank in banks for pair in pairwise(bank)]
    streets.append(Street([banks[0][-1], banks[1][-1]], name="bridge"))
    by_bridge = (2 * 1900 + 60) / 80
    assert minutes(Streets(City(streets).network()), at(100, 0), at(100, 60)) == pytest.approx(
        by_bridge, rel=0.002
    )


def test_the_straight_bits_at_both_ends_are_walked() -> None:
    (leg,) = nearest(square(one_way=False), at(100, -80), at(300, -160))
    assert leg.travel_m == pytest.approx(440, abs=1)
    assert leg.travel_min == pytest.approx(440 / 80, abs=0.01)


def test_equal_times_go_by_position() -> None:
    streets = square(one_way=False)
    places = [at(240, 0), at(0, 240), at(240, 0), at(0, 240)]
    found = nearest(streets, at(240, 10), *places, k=1)
    assert [leg.position for leg in found] == [0]
    found = nearest(streets, at(240, 10), *places[1:], k=3)
    assert [leg.position for leg in found] == [1, 0, 2]


def test_who_is_off_the_network_is_told_so_and_sites_there_are_not_found() -> None:
    streets = square(one_way=False)
    sites = put(streets, at(0, 0), at(240, -1000), (np.nan, np.nan))
    assert streets.nearest(lon=25.0, lat=61.0, to=sites, k=5) is None
    lon, lat = at(240, 0)
    legs = streets.nearest(lon=lon, lat=lat, to=sites, k=5)
    assert legs is not None
    assert [leg.position for leg in legs] == [0]
    nobody = np.array([False, True, True])
    assert streets.nearest(lon=lon, lat=lat, to=sites, k=5, passing=nobody) == []
