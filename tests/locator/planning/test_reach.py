"""Reach along one street: who is on it, who is not, and what is told."""

from datetime import date

import numpy as np
import pytest

from locator.errors import InvalidInput
from locator.model import Site
from locator.planning.coverage import Reason
from locator.planning.demand import Demand
from locator.planning.figures.definitions import headline
from locator.planning.planner import Planner
from locator.planning.question import PlanQuestion
from locator.planning.reach import SITES_AT_A_TIME
from locator.streets import SPEEDS_KMH, NetworkAbout, StreetNetwork, Streets
from locator.unions import Jurisdictions
from tests.locator.hours.state_council import STATE_COUNCIL
from tests.locator.planning.towns import EAST, LAT, LON, demand, scattered, station, town

WEEK = PlanQuestion(monday=date(2026, 11, 23))


def one_street() -> Streets:
    """Return a street of 4 km from west to east, through the middle of the town."""
    lons = np.array([LON - 2_000 * EAST, LON + 2_000 * EAST])
    lats = np.full(2, LAT)
    seconds = np.array([4_000 * 3.6 / 4.8])
    about = NetworkAbout(
        version=1,
        id="one",
        source="made up",
        made_at="",
        speeds=SPEEDS_KMH["walk"],
        counts={},
        bbox=(lons[0], LAT, lons[1], LAT),
    )
    return Streets(
        StreetNetwork(
            mode="walk",
            node_lons=lons,
            node_lats=lats,
            edge_from=np.array([0], dtype=np.int32),
            edge_to=np.array([1], dtype=np.int32),
            edge_m=np.array([4_000.0]),
            forward_s=seconds,
            backward_s=seconds,
            edge_name=np.zeros(1, dtype=np.int32),
            vertex_start=np.array([0, 2]),
            vertex_lons=lons,
            vertex_lats=lats,
            names=("",),
            about=about,
        )
    )


def planner(cells: Demand, sites: list[Site]) -> Planner:
    return Planner(
        sites,
        demand=cells,
        calendar=STATE_COUNCIL,
        jurisdictions=Jurisdictions(()),
        streets={"walk": one_street()},
    )


def test_minutes_are_those_along_the_street_and_to_it() -> None:
    plan = planner(demand([(-500, 40), (0, -60)]), [station("a", 300, 100)])
    reach = plan.reach("walk", 15.0)
    assert reach.source == "streets"
    assert reach.minutes.tolist() == pytest.approx([940 / 80, 460 / 80], rel=2e-3)
    assert "沿道路" in headline(plan.cover(WEEK)).zh


def test_demand_off_the_network_is_a_gap_of_its_own() -> None:
    plan = planner(demand([(0, 0), (0, 900)], weights=[1.0, 2.0]), [station("a", 0, 850)])
    coverage = plan.cover(WEEK)
    assert coverage.cause.tolist() == [Reason.NO_SITE, Reason.NOT_ON_STREETS]
    assert coverage.reach.sites_on_streets.tolist() == [False]
    first, second = plan.gaps(coverage).listed
    assert (first.reason, first.remedy.kind) == (Reason.NOT_ON_STREETS, "streets")
    assert (second.reason, second.remedy.kind) == (Reason.NO_SITE, "new_site")
    assert plan.figures(coverage).total.uncovered == 3 * 168


@pytest.mark.parametrize("sites", [[], [station("a", 0, 0)]], ids=["no site", "one site"])
def test_no_demand_reaches_nothing(sites: list[Site]) -> None:
    plan = planner(demand([]), sites)
    coverage = plan.cover(WEEK)
    assert coverage.reach.to.size == 0
    assert plan.figures(coverage).total.share is None


@pytest.mark.parametrize("mode", ["walk", "ebike"])
def test_progress_rises(mode: str) -> None:
    sites = town(3 * SITES_AT_A_TIME, seed=1)
    told: list[float] = []
    planner(scattered(50, seed=2), sites).reach(mode, 15.0, told.append)  # type: ignore[arg-type]  # one of two
    assert len(told) >= 3
    assert told == sorted(set(told))
    assert 0.0 <= told[0] < told[-1] < 1.0


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"max_min": 0.0, "monday": date(2026, 11, 23)}, "max_min"),
        ({"max_min": float("nan"), "monday": date(2026, 11, 23)}, "max_min"),
        ({"monday": date(2026, 11, 24)}, "monday"),
        ({}, "monday"),
    ],
    ids=str,
)
def test_questions_without_an_answer_are_refused(asked: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        PlanQuestion(**asked)  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.problems[0].field == field
