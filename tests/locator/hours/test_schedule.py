"""States and intervals: changes to come, doubts, edges of time, threads and forks."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from locator.errors import InvalidInput
from locator.hours import CHINA, Calendar, OpenState, Schedule, compile_schedule
from locator.model import OpeningHours
from locator.vocabulary import Status
from tests.locator.hours.state_council import STATE_COUNCIL


def schedule(osm: str | None, *, workdays: bool = False, text: str = "") -> Schedule:
    return compile_schedule(OpeningHours(text, osm, workdays), STATE_COUNCIL)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def test_open_until_then_closed_until() -> None:
    hours = schedule("Mo-Fr 09:00-12:00,14:00-17:00")
    assert hours.state(at("2026-11-20T10:00")) == OpenState(
        Status.OPEN, until=at("2026-11-20T12:00"), then=Status.CLOSED
    )
    assert hours.state(at("2026-11-20T17:00")) == OpenState(
        Status.CLOSED,
        until=at("2026-11-23T09:00"),
        opens=at("2026-11-23T09:00"),
        then=Status.OPEN,
    )


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2026-11-20T08:59:59.999999", "closed"),
        ("2026-11-20T09:00", "open"),
        ("2026-11-20T16:59:59", "open"),
        ("2026-11-20T17:00", "closed"),
    ],
)
def test_opens_and_closes_on_the_minute(moment: str, status: str) -> None:
    assert schedule("Mo-Fr 09:00-17:00").state(at(moment)).status == status


def test_an_instant_counts_in_whatever_zone_it_is_given() -> None:
    hours = schedule("Mo-Fr 09:00-17:00")
    assert hours.state(datetime(2026, 11, 20, 1, 0, tzinfo=UTC)).status == "open"
    assert hours.state(datetime(2026, 11, 20, 0, 59, tzinfo=UTC)).status == "closed"
    until = hours.state(datetime(2026, 11, 20, 1, 0, tzinfo=UTC)).until
    assert until is not None
    assert until.isoformat() == "2026-11-20T17:00:00+08:00"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 20, 9),  # noqa: DTZ001 - this is what must be refused
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, tzinfo=CHINA),
    ],
)
def test_an_instant_without_a_zone_or_out_of_all_calendars_is_refused(moment: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        schedule("24/7").state(moment)
    assert refused.value.problems[0].field == "at"


def test_round_the_clock_never_changes() -> None:
    state = schedule("24/7").state(at("2026-11-20T03:00"))
    assert state == OpenState(Status.OPEN)


def test_looks_400_days_ahead_and_no_further() -> None:
    hours = schedule("2027 Dec 1 10:00-12:00")
    opening = at("2027-12-01T10:00")
    assert hours.state(opening - timedelta(days=400)).opens == opening
    assert hours.state(opening - timedelta(days=400, minutes=1)) == OpenState(Status.CLOSED)
    assert hours.state(opening - timedelta(days=399)).until == opening


@pytest.mark.parametrize(
    ("osm", "moment", "status"),
    [
        ("Feb 29 10:00-12:00", "2024-02-29T11:00", "open"),
        ("Feb 29 10:00-12:00", "2025-03-01T11:00", "closed"),
        ("Feb 28 10:00-12:00", "2024-02-29T11:00", "closed"),
        ("Nov-Apr 08:30-18:00", "2025-12-31T17:00", "open"),
        ("Nov-Apr 08:30-18:00", "2026-01-01T17:00", "open"),
        ("Nov-Apr 08:30-18:00", "2026-05-01T17:00", "closed"),
        ("22:00-08:00", "2026-01-01T03:00", "open"),
        ("2025 22:00-08:00", "2026-01-01T03:00", "open"),
        ("2026 22:00-08:00", "2026-01-01T03:00", "closed"),
        ("Su 18:00-02:00", "2026-11-23T01:59", "open"),
        ("08:00-20:00; 2026 Feb 16-20 off", "2026-02-16T12:00", "closed"),
        ("08:00-20:00; 2026 Feb 16-20 off", "2027-02-16T12:00", "open"),
        ("week 53 10:00-12:00", "2026-12-30T11:00", "open"),
        ("week 1 10:00-12:00", "2025-12-30T11:00", "open"),
    ],
)
def test_edges_of_days_months_and_years(osm: str, moment: str, status: str) -> None:
    assert schedule(osm).state(at(moment)).status == status


@pytest.mark.parametrize(
    ("osm", "moment", "status", "because"),
    [
        ('Mo-Fr 09:00-17:00 "by appointment"', "2026-11-20T10:00", "unknown", "by appointment"),
        ('Mo-Fr 09:00-17:00 "by appointment"', "2026-11-20T18:00", "closed", None),
        ('"ask the guard"', "2026-11-20T10:00", "unknown", "ask the guard"),
        ('08:00-20:00; 2026 Nov 20 off "repair"', "2026-11-20T10:00", "closed", None),
        (
            "Mo-Fr 09:00-17:00; SH off",
            "2026-11-20T10:00",
            "unknown",
            "it depends on school holidays",
        ),
        ("Mo-Fr 09:00-17:00; SH off", "2026-11-20T18:00", "closed", None),
        ("SH 09:00-17:00", "2026-11-20T10:00", "unknown", "it depends on school holidays"),
        ("09:00-17:00; SH 09:00-12:00", "2026-11-20T10:00", "open", None),
        ("sunrise-sunset", "2026-11-20T12:00", "unknown", "it goes by sunrise and sunset"),
        ("Mo 10:00-sunset", "2026-11-23T12:00", "unknown", "it goes by sunrise and sunset"),
        ("Mo 10:00-sunset", "2026-11-24T12:00", "closed", None),
        ("08:00+", "2026-11-20T09:00", "unknown", "the closing time is not stated"),
        ("08:00-17:00+", "2026-11-20T09:00", "open", None),
        ("08:00-17:00+", "2026-11-20T17:30", "unknown", "the closing time is not stated"),
        ("08:00-17:00+", "2026-11-20T07:30", "closed", None),
        ("20:00-02:00+", "2026-11-20T01:00", "unknown", "the closing time is not stated"),
        ("20:00-02:00+", "2026-11-20T19:00", "unknown", "the closing time is not stated"),
        ("20:00-02:00+", "2026-11-20T03:00", "unknown", "the closing time is not stated"),
        ("10:00-16:00/01:30", "2026-11-20T11:00", "unknown", "only the part of the day is known"),
        (
            "Th 12:00-18:00 unknown",
            "2026-11-19T15:00",
            "unknown",
            "only the part of the day is known",
        ),
        ("Th 12:00-18:00 unknown", "2026-11-20T15:00", "closed", None),
        (
            "PH +1 day off",
            "2026-11-20T10:00",
            "unknown",
            "it does not say which holidays are meant",
        ),
        (
            "09:00-17:00; PH Mo off",
            "2026-11-23T10:00",
            "unknown",
            "it does not say which holidays are meant",
        ),
        (
            "08:00-20:00; PH unknown",
            "2026-10-02T10:00",
            "unknown",
            "holiday hours are announced separately",
        ),
    ],
)
def test_what_nobody_can_know_is_unknown(
    osm: str, moment: str, status: str, because: str | None
) -> None:
    state = schedule(osm).state(at(moment))
    assert state.status == status
    assert (state.because and state.because.en) == because


def test_a_list_with_spaces_does_not_open_the_week_round_the_clock() -> None:
    hours = schedule("Mo-Sa, PH 10:00-12:00")
    assert hours.state(at("2026-11-20T09:00")).status == "closed"
    assert hours.state(at("2026-11-20T11:00")).status == "open"
    assert hours.state(at("2026-11-22T11:00")).status == "closed"  # a Sunday
    assert hours.state(at("2026-10-04T11:00")).status == "open"  # a Sunday, and a holiday


def test_a_span_past_midnight_belongs_to_the_day_it_starts() -> None:
    hours = schedule("18:00-02:00; PH off")
    assert hours.state(at("2026-10-01T01:00")).status == "open"  # began on 30 September
    assert hours.state(at("2026-10-01T19:00")).status == "closed"
    assert hours.state(at("2026-10-08T01:00")).status == "closed"  # would have begun on a holiday
    assert hours.state(at("2026-10-08T19:00")).status == "open"
    overriding = schedule("Fr 18:00-02:00; PH 10:00-12:00")
    assert overriding.state(at("2026-09-26T01:00")).status == "closed"
    assert overriding.state(at("2026-09-26T11:00")).status == "open"


def test_a_worked_sunday_keeps_the_workday_hours_past_midnight() -> None:
    hours = schedule("Mo-Fr 18:00-02:00, Sa,Su 10:00-12:00", workdays=True)
    assert hours.state(at("2026-09-20T20:00")).status == "open"
    assert hours.state(at("2026-09-21T01:00")).status == "open"
    assert hours.state(at("2026-09-20T11:00")).status == "closed"


def test_what_cannot_be_split_at_holidays_is_unknown() -> None:
    hours = schedule("Mo-Fr 18:00-02:00 || 10:00-12:00; PH off")
    assert hours.state(at("2026-11-20T11:00")).status == "unknown"


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "no opening hours were given"),
        ("以站点公告为准", "it depends on somebody else's hours or notices"),
        ("8:00-18:00", "the hours as written are not understood"),
    ],
)
def test_hours_without_a_reading_are_unknown_for_a_reason(text: str, because: str) -> None:
    state = schedule(None, text=text).state(at("2026-11-20T10:00"))
    assert (state.status, state.until) == ("unknown", None)
    assert state.because is not None
    assert state.because.en == because


@pytest.mark.parametrize("osm", ["Mo-Fr 9-17", "", "周一至周五", "Mo 25:70"])
def test_broken_syntax_is_refused(osm: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        schedule(osm)
    assert refused.value.problems[0].field == "opening_hours"


def test_intervals_join_and_fill() -> None:
    hours = schedule("Mo-Fr 09:00-17:00; PH unknown")
    start, end = at("2026-09-30T12:00"), at("2026-10-09T12:00")
    told = hours.intervals(start, end)
    assert (told[0].start, told[-1].end) == (start, end)
    assert [str(i.status) for i in told] == [
        "open",
        "closed",
        "unknown",
        "closed",
        "open",
        "closed",
        "open",
    ]
    assert all(a.end == b.start and a.status != b.status for a, b in pairwise(told))
    assert told[2].start == at("2026-10-01T00:00")
    assert told[2].end == at("2026-10-08T00:00")
    assert hours.intervals(end, start) == ()
    assert hours.intervals(start, start) == ()


def test_intervals_of_what_never_changes() -> None:
    start, end = at("2026-01-01T00:00"), at("2027-01-01T00:00")
    (only,) = schedule("24/7").intervals(start, end)
    assert (only.start, only.end, only.status) == (start, end, "open")


def test_states_agree_with_intervals_across_blocks_and_many_years() -> None:
    hours = schedule("Mo-Fr 09:00-17:00; Sa 22:00-04:00; PH off")
    for year in range(1950, 2050):
        start = datetime(year, 6, 1, tzinfo=CHINA)
        for interval in hours.intervals(start, start + timedelta(days=3)):
            assert hours.state(interval.start).status == interval.status
            assert hours.state(interval.end - timedelta(minutes=1)).status == interval.status


def test_equal_arguments_share_one_schedule() -> None:
    hours, calendar = OpeningHours(osm="Mo 09:00-10:00"), Calendar(years=frozenset({2026}))
    same = Calendar(frozenset(), frozenset(), frozenset({2026}))
    assert compile_schedule(hours, calendar) is compile_schedule(
        OpeningHours(osm="Mo 09:00-10:00"), same
    )


def answers(days: int) -> list[str]:
    hours = compile_schedule(OpeningHours(osm="Mo-Fr 09:00-17:00; PH off"), STATE_COUNCIL)
    start = at("2024-01-01T10:00")
    return [str(hours.state(start + timedelta(days=n)).status) for n in range(days)]


def test_threads_get_the_same_answers() -> None:
    compile_schedule.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(answers, [1000] * 16))
    assert all(answer == told[0] for answer in told)
    assert told[0].count("open") == sum(
        STATE_COUNCIL.kind(day) != "holiday" and day.weekday() < 5
        for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(1000))
    )


def _answer_to(queue: "multiprocessing.Queue[list[str]]") -> None:
    queue.put(answers(400))


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # forked with threads about
def test_a_forked_process_gets_the_same_answers() -> None:
    mine = answers(400)
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[list[str]] = context.Queue()
    child = context.Process(target=_answer_to, args=(queue,))
    child.start()
    assert queue.get(timeout=60) == mine
    child.join(timeout=60)
    assert child.exitcode == 0
