"""A raw table: what a file says, cell by cell as text, before anybody understands it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import index as as_index
from typing import overload

import pyarrow as pa

from locator.vocabulary import Datum
from locator.words import Words

BLOCK = 4096  # rows turned into tuples at a time


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost before it is refused.

    Parameters
    ----------
    file_bytes, unpacked_bytes : int
        Size of the file, and of everything packed in it.
    rows, columns, sheets : int
        Of the file, of a sheet, and of the file.
    cell_chars : int
        Characters in one cell; 32,767 is what a spreadsheet holds.
    memory_bytes : int
        Address space of the process that reads.
    cpu_s : int
        Seconds of processor time until that process is killed: the same on a busy machine.
    wall_s : float
        Seconds until it is killed whatever it does.
    """

    file_bytes: int = 500_000_000
    unpacked_bytes: int = 1_000_000_000
    rows: int = 1_000_000
    columns: int = 500
    sheets: int = 100
    cell_chars: int = 32_767
    memory_bytes: int = 1_500_000_000
    cpu_s: int = 120
    wall_s: float = 300.0


class Rows(Sequence[tuple[str, ...]]):
    """Rows of text kept column by column, turned into tuples as they are asked for.

    Parameters
    ----------
    columns : pyarrow.Table
        String columns of equal length without nulls.
    """

    __slots__ = ("_block", "_columns")

    def __init__(self, columns: pa.Table) -> None:
        self._columns = columns
        self._block: tuple[int, list[tuple[str, ...]]] = (-1, [])

    def __len__(self) -> int:
        return int(self._columns.num_rows)

    @overload
    def __getitem__(self, index: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[tuple[str, ...], ...]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, ...] | tuple[tuple[str, ...], ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        position = as_index(index)
        if position < 0:
            position += len(self)
        if not 0 <= position < len(self):
            raise IndexError(index)
        number, offset = divmod(position, BLOCK)
        return self._rows_of(number)[offset]

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for number in range(-(-len(self) // BLOCK)):
            yield from self._rows_of(number)

    def _rows_of(self, number: int) -> list[tuple[str, ...]]:
        held, rows = self._block
        if held != number:
            part = self._columns.slice(number * BLOCK, BLOCK)
            rows = list(zip(*(column.to_pylist() for column in part.columns), strict=True))
            self._block = (number, rows)
        return rows


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, layer or list of a file.

    Parameters
    ----------
    sheet : str
        Name of the sheet or layer; empty where the format has none.
    first_row : int
        Number, from 1, that row 0 of `rows` has in the source: the row of a sheet, the
        record of a CSV, the feature of a layer. Later rows follow without a gap, so
        blank rows in between are kept.
    columns : tuple of str
        Headers, each once; a column without one is called ``#5`` by its place.
    rows : Sequence of tuple of str
        Cells as text, one for each column, empty where there is nothing.
    geometry : tuple of (str, str), optional
        The two columns that hold longitude and latitude of each feature's geometry:
        ``lon`` and ``lat``, or ``geometry_lon`` and ``geometry_lat`` where the
        properties have columns of those names.
    datum_hint : Datum, optional
        Datum of the geometry columns, where the file states it or its format fixes it.
    """

    sheet: str
    first_row: int
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    geometry: tuple[str, str] | None = None
    datum_hint: Datum | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sheet or layer that gave no table, and why.

    Parameters
    ----------
    sheet : str
        Its name.
    reason : Words
        Why it was left out.
    """

    sheet: str
    reason: Words


class Tables(tuple[Table, ...]):  # noqa: SLOT001 (a tuple subclass with an attribute has none)
    """The tables of one file, with what was left out.

    Attributes
    ----------
    skipped : tuple of Skipped
        Sheets that held something but no table.
    """

    skipped: tuple[Skipped, ...] = ()
