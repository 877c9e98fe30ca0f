"""A mode's street tables in one file: a line of JSON that tells where each square is, and these.

Written beside and renamed, so that a reader sees a complete file or the one before it.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import msgspec

from geodata.atomic import written_whole
from locator.streets import StreetMode

VERSION: Final = 1


class Head(msgspec.Struct):
    """What stands in the first line."""

    v: Literal[1]
    key: str
    made_at: datetime
    cells: dict[str, tuple[int, int]]


class NearTables:
    """The tables of a mode, open to be read by any number of threads.

    Parameters
    ----------
    path : Path
        Their file.

    Attributes
    ----------
    key : str
        What they were made from, see `RankedSites.key`.
    made_at : datetime
        When they were complete, in UTC.

    Raises
    ------
    ValueError
        The file is none of ours, or of another version.
    OSError
        It cannot be read.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            head = msgspec.json.decode(file.readline(), type=Head)
            self._begin = file.tell()
            self._file = os.dup(file.fileno())
        self.key, self.made_at, self._cells = head.key, head.made_at, head.cells

    @property
    def tag(self) -> str:
        """A short name: other tables, another name."""
        return self.key[:8]

    @property
    def cells(self) -> tuple[str, ...]:
        """Names of the squares there are."""
        return tuple(self._cells)

    def body(self, cell: str) -> bytes | None:
        """Return a square as packed JSON, None where there is no such square."""
        if cell not in self._cells:
            return None
        begin, length = self._cells[cell]
        return os.pread(self._file, length, self._begin + begin)

    def __del__(self) -> None:
        """Let go of the file, when the last request that reads it is done."""
        if hasattr(self, "_file"):
            os.close(self._file)


def write_tables(path: Path, *, key: str, cells: Iterable[tuple[str, bytes]]) -> None:
    """Write the tables of a mode; the file is there whole, or the one before it stays.

    Raises
    ------
    InvalidInput
        When nothing can be written there.
    """
    places: dict[str, tuple[int, int]] = {}
    bodies = bytearray()
    for name, body in cells:
        places[name] = len(bodies), len(body)
        bodies += body
    made_at = datetime.now(UTC).replace(microsecond=0)
    head = Head(v=VERSION, key=key, made_at=made_at, cells=places)
    with written_whole(path) as beside:
        beside.write_bytes(msgspec.json.encode(head) + b"\n" + bodies)


def tables_path(folder: Path, mode: StreetMode) -> Path:
    """Return the file of a mode's tables, beside its network."""
    return folder / f"{mode}.near"
