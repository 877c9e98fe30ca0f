"""Rows with positions, from tables of any length: CSV piece by piece, others by table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import numpy as np

from geodata.demand.gathering import Gatherer, Times
from geodata.demand.reading.columns import FIELDS, HEADERS, Columns, check_given, read_columns
from geodata.demand.reading.rows import (
    NO_POSITION,
    NO_TIME,
    NO_WEIGHT,
    TIME_FIELDS,
    Remarks,
    Rows,
    positions_of,
    times_of,
    weights_of,
)
from geodata.tables import Limits, header_word, read_tables
from geodata.tables.confined.detection import DELIMITED, Format
from geodata.tables.refusal import refusal
from geodata.tables.sheets.delimited import Delimited
from locator.vocabulary import Datum
from locator.words import Words, same

BATCH_ROWS: Final = 20_000
KNOWN: Final = frozenset(map(header_word, HEADERS))
OVERRULED: Final = Words(
    zh="文件或表头写明的坐标系与指定的不同，按指定的算",
    en="the file or its headers name another datum than the one given, which is taken",
)

Progress = Callable[[float], None]


class Sheet(NamedTuple):
    """One table whose columns are understood and whose rows are still to come."""

    headers: Sequence[str]
    columns: Columns
    rows: Iterator[tuple[int, Sequence[str]]]


_Raw = tuple[
    Sequence[str], Iterable[tuple[int, Sequence[str]]], tuple[str, str] | None, Datum | None
]


class Reading(NamedTuple):
    """What is asked of a reading.

    Parameters
    ----------
    datum : Datum or None
        Of the positions; believed before what the file says.
    fields : Mapping
        Column → field, in place of the synonyms.
    by_rider : int
        Where above 0 and a column tells the rider: so many different ones are counted.
    """

    datum: Datum | None
    fields: Mapping[str, str]
    by_rider: int = 0


@contextmanager
def open_sheets(
    path: Path, form: Format, asked: Reading, limits: Limits, progress: Progress
) -> Iterator[list[Sheet]]:
    """Give the tables of a file that have positions, their rows to be read once.

    Raises
    ------
    InvalidInput
        The file cannot be read, has no positions, or lacks a column that was mapped.
    """
    if form == DELIMITED:
        with path.open("rb") as file:
            text = Delimited(file, KNOWN | {header_word(column) for column in asked.fields})
            rows = _watched(text, file, path.stat().st_size, progress)
            yield _understood([(text.columns, rows, None, None)], asked)
            text.release()
        return
    tables = read_tables(path, limits=limits, known_headers=HEADERS, progress=progress)
    yield _understood(
        [
            (
                table.columns,
                enumerate(table.rows, table.first_row),
                table.geometry,
                table.datum_hint,
            )
            for table in tables
        ],
        asked,
    )


def _watched(
    text: Delimited, file: BinaryIO, size: int, progress: Progress
) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in enumerate(text.rows(), text.first_row):
        if number % BATCH_ROWS == 0:
            progress(file.tell() / size)
        yield number, row


def _understood(tables: Sequence[_Raw], asked: Reading) -> list[Sheet]:
    headers = [column for columns, *_ in tables for column in columns]
    check_given(asked.fields, headers)
    sheets = []
    for names, rows, geometry, hint in tables:
        columns = read_columns(names, asked.fields, asked=asked.datum, geometry=geometry, hint=hint)
        if columns.places.keys() & {"lon", "position"}:
            sheets.append(Sheet(names, columns, iter(rows)))
    if not sheets:
        raise _no_positions(headers)
    return sheets


def gather_points(sheet: Sheet, asked: Reading, gatherer: Gatherer, remarks: Remarks) -> None:
    """Take in every row of a table, piece by piece.

    Raises
    ------
    InvalidInput
        Nobody tells the datum, or there are too many cells.
    """
    datum = datum_of(sheet.columns.datum, asked.datum, remarks)
    remarks.columns |= {sheet.headers[place]: name for name, place in sheet.columns.places.items()}
    while piece := list(islice(sheet.rows, BATCH_ROWS)):
        filled = [(number, row) for number, row in piece if any(row)]
        if filled:
            gather_rows(_rows(filled, sheet.columns), datum, asked, gatherer, remarks)


def gather_rows(
    rows: Rows, datum: Datum | None, asked: Reading, gatherer: Gatherer, remarks: Remarks
) -> None:
    """Take in some rows with positions."""
    lons, lats = positions_of(rows, datum, remarks)
    weights = weights_of(rows)
    times, timely = times_of(rows, remarks)
    placed = np.isfinite(lons)
    weighed = np.isfinite(weights)
    remarks.read += len(rows.numbers)
    remarks.reject(NO_POSITION, rows.numbers[~placed])
    remarks.reject(NO_WEIGHT, rows.numbers[placed & ~weighed])
    remarks.reject(NO_TIME, rows.numbers[placed & weighed & ~timely])
    good = placed & weighed & timely
    riders = rows.cells.get("rider") if asked.by_rider else None
    gatherer.add_points(
        lons[good],
        lats[good],
        weights[good],
        times=None if times is None else Times(times.weekdays[good], times.hours[good]),
        riders=None if riders is None else [riders[i] for i in np.flatnonzero(good).tolist()],
        enough=asked.by_rider,
    )


def is_timed(columns: Columns) -> bool:
    """Tell whether a table tells hours."""
    return bool(set(TIME_FIELDS) & columns.places.keys())


def datum_of(told: Datum | None, asked: Datum | None, remarks: Remarks) -> Datum | None:
    """Return the datum asked for, else the one told; a contradiction is remarked."""
    if asked and told and asked is not told:
        remarks.warnings[OVERRULED] += 1
    remarks.datum = asked or told
    return remarks.datum


def _no_positions(headers: Sequence[str]) -> Exception:
    shown = ", ".join(filter(None, headers))
    return refusal(
        Words(
            zh=f"没有经纬度列，只有：{shown}",
            en=f"no columns of longitude and latitude, only {shown}",
        ),
        same(", ".join(f"--map 列名={field}" for field in FIELDS[:3])),
    )


def _rows(piece: Sequence[tuple[int, Sequence[str]]], columns: Columns) -> Rows:
    cells = {
        field: [row[place].strip() if place < len(row) else "" for _, row in piece]
        for field, place in columns.places.items()
    }
    return Rows(np.array([number for number, _ in piece], dtype=np.int64), cells)
