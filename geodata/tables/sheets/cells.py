"""Values of other formats as the text that a person would have written."""

import json
from datetime import datetime, time, timedelta
from math import isfinite

EXACT_DIGITS = 10**18  # larger whole numbers are not what anybody typed


def cell_text(value: object) -> str:
    """Return a value as text: 13800000000, 37.4, 2026-01-31, 09:30, true; None is empty.

    A list of plain values is joined with semicolons; anything deeper is JSON.
    """
    match value:
        case str():
            return value
        case None:
            return ""
        case float():
            return number_text(value)
        case datetime() | time() | timedelta():
            return _time_text(value)
        case list() | dict():
            return _nested_text(value)
        case _:
            return str(value).lower() if isinstance(value, bool) else str(value)


def number_text(value: float) -> str:
    """Return the shortest text that reads back as the same number; NaN is empty."""
    if isfinite(value) and value == int(value) and abs(value) < EXACT_DIGITS:
        return str(int(value))
    return "" if value != value else repr(value)  # noqa: PLR0124 (only NaN differs from itself)


def _time_text(value: datetime | time | timedelta) -> str:
    """Return a clock time with seconds only where it has some; midnight of a day is the day."""
    if isinstance(value, timedelta):  # what a spreadsheet counts on past midnight: 24:00
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        text = f"{minutes // 60:02}:{minutes % 60:02}"
        return f"{text}:{seconds:02}" if seconds else text
    detail = "auto" if value.second or value.microsecond else "minutes"
    if isinstance(value, time):
        return value.isoformat(detail)
    if value.tzinfo is None and value.time() == time.min:
        return value.date().isoformat()
    return value.isoformat(" ", detail)


def _nested_text(value: list[object] | dict[str, object]) -> str:
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ";".join(map(cell_text, value))
    return json.dumps(value, ensure_ascii=False, default=cell_text)
