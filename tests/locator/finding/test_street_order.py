"""By street, too, the whole answer equals asking everything of every site."""

from dataclasses import replace
from random import Random

import pytest

from locator.nearest import NearestQuery
from locator.streets import StreetMode
from tests.locator.finding.grids import EAST, NORTH, Ways, grid
from tests.locator.finding.test_finder import CALENDAR, snapshot_of, some_query, told
from tests.locator.finding.towns import town
from tests.locator.plain import plain_answer

SAME_MIN = 1e-6  # minutes that are told apart by nobody


def rounded(minutes: float) -> float:
    return round(minutes / SAME_MIN) * SAME_MIN


def query_on_the_grid(dice: Random, mode: StreetMode) -> NearestQuery:
    query = some_query(dice)
    lon, lat = EAST - dice.uniform(0.0, 0.02), NORTH - dice.uniform(0.0, 0.02)
    max_min = dice.choice((None, None, 5.0, 30.0))
    return replace(query, lon=lon, lat=lat, mode=mode, max_min=max_min)


@pytest.mark.parametrize("mode", ["walk", "ebike"])
@pytest.mark.parametrize("count", [0, 30, 400])
def test_any_query_by_street(count: int, mode: StreetMode) -> None:
    sites, dice, ways = town(count, seed=count + 1), Random(count), Ways(grid(mode))
    snapshot = snapshot_of(sites, {mode: ways.streets})
    found_by_street = found_else = 0
    for _ in range(60):
        query = query_on_the_grid(dice, mode)
        answer = snapshot.nearest(query)
        assert answer.source == "streets"
        doors = [site.entrance or site.position for site in sites]
        minutes = zip(sites, ways.minutes(query.lon, query.lat, doors), strict=True)
        minutes_of = {site.id: rounded(each) for site, each in minutes if each is not None}
        truth = plain_answer(sites, query, CALENDAR, minutes_of)
        assert [told(found)._replace(distance_m=0.0) for found in answer.found] == [
            each._replace(distance_m=0.0) for each in truth
        ], query
        near = replace(query, openness="open", k=1, max_m=min(query.max_m or 3e3, 3e3))
        if query.max_m != 0.0 and plain_answer(sites, near, CALENDAR, minutes_of):
            assert answer.remote == ()
        elif query.max_min is None:
            assert answer.remote == snapshot.nearest(replace(query, mode="straight")).remote
        for found in answer.found:
            assert found.by_street == (found.site.id in minutes_of)
            if found.by_street:
                assert found.travel_min == pytest.approx(minutes_of[found.site.id], abs=1e-3)
                found_by_street += 1
            else:
                found_else += 1
    assert min(found_by_street, found_else) >= count / 10
