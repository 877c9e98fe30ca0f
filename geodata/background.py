"""Processes that make files in the background, behind everybody else.

Any number of web workers may start one; one at a time holds the lock of its folder and builds,
and the others end at once.
"""

import fcntl
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Final

from geodata.ending import tidy_ending

STORE: Final = "YIZHAN_STORE"  # may hold a password, which everybody could read in arguments
LOOK_S: Final = 1.0
ENDS_WITHIN_S: Final = 5.0  # what is told to end tidies up first
LOWEST: Final = 19  # nobody waits longer for an answer because files are made

Mark = tuple[int, int]


@contextmanager
def only_builder(folder: Path, lock_name: str) -> Iterator[bool]:
    """Tell whether nobody else builds here; nobody begins until the block ends.

    The lock goes with the process, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / lock_name).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


class Builder:
    """Starts the process that makes files of a store, and ends it with the server.

    Parameters
    ----------
    module : str
        What the process runs.
    store_url : str
        The store that the files are made from.
    """

    def __init__(self, module: str, store_url: str) -> None:
        self._module = module
        self._store_url = store_url
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        """Start it; it ends at once where another one is at it. OSError: it cannot be started."""
        self._process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", self._module, *arguments],
            env=os.environ | {STORE: self._store_url},
        )

    def look(self) -> None:
        """Take note of its end, or it would stay as a zombie."""
        if self._process is not None:
            self._process.poll()

    def close(self) -> None:
        """End it, if there is one; the next server begins anew."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(ENDS_WITHIN_S)
            self._process.kill()
            self._process.wait()


class Lines(logging.Formatter):
    """Formats a record as the server does: one line of JSON, by UTC; no message of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; `record.facts`, where given, are fields of their own."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {
            "time": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        return json.dumps(told | getattr(record, "facts", {}), ensure_ascii=False)


@contextmanager
def in_background() -> Iterator[None]:
    """Do what is in the block behind everybody else, and no longer than who started this process.

    It logs on standard error, among the lines of the server; told to end, it tidies up first.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler])
    os.nice(LOWEST)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with tidy_ending():
        yield


def _end_with(parent: int) -> None:
    """End this process once its parent is gone: nobody would read what it makes."""
    while os.getppid() == parent:
        sleep(LOOK_S)
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(ENDS_WITHIN_S)
    os._exit(0)


def mark_of(path: Path) -> Mark | None:
    """Return what changes with a file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
