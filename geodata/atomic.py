"""Files that appear whole or not at all."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Final

from locator.errors import InvalidInput, problem
from locator.words import Words

PREFIX: Final = ".yizhan-writing-"


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a path to write to, whose file then takes the place of `path` at once.

    The file is written in a folder beside: a crash or an error half way leaves what
    was there before, and side files of a database go with the folder. What a crash leaves
    of that folder goes when the next file is written there.

    Raises
    ------
    InvalidInput
        When nothing can be written there.
    """
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(folder_within(path.parent))
        except OSError as error:
            raise unwritable(path, error) from None
        beside = folder / path.name
        yield beside
        _flush(beside)
        try:
            beside.replace(path)
        except OSError as error:
            raise unwritable(path, error) from None
        _flush(path.parent)


@contextmanager
def folder_within(place: Path) -> Iterator[Path]:
    """Give a new folder, which goes when the block ends, unless it has been renamed by then.

    What writers that were killed have left in `place` goes first: nobody holds a lock of it,
    as each writer does of its folder.

    Raises
    ------
    OSError
        None can be made there.
    """
    with _locked(place, fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
        if alone:  # nobody is between making a folder and locking it
            for left in place.glob(f"{PREFIX}*"):
                _remove_unless_held(left)
    with ExitStack() as stack:
        with _locked(place, fcntl.LOCK_SH):
            made = stack.enter_context(TemporaryDirectory(prefix=PREFIX, dir=place))
            stack.enter_context(_locked(Path(made), fcntl.LOCK_SH))
        yield Path(made)


def _remove_unless_held(folder: Path) -> None:
    with _locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB) as abandoned:
        if abandoned:
            rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[bool]:
    """Tell whether a folder is locked until the block ends."""
    locked = False
    with ExitStack() as stack:
        with suppress(OSError):  # gone, held by others, or where there are no such locks
            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            fcntl.flock(descriptor, kind)
            locked = True
        yield locked


def unwritable(path: Path, error: OSError) -> InvalidInput:
    """Return the error that tells why nothing can be written to a path."""
    allowed = Words(zh="可写入的已有文件夹中的文件名", en="a file in a folder that can be written")
    message = Words(zh=f"无法写入：{error.strerror}", en=f"it cannot be written: {error.strerror}")
    return InvalidInput(problem("file", path, allowed, message))


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
