"""The calendar is the State Council's, and a file adds a year to it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from geodata.holidays import builtin_calendar, calendar_warning, read_holidays
from locator.errors import InvalidInput
from locator.hours import Calendar

# Written down from the notices of 2023-10-25, 2024-11-12 and 2025-11-04.
PERIODS = """
2024-01-01 2024-01-01
2024-02-10 2024-02-17
2024-04-04 2024-04-06
2024-05-01 2024-05-05
2024-06-10 2024-06-10
2024-09-15 2024-09-17
2024-10-01 2024-10-07
2025-01-01 2025-01-01
2025-01-28 2025-02-04
2025-04-04 2025-04-06
2025-05-01 2025-05-05
2025-05-31 2025-06-02
2025-10-01 2025-10-08
2026-01-01 2026-01-03
2026-02-15 2026-02-23
2026-04-04 2026-04-06
2026-05-01 2026-05-05
2026-06-19 2026-06-21
2026-09-25 2026-09-27
2026-10-01 2026-10-07
"""
WORKED = """
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""


def days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


def noticed() -> set[date]:
    periods = [map(date.fromisoformat, line.split()) for line in PERIODS.split("\n") if line]
    return set().union(*(days(*period) for period in periods))


def test_the_built_in_years_follow_the_notices() -> None:
    calendar = builtin_calendar()
    holidays = noticed()
    worked = set(map(date.fromisoformat, WORKED.split()))
    for day in days(date(2024, 1, 1), date(2026, 12, 31)):
        if day in holidays:
            assert calendar.kind(day) == "holiday", day
        elif day in worked or day.weekday() < 5:
            assert calendar.kind(day) == "workday", day
        else:
            assert calendar.kind(day) == "rest", day


def test_the_calendar_ends() -> None:
    assert builtin_calendar().known_until == date(2026, 12, 31)
    assert builtin_calendar().kind(date(2027, 1, 1)) is None


def test_the_end_is_told_sixty_days_before() -> None:
    calendar = builtin_calendar()
    assert calendar_warning(calendar, date(2026, 10, 31)) is None
    warning = calendar_warning(calendar, date(2026, 11, 1))
    assert warning is not None
    assert "2026-12-31" in warning.en
    assert "2026-12-31" in warning.zh
    assert calendar_warning(calendar, date(2027, 5, 1)) is not None


def test_no_calendar_at_all_is_told() -> None:
    nothing = Calendar(holidays=frozenset(), makeup_workdays=frozenset(), years=frozenset())
    assert calendar_warning(nothing, date(2026, 1, 1)) is not None


# --- files: an invented year -------------------------------------------------------

HOLIDAYS = days(date(2027, 1, 1), date(2027, 1, 3)) | days(date(2027, 10, 1), date(2027, 10, 8))
WORKDAYS = {date(2027, 1, 9), date(2027, 10, 10)}
YEAR = Calendar(
    holidays=frozenset(HOLIDAYS), makeup_workdays=frozenset(WORKDAYS), years=frozenset({2027})
)
ROWS = [(day, "holiday") for day in sorted(HOLIDAYS)] + [(d, "workday") for d in sorted(WORKDAYS)]


def write_csv(folder: Path) -> Path:
    path = folder / "h.csv"
    path.write_text("date,type\n" + "\n".join(f"{day},{kind}" for day, kind in ROWS), "utf-8")
    return path


def write_chinese_tsv(folder: Path) -> Path:
    path = folder / "h.tsv"
    lines = [
        "日期\t安排\t备注",
        "2027年1月1日(周五)至2027年1月3日(周日)\t放假\t元旦",
        "2027/10/1—2027/10/8\t休\t国庆",
        "",
        "20270109\t调休上班\t",
        "2027.10.10\t班\t",
    ]
    path.write_bytes("\n".join(lines).encode("gb18030"))
    return path


def write_xlsx(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.append(["2027年节假日安排"])
    sheet.append(["日期", "类型"])
    for day, kind in ROWS:
        sheet.append([day, kind])
    book.save(folder / "h.xlsx")
    return folder / "h.xlsx"


def write_json(folder: Path) -> Path:
    path = folder / "h.json"
    listed = [{"date": str(day), "isOffDay": kind == "holiday"} for day, kind in ROWS]
    path.write_text(json.dumps({"year": 2027, "days": listed}), "utf-8")
    return path


def write_plain_json(folder: Path) -> Path:
    path = folder / "h.json"
    path.write_text(json.dumps([{"date": str(day), "type": kind} for day, kind in ROWS]), "utf-8")
    return path


@pytest.mark.parametrize(
    "write", [write_csv, write_chinese_tsv, write_xlsx, write_json, write_plain_json]
)
def test_files_of_every_kind(write: Callable[[Path], Path], tmp_path: Path) -> None:
    assert read_holidays(write(tmp_path)) == YEAR


def refusal(folder: Path, text: str, name: str = "h.csv") -> InvalidInput:
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_holidays(folder / name)
    return caught.value


WHOLE = "date,type\n2027-10-01至2027-10-20,holiday\n"


@pytest.mark.parametrize(
    ("text", "field", "value", "row"),
    [
        (WHOLE + "2027-02-30,holiday\n", "date", "2027-02-30", "row 3"),
        (WHOLE + "2月5日,holiday\n", "date", "2月5日", "row 3"),
        (WHOLE + "2027-05-05至2027-05-01,holiday\n", "date", "2027-05-05至2027-05-01", "row 3"),
        (WHOLE + "2027-05-01至2028-05-01,holiday\n", "date", "2027-05-01至2028-05-01", "row 3"),
        (WHOLE + "2027-05-01 2027-05-02 2027-05-03,holiday\n", "date", "", "row 3"),
        (WHOLE + "2027-05-01和5月2日,holiday\n", "date", "", "row 3"),
        (WHOLE + "2027115,holiday\n", "date", "2027115", "row 3"),
        (WHOLE + "2027-05-01,调休\n", "type", "调休", "row 3"),
        (WHOLE + "2027-10-01,workday\n", "type", "workday", "both"),
        ("date,type\n2027-01-01,holiday\n", "date", "2027", "only 1 days"),
        (WHOLE + "2028-01-01,holiday\n", "date", "2028", "only 1 days"),
        ("date,name\n2027-01-01,元旦\n", "type", "date, name", "missing"),
        ("date,type\n", "file", "", ""),
    ],
)
def test_what_cannot_be_right_is_refused(
    text: str, field: str, value: str, row: str, tmp_path: Path
) -> None:
    (problem,) = refusal(tmp_path, text).problems
    assert problem.field == field
    assert value in problem.value
    assert row in problem.message.en


@pytest.mark.parametrize("text", ["{", '{"days": 3}', "[1]", "[" * 100_000, "\0"])
def test_json_that_is_no_list_of_days(text: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, text, "h.json").problems[0].field == "file"


def test_a_missing_file(tmp_path: Path) -> None:
    for name in ("h.json", "h.csv"):
        with pytest.raises(InvalidInput):
            read_holidays(tmp_path / name)


def test_new_year_may_begin_in_december(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text(WHOLE + "2026-12-31,holiday\n2026-12-27,workday\n", "utf-8")
    calendar = read_holidays(path)
    assert calendar.years == {2027}
    extended = builtin_calendar().extend(calendar)
    assert extended.kind(date(2026, 12, 31)) == "holiday"
    assert extended.kind(date(2026, 12, 27)) == "workday"  # a Sunday
    assert extended.kind(date(2026, 10, 1)) == "holiday"
