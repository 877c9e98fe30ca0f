from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.tables import Limits, Rows
from geodata.tables.confined.building import TableBuilder


def built(rows: Sequence[Sequence[str]], columns: Sequence[str] = ("a", "b")) -> pa.Table:
    builder = TableBuilder(Limits(), columns=columns)
    for row in rows:
        builder.add(row)
    return builder.finish()


@given(st.lists(st.lists(st.sampled_from(["", "x", "茶"]), max_size=4), max_size=30))
def test_a_table_holds_what_was_put_in(rows: list[list[str]]) -> None:
    table = built(rows, ["a", "b", "c", "d"])
    padded = [tuple(row + [""] * (4 - len(row))) for row in rows]
    while padded and not any(padded[-1]):
        padded.pop()
    assert list(Rows(table)) == padded


@pytest.mark.parametrize("batch", [1, 2, 7, 10_000])
def test_batches_of_different_width_make_one_table(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.tables.confined.building.BATCH_ROWS", batch)
    table = built([["1"], ["2", "x"], [], ["3", "", "", "y"], [], []])
    assert table.column_names == ["a", "b", "#4"]
    assert list(Rows(table)) == [("1", "", ""), ("2", "x", ""), ("", "", ""), ("3", "", "y")]


def test_rows_are_a_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.tables.table.BLOCK", 3)
    expected = [(str(i), str(i * i)) for i in range(10)]
    rows = Rows(built(expected))
    assert len(rows) == 10
    assert list(rows) == expected
    assert [rows[i] for i in (9, 0, 3, -1, -10)] == [expected[i] for i in (9, 0, 3, -1, -10)]
    assert rows[2:8:3] == tuple(expected[2:8:3])
    assert expected[4] in rows
    for beyond in (10, -11):
        with pytest.raises(IndexError):
            rows[beyond]


def test_a_table_without_rows_or_columns() -> None:
    assert list(Rows(built([]))) == []
    assert built([]).column_names == ["a", "b"]
    assert built([[]], []).num_columns == 0
