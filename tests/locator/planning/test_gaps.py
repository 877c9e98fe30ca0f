"""Gaps: nothing is left out or told twice, and each has the remedy that fits its reason."""

from dataclasses import replace
from datetime import date

import h3
import numpy as np
import pytest

from locator.model import OpeningHours, Site
from locator.nearest import ANY_SITE, SiteFilter
from locator.planning.coverage import Reason
from locator.planning.demand import Demand
from locator.planning.gaps.gaps import Gap
from locator.planning.gaps.grouping import missing
from locator.planning.gaps.spans import worst_span
from locator.planning.question import PlanQuestion
from locator.unions import Jurisdictions
from locator.vocabulary import Operation, Tier, Welcome
from tests.locator.planning.test_figures import planner
from tests.locator.planning.towns import about, demand, scattered, station, town

MONDAY = date(2026, 11, 23)
WEEK = PlanQuestion(monday=MONDAY)
MICROWAVE = SiteFilter(amenities=frozenset({"microwave"}))


def only_gap(cells: Demand, sites: list[Site], where: SiteFilter = ANY_SITE) -> Gap:
    plan = planner(cells, sites)
    gaps = plan.gaps(plan.cover(replace(WEEK, where=where)))
    assert gaps.count == 1
    return gaps.listed[0]


@pytest.mark.parametrize(
    "where",
    [ANY_SITE, MICROWAVE, SiteFilter(service="legal")],
    ids=["any", "amenity", "service"],
)
@pytest.mark.parametrize("hourly", [False, True])
def test_gaps_hold_everything_that_is_missing_once(where: SiteFilter, hourly: bool) -> None:
    cells = scattered(400, seed=1, hourly=hourly)
    plan = planner(cells, town(25, seed=2))
    coverage = plan.cover(replace(WEEK, where=where, max_min=8))
    gaps, total = plan.gaps(coverage), plan.figures(coverage).total
    lost = missing(coverage)
    assert lost.uncovered.sum() == pytest.approx(total.uncovered)
    assert lost.unknown.sum() == pytest.approx(total.unknown)
    assert ((gaps.of_cell > 0) == (lost.all > 0)).all()
    for gap in gaps.listed:
        own = np.flatnonzero(gaps.of_cell == gap.rank)
        assert sorted(gap.cells) == own.tolist()
        assert gap.missing == pytest.approx(lost.all[own].sum())
        assert lost.all[gap.cells[0]] == lost.all[own].max()
        assert "" not in {gap.name.zh, gap.name.en, gap.remedy.words.zh, gap.remedy.words.en}
    amounts = [gap.missing for gap in gaps.listed]
    assert amounts == sorted(amounts, reverse=True)


def test_no_site_in_reach_wants_a_new_one() -> None:
    gap = only_gap(demand([(100, 0), (300, 0), (300, 200)]), [station("a", 2_100, 0)])
    assert gap.reason is Reason.NO_SITE
    assert gap.uncovered == 3 * 168
    assert gap.worst_slot is None
    assert gap.worst == 3
    assert gap.nearest is not None
    assert gap.nearest_m == pytest.approx(2_000, abs=5)
    assert gap.nearest_min is None
    assert gap.remedy.kind == "new_site"
    assert gap.name.zh == "示例东区 · 示例a西方约 2.0 公里"
    assert gap.name.en == "示例东区: about 2.0 km west of 示例a"


def test_cells_apart_are_gaps_apart() -> None:
    plan = planner(demand([(0, 0), (200, 0), (600, 0), (3_000, 0)]), [])
    gaps = plan.gaps(plan.cover(WEEK))
    assert sorted(len(gap.cells) for gap in gaps.listed) == [1, 1, 2]


@pytest.mark.parametrize("resolution", [8, 9])
@pytest.mark.parametrize(
    ("lon", "lat"),
    [(121.4, 37.5), (87.6, 43.8), (109.5, 18.25), (91.1, 29.65), (126.6, 45.8), (25.0, 60.2)],
)
def test_hexagons_that_touch_are_one_gap(lon: float, lat: float, resolution: int) -> None:
    middle = h3.latlng_to_cell(lat, lon, resolution)
    ring, second = h3.grid_ring(middle, 1), h3.grid_ring(middle, 2)
    assert groups_of([middle, *ring]) == [7]
    assert groups_of([middle, *second]) == [1, 12]


def groups_of(cells: list[str]) -> list[int]:
    """Return how many cells each gap has where no site is anywhere."""
    names = sorted(cells)
    places = np.array([h3.cell_to_latlng(cell) for cell in names])
    somewhere = demand([(float(n), 0.0) for n in range(len(names))])
    hexagons = replace(
        somewhere,
        cells=tuple(names),
        lons=places[:, 1],
        lats=places[:, 0],
        about=about(cell="h3", cell_size=h3.get_resolution(names[0])),
    )
    question = replace(WEEK, mode="ebike", max_min=60.0)
    plan = planner(hexagons, [], Jurisdictions(()))
    return sorted(len(gap.cells) for gap in plan.gaps(plan.cover(question)).listed)


