"""Workdays, rest days and holidays, day by day and minute by minute."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest

from locator.hours import CHINA, Calendar, compile_schedule
from locator.model import OpeningHours
from tests.locator.hours.state_council import HOLIDAYS, MAKEUP_WORKDAYS, STATE_COUNCIL

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
HOLIDAY_DAYS = {date.fromisoformat(day) for day in HOLIDAYS.split()}
MAKEUP_DAYS = {date.fromisoformat(day) for day in MAKEUP_WORKDAYS.split()}


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def sort_of(day: date) -> str:
    """Return the sort of day straight from the tables."""
    if day in HOLIDAY_DAYS:
        return "holiday"
    if day in MAKEUP_DAYS or day.weekday() < 5:
        return "workday"
    return "rest"


def test_every_day_of_three_years_is_what_the_notices_say() -> None:
    for day in days(FIRST, LAST):
        assert STATE_COUNCIL.kind(day) == sort_of(day)


def test_the_notices_agree_with_an_independent_copy() -> None:
    for day in days(FIRST, LAST):
        off, name = chinese_calendar.get_holiday_detail(day)
        kind = "holiday" if off and name else "rest" if off else "workday"
        assert sort_of(day) == kind, day


def test_holidays_of_a_year_are_as_many_as_decreed() -> None:
    counted = {y: sum(d.year == y for d in HOLIDAY_DAYS) for y in (2024, 2025, 2026)}
    assert counted == {2024: 28, 2025: 28, 2026: 33}


def test_a_year_without_a_notice_is_not_guessed() -> None:
    assert STATE_COUNCIL.kind(date(2027, 1, 4)) is None
    assert STATE_COUNCIL.kind(date(2023, 12, 29)) is None
    assert STATE_COUNCIL.known_until == date(2026, 12, 31)
    assert Calendar().known_until is None


def test_a_new_year_is_added_and_a_decree_may_reach_into_the_year_before() -> None:
    new = Calendar(
        frozenset({date(2027, 1, 1)}), frozenset({date(2026, 12, 27)}), frozenset({2027})
    )
    both = STATE_COUNCIL.extend(new)
    assert both.kind(date(2027, 1, 1)) == "holiday"
    assert both.kind(date(2027, 1, 4)) == "workday"
    assert both.kind(date(2026, 12, 27)) == "workday"
    assert both.kind(date(2026, 10, 1)) == "holiday"
    assert both.known_until == date(2027, 12, 31)


def test_a_corrected_year_replaces_the_old_one_whole() -> None:
    corrected = STATE_COUNCIL.extend(
        Calendar(frozenset({date(2026, 1, 1)}), frozenset(), frozenset({2026}))
    )
    assert corrected.kind(date(2026, 1, 2)) == "workday"
    assert corrected.kind(date(2026, 2, 14)) == "rest"
    assert corrected.kind(date(2025, 1, 28)) == "holiday"


Expected = Callable[[date, int], str]
"""Status of a day at a minute, by the tables alone."""


def within(minute: int, start: int, end: int) -> str:
    return "open" if start * 60 <= minute < end * 60 else "closed"


def workdays(day: date, minute: int) -> str:
    return within(minute, 9, 17) if sort_of(day) == "workday" else "closed"


def week_and_workdays(day: date, minute: int) -> str:
    if sort_of(day) == "workday":
        return within(minute, 9, 17)
    if day.weekday() >= 5:
        return within(minute, 10, 16)
    return "unknown"  # a holiday from Monday to Friday: neither a workday nor a weekend


def workdays_and_saturdays(day: date, minute: int) -> str:
    if sort_of(day) == "workday":
        return within(minute, 9, 17)
    return within(minute, 9, 12) if day.weekday() == 5 else "closed"


def workdays_and_other_days(day: date, minute: int) -> str:
    return within(minute, 9, 17) if sort_of(day) == "workday" else within(minute, 10, 16)


def weekdays_off_on_holidays(day: date, minute: int) -> str:
    return within(minute, 9, 17) if day.weekday() < 5 and day not in HOLIDAY_DAYS else "closed"


def unknown_on_holidays(day: date, minute: int) -> str:
    return "unknown" if day in HOLIDAY_DAYS else within(minute, 8, 22)


def short_on_holidays(day: date, minute: int) -> str:
    return within(minute, 10, 16) if day in HOLIDAY_DAYS else within(minute, 8, 22)


def nights_off_on_holidays(day: date, minute: int) -> str:
    if minute >= 22 * 60:
        return "closed" if day in HOLIDAY_DAYS else "open"
    if minute < 6 * 60:
        return "closed" if day - timedelta(days=1) in HOLIDAY_DAYS else "open"
    return "closed"


@pytest.mark.parametrize(
    ("osm", "as_workdays", "expected"),
    [
        ("Mo-Fr 09:00-17:00", True, workdays),
        ("Mo-Fr 09:00-17:00; PH off", True, workdays),
        ("Mo-Fr 09:00-17:00; Sa,Su 10:00-16:00", True, week_and_workdays),
        ("Mo-Fr 09:00-17:00; Sa 09:00-12:00", True, workdays_and_saturdays),
        ("10:00-16:00; Mo-Fr 09:00-17:00", True, workdays_and_other_days),
        ("Mo-Fr 09:00-17:00; Sa,Su,PH 10:00-16:00", True, workdays_and_other_days),
        ("Mo-Fr 09:00-17:00; PH off", False, weekdays_off_on_holidays),
        ("08:00-22:00; PH unknown", False, unknown_on_holidays),
        ("08:00-22:00; PH 10:00-16:00", False, short_on_holidays),
        ("22:00-06:00; PH off", False, nights_off_on_holidays),
    ],
)
def test_around_holidays_minute_by_minute(osm: str, as_workdays: bool, expected: Expected) -> None:
    schedule = compile_schedule(OpeningHours(osm=osm, workdays=as_workdays), STATE_COUNCIL)
    special = HOLIDAY_DAYS | MAKEUP_DAYS
    near = {day + timedelta(days=n) for day in special for n in (-2, -1, 0, 1, 2)}
    for day in sorted(d for d in near if FIRST < d < LAST):
        midnight = datetime.combine(day, time(), tzinfo=CHINA)
        for interval in schedule.intervals(midnight, midnight + timedelta(days=1)):
            first = (interval.start - midnight) // timedelta(minutes=1)
            last = (interval.end - midnight) // timedelta(minutes=1)
            for minute in range(first, last):
                assert interval.status == expected(day, minute), (day, minute)
        for minute in range(0, 1440, 60):
            at = midnight + timedelta(minutes=minute)
            assert schedule.state(at).status == expected(day, minute), at


@pytest.mark.parametrize("osm", ["Mo-Fr 09:00-17:00", "09:00-17:00; Su off"])
def test_without_holidays_in_it_a_schedule_knows_every_year(osm: str) -> None:
    schedule = compile_schedule(OpeningHours(osm=osm), Calendar())
    state = schedule.state(datetime(2031, 7, 2, 10, tzinfo=CHINA))
    assert (state.status, state.because) == ("open", None)


def test_beyond_the_calendar_what_depends_on_holidays_is_unknown_and_says_so() -> None:
    schedule = compile_schedule(OpeningHours(osm="Mo-Fr 09:00-17:00", workdays=True), STATE_COUNCIL)
    monday = schedule.state(datetime(2027, 3, 1, 10, tzinfo=CHINA))
    assert monday.status == "unknown"
    assert monday.because is not None
    assert monday.because.zh == "节假日安排只到2026年"
    assert monday.because.en == "the holiday calendar ends with 2026"
    sunday = schedule.state(datetime(2027, 3, 7, 10, tzinfo=CHINA))
    assert sunday.status == "unknown"  # it may be worked to make up for a holiday
    assert schedule.state(datetime(2027, 3, 1, 20, tzinfo=CHINA)).status == "closed"
    before = schedule.state(datetime(2019, 3, 4, 10, tzinfo=CHINA))
    assert before.because is not None
    assert before.because.en == "there is no holiday calendar for 2019"


def test_beyond_the_calendar_the_small_hours_of_a_workday_night_are_unknown() -> None:
    hours = OpeningHours(osm="Mo-Fr 22:00-06:00", workdays=True)
    schedule = compile_schedule(hours, STATE_COUNCIL)
    tuesday = schedule.state(datetime(2027, 3, 2, 3, tzinfo=CHINA))
    assert tuesday.status == "unknown"  # Monday may have been a holiday
    assert schedule.state(datetime(2026, 3, 3, 3, tzinfo=CHINA)).status == "open"


def test_school_holidays_are_no_matter_of_the_calendar() -> None:
    schedule = compile_schedule(OpeningHours(osm="Mo-Fr 09:00-17:00; SH off"), STATE_COUNCIL)
    state = schedule.state(datetime(2030, 3, 4, 10, tzinfo=CHINA))
    assert state.because is not None
    assert state.because.en == "it depends on school holidays"


def test_beyond_the_calendar_weekends_of_a_shop_closed_on_holidays_stay_closed() -> None:
    schedule = compile_schedule(OpeningHours(osm="Mo-Fr 09:00-17:00; PH off"), STATE_COUNCIL)
    assert schedule.state(datetime(2027, 3, 7, 10, tzinfo=CHINA)).status == "closed"
    assert schedule.state(datetime(2027, 3, 5, 10, tzinfo=CHINA)).status == "unknown"
