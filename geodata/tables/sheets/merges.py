"""Merged cells: groups above a header, and a district written once for many rows."""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from geodata.tables.sheets.headers import find_header, is_known

HEADER_ROWS = 3  # more rows than a header of groups has


class Merge(NamedTuple):
    """A merged range: rows of the sheet, columns of its data, all counted from 0.

    Parameters
    ----------
    top, bottom, left, right : int
        Its first and last row and column.
    """

    top: int
    bottom: int
    left: int
    right: int


class Header(NamedTuple):
    """The header of a sheet.

    Parameters
    ----------
    labels : list of str
        One for each column, groups joined to what stands under them.
    last_row : int
        The row that it ends in, counted from 0.
    """

    labels: list[str]
    last_row: int


def read_header(
    rows: Sequence[Sequence[str]], merges: Sequence[Merge], known: Container[str]
) -> Header | None:
    """Return the header among the first rows of a sheet, or None.

    It has two rows or three where cells are merged: 位置 over 经度 and 纬度, beside 名称
    over both rows. A column is then called by its lowest label where that is a known
    header and no other column's, else by all of its labels.
    """
    found = find_header(rows, known)
    if found is None:
        return None
    top, bottom = _extent(rows, merges, found)
    filled = [list(row) for row in rows[top : bottom + 1]]
    for merge in merges:
        if top <= merge.top <= merge.bottom <= bottom and merge.left < len(filled[0]):
            text = filled[merge.top - top][merge.left]
            for row in filled[merge.top - top : merge.bottom - top + 1]:
                row[merge.left : merge.right + 1] = [text] * len(row[merge.left : merge.right + 1])
    columns = zip(*filled, strict=True)
    stacks = [list(dict.fromkeys(label for label in column if label)) for column in columns]
    lowest = [stack[-1] if stack else "" for stack in stacks]
    labels = [
        low if lowest.count(low) == 1 and is_known(low, known) else " ".join(stack)
        for low, stack in zip(lowest, stacks, strict=True)
    ]
    return Header(labels, bottom)


def _extent(rows: Sequence[Sequence[str]], merges: Sequence[Merge], found: int) -> tuple[int, int]:
    tall = [m for m in merges if m.top <= found <= m.bottom < min(m.top + HEADER_ROWS, len(rows))]
    top = min((merge.top for merge in tall), default=found)
    bottom = max((merge.bottom for merge in tall), default=found)
    if top == bottom:
        if _groups(rows, merges, found):
            return found, found + 1
        if _groups(rows, merges, found - 1):
            return found - 1, found
    return top, bottom


def _groups(rows: Sequence[Sequence[str]], merges: Sequence[Merge], upper: int) -> bool:
    """Tell whether a row has groups whose members fill the gaps of the row below."""
    if not 0 <= upper < len(rows) - 1 or sum(map(bool, rows[upper])) < 2:
        return False
    grouped = {
        column
        for merge in merges
        if merge.top == merge.bottom == upper
        for column in range(merge.left, min(merge.right + 1, len(rows[upper])))
    }
    below = {column for column, cell in enumerate(rows[upper + 1]) if cell}
    return (
        bool(grouped)
        and grouped <= below
        and not any(rows[upper][column] for column in below - grouped)
    )


def fill_down(
    rows: Iterable[list[str]], first_row: int, merges: Iterable[Merge]
) -> Iterator[list[str]]:
    """Yield the rows with the text of every vertical merge in each row that it spans.

    Parameters
    ----------
    rows : Iterable of list of str
        Rows of the sheet in order; changed in place.
    first_row : int
        Row of the sheet, counted from 0, of the first of them.
    merges : Iterable of Merge
        Only what starts among these rows is looked at. A merge over several columns
        fills its first one; a row that is blank otherwise stays blank.
    """
    waiting = sorted(
        (merge for merge in merges if merge.top >= first_row and merge.bottom > merge.top),
        reverse=True,
    )
    spanning: dict[int, tuple[int, str]] = {}  # column → last row, text
    for number, row in enumerate(rows, first_row):
        while waiting and waiting[-1].top <= number:
            merge = waiting.pop()
            if merge.left < len(row):
                spanning[merge.left] = (merge.bottom, row[merge.left])
        if spanning:
            spanning = {column: last for column, last in spanning.items() if last[0] >= number}
            if any(row):
                for column, (_, text) in spanning.items():
                    row[column] = row[column] or text
        yield row
