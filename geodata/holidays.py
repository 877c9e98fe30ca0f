"""Files that add a year to the State Council's calendar."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from geodata.calendars import builtin_calendar
from geodata.tables import Limits, header_word, read_tables
from locator.errors import InvalidInput, problem
from locator.hours import Calendar, calendar_warning
from locator.words import Words, same

__all__ = ["builtin_calendar", "calendar_warning", "read_holidays"]

Kind = Literal["holiday", "workday"]

MAX_BYTES: Final = 1_000_000
FEWEST_HOLIDAYS: Final = 11  # days off by law in a year; a file with fewer is not a whole year
LONGEST_DAYS: Final = 31  # of one period; more is a slip of the pen

DATE_HEADERS: Final = ("date", "day", "日期", "放假日期", "调休日期")
TYPE_HEADERS: Final = ("type", "kind", "类型", "类别", "安排", "休班", "isOffDay")
KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("holiday", "off", "true", "休", "假", "放假", "假日", "节假日"), "holiday"),
    **dict.fromkeys(("法定节假日", "休假"), "holiday"),
    **dict.fromkeys(("workday", "work", "false", "班", "上班", "补班", "工作日"), "workday"),
    **dict.fromkeys(("调休上班", "调休补班", "调休工作日"), "workday"),
}
DATE: Final = re.compile(
    r"(?P<y>\d{4})(?:\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?:\s*日)?"
    r"|(?P<mm>\d\d)(?P<dd>\d\d))(?!\d)"
)
NOISE: Final = re.compile(r"[(（]?(?:周|星期)[一二三四五六日天][)）]?|[T ]00:00(?::00)?")
BETWEEN: Final = re.compile(r"[\s至到~～—–-]*")
DATES_ALLOWED: Final = same("2027-02-05, 2027年2月5日, 2027-02-05至2027-02-11")
TYPES_ALLOWED: Final = same("holiday, workday, 休, 班, 放假, 调休上班")


class Entry(NamedTuple):
    """What a file says of a day or a period, as text, and where."""

    date: str
    kind: str
    row: int


def read_holidays(path: Path) -> Calendar:
    """Return the years of a file that lists holidays and make-up workdays.

    CSV, TSV, XLSX and XLS need a column of dates and one of types; JSON is a list of
    objects with these, or an object that holds the list as ``days``. A date may be a
    period. Every year of the file must be whole; its New Year may begin in the December
    before.

    Raises
    ------
    InvalidInput
        When a date or a type cannot be read, a day is both, or a year is not whole.
    """
    entries = _json_entries(path) if path.suffix.lower() == ".json" else _table_entries(path)
    kinds: dict[date, Kind] = {}
    for entry in entries:
        kind = _read_kind(entry)
        for day in _read_days(entry):
            if kinds.setdefault(day, kind) != kind:
                message = Words(zh=f"{day} 既休又班", en=f"{day} is both off and on")
                raise _refused("type", entry.kind, TYPES_ALLOWED, message, entry.row)
    return Calendar(
        holidays=frozenset(day for day, kind in kinds.items() if kind == "holiday"),
        makeup_workdays=frozenset(day for day, kind in kinds.items() if kind == "workday"),
        years=_whole_years(kinds),
    )


def _refused(
    field: str, value: object, allowed: Words, message: Words, row: int | None = None
) -> InvalidInput:
    if row is not None:
        message = Words(zh=f"第 {row} 行：{message.zh}", en=f"row {row}: {message.en}")
    return InvalidInput(problem(field, value, allowed, message))


# --- rows of a file ----------------------------------------------------------------


def _table_entries(path: Path) -> Iterator[Entry]:
    known = (*DATE_HEADERS, *TYPE_HEADERS)
    tables = read_tables(path, limits=Limits(file_bytes=MAX_BYTES), known_headers=known)
    for table in tables:
        records = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
        for row, record in enumerate(records, start=table.first_row):
            if any(record.values()):
                yield _entry(record, row)


def _json_entries(path: Path) -> Iterator[Entry]:
    allowed = Words(zh="对象列表", en='a list of {"date": …, "type": …}')
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        message = Words(zh="无法读取 JSON 文件", en="the JSON file cannot be read")
        raise _refused("file", path.name, allowed, message) from error
    days = data.get("days") if isinstance(data, dict) else data
    if not isinstance(days, list) or not all(isinstance(record, dict) for record in days):
        raise _refused("file", path.name, allowed, Words(zh="没有日期列表", en="it lists no days"))
    for row, record in enumerate(days, start=1):
        yield _entry(record, row)


def _entry(record: Mapping[str, Any], row: int) -> Entry:
    cells = {header_word(name): str(cell).strip() for name, cell in record.items()}
    return Entry(_cell("date", DATE_HEADERS, cells), _cell("type", TYPE_HEADERS, cells), row)


def _cell(field: str, headers: tuple[str, ...], cells: Mapping[str, str]) -> str:
    found = [cells[header_word(header)] for header in headers if header_word(header) in cells]
    if not found:
        message = Words(zh="缺少这一列", en="this column is missing")
        raise _refused(field, ", ".join(cells), same(", ".join(headers)), message)
    return found[0]


# --- what they say -----------------------------------------------------------------


def _read_kind(entry: Entry) -> Kind:
    kind = KINDS.get(entry.kind.casefold())
    if kind is None:
        message = Words(zh="不知是休是班", en="it is not clear whether this is off or on")
        raise _refused("type", entry.kind, TYPES_ALLOWED, message, entry.row)
    return kind


def _read_days(entry: Entry) -> list[date]:
    text = NOISE.sub("", entry.date)
    found = list(DATE.finditer(text))
    rest = DATE.sub("", text)
    try:
        ends = [date(int(m["y"]), int(m["m"] or m["mm"]), int(m["d"] or m["dd"])) for m in found]
    except ValueError:
        ends = []
    understood = len(ends) in (1, 2) and BETWEEN.fullmatch(rest) is not None
    length = (ends[-1] - ends[0]).days + 1 if understood else 0
    if not 1 <= length <= LONGEST_DAYS:
        message = Words(zh="日期不能识别", en="the date cannot be read")
        raise _refused("date", entry.date, DATES_ALLOWED, message, entry.row)
    return [ends[0] + timedelta(days=number) for number in range(length)]


def _whole_years(kinds: Mapping[date, Kind]) -> frozenset[int]:
    """Return the years that days are listed of, once each of them is whole."""
    months: dict[int, set[int]] = defaultdict(set)
    for day in kinds:
        months[day.year].add(day.month)
    years = {year for year, seen in months.items() if seen != {12} or year + 1 not in months}
    for year in sorted(years):
        count = sum(day.year == year and kind == "holiday" for day, kind in kinds.items())
        if count < FEWEST_HOLIDAYS:
            allowed = Words(zh="全年的安排", en="all holidays of the year")
            message = Words(
                zh=f"{year} 年只有 {count} 天假", en=f"{year} has only {count} days off"
            )
            raise _refused("date", year, allowed, message)
    if not years:
        message = Words(zh="文件中没有日期", en="the file lists no days")
        raise _refused("file", "", DATES_ALLOWED, message)
    return frozenset(years)
