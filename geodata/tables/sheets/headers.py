"""Finds the header among title rows and gives every column a name of its own."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Sequence

from locator.words import Words

SEARCHED_ROWS = 30
LABEL_CHARS = 40
NO_HEADER = Words(
    zh=f"前 {SEARCHED_ROWS} 行中没有表头", en=f"no header among the first {SEARCHED_ROWS} rows"
)
A_HEADER = Words(
    zh="一行表头,至少两列,例如“名称,地址,经度,纬度”",
    en='a header row of at least two columns, such as "name,address,lon,lat"',
)
_BRACKETS = re.compile(r"[(\[{【〔「<《][^)\]}】〕」>》]*[)\]}】〕」>》]")
_VALUE = re.compile(r"[-+]?[\d.,]+%?|\d{4}[-/.年]\d.*|\d{1,2}[:：]\d{2}.*")


def header_word(text: str) -> str:
    """Return a header as headers are compared: letters and digits in one width and case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def is_known(text: str, known: Container[str]) -> bool:
    """Tell whether a cell is a known header, with or without its remark in brackets."""
    if len(text) > LABEL_CHARS:
        return False
    plain = unicodedata.normalize("NFKC", text)
    words = {header_word(plain), header_word(_BRACKETS.sub("", plain))} - {""}
    return any(word in known for word in words)


def find_header(rows: Sequence[Sequence[str]], known: Container[str]) -> int | None:
    """Return the place of the header among the first rows of a sheet, or None.

    The row with the most known headers wins, the first of equals. Where no row has
    two, it is the first row that spans at least half of the sheet's width and has one,
    or else the first such row of labels.

    Parameters
    ----------
    rows : Sequence of Sequence of str
        The first rows; not more than `SEARCHED_ROWS` of them are looked at.
    known : Container of str
        Known headers, in the form of `header_word`.
    """
    rows = rows[:SEARCHED_ROWS]
    scores = [sum(is_known(cell, known) for cell in row) for row in rows]
    best = max(scores, default=0)
    if best >= 2:
        return scores.index(best)
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    spanning = [place for place, cells in enumerate(filled) if cells and 2 * cells >= max(filled)]
    named = [place for place in spanning if scores[place]]
    labels = [place for place in spanning if filled[place] >= 2 and _labels(rows[place])]
    return next(iter(named + labels), None)


def _labels(row: Sequence[str]) -> bool:
    words = [cell.strip() for cell in row if cell.strip()]
    return len(set(words)) == len(words) and not any(
        len(word) > LABEL_CHARS or "\n" in word or _VALUE.fullmatch(word) for word in words
    )


def unique_names(labels: Sequence[str]) -> list[str]:
    """Return the headers in one line each, repeated ones numbered: 电话, 电话 (2).

    Empty ones stay empty.
    """
    names: set[str] = set()
    numbers: Counter[str] = Counter()
    unique = []
    for label in labels:
        name = first = " ".join(label.split())
        while name and name in names:
            numbers[first] += 1
            name = f"{first} ({numbers[first] + 1})"
        names.add(name)
        unique.append(name)
    return unique
