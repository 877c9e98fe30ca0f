"""What the cells of one row say, field by field."""

from collections.abc import Container, Sequence
from typing import Any, Final

from geodata.importing.reading.values import (
    NUMBERED,
    is_blank,
    is_shortened,
    read_text,
    without_zero,
)
from geodata.rows import undo_defuse

Said = dict[str, list[tuple[str, str]]]  # field → columns that say something, with their cells
Column = tuple[int, str, str]  # its place, its field and its header

CUT_OFF: Final = "cut off"  # no field: numbers that a spreadsheet has shortened


def said_by(cells: Sequence[str], columns: Sequence[Column]) -> Said:
    """Return what the cells of a row say, those of one field in the order of the columns."""
    said: Said = {}
    for place, name, column in columns:
        if cells[place]:
            cell = undo_defuse(cells[place]).strip()
            if name in NUMBERED:
                cell = without_zero(cell)
            if not is_blank(cell):
                cut = name in NUMBERED and is_shortened(cell)
                said.setdefault(CUT_OFF if cut else name, []).append((column, cell))
    return said


def first(said: Said, name: str, *, unless: Container[str] = ()) -> tuple[str, str]:
    """Return the first column of a field that says something, with its cell; else blanks."""
    return next((told for told in said.get(name, ()) if told[1] not in unless), ("", ""))


def take_text(name: str, said: Said, values: dict[str, Any], extra: dict[str, str]) -> None:
    """Take the text of a field; what further columns say otherwise is kept beside it."""
    for column, cell in said.get(name, ()):
        text = read_text(name, cell)
        if not text:
            continue
        if name not in values:
            values[name] = text
        elif text != values[name]:
            extra[column] = cell
