"""What a change at one site changes, and nothing else."""

from dataclasses import replace
from datetime import date

import numpy as np

from locator.model import OpeningHours, Site
from locator.nearest import ANY_SITE, SiteFilter
from locator.planning.coverage import Coverage, cover
from locator.planning.demand import Demand
from locator.planning.question import PlanQuestion
from locator.planning.reach import reach_by_line
from tests.locator.hours.state_council import STATE_COUNCIL
from tests.locator.planning.plain import minutes_by_line
from tests.locator.planning.towns import scattered, station

MONDAY = date(2026, 11, 23)
NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)


def covered(demand: Demand, sites: list[Site], where: SiteFilter = ANY_SITE) -> Coverage:
    reach = reach_by_line(demand, sites, mode="walk", max_min=15)
    return cover(PlanQuestion(monday=MONDAY, where=where), demand, reach, STATE_COUNCIL)


def parts(coverage: Coverage) -> np.ndarray:
    return np.stack(
        [getattr(coverage, name)[coverage.row_of] for name in ("covered", "unknown", "uncovered")]
    )


def some_town() -> tuple[Demand, list[Site]]:
    rng = np.random.default_rng(8)
    spots = rng.uniform(-2_500, 2_500, (12, 2)).tolist()
    hours = ("24/7", "Mo-Su 08:00-20:00", None, "Mo-Sa 20:00-08:00")
    sites = [station(f"{n:02}", east, north, hours[n % 4]) for n, (east, north) in enumerate(spots)]
    return scattered(500, seed=9), sites


def test_closing_a_station_at_night_changes_its_own_cells_at_night_only() -> None:
    demand, sites = some_town()
    by_day = replace(sites[0], hours=OpeningHours(osm="06:00-22:00"))
    before = parts(covered(demand, sites))
    after = parts(covered(demand, [by_day, *sites[1:]]))
    near = minutes_by_line(demand, sites, "walk") <= 15
    changed = (before != after).any(axis=0)
    for hour in range(168):
        others = [n for n in range(1, 12) if n % 4 == 0 or (n % 4 == 3 and _night_shift(hour))]
        alone = near[:, 0] & ~near[:, others].any(axis=1)
        expected = alone if hour % 24 in NIGHT else np.zeros(len(demand), dtype=bool)
        assert (changed[:, hour] == expected).all(), hour
        perhaps = near[:, [n for n in range(12) if n % 4 == 2]].any(axis=1)
        assert (after[1, expected & perhaps, hour] == 60).all()
        assert (after[2, expected & ~perhaps, hour] == 60).all()
    assert changed.any()


def _night_shift(hour: int) -> bool:
    """Whether Mo-Sa 20:00-08:00 holds throughout an hour of the week."""
    day, clock = divmod(hour, 24)
    return (clock >= 20 and day != 6) or (clock < 8 and day != 0)


def test_a_microwave_more_changes_the_cells_of_its_station_while_that_is_open() -> None:
    demand, sites = some_town()
    wanted = SiteFilter(amenities=frozenset({"microwave"}))
    equipped = replace(sites[1], amenities=("microwave",))
    owner = replace(sites[4], amenities=("microwave",))  # open around the clock
    sites = [*sites[:4], owner, *sites[5:]]
    before = parts(covered(demand, sites, wanted))
    after = parts(covered(demand, [sites[0], equipped, *sites[2:]], wanted))
    near = minutes_by_line(demand, sites, "walk") <= 15
    changed = (before != after).any(axis=0)
    gains = near[:, 1] & ~near[:, 4]
    for hour in range(168):
        open_then = 8 <= hour % 24 < 20
        assert (changed[:, hour] == (gains & open_then)).all(), hour
    assert (after[0, gains][:, 12] == 60).all()
    assert gains.any()


def test_an_amenity_that_nobody_recorded_covers_perhaps() -> None:
    demand, sites = some_town()
    wanted = SiteFilter(amenities=frozenset({"microwave"}))
    unsaid = replace(sites[0], amenities=None)
    after = parts(covered(demand, [unsaid, *sites[1:]], wanted))
    near = minutes_by_line(demand, sites, "walk")[:, 0] <= 15
    assert ((after[1] == 60).all(axis=1) == near).all()
    assert not after[0].any()
