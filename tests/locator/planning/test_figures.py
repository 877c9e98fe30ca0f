"""Sums: parts of a whole, by reason, by union, by hour; and wholes of nothing."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest
from shapely import box

from locator.hours import CHINA
from locator.model import Site
from locator.nearest import ANY_SITE, SiteFilter
from locator.planning.coverage import Reason
from locator.planning.demand import Demand
from locator.planning.figures.definitions import headline
from locator.planning.figures.figures import PlanFigures
from locator.planning.figures.tallies import Tally
from locator.planning.planner import Planner
from locator.planning.question import PlanQuestion
from locator.unions import Jurisdictions, Union
from tests.locator.hours.state_council import STATE_COUNCIL
from tests.locator.planning.towns import EAST, LAT, LON, NORTH, demand, scattered, station, town

MONDAY = date(2026, 9, 28)
WEEK = PlanQuestion(monday=MONDAY)
AT_THREE = PlanQuestion(at=datetime(2026, 11, 25, 3, 0, tzinfo=CHINA))
FILTERS = (
    ANY_SITE,
    SiteFilter(amenities=frozenset({"microwave"}), service="legal"),
    SiteFilter(amenities=frozenset({"nursing"})),
)


def unions() -> Jurisdictions:
    """Return a city of two districts, east and west, beyond which lies nobody's land."""
    reach = 2_000
    west = box(LON - reach * EAST, LAT - reach * NORTH, LON, LAT + reach * NORTH)
    east = box(LON, LAT - reach * NORTH, LON + reach * EAST, LAT + reach * NORTH)
    return Jurisdictions(
        (
            Union(id="c", name="示例市总工会", level="city"),
            Union(id="w", name="示例西区总工会", level="district", parent_id="c", area=west),
            Union(id="e", name="示例东区总工会", level="district", parent_id="c", area=east),
        )
    )


def planner(
    cells: Demand, sites: list[Site], jurisdictions: Jurisdictions | None = None
) -> Planner:
    return Planner(
        sites,
        demand=cells,
        calendar=STATE_COUNCIL,
        jurisdictions=jurisdictions or unions(),
        streets={},
    )


def figures_of(plan: Planner, question: PlanQuestion) -> PlanFigures:
    return plan.figures(plan.cover(question))


@pytest.mark.parametrize("hourly", [False, True])
@pytest.mark.parametrize("where", FILTERS, ids=["none", "legal", "nursing"])
def test_parts_are_the_whole_at_every_hour(where: SiteFilter, hourly: bool) -> None:
    cells = scattered(300, seed=1, hourly=hourly)
    plan = planner(cells, town(25, seed=2))
    coverage = plan.cover(replace(WEEK, where=where, max_min=8))
    told = plan.figures(coverage)
    for slot, tally in enumerate(told.slots):
        weights = cells.at(slot)
        for name, part in (
            ("covered", tally.covered),
            ("unknown", tally.unknown),
            ("uncovered", tally.uncovered),
        ):
            mine = getattr(coverage, name)[coverage.row_of, slot] / 60
            assert part == pytest.approx(float((weights * mine).sum()), rel=1e-12)
        assert tally.demand == pytest.approx(float(weights.sum()), rel=1e-12)
        assert tally.reasons[Reason.HOURS_UNKNOWN] == tally.unknown
        assert sum(tally.reasons) == pytest.approx(tally.unknown + tally.uncovered, rel=1e-12)
    assert told.total.demand == pytest.approx(168 * cells.weights.sum(), rel=1e-6)
    assert_adds_up(told.total, told.slots)
    assert told.day is not None
    assert told.night is not None
    assert_adds_up(told.total, (told.day, told.night))


def assert_adds_up(whole: Tally, parts: tuple[Tally, ...]) -> None:
    assert whole.covered == pytest.approx(sum(part.covered for part in parts), rel=1e-12)
    for reason in Reason:
        each = sum(part.reasons[reason] for part in parts)
        assert whole.reasons[reason] == pytest.approx(each, rel=1e-12), reason


def test_reasons_are_those_of_the_cells() -> None:
    cells = scattered(300, seed=1)
    plan = planner(cells, town(25, seed=2))
    coverage = plan.cover(replace(WEEK, where=FILTERS[1], max_min=8))
    by_reason = np.zeros((len(Reason), 168))
    np.add.at(
        by_reason,
        coverage.cause,
        cells.weights[:, None] * coverage.uncovered[coverage.row_of] / 60,
    )
    told = np.array([slot.reasons for slot in plan.figures(coverage).slots]).T
    for reason in set(Reason) - {Reason.HOURS_UNKNOWN}:
        np.testing.assert_allclose(told[reason], by_reason[reason], rtol=1e-12, atol=1e-9)
    assert by_reason[Reason.LACKS].any()
    assert by_reason[Reason.NO_SITE].any()
    assert by_reason[Reason.CLOSED].any()


