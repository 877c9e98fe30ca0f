"""CSV that spreadsheets read: UTF-8 with a byte order mark, formulas defused."""

import csv
from pathlib import Path

from geodata.exporting.content import Content
from geodata.rows import Cell, defuse


def write(content: Content, path: Path) -> None:
    """Write one line for each site."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(content.headers())
        for row in content.rows():
            writer.writerow([_safe(row[name]) for name in content.columns])


def _safe(cell: Cell) -> Cell:
    return defuse(cell) if isinstance(cell, str) else cell
