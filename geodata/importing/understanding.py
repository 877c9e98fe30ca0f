"""The tables of a file as drafts, and the rows that cannot be taken with their reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geodata.importing.options import ImportOptions, Progress
from geodata.importing.reading.columns import (
    ColumnMap,
    check_given,
    map_columns,
    without_ordinals,
)
from geodata.importing.reading.drafts import Draft, RowReader
from geodata.importing.reading.exported import ExportedReader
from geodata.importing.reading.positions import Unusable, check_datums, to_positions
from geodata.importing.remarks import Remarks
from geodata.tables import Table, Tables
from locator.errors import InvalidInput, problem
from locator.words import Words, same

TOLD_EVERY: Final = 1000  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not taken.

    Parameters
    ----------
    table, row : int
        Place of the table in the file, and number of the row in its source.
    reason : Words
        Why.
    """

    table: int
    row: int
    reason: Words


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file says.

    Parameters
    ----------
    columns : tuple of ColumnMap
        What the columns of each table mean.
    drafts : list of Draft
        Rows that can be taken, their positions in WGS-84.
    rejected : list of Rejected
        The others.
    read : int
        Rows that hold anything.
    """

    columns: tuple[ColumnMap, ...]
    drafts: list[Draft]
    rejected: list[Rejected]
    read: int


def choose_columns(
    tables: Sequence[Table], options: ImportOptions, remarks: Remarks
) -> tuple[ColumnMap, ...]:
    """Return what the columns of each table mean.

    Raises
    ------
    InvalidInput
        With field ``map`` when somebody named a column or a field that does not exist,
        or when no table has a column of names.
    """
    check_given(tables, options.fields)
    columns = tuple(
        without_ordinals(table, map_columns(table, options.fields, options.datum), remarks)
        for table in tables
    )
    if not any(mapped.places("name") for mapped in columns):
        message = Words(
            zh="没有名称列;请用 列名=name 指明哪一列是名称",
            en="no column holds names; tell which one does with column=name",
        )
        allowed = same(", ".join(column for table in tables for column in table.columns))
        raise InvalidInput(problem("map", "", allowed, message))
    return columns


def understand(
    tables: Sequence[Table], options: ImportOptions, remarks: Remarks, progress: Progress
) -> Understood:
    """Return what a file says, row by row.

    Raises
    ------
    InvalidInput
        See `choose_columns`; with field ``datum`` when positions have no datum.
    """
    columns = choose_columns(tables, options, remarks)
    understood = Understood(columns, [], [], sum(1 for table in tables for _ in filled(table)))
    done = 0
    for number, (table, mapped) in enumerate(zip(tables, columns, strict=True)):
        reader = _reader(table, mapped, options, remarks, number)
        for row, cells in filled(table):
            try:
                understood.drafts.append(reader.read(cells, row))
            except Unusable as error:
                understood.rejected.append(Rejected(number, row, error.reason))
            done += 1
            if done % TOLD_EVERY == 0:
                progress("understand", done / understood.read)
    if isinstance(tables, Tables):
        for sheet in tables.skipped:
            remarks.add(
                Words(
                    zh=f"“{sheet.sheet}”未导入:{sheet.reason.zh}",
                    en=f"{sheet.sheet!r} was left out: {sheet.reason.en}",
                )
            )
    _settle_positions(understood.drafts)
    return understood


def filled(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows that hold anything, with their numbers in the source."""
    for row, cells in enumerate(table.rows, table.first_row):
        if any(cell.strip() for cell in cells):
            yield row, cells


def _reader(
    table: Table, columns: ColumnMap, options: ImportOptions, remarks: Remarks, number: int
) -> RowReader | ExportedReader:
    if columns.own:
        return ExportedReader(columns, options, table=number, guarded=table.geometry is None)
    return RowReader(columns, options, remarks, table=number)


def _settle_positions(drafts: Sequence[Draft]) -> None:
    """Turn pairs as given into positions, once it is known that all have a datum."""
    check_datums(draft.pair for draft in drafts)
    check_datums(draft.entrance for draft in drafts)
    for name, pairs in (
        ("position", [draft.pair for draft in drafts]),
        ("entrance", [draft.entrance for draft in drafts]),
    ):
        for draft, position in zip(drafts, to_positions(pairs), strict=True):
            if position is not None:
                draft.values[name] = position
