"""The line of a way: as long as it says, along the streets that it names."""

import numpy as np
import pytest

from locator.geodesy import GEOD
from locator.streets import Route, Streets
from tests.locator.streets.city import City, LonLat, Street, at, random_city
from tests.locator.streets.trials import TENTH_OF_A_SECOND, trial

CROSS = City(
    [
        Street([at(0, 0), at(200, 30), at(400, 0)], name="Long Street"),
        Street([at(400, 0), at(800, 0)], name="Long Street"),
        Street([at(400, 0), at(400, 400)]),
        Street([at(400, 400), at(400, 700)], 4.8, 0.0, name="High Street"),
        Street([at(400, 700), at(800, 400), at(800, 0)], name="Ring"),
    ]
)


def way(streets: Streets, start: LonLat, end: LonLat) -> Route:
    found = streets.route(lon1=start[0], lat1=start[1], lon2=end[0], lat2=end[1])
    assert found is not None
    return found


def test_a_route_takes_the_minutes_of_an_independent_search() -> None:
    city = random_city(8)
    some = trial(Streets(city.network()), city.oracle(), seed=8, riders=40, sites=15)
    for rider, minutes in zip(some.riders.tolist(), some.minutes, strict=True):
        for place, expected in zip(some.places.tolist(), minutes, strict=True):
            found = way(some.streets, rider, place)
            assert found.travel_min == pytest.approx(expected, abs=TENTH_OF_A_SECOND)
            lons, lats = np.array(found.lonlats).T if len(found.lonlats) > 1 else ([0], [0])
            assert found.travel_m == pytest.approx(GEOD.line_length(lons, lats), abs=0.3)
            on_streets = sum(step.metres for step in found.steps)
            assert -0.01 <= found.travel_m - on_streets <= 500


def test_it_begins_and_ends_at_the_places_and_follows_every_bend() -> None:
    start, end = at(100, 40), at(410, 200)
    found = way(Streets(CROSS.network()), start, end)
    assert found.lonlats[0] == pytest.approx(start, abs=1e-7)
    assert found.lonlats[-1] == pytest.approx(end, abs=1e-7)
    bends = [at(200, 30), at(400, 0), at(400, 200)]
    assert np.array(found.lonlats[2:-1]) == pytest.approx(np.array(bends), abs=1e-6)


def test_streets_are_named_in_order_with_their_metres() -> None:
    found = way(Streets(CROSS.network()), at(600, 0), at(400, 550))
    assert [step.name for step in found.steps] == ["Long Street", "", "High Street"]
    assert [step.metres for step in found.steps] == pytest.approx([200, 400, 150], abs=0.5)


def test_against_a_one_way_street_it_goes_round() -> None:
    found = way(Streets(CROSS.network()), at(400, 600), at(400, 500))
    names = [step.name for step in found.steps]
    assert names == ["High Street", "Ring", "Long Street", "", "High Street"]


def test_along_one_edge_it_turns_round_with_the_rider() -> None:
    streets = Streets(CROSS.network())
    there, back = way(streets, at(100, 15), at(300, 15)), way(streets, at(300, 15), at(100, 15))
    assert there.lonlats == back.lonlats[::-1]
    assert there.steps[0].metres == pytest.approx(back.steps[0].metres)
    assert len(there.lonlats) >= 3


def test_from_a_place_to_itself_there_is_no_way_to_go() -> None:
    found = way(Streets(CROSS.network()), at(600, 0), at(600, 0))
    assert found.steps == ()
    assert found.travel_m == pytest.approx(0, abs=0.01)


def test_off_the_network_there_is_no_route() -> None:
    streets = Streets(CROSS.network())
    assert streets.route(lon1=25.0, lat1=60.0, lon2=26.0, lat2=60.0) is None
    assert streets.route(lon1=26.0, lat1=60.0, lon2=25.0, lat2=60.0) is None
