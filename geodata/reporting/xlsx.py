"""The report as an Excel workbook: a sheet for each table, with its definition on top."""

from pathlib import Path
from typing import Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geodata.exporting.xlsx import EPOCH, ExactFloat
from geodata.reporting.report import Report
from geodata.reporting.table import Cell, Table
from geodata.reporting.tables import tables
from geodata.rows import defuse
from locator.words import Lang

NARROW: Final = 12  # characters
WIDE: Final = 64
LONGEST: Final = 32_767  # characters that a cell of Excel holds


class Styles(NamedTuple):
    """How cells look."""

    header: Format
    percent: Format


def write(report: Report, path: Path, lang: Lang) -> None:
    """Write eight sheets; figures are numbers, with all their digits."""
    with Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": EPOCH, "title": report.definition.say(lang)})
        styles = Styles(
            header=book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            percent=book.add_format({"num_format": "0.0%"}),
        )
        for table in tables(report, lang):
            sheet = book.add_worksheet(table.title.say(lang))
            sheet.write_string(0, 0, defuse(report.definition.say(lang)))
            _fill(sheet, table, styles, lang)


def _fill(sheet: Worksheet, table: Table, styles: Styles, lang: Lang) -> None:
    sheet.set_column(0, len(table.columns) - 1, WIDE if table.key == "definitions" else NARROW)
    sheet.freeze_panes(2, 1)
    shares = {place for place, name in enumerate(table.columns) if name in table.shares}
    for place, header in enumerate(table.columns.values()):
        sheet.write_string(1, place, header.say(lang), styles.header)
    for number, row in enumerate(table.rows, start=2):
        for place, cell in enumerate(row):
            _put(sheet, number, place, cell, styles.percent if place in shares else None)


def _put(sheet: Worksheet, number: int, place: int, cell: Cell, style: Format | None) -> None:
    if isinstance(cell, str):
        sheet.write_string(number, place, defuse(cell)[:LONGEST])
    elif cell is not None:
        exact = ExactFloat(cell) if isinstance(cell, float) else cell
        sheet.write_number(number, place, exact, style)
