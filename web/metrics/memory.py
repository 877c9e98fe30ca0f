"""Memory that the worker processes of one server share, one of them at a time.

It is a file mapped by each of them, with a lock that the system itself lets go when a
process is killed. Numbers in it therefore outlive the worker that wrote them.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import mmap
from pathlib import Path
from threading import Lock

ANONYMOUS = -1  # memory of this process alone


class Memory:
    """Zeros at first, then what was written.

    Parameters
    ----------
    size : int
        Bytes.
    path : Path or None
        File of that size to share; None: the memory is of this process alone.
    """

    def __init__(self, size: int, path: Path | None = None) -> None:
        self._file = ANONYMOUS if path is None else os.open(path, os.O_RDWR)
        self.bytes = mmap(self._file, size)
        self._lock = Lock()

    @contextmanager
    def alone(self) -> Iterator[mmap]:
        """Give the memory while no other thread or process reads or writes it."""
        with self._lock:
            if self._file == ANONYMOUS:
                yield self.bytes
                return
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield self.bytes
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
