"""Minute by minute against opening-hours-py, for schedules without holidays."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

import pytest
from opening_hours import OpeningHours as Oracle

from locator.hours import CHINA, Calendar, Schedule, compile_schedule
from locator.model import OpeningHours

FIRST, LAST = datetime(2024, 1, 1), datetime(2027, 1, 1)  # noqa: DTZ001 - the oracle's clock
MINUTE = timedelta(minutes=1)
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Change = tuple[datetime, datetime, str]


def drawn_schedules(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [expression(rng) for _ in range(count)]


def expression(rng: random.Random) -> str:
    text = " ".join(filter(None, [dates(rng, usual=0.3), weekdays(rng), times(rng)]))
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        joiner = rng.choice(("; ", "; ", "; ", ", ", " || "))
        selector = " ".join(filter(None, [dates(rng, usual=0.5), weekdays(rng)])) or "Mo-Su"
        text += (
            joiner
            + selector
            + rng.choice(
                (
                    f" {times(rng)}",
                    f" {times(rng)}",
                    " off",
                    f" {times(rng)} off",
                    f" {times(rng)} unknown",
                )
            )
        )
    return rng.choice(("24/7; " + text, text, text, text, text, text))


def dates(rng: random.Random, usual: float) -> str:
    if rng.random() > usual:
        return ""
    first, last = rng.choice(MONTHS), rng.choice(MONTHS)
    year, week = rng.choice((2024, 2025, 2026)), rng.randint(1, 40)
    return rng.choice(
        (
            f"{first}-{last}",
            f"{first} {rng.randint(1, 28)}-{last} {rng.randint(1, 28)}",
            f"{year} {first} {rng.randint(1, 14)}-{rng.randint(15, 28)}",
            f"{first}",
            f"{year}",
            "Feb 29",
            f"week {week:02}-{week + 10:02}",
        )
    )


def weekdays(rng: random.Random) -> str:
    chosen = sorted(rng.sample(range(7), rng.randint(1, 6)))
    return rng.choice(
        (
            "",
            "Mo-Fr",
            "Sa,Su",
            "Sa-Mo",
            ",".join(DAYS[d] for d in chosen),
            f"{DAYS[chosen[0]]}[1,3]",
            "Fr[-1]",
        )
    )


def times(rng: random.Random) -> str:
    count = rng.choice((1, 1, 2, 3))
    edges = sorted(rng.sample(range(0, 24 * 60 + 1, rng.choice((1, 5, 15, 30))), 2 * count))
    spans = [[edges[2 * i], edges[2 * i + 1]] for i in range(count)]
    if rng.random() < 0.3:
        spans[-1] = [rng.randint(1020, 1439), rng.randint(0, 600)]
    return ",".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans)


def oracle_changes(text: str) -> list[Change]:
    """Return the oracle's changes; of rules that stand in for others it tells a day only."""
    oracle, days = Oracle(text), 1 if " || " in text else (LAST - FIRST).days
    told = [
        (i[0], i[1], str(i[2]))
        for day in range(0, (LAST - FIRST).days, days)
        for i in oracle.intervals(FIRST + timedelta(day), FIRST + timedelta(day + days))
    ]
    runs = [list(run) for _, run in groupby(told, key=lambda change: change[2])]
    return [(run[0][0], run[-1][1], run[0][2]) for run in runs]


def our_changes(schedule: Schedule) -> list[Change]:
    return [
        (i.start.replace(tzinfo=None), i.end.replace(tzinfo=None), str(i.status))
        for i in schedule.intervals(FIRST.replace(tzinfo=CHINA), LAST.replace(tzinfo=CHINA))
    ]


def compiled(text: str) -> Schedule:
    return compile_schedule(OpeningHours(osm=text), Calendar())


def minutes(first: datetime, last: datetime) -> Iterator[datetime]:
    while first < last:
        yield first
        first += MINUTE


@pytest.mark.slow
def test_every_minute_of_three_years_of_200_schedules() -> None:
    """Both tell the same status from the same minute to the same minute, without gaps."""
    for text in drawn_schedules(200, seed=7):
        ours = our_changes(compiled(text))
        assert ours[0][0] == FIRST
        assert ours[-1][1] == LAST
        assert ours == oracle_changes(text), text


def test_state_agrees_with_the_intervals_minute_by_minute() -> None:
    rng = random.Random(3)
    for text in drawn_schedules(30, seed=11):
        schedule, oracle = compiled(text), Oracle(text)
        first = FIRST + timedelta(days=rng.randint(0, 1000))
        for at in minutes(first, first + timedelta(days=2)):
            status = schedule.state(at.replace(tzinfo=CHINA)).status
            assert status == str(oracle.state(at)[0]), (text, at)


@pytest.mark.parametrize(
    "text",
    [
        'Mo-Fr 08:00-18:00 || unknown "by appointment"',
        "Mo-Fr 08:00-12:00 || Sa 10:00-12:00 || unknown",
        "Mo 20:00-03:00 || 10:00-11:00",
        "Nov Mo-Fr 08:00-18:00; Nov 26 off || Dec off || 09:00-10:00 unknown",
        "Nov 25 12:00-14:00 || We 20:00-02:00",
    ],
)
def test_rules_that_stand_in_for_others_minute_by_minute(text: str) -> None:
    schedule, oracle = compiled(text), Oracle(text)
    first = datetime(2026, 11, 20)  # noqa: DTZ001 - the oracle's clock
    for at in minutes(first, first + timedelta(days=9)):
        assert schedule.state(at.replace(tzinfo=CHINA)).status == str(oracle.state(at)[0]), at


def test_by_appointment_at_other_times_is_open_at_noon_on_monday() -> None:
    schedule = compiled('Mo-Fr 08:00-18:00 || "by appointment"')
    monday = datetime(2026, 11, 23, 12, tzinfo=CHINA)
    assert schedule.state(monday).status == "open"
    assert schedule.state(monday).until == monday.replace(hour=18)
    assert schedule.state(monday - timedelta(days=1)).status == "unknown"


def test_next_change_is_the_oracles() -> None:
    rng = random.Random(5)
    for text in drawn_schedules(100, seed=13):
        changes = oracle_changes(text)
        for _ in range(20):
            at = FIRST + timedelta(minutes=rng.randint(0, 2 * 365 * 1440 - 60 * 1440))
            place = next(i for i, (start, end, _) in enumerate(changes) if start <= at < end)
            state = compiled(text).state(at.replace(tzinfo=CHINA))
            until = changes[place][1]
            if until - at > timedelta(days=400) or until == LAST:
                continue
            assert state.until == until.replace(tzinfo=CHINA), (text, at)
            assert str(state.then) == changes[place + 1][2]


@pytest.mark.slow
def test_state_at_each_of_one_and_a_half_million_minutes() -> None:
    text = "Nov-Apr 22:00-08:00; Su 10:00-16:00; Feb 29 off"
    schedule = compiled(text)
    for start, end, status in oracle_changes(text):
        at, last = start.replace(tzinfo=CHINA), end.replace(tzinfo=CHINA)
        while at < last:
            assert schedule.state(at).status == status, at
            at += MINUTE
