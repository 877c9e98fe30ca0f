"""Doors and services of sites, and how to get in by hour."""

from datetime import datetime, timedelta

import pytest

from locator.hours import CHINA, access_at, read_hours, service_state, site_state
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.vocabulary import Access, Operation
from tests.locator.hours.state_council import STATE_COUNCIL

THURSDAY = datetime(2026, 11, 19, tzinfo=CHINA)


def clock(hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    return THURSDAY + timedelta(days=day, hours=hour, minutes=minute)


def site(text: str, **fields: object) -> Site:
    """Return a site as an importer makes it of its hours as written."""
    reading = read_hours(text)
    made: dict[str, object] = {"hours": reading.hours, "access": reading.access or None, **fields}
    return Site(id="1", name="示例驿站", **made)  # type: ignore[arg-type] # fields of many types


def test_the_door_keeps_its_hours() -> None:
    station = site("周一至周五8:00-18:00")
    assert site_state(station, clock(9), STATE_COUNCIL).status == "open"
    assert site_state(station, clock(9, day=2), STATE_COUNCIL).status == "closed"


@pytest.mark.parametrize("operation", [Operation.CLOSED, Operation.UNDER_REPAIR])
def test_a_site_out_of_use_is_closed_whatever_its_hours(operation: Operation) -> None:
    services = (ServiceOffer("legal", OpeningHours(osm="24/7")),)
    station = site("24小时", operation=operation, services=services)
    state = site_state(station, clock(9), STATE_COUNCIL)
    assert (state.status, state.until) == ("closed", None)
    assert state.because is not None
    legal = service_state(station, "legal", clock(9), STATE_COUNCIL)
    assert legal == state
    assert access_at(station, clock(9), STATE_COUNCIL) is None


def test_a_service_is_judged_by_its_own_hours_not_the_doors() -> None:
    station = site(
        "8:00-20:00",
        services=(
            ServiceOffer("counselling", read_hours("每周四下午").hours),
            ServiceOffer("legal", read_hours("周五9:00-11:00").hours),
            ServiceOffer("meals"),
            ServiceOffer("jobs", OpeningHours("问前台")),
        ),
    )

    def status(code: str, at: datetime) -> str | None:
        state = service_state(station, code, at, STATE_COUNCIL)
        return None if state is None else str(state.status)

    assert status("counselling", clock(15)) == "unknown"
    assert status("counselling", clock(15, day=1)) == "closed"
    assert status("legal", clock(10)) == "closed"
    assert status("legal", clock(10, day=1)) == "open"
    assert status("meals", clock(10)) == "open"
    assert status("meals", clock(21)) == "closed"
    assert status("jobs", clock(10)) == "unknown"
    assert status("haircut", clock(10)) is None


def test_without_services_told_none_is_offered() -> None:
    assert service_state(site("24小时"), "legal", clock(9), STATE_COUNCIL) is None


def test_a_record_with_broken_syntax_is_unknown_and_breaks_nothing() -> None:
    station = site("8:00-18:00", hours=OpeningHours("8:00-18:00", "Mo-Fr 8-18"))
    assert site_state(station, clock(9), STATE_COUNCIL).status == "unknown"


ROUND_THE_CLOCK = [
    (
        "有人值守时间8:00-21:00；无人值守时间为21:00至次日8:00，可扫码进入",
        [("staffed", "08:00-21:00"), ("scan", "21:00-08:00")],
    ),
    (
        "8:00-20:00有人值守，20:00至次日8:00刷脸进入",
        [("staffed", "08:00-20:00"), ("face", "20:00-08:00")],
    ),
    (
        "8:00-18:00开放，其余时间刷身份证进入",
        [("card", "18:00-08:00")],
    ),
    (
        "24小时开放，其中9:00-17:00有工作人员值守",
        [("staffed", "09:00-17:00")],
    ),
    (
        "24小时不打烊，白天有专人值守，夜间扫码进入",
        [("staffed", "06:00-20:00 unknown"), ("scan", "18:00-08:00 unknown")],
    ),
    (
        "无人值守时段可刷脸进入，24小时开放",
        [("staffed", "24/7 unknown"), ("face", "24/7 unknown")],
    ),
    ("微信扫码进入，24小时服务", [("scan", None)]),
    ("24小时值守", [("staffed", None)]),
    ("24小时无人值守", []),
    ("6:00-22:00，22:00-次日6:00凭身份证进入", [("card", "22:00-06:00")]),
    (
        "24小时开放，8:00-18:00有人值守，其余时间扫码进入",
        [("staffed", "08:00-18:00"), ("scan", "18:00-08:00")],
    ),
]


@pytest.mark.parametrize(("text", "access"), ROUND_THE_CLOCK)
def test_ways_in_add_up_to_a_door_open_round_the_clock(
    text: str, access: list[tuple[str, str | None]]
) -> None:
    reading = read_hours(text)
    assert reading.hours.osm == "24/7"
    assert [(str(a.access), a.during) for a in reading.access] == access


@pytest.mark.parametrize(
    ("text", "osm", "access"),
    [
        ("工作日9:00-17:00，需提前电话预约", "Mo-Fr 09:00-17:00", [("appointment", None)]),
        ("8:00-20:00，免预约", "08:00-20:00", []),
        (
            "有人值守8:00-20:00，20:00-22:00扫码进入",
            "08:00-22:00",
            [("staffed", "08:00-20:00"), ("scan", "20:00-22:00")],
        ),
        ("有专人值守，8:00-20:00", "08:00-20:00", [("staffed", None)]),
        ("8:00-20:00，输入密码或刷卡", "08:00-20:00", [("card", None), ("code", None)]),
        ("8:00-12:00或14:00-18:00", None, []),
        ("8:00-20:00有人值守20:00-22:00扫码进入", None, []),
        ("8:00-20:00，凭密码进入", "08:00-20:00", [("code", None)]),
        ("需提前预约", None, [("appointment", None)]),
        ("有人值守8:00-20:00，无人值守时段扫码进入", None, []),
        ("8:00-22:00，22:30-23:30扫码进入，有人值守9:00-23:00", None, []),
    ],
)
def test_ways_in_of_other_doors(
    text: str, osm: str | None, access: list[tuple[str, str | None]]
) -> None:
    reading = read_hours(text)
    assert reading.hours.osm == osm
    assert [(str(a.access), a.during) for a in reading.access] == access


@pytest.mark.parametrize(
    ("text", "hour", "access"),
    [
        (ROUND_THE_CLOCK[0][0], 12, Access.STAFFED),
        (ROUND_THE_CLOCK[0][0], 21, Access.SCAN),
        (ROUND_THE_CLOCK[0][0], 3, Access.SCAN),
        (ROUND_THE_CLOCK[2][0], 20, Access.CARD),
        (ROUND_THE_CLOCK[2][0], 12, None),  # open, and nobody said how
        (ROUND_THE_CLOCK[4][0], 12, Access.STAFFED),
        (ROUND_THE_CLOCK[4][0], 2, Access.SCAN),
        (ROUND_THE_CLOCK[4][0], 19, None),  # day or night, who knows
        (ROUND_THE_CLOCK[5][0], 12, None),
        ("8:00-20:00，扫码进入", 12, Access.SCAN),
        ("8:00-20:00，扫码进入", 22, None),
        ("8:00-20:00", 12, None),
    ],
)
def test_how_to_get_in_at_an_hour(text: str, hour: int, access: Access | None) -> None:
    assert access_at(site(text), clock(hour), STATE_COUNCIL) == access


def test_ways_in_on_workdays_follow_the_calendar() -> None:
    station = site("工作日9:00-17:00有人值守，其余时间刷卡进入")
    assert station.hours == OpeningHours(station.hours.text, "24/7", workdays=True)
    noon = datetime(2026, 10, 10, 12, tzinfo=CHINA)  # a Saturday worked to make up
    assert access_at(station, noon, STATE_COUNCIL) is Access.STAFFED
    assert access_at(station, noon - timedelta(days=4), STATE_COUNCIL) is Access.CARD
    assert access_at(station, noon + timedelta(days=7), STATE_COUNCIL) is Access.CARD


def test_the_first_way_that_surely_holds_counts() -> None:
    both = (AccessHours(Access.STAFFED, "09:00-17:00"), AccessHours(Access.SCAN))
    station = site("24小时", access=both)
    assert access_at(station, clock(12), STATE_COUNCIL) is Access.STAFFED
    assert access_at(station, clock(20), STATE_COUNCIL) is Access.SCAN
