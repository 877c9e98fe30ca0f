"""The tables of a file as drafts, and the rows that cannot be taken with their reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geodata.importing.matching.crowd import crowded
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
from geodata.importing.remarks import Remarks, row_name
from geodata.tables import Table, Tables
from locator.errors import InvalidInput, problem
from locator.words import Words, same

BLOCK: Final = 4096  # rows held as drafts at a time


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
            zh="没有名称列;请指明哪一列是名称",
            en="no column holds names; tell which one does",
        )
        allowed = same(", ".join(f"{column}=name" for table in tables for column in table.columns))
        raise InvalidInput(problem("map", "", allowed, message))
    return columns


class Understanding:
    """A file, read twice: first what tells its rows apart, then all that they say.

    The second reading gives blocks of drafts, so that no more of a large file than one
    block is held as anything but compact columns.

    Parameters
    ----------
    tables : sequence of Table
        The file.
    options : ImportOptions
        What was asked for.
    remarks : Remarks
        Takes what people should know.

    Raises
    ------
    InvalidInput
        See `choose_columns`.
    """

    def __init__(self, tables: Sequence[Table], options: ImportOptions, remarks: Remarks) -> None:
        self.columns = choose_columns(tables, options, remarks)
        self.rejected: list[Rejected] = []
        self._tables = tables
        self._readers = [
            _reader(table, columns, options, remarks, number)
            for number, (table, columns) in enumerate(zip(tables, self.columns, strict=True))
        ]
        self._crowded = crowded(self._telling())
        for sheet in tables.skipped if isinstance(tables, Tables) else ():
            zh, en = sheet.reason.zh, sheet.reason.en
            remarks.add(
                Words(zh=f"“{sheet.sheet}”未导入:{zh}", en=f"{sheet.sheet!r} was left out: {en}")
            )

    @property
    def read(self) -> int:
        """How many rows hold anything."""
        return len(self._crowded)

    def blocks(self, progress: Progress) -> Iterator[list[tuple[Draft, bool]]]:
        """Yield what the rows say, their positions in WGS-84, and whether they are crowded.

        Rows that cannot be taken are put into `rejected`.

        Raises
        ------
        InvalidInput
            With field ``datum`` when a position has no datum.
        """
        block: list[tuple[Draft, bool]] = []
        for done, (number, row, cells) in enumerate(self._rows()):
            try:
                draft = self._readers[number].read(cells, row)
                block.append((draft, bool(self._crowded[done])))
            except Unusable as error:
                self.rejected.append(Rejected(number, row, error.reason))
            if len(block) == BLOCK:
                yield self._settled(block)
                block = []
                progress("understand", done / self.read)
        yield self._settled(block)

    def _settled(self, block: list[tuple[Draft, bool]]) -> list[tuple[Draft, bool]]:
        """Turn the pairs of a block into positions, once it is known that all have a datum."""
        drafts = [draft for draft, _ in block]
        rows = [row_name(self._tables[draft.table].sheet, draft.row) for draft in drafts]
        for name, pairs in (
            ("position", [draft.pair for draft in drafts]),
            ("entrance", [draft.entrance for draft in drafts]),
        ):
            check_datums(zip(rows, pairs, strict=True))
            for draft, position in zip(drafts, to_positions(pairs), strict=True):
                if position is not None:
                    draft.values[name] = position
        return block

    def _telling(self) -> Iterator[dict[str, str] | None]:
        for number, _, cells in self._rows():
            texts = self._readers[number].telling(cells)
            yield texts if texts.get("name") else None

    def _rows(self) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield the rows that hold anything, with table and number in the source."""
        for number, table in enumerate(self._tables):
            for row, cells in enumerate(table.rows, table.first_row):
                if any(cell.strip() for cell in cells):
                    yield number, row, cells


def _reader(
    table: Table, columns: ColumnMap, options: ImportOptions, remarks: Remarks, number: int
) -> RowReader | ExportedReader:
    if columns.own:
        return ExportedReader(columns, options, table=number, guarded=table.geometry is None)
    return RowReader(columns, options, remarks, table=number)
