"""Collects the rows of one table in little memory and watches their limits."""

from collections.abc import Sequence
from itertools import zip_longest

import pyarrow as pa
import pyarrow.compute as pc

from geodata.tables.refusal import refusal, within
from geodata.tables.table import Limits
from locator.vocabulary import Datum
from locator.words import Words

BATCH_ROWS = 10_000
BATCH_CHARS = 16_000_000


class TableBuilder:
    """Takes rows of text one by one; rows may be longer or shorter than the header.

    Parameters
    ----------
    limits : Limits
        What a row, a cell and the table may hold.
    sheet : str
        Name for messages.
    columns : Sequence of str
        Headers known so far; an empty one is named by its place if the column holds
        anything, and dropped if it does not.
    first_row : int
        Source row number of the first row added.

    Raises
    ------
    InvalidInput
        There are too many columns.

    Attributes
    ----------
    geometry : tuple of (str, str), optional
        Names of the two columns that come from geometry.
    datum_hint : Datum, optional
        Their datum, where it is known.
    """

    def __init__(
        self, limits: Limits, *, sheet: str = "", columns: Sequence[str] = (), first_row: int = 1
    ) -> None:
        self.sheet = sheet
        self.columns = list(columns)
        self.first_row = first_row
        self.geometry: tuple[str, str] | None = None
        self.datum_hint: Datum | None = None
        self._limits = limits
        self._pending: list[Sequence[str]] = []
        self._pending_chars = 0
        self._blank = 0  # rows since the last one that holds something
        self._rows = 0
        self._batches: list[list[pa.Array]] = []
        self._check_width(columns)

    def add(self, cells: Sequence[str]) -> None:
        """Take the next row.

        Raises
        ------
        InvalidInput
            The table grew beyond a limit, or a cell holds what no text holds.
        """
        chars = sum(map(len, cells))
        if not chars:
            self._blank += 1
            return
        self._check_width(cells)
        if self._rows + self._blank >= self._limits.rows:
            raise self._refused(
                Words(zh="行数过多", en="too many rows"), within(self._limits.rows, "行", "rows")
            )
        self._pending.extend([()] * self._blank)
        self._pending.append(cells)
        self._pending_chars += chars
        self._rows += self._blank + 1
        self._blank = 0
        if len(self._pending) >= BATCH_ROWS or self._pending_chars >= BATCH_CHARS:
            self._flush()

    def finish(self) -> pa.Table:
        """Return the columns that have a header or hold anything, blank rows at the end cut.

        Raises
        ------
        InvalidInput
            The last rows or a header hold what they may not.
        """
        self._flush()
        width = max(map(len, self._batches), default=0)
        names = self.columns + [""] * (width - len(self.columns))
        for place, name in enumerate(names):
            if len(name) > self._limits.cell_chars or "\0" in name or not _encodable(name):
                raise self._refused(
                    Words(
                        zh=f"第 {place + 1} 列的表头无法使用",
                        en=f"column {place + 1} has no usable header",
                    ),
                    within(self._limits.cell_chars, "个字符的文字", "characters of text"),
                )
        chunks = [self._column(place) for place in range(len(names))]
        kept = {
            name or f"#{place + 1}": column
            for place, (name, column) in enumerate(zip(names, chunks, strict=True))
            if name or not pc.all(pc.equal(column, "")).as_py()
        }
        self.columns = list(kept)
        return pa.table(kept)

    def _check_width(self, cells: Sequence[str]) -> None:
        if len(cells) > self._limits.columns and any(cells[self._limits.columns :]):
            raise self._refused(
                Words(zh="列数过多", en="too many columns"),
                within(self._limits.columns, "列", "columns"),
            )

    def _column(self, place: int) -> pa.ChunkedArray:
        return pa.chunked_array(
            [
                batch[place] if place < len(batch) else pa.array([""] * len(batch[0]), pa.string())
                for batch in self._batches
            ],
            pa.string(),
        )

    def _flush(self) -> None:
        if not self._pending:
            return
        columns = zip_longest(*self._pending, fillvalue="")
        self._batches.append([self._checked(place, cells) for place, cells in enumerate(columns)])
        self._pending = []
        self._pending_chars = 0

    def _checked(self, place: int, cells: Sequence[str]) -> pa.Array:
        try:
            column = pa.array(cells, pa.string())
        except UnicodeEncodeError:
            bad = next(i for i, cell in enumerate(cells) if not _encodable(cell))
            raise self._bad_cell(place, bad, _BROKEN, _TEXT) from None
        lengths = pc.utf8_length(column)
        if (longest := pc.max(lengths).as_py()) > self._limits.cell_chars:
            raise self._bad_cell(
                place,
                pc.index(lengths, longest).as_py(),
                Words(zh=f"单元格有 {longest:,} 个字符", en=f"a cell of {longest:,} characters"),
                within(self._limits.cell_chars, "个字符", "characters"),
            )
        nul = pc.match_substring(column, "\0")
        if pc.any(nul).as_py():
            raise self._bad_cell(place, pc.index(nul, True).as_py(), _NUL, _TEXT)
        return column

    def _bad_cell(self, place: int, offset: int, what: Words, allowed: Words) -> Exception:
        row = self.first_row + self._rows - len(self._pending) + offset
        name = self.columns[place] if place < len(self.columns) else ""
        name = name or f"#{place + 1}"
        return self._refused(
            Words(
                zh=f"第 {row} 行“{name}”列:{what.zh}", en=f'row {row}, column "{name}": {what.en}'
            ),
            allowed,
        )

    def _refused(self, message: Words, allowed: Words) -> Exception:
        if not self.sheet:
            return refusal(message, allowed)
        return refusal(
            Words(zh=f"“{self.sheet}”:{message.zh}", en=f'"{self.sheet}": {message.en}'), allowed
        )


_TEXT = Words(zh="文字", en="text")
_NUL = Words(zh="含有空字符(NUL)", en="holds a NUL character")
_BROKEN = Words(zh="含有残缺的字符", en="holds half a character")


def _encodable(cell: str) -> bool:
    return cell.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in cell)
