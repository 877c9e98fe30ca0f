from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.tables.sheets.cells import cell_text, number_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("007", "007"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (13800000000.0, "13800000000"),
        (37.4, "37.4"),
        (0.1 + 0.2, "0.30000000000000004"),
        (-0.5, "-0.5"),
        (1e300, "1e+300"),
        (float("nan"), ""),
        (float("inf"), "inf"),
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31), "2026-01-31"),  # noqa: DTZ001 (a spreadsheet has no zone)
        (datetime(2026, 1, 31, 9, 5), "2026-01-31 09:05"),  # noqa: DTZ001 (as above)
        (datetime(2026, 1, 31, tzinfo=UTC), "2026-01-31 00:00+00:00"),
        (time(9, 30), "09:30"),
        (time(9, 30, 15), "09:30:15"),
        (timedelta(hours=24), "24:00"),
        (timedelta(hours=26, minutes=5, seconds=3), "26:05:03"),
        (["空调", "水", 3], "空调;水;3"),
        ([], ""),
        ({"a": [1, None, "茶"]}, '{"a": [1, null, "茶"]}'),
        ([[1], [2.5]], "[[1], [2.5]]"),
    ],
)
def test_values_read_as_a_person_would_write_them(value: object, text: str) -> None:
    assert cell_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_exactly(value: float) -> None:
    assert float(number_text(value)) == value
