"""Reads a file of unknown honesty into raw tables, in a process of its own."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from threading import Timer
from typing import Any

import pyarrow as pa

from geodata.tables.refusal import refusal, within
from geodata.tables.table import Limits, Rows, Skipped, Table, Tables
from locator.errors import InvalidInput
from locator.vocabulary import Datum
from locator.words import Words

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); from geodata.tables.worker import main; main()"
)


def read_tables(
    path: str | Path,
    *,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    known_headers: Iterable[str] = (),
    progress: Callable[[float], None] | None = None,
) -> Tables:
    """Return the tables of a file, whatever its name says it is.

    Parameters
    ----------
    path : str or Path
        A regular file. Its content decides how it is read, not its ending.
    limits : Limits
        What reading may cost.
    known_headers : Iterable of str
        Header words in the form of `header_word`; they tell a header from title rows.
    progress : callable, optional
        Called with the share that is read, from 0 to 1.

    Returns
    -------
    Tables
        At least one table; sheets without one stand in `skipped`.

    Raises
    ------
    InvalidInput
        The file cannot be read, with field ``file``, its name and the reason.
    """
    path = Path(path)
    file = _opened(path, limits)
    try:
        with tempfile.TemporaryDirectory(prefix="yizhan-") as folder:
            request = {"limits": asdict(limits), "known_headers": sorted(known_headers)}
            Path(folder, "request.json").write_text(json.dumps(request), "utf-8")
            answer = _worked(file, folder, limits, progress)
            if "refused" in answer:
                raise _named(answer["refused"], path.name)
            return _tables(answer, Path(folder))
    finally:
        os.close(file)


def _opened(path: Path, limits: Limits) -> int:
    """Return a descriptor of a regular file that is neither empty nor too large."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else error
        reason = Words(zh=f"文件打不开:{cause}", en=f"it cannot be opened: {cause}")
        raise refusal(reason, name=path.name) from None
    status = os.fstat(file)
    try:
        if not stat.S_ISREG(status.st_mode):
            raise refusal(Words(zh="不是普通文件", en="not a regular file"), name=path.name)
        if not status.st_size:
            raise refusal(Words(zh="文件是空的", en="the file is empty"), name=path.name)
        if status.st_size > limits.file_bytes:
            allowed = within(limits.file_bytes, "字节", "bytes")
            raise refusal(Words(zh="文件过大", en="the file is too large"), allowed, name=path.name)
    except InvalidInput:
        os.close(file)
        raise
    return file


def _worked(
    file: int, folder: str, limits: Limits, progress: Callable[[float], None] | None
) -> dict[str, Any]:
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and code)
        [sys.executable, "-I", "-X", "utf8", "-c", COMMAND],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={},
        start_new_session=True,
    )
    timer = Timer(limits.wall_s, os.killpg, (process.pid, signal.SIGKILL))
    timer.start()
    answer: dict[str, Any] = {"refused": "died"}
    try:
        assert process.stdout is not None  # noqa: S101 (asked for above)
        for line in process.stdout:
            answer = json.loads(line)
            if progress and "done" in answer:
                progress(answer["done"])
    finally:
        timer.cancel()
        if process.poll() is None:
            process.kill()
        process.wait()
    return answer


def _named(refused: dict[str, dict[str, str]], name: str) -> InvalidInput:
    return refusal(Words(**refused["message"]), Words(**refused["allowed"]), name=name)


def _tables(answer: dict[str, Any], folder: Path) -> Tables:
    tables = Tables(_table(told, folder) for told in answer["tables"])
    tables.skipped = tuple(
        Skipped(told["sheet"], Words(**told["reason"])) for told in answer["skipped"]
    )
    return tables


def _table(told: dict[str, Any], folder: Path) -> Table:
    with pa.memory_map(str(folder / told["path"])) as source:
        columns = pa.ipc.open_file(source).read_all()
    return Table(
        sheet=told["sheet"],
        first_row=told["first_row"],
        columns=tuple(columns.column_names),
        rows=Rows(columns),
        geometry=tuple(told["geometry"]) if told["geometry"] else None,
        datum_hint=Datum(told["datum_hint"]) if told["datum_hint"] else None,
    )
