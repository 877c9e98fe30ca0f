"""Coverage against asking every site at every minute."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from locator.hours import CHINA
from locator.nearest import Mode, SiteFilter
from locator.planning.coverage import Coverage, Reason, cover
from locator.planning.question import PlanQuestion
from locator.planning.reach import reach_by_line
from locator.vocabulary import Access, Kind, Tier, Welcome
from tests.locator.hours.state_council import STATE_COUNCIL
from tests.locator.planning.plain import (
    MINUTE,
    best,
    codes,
    counts,
    has,
    minutes_by_line,
    told_by_the_oracle,
    worth,
)
from tests.locator.planning.towns import demand, scattered, station, town

Array = NDArray[Any]

NATIONAL_DAY = date(2026, 9, 28)  # Thursday to Sunday are holidays
MAKE_UP = date(2026, 2, 9)  # Saturday is worked, on Sunday the Spring Festival begins
BEYOND = date(2026, 12, 28)  # the calendar ends on Thursday

FILTERS = (
    SiteFilter(),
    SiteFilter(amenities=frozenset({"microwave", "water"})),
    SiteFilter(service="legal"),
    SiteFilter(access=Access.SCAN),
    SiteFilter(service="meals", access=Access.OPEN, amenities=frozenset({"ac"})),
    SiteFilter(welcome=Welcome.ANYONE, coarse=True),
    SiteFilter(tier=Tier.STATION),
    SiteFilter(kinds=frozenset({Kind.CANDIDATE, Kind.VENUE})),
)


def parts(coverage: Coverage, name: str) -> Array:
    values: Array = getattr(coverage, name)[coverage.row_of]
    return values


@pytest.mark.parametrize("monday", [NATIONAL_DAY, MAKE_UP], ids=str)
def test_every_minute_of_a_week_is_as_the_oracle_tells(monday: date) -> None:
    sites, cells = town(25, seed=1), scattered(60, seed=2)
    question = PlanQuestion(monday=monday)
    got = cover(
        question, cells, reach_by_line(cells, sites, mode="walk", max_min=15), STATE_COUNCIL
    )
    midnight = datetime(monday.year, monday.month, monday.day, tzinfo=CHINA)
    minutes = [midnight + number * MINUTE for number in range(7 * 24 * 60)]
    code = codes([told_by_the_oracle(site, minutes, STATE_COUNCIL) for site in sites])
    truth = best(minutes_by_line(cells, sites, "walk") <= 15, code).reshape(60, 168, 60)
    assert (parts(got, "covered") == (truth == 2).sum(axis=2)).all()
    assert (parts(got, "unknown") == (truth == 1).sum(axis=2)).all()
    assert (parts(got, "uncovered") == (truth == 0).sum(axis=2)).all()
    assert 0 < (truth == 2).mean() < 1
    assert (truth == 1).any()


@pytest.mark.parametrize(
    ("monday", "number"),
    [*((MAKE_UP, number) for number in range(len(FILTERS))), (BEYOND, 0)],
    ids=str,
)
def test_every_minute_of_a_week_with_filters(monday: date, number: int) -> None:
    where = FILTERS[number]
    sites, cells = town(20, seed=3), scattered(30, seed=4)
    question = PlanQuestion(monday=monday, where=where, mode="ebike", max_min=5)
    reach = reach_by_line(cells, sites, mode="ebike", max_min=5)
    got = cover(question, cells, reach, STATE_COUNCIL)
    day = datetime(monday.year, monday.month, monday.day, tzinfo=CHINA) + timedelta(
        days=4, hours=21
    )
    minutes = [day + number * MINUTE for number in range(24 * 60)]  # over midnight and a holiday
    code = codes([[worth(s, where, at, STATE_COUNCIL) for at in minutes] for s in sites])
    truth = best(minutes_by_line(cells, sites, "ebike") <= 5, code).reshape(30, 24, 60)
    first = 4 * 24 + 21
    assert (parts(got, "covered")[:, first : first + 24] == (truth == 2).sum(axis=2)).all()
    assert (parts(got, "unknown")[:, first : first + 24] == (truth == 1).sum(axis=2)).all()


@pytest.mark.parametrize("mode", get_args(Mode))
def test_every_cell_at_50_random_instants(mode: Mode) -> None:
    dice = Random(mode)
    sites, cells = town(150, seed=5), scattered(300, seed=6)
    minutes = minutes_by_line(cells, sites, mode)
    reach = reach_by_line(cells, sites, mode=mode, max_min=12)
    for _ in range(50):
        at = datetime(2026, 1, 1, tzinfo=CHINA) + timedelta(minutes=dice.randrange(370 * 1440))
        where = dice.choice(FILTERS)
        question = PlanQuestion(at=at, where=where, mode=mode, max_min=12)
        got = cover(question, cells, reach, STATE_COUNCIL)
        code = codes([[worth(site, where, at, STATE_COUNCIL)] for site in sites])
        near = minutes <= 12
        truth = best(near, code)[:, 0]
        assert (parts(got, "covered")[:, 0] == 60 * (truth == 2)).all(), (at, where)
        assert (parts(got, "unknown")[:, 0] == 60 * (truth == 1)).all(), (at, where)
        asked = np.array([counts(site, where) for site in sites])
        fitting = asked & np.array([has(site, where) is not False for site in sites])
        reasons = got.reasons(0)
        assert (reasons[truth == 2] == -1).all()
        assert (reasons[truth == 1] == Reason.HOURS_UNKNOWN).all()
        lost = truth == 0
        assert ((reasons == Reason.NO_SITE) == (lost & ~(near & asked).any(axis=1))).all()
        assert ((reasons == Reason.CLOSED) == (lost & (near & fitting).any(axis=1))).all()
        _check_nearest(got, minutes, near, code[:, 0])


def _check_nearest(got: Coverage, minutes: Array, near: Array, code: Array) -> None:
    nearest = got.nearest(0)
    open_ones = np.where(near & (code == 2), minutes, np.inf)
    two = np.sort(np.pad(open_ones, ((0, 0), (0, 2)), constant_values=np.inf), axis=1)[:, :2]
    two = np.where(np.isinf(two), np.nan, two)
    np.testing.assert_allclose(nearest.nearest_min, two[:, 0], rtol=1e-9)
    np.testing.assert_allclose(nearest.second_min, two[:, 1], rtol=1e-9)


def test_an_hour_is_the_mean_over_its_minutes_of_any_site_being_open() -> None:
    here = demand([(0.0, 0.0)])
    sites = [
        station("a", 100, 0, "10:00-10:30"),
        station("b", 200, 0, "10:20-10:40"),
        station("c", 300, 0, "10:35-10:50 unknown"),
    ]
    reach = reach_by_line(here, sites, mode="walk", max_min=15)
    got = cover(PlanQuestion(monday=date(2026, 11, 23)), here, reach, STATE_COUNCIL)
    assert parts(got, "covered")[0, 10] == 40
    assert parts(got, "unknown")[0, 10] == 10
    assert parts(got, "uncovered")[0, 10] == 10
    assert got.reasons(10).tolist() == [Reason.HOURS_UNKNOWN]
    assert got.reasons(11).tolist() == [Reason.CLOSED]