def test_no_gap_is_wider_than_a_site_could_serve() -> None:
    plan = planner(demand([(200.0 * n, 0.0) for n in range(50)]), [])
    gaps = plan.gaps(plan.cover(WEEK)).listed
    assert len(gaps) > 3
    for gap in gaps:
        lons = plan.demand.lons[list(gap.cells)]
        assert float(np.ptp(lons)) * 88_400 <= 2 * 950


def test_closed_at_night_wants_longer_hours() -> None:
    cells = demand([(0, 0), (200, 0)], weights=[2.0, 3.0])
    gap = only_gap(
        cells, [station("a", 0, 400, "06:00-22:00"), station("b", 100, 100, "06:00-22:00")]
    )
    assert gap.reason is Reason.CLOSED
    assert gap.uncovered == 5 * 8 * 7
    assert gap.worst_slot == 0
    assert gap.remedy.kind == "extend"
    assert gap.remedy.site is not None
    assert gap.remedy.site.id == "b"
    assert gap.remedy.solves == 1.0
    assert gap.remedy.words.zh == "示例b延长开放：每天 22:00–次日 6:00"
    assert gap.remedy.words.en == "open 示例b every day 22:00–6:00"


def test_the_site_that_more_demand_reaches_is_to_open_longer() -> None:
    cells = demand([(0, 0), (200, 0), (400, 0)])
    sites = [station("a", -850, 0, "06:00-22:00"), station("b", 900, 0, "06:00-22:00")]
    gap = only_gap(cells, sites)
    assert gap.remedy.site is not None
    assert gap.remedy.site.id == "b"


def test_under_repair_wants_an_end_of_the_repair() -> None:
    closed = replace(station("a", 0, 0), operation=Operation.UNDER_REPAIR)
    assert only_gap(demand([(0, 0)]), [closed]).remedy.kind == "reopen"


def test_closed_down_is_no_site() -> None:
    closed = replace(station("a", 0, 0), operation=Operation.CLOSED)
    gap = only_gap(demand([(0, 0)]), [closed])
    assert gap.reason is Reason.NO_SITE
    assert gap.nearest is None


def test_unknown_hours_want_a_question() -> None:
    gap = only_gap(demand([(0, 0)]), [station("a", 0, 0, None), station("b", 0, 50, "24/7 off")])
    assert gap.reason is Reason.HOURS_UNKNOWN
    assert (gap.uncovered, gap.unknown) == (0.0, 168.0)
    assert gap.remedy.kind == "ask"
    assert gap.remedy.words.zh == "核实示例a的开放时间"


def test_unknown_amenities_want_a_question() -> None:
    unsaid = replace(station("a", 0, 0), amenities=None)
    gap = only_gap(demand([(0, 0)]), [unsaid], MICROWAVE)
    assert gap.reason is Reason.HOURS_UNKNOWN
    assert gap.remedy.words.zh == "核实示例a：有微波炉？"


def test_what_is_lacking_is_to_be_put_in_where_doors_are_open() -> None:
    sites = [station("a", 0, 0, "08:00-09:00"), station("b", 0, 100, "24/7")]
    gap = only_gap(demand([(0, 0)]), sites, MICROWAVE)
    assert gap.reason is Reason.LACKS
    assert gap.remedy.words.zh == "在示例b增设微波炉"
    assert gap.remedy.words.en == "add microwave at 示例b"
    assert gap.remedy.solves == 1.0


def test_everything_that_is_lacking_is_said() -> None:
    bare = replace(station("a", 0, 0), services=(), access=(), welcome=Welcome.MEMBERS)
    where = SiteFilter(service="legal", welcome=Welcome.ANYONE, tier=Tier.HUB)
    words = only_gap(demand([(0, 0)]), [bare], where).remedy.words
    assert words.zh == "在示例a提供法律服务；示例a的对象改为谁都能进；把示例a列为区级中心"


@pytest.mark.parametrize(
    ("osm", "said"),
    [
        ("Mo-Fr 00:00-24:00", "周六、周日全天"),
        ("Sa,Su 00:00-24:00; Mo-Fr 00:00-12:00,14:00-24:00", "周一至周五 12:00–14:00"),
        ("06:00-24:00", "每天 0:00–6:00"),
        ("00:00-20:00", "每天 20:00–24:00"),
        ("Mo-Th,Sa,Su 00:00-24:00; Fr 00:00-22:00; Sa 06:00-24:00", "周五 22:00–次日 6:00"),
        ("off", "每天全天"),
    ],
)
def test_spans_are_said_as_hours_somebody_could_open(osm: str, said: str) -> None:
    plan = planner(demand([(0, 0)]), [replace(station("a", 0, 0), hours=OpeningHours(osm=osm))])
    coverage = plan.cover(WEEK)
    lost = coverage.uncovered[coverage.row_of[0]].astype(np.float64)
    assert worst_span(lost).words.zh == said