def test_unions_add_up_to_the_one_above() -> None:
    cells, sites = scattered(300, seed=3), town(60, seed=4)
    told = figures_of(planner(cells, sites), WEEK)
    city, east, west = told.areas
    assert [area.union.id for area in told.areas] == ["c", "e", "w"]
    assert_adds_up(city.total, (told.total,))
    assert city.cells == 300
    inside = (abs(cells.lons - LON) < 2_000 * EAST) & (abs(cells.lats - LAT) < 2_000 * NORTH)
    assert east.cells == (inside & (cells.lons > LON)).sum()
    demand_east = float(cells.weights[inside & (cells.lons > LON)].sum())
    assert east.total.demand == pytest.approx(168 * demand_east)
    assert city.sites > east.sites + west.sites > 0
    assert sum(site.fit == 2 for site in told.sites) == len(told.sites) == city.sites


def test_demand_of_sites() -> None:
    cells = demand([(0, 0), (900, 0), (5_000, 0)], weights=[1.0, 2.0, 4.0])
    sites = [station("a", -100, 0), station("b", 800, 0, None), station("c", 900, 20)]
    told = figures_of(planner(cells, sites), WEEK)
    assert [(each.in_reach, each.nearest) for each in told.sites] == [(1, 1), (3, 0), (3, 2)]
    assert told.demand_per_site == pytest.approx(7 / 3)
    assert told.two_in_reach == pytest.approx(3 / 7)


@pytest.mark.parametrize("question", [WEEK, AT_THREE], ids=["week", "instant"])
@pytest.mark.parametrize(
    ("cells", "sites"),
    [
        (demand([]), town(5, seed=1)),
        (demand([]), []),
        (demand([(0, 0), (10, 10)], weights=[0.0, 0.0]), town(5, seed=1)),
        (demand([(0, 0)]), []),
    ],
    ids=["no cells", "nothing", "no weight", "no sites"],
)
def test_nothing_is_divided_by_nothing(
    cells: Demand, sites: list[Site], question: PlanQuestion
) -> None:
    plan = planner(cells, sites)
    coverage = plan.cover(question)
    told = plan.figures(coverage)
    demanded = float(cells.weights.sum())
    assert told.total.share == ((0.0, 0.0) if demanded else None)
    assert told.sites_in_reach == (0.0 if demanded else None)
    assert told.demand_per_site is None or sites
    assert plan.gaps(coverage).count == (1 if demanded else 0)


def test_zero_open_sites_at_three() -> None:
    plan = planner(demand([(0, 0)], weights=[3.0]), [station("a", 0, 50, "08:00-20:00")])
    coverage = plan.cover(AT_THREE)
    told = plan.figures(coverage)
    assert told.total == Tally(0.0, (0.0, 0.0, 0.0, 0.0, 3.0))
    assert told.total.share == (0.0, 0.0)
    assert np.isnan(coverage.nearest(0).nearest_min).all()
    assert told.day is told.night is None


def test_every_percentage_has_its_definition() -> None:
    plan = planner(demand([(0, 0)]), [station("a", 0, 50)])
    week = plan.cover(WEEK)
    assert headline(week, 2 * 24 + 23).zh == (
        "步行 15 分钟, 4.8 km/h, 直线距离×1.3, 没有道路数据, 周三 23:00, 需求=订单"
    )
    assert "2026-09-28 起一周" in headline(week).zh
    instant = plan.cover(replace(AT_THREE, where=FILTERS[1], mode="ebike", max_min=7.5))
    assert headline(instant).zh == (
        "电动车 7.5 分钟, 20 km/h, 直线距离×1.4, 没有道路数据, 2026-11-25 周三 03:00, "
        "有微波炉, 有法律, 需求=订单"
    )
    stand_in = planner(demand([(0, 0)], kind="street_length"), [])
    assert "standing in" in headline(stand_in.cover(WEEK)).en
    for term, meaning in plan.figures(week).definitions:
        assert term.zh
        assert term.en
        assert meaning.zh
        assert meaning.en


def test_a_narrower_limit_is_taken_from_the_reach_at_hand() -> None:
    plan = planner(scattered(200, seed=5), town(30, seed=6))
    wide = plan.reach("walk", 20.0)
    narrow = plan.reach("walk", 10.0)
    fresh = planner(plan.demand, list(plan.sites)).reach("walk", 10.0)
    assert plan.reach("walk", 20.0) is wide
    assert narrow.limit_min == fresh.limit_min == 10.0
    for name in ("starts", "to", "minutes"):
        assert (getattr(narrow, name) == getattr(fresh, name)).all()
