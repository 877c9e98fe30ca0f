"""Files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from locator.errors import InvalidInput, problem
from locator.words import Words


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a path to write to, whose file then takes the place of `path` at once.

    The file is written in a folder beside: a crash or an error half way leaves what
    was there before, and side files of a database go with the folder.

    Raises
    ------
    InvalidInput
        When nothing can be written there.
    """
    try:
        folder = TemporaryDirectory(prefix=".writing-", dir=path.parent)
    except OSError as error:
        raise unwritable(path, error) from None
    with folder:
        beside = Path(folder.name) / path.name
        yield beside
        _flush(beside)
        try:
            beside.replace(path)
        except OSError as error:
            raise unwritable(path, error) from None
        _flush(path.parent)


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
