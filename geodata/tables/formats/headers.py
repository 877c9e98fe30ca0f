"""Finds the header among title rows and gives every column a name of its own."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Sequence

SEARCHED_ROWS = 30
LABEL_CHARS = 40
_BRACKETED = re.compile(r"[(\[【<{].*?[)\]】>}]")
_VALUE = re.compile(r"[-+]?[\d.,]+%?|\d{4}[-/.年]\d.*|\d{1,2}:\d{2}.*")


def header_word(text: str) -> str:
    """Return a header in the form in which headers are compared.

    Full-width letters become plain, capitals small; spaces, required-field stars and
    colons go.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        letter for letter in plain if not letter.isspace() and letter not in "*:﹡★\ufeff\u200b"
    )


def is_known(text: str, known: Container[str]) -> bool:
    """Tell whether a header is a known word, with or without its remarks in brackets."""
    word = header_word(text)
    return bool(word) and (word in known or _BRACKETED.sub("", word) in known)


def find_header(rows: Sequence[Sequence[str]], known: Container[str]) -> int | None:
    """Return the place of the header among the first rows of a sheet, or None.

    The row with the most known words wins, the first of equals. Where no row has two,
    it is the first row of labels that spans at least half of the sheet's width.

    Parameters
    ----------
    rows : Sequence of Sequence of str
        The first rows, not more than `SEARCHED_ROWS` of which are looked at.
    known : Container of str
        Header words in the form of `header_word`.
    """
    rows = rows[:SEARCHED_ROWS]
    scores = [sum(is_known(cell, known) for cell in row) for row in rows]
    best = max(scores, default=0)
    if best >= 2:
        return scores.index(best)
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    spanning = [place for place, count in enumerate(filled) if count and 2 * count >= max(filled)]
    named = [place for place in spanning if scores[place] == best == 1]
    labels = [place for place in spanning if filled[place] >= 2 and _labels(rows[place])]
    return next(iter(named + labels), None)


def _labels(row: Sequence[str]) -> bool:
    words = [cell.strip() for cell in row if cell.strip()]
    return len(set(words)) == len(words) and not any(
        len(word) > LABEL_CHARS or "\n" in word or _VALUE.fullmatch(word) for word in words
    )


def unique_names(headers: Sequence[str]) -> list[str]:
    """Return the headers with a number after each repeated one; empty ones stay empty."""
    names: list[str] = []
    seen: Counter[str] = Counter()
    for header in headers:
        name = " ".join(header.split())
        seen[name] += 1
        while name and name in names:
            name = f"{' '.join(header.split())} ({seen[' '.join(header.split())]})"
            seen[" ".join(header.split())] += 1
        names.append(name)
    return names
