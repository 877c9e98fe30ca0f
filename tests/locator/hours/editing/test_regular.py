"""The table of a week says what the hours say: both are judged over two years."""

import csv
from datetime import datetime

import pytest

from locator.errors import InvalidInput
from locator.hours import CHINA, WeekRow, compile_schedule, read_hours, read_week, write_week
from locator.hours.osm import HOLIDAY
from locator.model import OpeningHours
from tests.locator.hours.phrases.understood import UNDERSTOOD
from tests.locator.hours.state_council import STATE_COUNCIL
from tests.shared import shared_path

WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
FIRST, LAST = datetime(2025, 1, 1, tzinfo=CHINA), datetime(2026, 12, 31, tzinfo=CHINA)


def same(one: OpeningHours, other: OpeningHours) -> bool:
    schedules = [compile_schedule(each, STATE_COUNCIL) for each in (one, other)]
    return len({schedule.intervals(FIRST, LAST) for schedule in schedules}) == 1


def test_phrases_come_back_as_they_were() -> None:
    phrases = list(UNDERSTOOD)
    with shared_path("hours/phrases.tsv").open(encoding="utf-8") as file:
        phrases += [row["phrase"] for row in csv.DictReader(file, delimiter="\t")]
    known = [hours for phrase in phrases if (hours := read_hours(phrase).hours).osm]
    tables = [(hours, read_week(str(hours.osm))) for hours in known]
    written = [(hours, write_week(rows)) for hours, rows in tables if rows is not None]
    assert len(written) >= 0.75 * len(known)
    for hours, osm in written:
        assert same(hours, OpeningHours("", osm, hours.workdays)), (hours, osm)


@pytest.mark.parametrize(
    ("rows", "osm"),
    [
        ([WeekRow(("Mo", "Tu", "We"), "open", ((480, 720), (840, 1080)))],
         "Mo-We 08:00-12:00,14:00-18:00"),
        ([WeekRow(("Mo", "We", "Th", "Su"), "open", ((1320, 1920),))], "Mo,We-Th,Su 22:00-08:00"),
        ([WeekRow(WEEK, "all_day")], "24/7"),
        ([WeekRow(WEEK, "all_day"), WeekRow(("PH",), "closed")],
         "24/7; PH off"),
        ([WeekRow(("Mo", "PH"), "open", ((540, 1020),)), WeekRow(("Tu",), "unknown")],
         "Mo 09:00-17:00; Tu unknown; PH 09:00-17:00"),
    ],
)  # fmt: skip
def test_what_a_table_means(rows: list[WeekRow], osm: str) -> None:
    assert write_week(rows) == osm
    assert write_week(read_week(osm) or ()) == osm


def test_the_day_after_sunday_is_monday() -> None:
    (row,) = read_week("Sa-Mo 10:00-12:00") or ()
    assert row.days == ("Mo", "Sa", "Su")


@pytest.mark.parametrize(
    "osm",
    [
        "Mo[1] 09:00-17:00",
        "SH 09:00-17:00",
        "Mo-Fr 09:00-17:00; 2026 Feb 16-22 off",
        "Apr-Oct Mo-Su 08:00-20:00",
        'Mo-Fr 09:00-17:00 || "call"',
        "PH off; Mo-Fr 09:00-17:00",
        "Mo-Fr 09:00-17:00; Mo 12:00-13:00 off",
        "Mo-Su 09:00+",
    ],
)
def test_what_no_table_holds_is_left_alone(osm: str) -> None:
    assert read_week(osm) is None


@pytest.mark.parametrize(
    "rows", [[], [WeekRow(("Mo", HOLIDAY), "closed"), WeekRow(("Mo",), "all_day")]]
)
def test_a_table_that_says_nothing_or_two_things(rows: list[WeekRow]) -> None:
    with pytest.raises(InvalidInput):
        write_week(rows)
