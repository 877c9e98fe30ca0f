"""Rows that were not taken, written so that they can be mended and given again."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter

from geodata.atomic import written_whole
from geodata.rows import defuse
from locator.errors import InvalidInput, problem
from locator.words import Words

# Beside the file's own columns; in both languages, so that nobody's column has these names.
ROW_COLUMN: Final = "行号 row"
SHEET_COLUMN: Final = "工作表 sheet"
REASON_COLUMN: Final = "原因 reason"
REJECT_COLUMNS: Final = (ROW_COLUMN, SHEET_COLUMN, REASON_COLUMN)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken.

    Parameters
    ----------
    sheet, row : str, int
        Where it stands in its source; the row counts from 1.
    columns, cells : Sequence of str
        What it holds, under the source's headers.
    reason : Words
        Why it was not taken.
    """

    sheet: str
    row: int
    columns: Sequence[str]
    cells: Sequence[str]
    reason: Words


def write_rejects(path: str | Path, rejects: Sequence[Reject]) -> None:
    """Write rejected rows under their own columns, with row, sheet and reason behind.

    Rows of different sheets share a file: its columns are those of all of them. Of a file
    of rejects that was given again, the earlier row, sheet and reason are replaced. Text
    that a spreadsheet would take for a formula is defused, as in an export.

    Parameters
    ----------
    path : str or Path
        A ``.csv`` (UTF-8 with BOM) or ``.xlsx``, written beside and renamed.
    rejects : Sequence of Reject
        The rows.

    Raises
    ------
    InvalidInput
        The path ends otherwise.
    """
    path = Path(path)
    write = {".csv": _write_csv, ".xlsx": _write_xlsx}.get(path.suffix.lower())
    if write is None:
        raise InvalidInput(
            problem(
                "rejects",
                path.name,
                Words(zh="以 .csv 或 .xlsx 结尾的文件名", en="a name ending in .csv or .xlsx"),
                Words(zh="退回行只能写成 CSV 或 XLSX", en="rejected rows go to CSV or XLSX"),
            )
        )
    with written_whole(path) as part:
        write(part, _lines(rejects))


def _lines(rejects: Sequence[Reject]) -> Iterator[list[str]]:
    """Yield the header and the rows."""
    headers = dict.fromkeys(tuple(reject.columns) for reject in rejects)
    columns = dict.fromkeys(
        name for header in headers for name in header if name not in REJECT_COLUMNS
    )
    yield [defuse(name) for name in (*columns, *REJECT_COLUMNS)]
    for reject in rejects:
        cells = dict(zip(reject.columns, reject.cells, strict=True))
        reason = f"{reject.reason.zh} / {reject.reason.en}"
        told = (str(reject.row), reject.sheet, reason)
        yield [defuse(cell) for cell in (*(cells.get(name, "") for name in columns), *told)]


def _write_csv(path: Path, lines: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)


def _write_xlsx(path: Path, lines: Iterable[list[str]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("退回 rejected")
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                sheet.write_string(number, place, cell)
