"""An Excel workbook with one sheet, written row by row so that it needs little memory."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from geodata.exporting.content import Content
from geodata.rows import Cell, defuse
from locator.errors import InvalidInput, problem
from locator.words import Words

WIDTH: Final = 14  # characters
EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)  # of ZIP; the same sites make the same file


class ExactFloat(float):
    """A number that is written with all its digits: xlsxwriter rounds to sixteen."""

    def __format__(self, _spec: str) -> str:
        return repr(float(self))


def write(content: Content, path: Path) -> None:
    """Write one row for each site under a header that stays in sight.

    Raises
    ------
    InvalidInput
        When a cell holds more text than Excel takes.
    """
    with Workbook(path, {"constant_memory": True}) as book:
        about = content.about.text() if content.about else ""
        book.set_properties({"created": EPOCH, "comments": about})
        sheet = book.add_worksheet("站点" if content.lang == "zh-CN" else "sites")
        sheet.set_column(0, len(content.columns) - 1, WIDTH)
        sheet.freeze_panes(1, 2)
        bold = book.add_format({"bold": True})
        for place, header in enumerate(content.headers()):
            sheet.write_string(0, place, header, bold)
        for number, row in enumerate(content.rows(), start=1):
            for place, name in enumerate(content.columns):
                if not _put(sheet, number, place, row[name]):
                    raise _too_long(name, row["id"])


def _put(sheet: Worksheet, number: int, place: int, cell: Cell) -> bool:
    """Write a cell, and tell whether all of it went in."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return bool(sheet.write_string(number, place, defuse(cell)) == 0)
    exact = ExactFloat(cell) if isinstance(cell, float) else cell
    return bool(sheet.write_number(number, place, exact) == 0)


def _too_long(column: str, site_id: Cell) -> InvalidInput:
    allowed = Words(zh="不超过 32,767 个字符；或导出为 CSV", en="32,767 characters, or export CSV")
    message = Words(
        zh=f"站点 {site_id} 的文字超出 Excel 单元格上限",
        en=f"site {site_id} has more text than a cell of Excel holds",
    )
    return InvalidInput(problem(column, site_id, allowed, message))
