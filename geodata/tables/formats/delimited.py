"""CSV and its relatives: the delimiter is found, not asked for."""

import csv
import io
from collections import Counter
from collections.abc import Container, Iterator
from itertools import chain, islice
from typing import BinaryIO

from geodata.tables.building import TableBuilder
from geodata.tables.formats.encodings import detect_encoding
from geodata.tables.formats.headers import SEARCHED_ROWS, find_header, is_known, unique_names
from geodata.tables.refusal import refusal
from geodata.tables.table import Limits
from locator.words import Words

DELIMITERS = ",\t;|"
SAMPLE_CHARS = 1 << 16


class Delimited:
    """A delimited text file that is open, its encoding, delimiter and header found.

    Parameters
    ----------
    file : BinaryIO
        The file; read from its start.
    known : Container of str
        Header words in the form of `header_word`.

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
        delimiter = sniff_delimiter(sample, known)
        self._records = csv.reader(text, delimiter=delimiter)
        head = list(islice(self._records, SEARCHED_ROWS))
        header = find_header(head, known)
        if header is None:
            raise refusal(NO_HEADER, HEADER)
        self.columns = unique_names(head[header])
        self.first_row = header + 2
        self._head = head[header + 1 :]

    def rows(self) -> Iterator[list[str]]:
        """Yield the records after the header as they stand, of any length, once."""
        return chain(self._head, self._records)


NO_HEADER = Words(zh="前 30 行中没有表头", en="no header among the first 30 rows")
HEADER = Words(
    zh="一行表头,至少两列,例如“名称,地址,经度,纬度”",
    en='a header row of at least two columns, such as "name,address,lon,lat"',
)


def read_delimited(file: BinaryIO, limits: Limits, known: Container[str]) -> TableBuilder:
    """Return the table of a CSV, TSV or semicolon-separated file.

    Raises
    ------
    InvalidInput
        As `Delimited`, or a limit is passed.
    """
    source = Delimited(file, known)
    builder = TableBuilder(limits, columns=source.columns, first_row=source.first_row)
    for row in source.rows():
        builder.add(row)
    return builder


def sniff_delimiter(sample: str, known: Container[str]) -> str:
    """Return the delimiter that gives the most known headers, then the most even rows."""
    first, _, _ = sample.partition("\n")
    if first.rstrip().lower().startswith("sep=") and len(first.rstrip()) == 5:
        return first[4]
    cut = len(sample) >= SAMPLE_CHARS

    def score(delimiter: str) -> tuple[int, float, int]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        rows = list(islice(reader, 2 * SEARCHED_ROWS))
        rows = [row for row in (rows[:-1] if cut and len(rows) > 1 else rows) if row]
        words = max((sum(is_known(cell, known) for cell in row) for row in rows), default=0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        return words, count / max(1, len(rows)), width

    return max(DELIMITERS, key=score)
