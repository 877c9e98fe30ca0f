"""What the folder of an upload holds, so that any worker process can answer for it."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from time import sleep
from typing import Final, Literal, TypeVar

import msgspec

from locator.unions import Member
from locator.uploads import Choices, Fate, Outcome, Progress, RowShown

FILE: Final = "file"  # as it came; its own name is only told
ABOUT: Final = "about.json"
ASKED: Final = "asked.json"
PROGRESS: Final = "progress.json"
OUTCOME: Final = "outcome.json"
REJECTS: Final = "rejects.xlsx"
LOCK: Final = "lock"  # held by the process that works on the upload, for as long as it lives
PRIVATE: Final = 0o600
LOOKS, LOOK_AGAIN_S = 20, 0.02

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class About:
    """Whose file it is, what it is called, and since when it has been here."""

    owner: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be done with a file.

    Parameters
    ----------
    do : str
        Plan it, or apply what was planned.
    member : Member
        By whom: rows about sites that they may not change are rejected.
    choices : Choices
        How it is read.
    digest : str
        Of the plan that is to be applied.
    deactivate : bool
        Whether sites that are missing from the file are deactivated.
    """

    do: Literal["plan", "apply"]
    member: Member
    choices: Choices
    digest: str = ""
    deactivate: bool = False


def write(path: Path, content: object) -> None:
    """Write something as JSON; a reader finds it whole, or what was there before."""
    beside = path.with_suffix(".next")
    beside.write_bytes(msgspec.json.encode(content))
    beside.chmod(PRIVATE)
    beside.replace(path)


def read(path: Path, kind: type[T]) -> T | None:
    """Return what `write` wrote; None where there is nothing."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None


def read_outcome(folder: Path) -> Outcome | None:
    """Return what came of an upload."""
    return read(folder / OUTCOME, Outcome)


def read_progress(folder: Path) -> Progress:
    """Return how far the work on an upload is."""
    return read(folder / PROGRESS, Progress) or Progress()


def rows_path(folder: Path, fate: Fate) -> Path:
    """Return the file of the rows of one fate, a line each."""
    return folder / f"{fate}.jsonl"


def write_rows(path: Path, rows: Iterable[RowShown]) -> Iterator[bytes]:
    """Write rows, and yield each line that was written."""
    with path.open("wb") as file:
        path.chmod(PRIVATE)
        for row in rows:
            line = msgspec.json.encode(row) + b"\n"
            file.write(line)
            yield line


def read_rows(path: Path, start: int, count: int) -> list[RowShown]:
    """Return some of the rows."""
    try:
        with path.open("rb") as file:
            lines = list(islice(file, start, start + count))
    except FileNotFoundError:
        return []
    return [msgspec.json.decode(line, type=RowShown) for line in lines]


def is_held(path: Path) -> bool:
    """Tell whether a process works on an upload."""
    lock = _opened(path)
    try:
        return not _locked(lock, fcntl.LOCK_SH)
    finally:
        os.close(lock)


@contextmanager
def held(path: Path) -> Iterator[int | None]:
    """Hold a lock, for as long as anybody has the descriptor; None: a process works there.

    A process that inherits the descriptor keeps the lock until it ends, however it ends.
    """
    lock = _opened(path)
    try:
        looks = LOOKS  # whoever only looks holds it for an instant
        while not (mine := _locked(lock, fcntl.LOCK_EX)) and looks:
            looks -= 1
            sleep(LOOK_AGAIN_S)
        yield lock if mine else None
    finally:
        os.close(lock)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE)


def _locked(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
