"""CSV and its relatives: the delimiter is found, not asked for."""

import csv
import io
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from geodata.tables.confined.building import TableBuilder
from geodata.tables.confined.source import Source
from geodata.tables.refusal import refusal
from geodata.tables.sheets.encodings import detect_encoding
from geodata.tables.sheets.headers import (
    A_HEADER,
    NO_HEADER,
    SEARCHED_ROWS,
    find_header,
    is_known,
    unique_names,
)
from locator.words import Words

DELIMITERS = ",\t;|"
SAMPLE_CHARS = 1 << 16
REPORT_ROWS = 20_000


class Delimited:
    """A delimited text file that is open, its encoding, delimiter and header found.

    Parameters
    ----------
    file : BinaryIO
        The file; read from its start.
    known : Container of str
        Known headers, in the form of `header_word`.

    Attributes
    ----------
    columns : list of str
        Headers, each once; an empty header stays empty.
    first_row : int
        Number, from 1, of the first record after the header.

    Raises
    ------
    InvalidInput
        The text is in no known encoding, or no row of it is a header.
    """

    def __init__(self, file: BinaryIO, known: Container[str]) -> None:
        text = io.TextIOWrapper(file, detect_encoding(file), newline="")
        sample = text.read(SAMPLE_CHARS)
        text.seek(0)
        csv.field_size_limit(2**31 - 1)  # cells are measured where their row is known
        self._text = text
        self._records = _records(text, sniff_delimiter(sample, known))
        head = list(islice(self._records, SEARCHED_ROWS))
        header = find_header(head, known)
        if header is None:
            raise refusal(NO_HEADER, A_HEADER)
        self.columns = unique_names(head[header])
        self.first_row = header + 2
        self._head = head[header + 1 :]

    def rows(self) -> Iterator[list[str]]:
        """Yield the records after the header as they stand, of any length, once."""
        return chain(self._head, self._records)

    def release(self) -> None:
        """Let go of the file, which whoever opened it closes."""
        self._text.detach()


def read(source: Source) -> Iterator[TableBuilder]:
    """Yield the one table of a CSV, TSV or semicolon-separated file.

    Raises
    ------
    InvalidInput
        As `Delimited`, or a quote is never closed, or a limit is passed.
    """
    text = Delimited(source.file, source.known)
    builder = TableBuilder(source.limits, columns=text.columns, first_row=text.first_row)
    for number, row in enumerate(text.rows()):
        builder.add(row)
        if number % REPORT_ROWS == 0:
            source.report(source.file.tell() / source.size)
    yield builder


def _records(text: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the records of a text.

    A stray quote within a line is taken as it stands. One that opens and is not closed
    where its cell ends would swallow the rows below.

    Raises
    ------
    InvalidInput
        A cell of several lines has such quotes.
    """
    held: list[str] = []
    records = csv.reader(_noted(text, held), delimiter=delimiter)
    for number, record in enumerate(records, 1):
        if len(held) > 1:
            _check_quotes(held, delimiter, number)
        held.clear()
        yield record


def _noted(lines: Iterable[str], held: list[str]) -> Iterator[str]:
    for line in lines:
        held.append(line)
        yield line


def _check_quotes(lines: Sequence[str], delimiter: str, number: int) -> None:
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        raise refusal(
            Words(
                zh=f"第 {number} 行的引号没有配对,其后 {len(lines) - 1} 行会被当作同一格",
                en=f"row {number}: a quote is not closed, so that the {len(lines) - 1} lines "
                "below would be taken for one cell",
            ),
            Words(
                zh="成对的引号,格内的引号写两个", en='quotes in pairs, those in a cell written ""'
            ),
        ) from None


def sniff_delimiter(sample: str, known: Container[str]) -> str:
    """Return the delimiter that gives the most known headers, then the most even rows."""
    first = sample.partition("\n")[0].rstrip("\r")
    if first.startswith("sep=") and len(first) == 5:  # a note that Excel leaves and heeds
        return first[4]
    cut = len(sample) >= SAMPLE_CHARS

    def score(delimiter: str) -> tuple[int, float, int]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        rows = [row for row in islice(reader, 2 * SEARCHED_ROWS) if row]
        if cut and len(rows) > 1:
            rows.pop()
        words = max((sum(is_known(cell, known) for cell in row) for row in rows), default=0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: item[::-1], default=(1, 0))
        return words, count / max(1, len(rows)), width

    return max(DELIMITERS, key=score)
