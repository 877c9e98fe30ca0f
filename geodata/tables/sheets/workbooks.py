"""XLSX and old XLS: values only, every visible sheet a table.

A formula gives the value that was last computed, an error such as ``#N/A`` nothing.
"""

from collections.abc import Iterator
from itertools import chain, islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from geodata.tables.confined.building import TableBuilder
from geodata.tables.confined.source import Source
from geodata.tables.refusal import refusal, within
from geodata.tables.sheets.cells import cell_text
from geodata.tables.sheets.headers import NO_HEADER, SEARCHED_ROWS, unique_names
from geodata.tables.sheets.merges import HEADER_ROWS, Merge, fill_down, read_header
from geodata.tables.table import Skipped
from locator.words import Words

REPORT_ROWS = 5_000
HIDDEN = Words(zh="隐藏的工作表", en="a hidden sheet")
CHART = Words(zh="不是数据表", en="not a sheet of cells")


def read(source: Source) -> Iterator[TableBuilder | Skipped]:
    """Yield the table of each visible sheet, and each sheet left out with the reason.

    Blank sheets are passed over.

    Raises
    ------
    InvalidInput
        The workbook is damaged or locked, or a limit is passed.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(source.file)
        sheets = workbook.sheets_metadata
        if len(sheets) > source.limits.sheets:
            raise refusal(
                Words(zh=f"有 {len(sheets)} 张工作表", en=f"it has {len(sheets)} sheets"),
                within(source.limits.sheets, "张", "sheets"),
            )
        for number, sheet in enumerate(sheets):
            if sheet.typ != SheetTypeEnum.WorkSheet:
                yield Skipped(sheet.name, CHART)
            elif sheet.visible != SheetVisibleEnum.Visible:
                yield Skipped(sheet.name, HIDDEN)
            else:
                cells = workbook.get_sheet_by_index(number)
                yield from _read_sheet(cells, source, done=number, of=len(sheets))
    except PasswordError:
        locked = Words(zh="工作簿有密码", en="the workbook is locked with a password")
        raise refusal(locked, Words(zh="没有密码的工作簿", en="one without a password")) from None
    except CalamineError as error:
        raise refusal(
            Words(zh=f"工作簿已损坏({error})", en=f"the workbook is damaged ({error})")
        ) from None


def _read_sheet(
    sheet: CalamineSheet, source: Source, *, done: int, of: int
) -> Iterator[TableBuilder | Skipped]:
    if sheet.start is None:
        return
    top, left = sheet.start
    merges = [
        Merge(first - top, last - top, first_column - left, last_column - left)
        for (first, first_column), (last, last_column) in sheet.merged_cell_ranges or ()
        if first >= top and first_column >= left  # outside of what holds anything
    ]
    rows = (list(map(cell_text, row)) for row in islice(sheet.iter_rows(), top, None))
    head = list(islice(rows, SEARCHED_ROWS + HEADER_ROWS))
    header = read_header(head, merges, source.known)
    if header is None:
        yield Skipped(sheet.name, NO_HEADER)
        return
    first_row = header.last_row + 1
    builder = TableBuilder(
        source.limits,
        sheet=sheet.name,
        columns=unique_names(header.labels),
        first_row=top + first_row + 1,
    )
    for number, row in enumerate(fill_down(chain(head[first_row:], rows), first_row, merges)):
        builder.add(row)
        if number % REPORT_ROWS == 0:
            source.report((done + number / sheet.height) / of)
    yield builder
