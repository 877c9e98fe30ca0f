"""Exceptions for dates: minute by minute against a clock of our own, and opening-hours-py."""

from datetime import date, datetime, time, timedelta

import pytest
from opening_hours import OpeningHours as Oracle

from locator.hours import (
    CHINA,
    DateException,
    Schedule,
    announced,
    compile_schedule,
    exceptions_of,
    regular_hours,
    valid_osm,
    with_exceptions,
    withdrawn,
)
from locator.model import OpeningHours, ServiceOffer, Site
from locator.vocabulary import Status
from tests.locator.hours.state_council import STATE_COUNCIL

SPRING = DateException(date(2026, 2, 16), date(2026, 2, 22))
SHORT = DateException(date(2026, 2, 20), date(2026, 2, 20), ((600, 960), (1080, 1200)))
NEW_YEAR = DateException(date(2026, 12, 30), date(2027, 1, 2), ((0, 1440),))
NIGHT = DateException(date(2026, 2, 17), date(2026, 2, 18), ((22 * 60, 26 * 60),))

Span = tuple[int, int]


def status_by_hand(
    nights: dict[date, tuple[Span, ...]], usual: tuple[Span, ...], at: datetime
) -> bool:
    """Tell whether it is open: the spans of a day belong to the day on which they start."""
    for back in (0, 1):
        day = at.date() - timedelta(days=back)
        minute = at.hour * 60 + at.minute + back * 1440
        if any(start <= minute < end for start, end in nights.get(day, usual)):
            return True
    return False


def by_date(*exceptions: DateException) -> dict[date, tuple[Span, ...]]:
    found = {}
    for each in exceptions:
        for number in range((each.last - each.first).days + 1):
            found[each.first + timedelta(days=number)] = each.spans
    return found


@pytest.mark.parametrize(
    ("osm", "usual"),
    [
        ("Mo-Su 08:00-20:00", ((480, 1200),)),
        ("24/7", ((0, 1440),)),
        ("Mo-Su 18:00-02:00", ((1080, 1560),)),
        ("Mo-Su 00:00-24:00", ((0, 1440),)),
    ],
)
@pytest.mark.parametrize(
    "exceptions",
    [(SPRING,), (SPRING, SHORT), (SHORT, NIGHT), (NEW_YEAR,)],
    ids=["closed", "overridden", "nights", "year"],
)
def test_every_quarter_of_an_hour(
    osm: str, usual: tuple[Span, ...], exceptions: tuple[DateException, ...]
) -> None:
    hours = with_exceptions(OpeningHours("as written", osm), exceptions)
    schedule, days = compile_schedule(hours, STATE_COUNCIL), by_date(*exceptions)
    at = datetime.combine(min(days) - timedelta(days=2), time(), tzinfo=CHINA)
    while at.date() < max(days) + timedelta(days=3):
        open_then = status_by_hand(days, usual, at)
        assert (schedule.state(at).status is Status.OPEN) == open_then, at
        at += timedelta(minutes=15)


def test_opening_hours_py_agrees_by_day() -> None:
    hours = with_exceptions(OpeningHours("", "Mo-Fr 09:00-17:00; Sa 10:00-12:00"), (SPRING, SHORT))
    assert hours.osm
    oracle, schedule = Oracle(hours.osm), compile_schedule(hours, STATE_COUNCIL)
    at = datetime(2026, 2, 1, tzinfo=CHINA)
    for _ in range(28 * 48):
        naive = at.replace(tzinfo=None)
        assert (schedule.state(at).status is Status.OPEN) == oracle.is_open(naive), at
        at += timedelta(minutes=30)


def test_an_exception_beats_a_holiday_and_a_make_up_day() -> None:
    workdays = OpeningHours("", "Mo-Fr 09:00-17:00; PH off", workdays=True)
    open_on = DateException(date(2026, 2, 17), date(2026, 2, 17), ((600, 720),))  # a holiday
    shut_on = DateException(date(2026, 2, 14), date(2026, 2, 14))  # a Saturday that is worked

    def is_open(schedule: Schedule, day: int) -> bool:
        return schedule.state(datetime(2026, 2, day, 11, tzinfo=CHINA)).status is Status.OPEN

    usual = compile_schedule(workdays, STATE_COUNCIL)
    assert [is_open(usual, day) for day in (13, 14, 16, 17, 24)] == [True, True, False, False, True]
    schedule = compile_schedule(with_exceptions(workdays, (open_on, shut_on)), STATE_COUNCIL)
    assert [is_open(schedule, day) for day in (13, 14, 16, 17)] == [True, False, False, True]


@pytest.mark.parametrize(
    "hours",
    [
        OpeningHours("8点到20点", "Mo-Su 08:00-20:00"),
        OpeningHours("以站点为准", None),
        OpeningHours("", 'Mo-Fr 09:00-17:00; Sa "ask; at the desk"', workdays=True),
        OpeningHours("", "2026 Feb 16-22 off"),
    ],
)
def test_what_is_added_comes_off_again(hours: OpeningHours) -> None:
    added = (SPRING, SHORT, NEW_YEAR, NIGHT)
    changed = with_exceptions(hours, added)
    assert changed.osm
    assert valid_osm(changed.osm)
    assert exceptions_of(changed) == added
    assert regular_hours(changed) == hours
    assert with_exceptions(changed, ()) == hours
    assert exceptions_of(hours) == ()


def test_other_days_stay_unknown() -> None:
    schedule = compile_schedule(with_exceptions(OpeningHours("看情况"), (SPRING,)), STATE_COUNCIL)
    statuses = [schedule.state(datetime(2026, 2, d, 12, tzinfo=CHINA)).status for d in (15, 16, 23)]
    assert statuses == ["unknown", "closed", "unknown"]


def test_no_such_day_is_no_exception() -> None:
    assert exceptions_of(OpeningHours("", "24/7; 2026 Feb 31 off")) == ()


def test_closed_means_the_services_too_and_is_withdrawn_with_them() -> None:
    own = ServiceOffer("legal", OpeningHours("周四下午", "Th 14:00-17:00"))
    site = Site(
        id="s",
        name="s",
        hours=OpeningHours("", "Mo-Su 08:00-20:00"),
        services=(own, ServiceOffer("meals")),
    )
    closed, shorter = announced(site, SPRING), announced(site, SHORT)
    assert closed.services
    assert closed.services[0].hours
    assert exceptions_of(closed.services[0].hours) == (SPRING,)
    assert closed.services[1] == ServiceOffer("meals")
    assert shorter.services == site.services
    assert announced(closed, SPRING) == closed
    assert withdrawn(announced(closed, SHORT), SHORT) == closed
    assert withdrawn(closed, SPRING) == site


@pytest.mark.parametrize(
    ("exception", "zh", "en"),
    [
        (SPRING, "2026年2月16日至22日 不开门", "16 Feb – 22 Feb 2026 closed"),
        (SHORT, "2026年2月20日 10:00–16:00, 18:00–20:00", "20 Feb 2026 10:00–16:00, 18:00–20:00"),
        (
            NEW_YEAR,
            "2026年12月30日至2027年1月2日 24 小时",
            "30 Dec 2026 – 2 Jan 2027 open 24 hours",
        ),
        (NIGHT, "2026年2月17日至18日 22:00–02:00", "17 Feb – 18 Feb 2026 22:00–02:00"),
    ],
)
def test_exceptions_are_said(exception: DateException, zh: str, en: str) -> None:
    assert (exception.say().zh, exception.say().en) == (zh, en)
