"""What a reader is given: the open file, the limits, and where to report progress."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from geodata.tables.table import Limits


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read inside the confined process.

    Parameters
    ----------
    file : BinaryIO
        The file, seekable.
    size : int
        Its length in bytes.
    limits : Limits
        What reading may cost.
    known : frozenset of str
        Headers that the caller knows, in the form of `header_word`.
    report : callable
        Takes the share that is read, from 0 to 1.
    """

    file: BinaryIO
    size: int
    limits: Limits
    known: frozenset[str]
    report: Callable[[float], None]
