"""When reports warn other riders, judged against the plain reading of the rule."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.holidays import builtin_calendar
from locator.datum import position
from locator.hours import CHINA
from locator.model import OpeningHours, Site
from locator.nearest import NearestQuery
from locator.reports import Report, ReportKind, ReportState, nearest_with_care, troubled
from locator.snapshot import Snapshot
from locator.unions import Jurisdictions
from locator.vocabulary import Datum, Status

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=CHINA)
HOUR = timedelta(hours=1)


def report(hours_ago: float, **facts: object) -> Report:
    plain: dict[str, object] = {
        "code": "X",
        "site_id": "a",
        "kind": ReportKind.LOCKED,
        "at": NOON - hours_ago * HOUR,
    }
    return Report(**(plain | facts))  # type: ignore[arg-type]  # fields by name


def is_troubled(*reports: Report, verified_on: date | None = None) -> bool:
    return "a" in troubled(reports, NOON, {"a": verified_on})


def test_one_report_warns_nobody() -> None:
    assert not is_troubled(report(1))


def test_two_independent_reports_within_a_day_do_whatever_they_say() -> None:
    assert is_troubled(report(1), report(24.9, kind=ReportKind.NOT_FOUND))
    assert is_troubled(report(1), report(25))
    assert not is_troubled(report(1), report(25.1))


def test_two_reports_of_one_rider_do_not() -> None:
    assert not is_troubled(report(1, independent=False), report(2))


def test_reports_of_two_sites_do_not_add_up() -> None:
    assert troubled([report(1), report(2, site_id="b")], NOON, {}) == {}


def test_it_clears_seven_days_after_the_last_pair() -> None:
    days = 7 * 24
    assert is_troubled(report(days - 0.1), report(days + 20))
    assert not is_troubled(report(days), report(days + 20))
    assert troubled([report(1), report(2)], NOON, {}) == {"a": NOON - HOUR + timedelta(days=7)}


@pytest.mark.parametrize("state", [ReportState.DONE, ReportState.REJECTED])
def test_staff_clear_it_by_closing_a_report(state: ReportState) -> None:
    assert not is_troubled(report(1, state=state), report(2))


def test_staff_clear_it_by_verifying_the_site_on_a_later_day() -> None:
    reports = report(30), report(31)  # of the 17th of November in China
    assert is_troubled(*reports, verified_on=date(2026, 11, 16))
    assert is_troubled(*reports, verified_on=date(2026, 11, 17))
    assert not is_troubled(*reports, verified_on=date(2026, 11, 18))


@given(
    st.lists(st.tuples(st.integers(0, 20_000), st.booleans()), max_size=8),
)
def test_any_history_is_judged_as_the_rule_reads(history: list[tuple[int, bool]]) -> None:
    minutes = [(NOON - timedelta(minutes=ago), own) for ago, own in history]
    expected = any(
        abs(one - other) <= 24 * HOUR and max(one, other) + timedelta(days=7) > NOON
        for (one, _), (other, _) in combinations([each for each in minutes if each[1]], 2)
    )
    told = [report(0, at=at.astimezone(UTC), independent=own) for at, own in minutes]
    assert is_troubled(*told) is expected


def city(count: int = 12) -> Snapshot:
    hours = {0: "24/7", 1: None, 2: "Mo-Su 01:00-02:00"}
    sites = [
        Site(
            id=f"s{n:02}",
            name=f"示例{n}",
            position=position(121.4 + n / 1000, 37.5, Datum.WGS84),
            hours=OpeningHours("…", hours[n % 3]),
        )
        for n in range(count)
    ]
    return Snapshot(
        sites,
        calendar=builtin_calendar(),
        jurisdictions=Jurisdictions(()),
        revision=1,
        changed_at=NOON,
    )


@pytest.mark.parametrize("k", [1, 2, 4, 50])
@pytest.mark.parametrize("troubles", [set(), {"s00"}, {"s00", "s03", "s04"}, {"s11"}])
def test_troubled_sites_come_last_in_their_group(k: int, troubles: set[str]) -> None:
    query = NearestQuery(lon=121.4, lat=37.5, at=NOON, k=k, openness="grouped")
    snapshot = city()
    every = snapshot.nearest(NearestQuery(lon=121.4, lat=37.5, at=NOON, k=50)).found
    expected = [
        found.site.id
        for status in (Status.OPEN, Status.UNKNOWN, Status.CLOSED)
        for found in sorted(
            (each for each in every if each.open.status is status),
            key=lambda found: (found.site.id in troubles, found.distance_m),
        )[:k]
    ]
    answer = nearest_with_care(snapshot, query, frozenset(troubles))
    assert [found.site.id for found in answer.found] == expected


def test_an_answer_that_is_not_grouped_keeps_its_order() -> None:
    query = NearestQuery(lon=121.4, lat=37.5, at=NOON, k=3)
    assert nearest_with_care(city(), query, frozenset({"s00"})) == city().nearest(query)
