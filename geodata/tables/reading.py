"""Reads a file of unknown honesty into raw tables, in a process of its own."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Timer
from typing import Any

import pyarrow as pa

from geodata.tables.refusal import refusal, within
from geodata.tables.sheets.headers import A_HEADER, header_word
from geodata.tables.table import Limits, Rows, Skipped, Table, Tables
from locator.errors import InvalidInput
from locator.vocabulary import Datum
from locator.words import Words

Progress = Callable[[float], None]

ROOT = Path(__file__).resolve().parents[2]


KEPT = ("LD_LIBRARY_PATH",)  # without which some interpreters do not start
LINE_BYTES = 1 << 24  # longer than any answer
# Nothing of our own environment goes along: no proxy, no credential, no other setting.
ENVIRONMENT = {
    "TZ": "UTC",
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_CACHEMAX": "64",
    "GDAL_NUM_THREADS": "1",
    "OGR_GPKG_NUM_THREADS": "1",
    "OGR_FLATGEOBUF_STREAM_BASE_IMPL": "YES",  # its own corrupts rows without geometry
    "SHAPE_RESTORE_SHX": "YES",
    "PROJ_NETWORK": "OFF",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


def command_of(module: str) -> list[str]:
    """Return how to start a process that runs the ``main`` of a module and loads nothing else."""
    lines = (
        "import sys",
        f"sys.path.insert(0, {str(ROOT)!r})",
        f"from {module} import main",
        "main()",
    )
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", "\n".join(lines)]


def environment() -> dict[str, str]:
    """Return the environment of a process that reads a file."""
    return ENVIRONMENT | {name: os.environ[name] for name in KEPT if name in os.environ}


COMMAND = command_of("geodata.tables.confined.worker")


def read_tables(
    path: str | Path,
    *,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    known_headers: Iterable[str] = (),
    progress: Progress | None = None,
) -> Tables:
    """Return the tables of a file, whatever its name says it is.

    CSV and its relatives, XLSX, XLS, GeoJSON, GeoPackage, zipped Shapefile, FlatGeobuf,
    KML and Parquet are told apart by content. The file is parsed by a process that is
    held to this one file, to time and to memory (see `confined.confinement`); what it found
    comes back as Arrow data on disk, which is mapped, not loaded.

    Parameters
    ----------
    path : str or Path
        A regular file.
    limits : Limits
        What reading may cost.
    known_headers : Iterable of str
        Headers that tell the header row from title rows; compared by `header_word`.
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
    known = sorted({header_word(header) for header in known_headers})
    with read_apart(
        Path(path), {"known_headers": known}, limits=limits, command=COMMAND, progress=progress
    ) as (answer, folder):
        return _tables(answer, folder)


@contextmanager
def read_apart(
    path: Path,
    request: Mapping[str, Any],
    *,
    limits: Limits,
    command: Sequence[str],
    progress: Progress | None = None,
) -> Iterator[tuple[dict[str, Any], Path]]:
    """Have a process of its own read one file and give its answer and its working folder.

    Parameters
    ----------
    path : Path
        A regular file.
    request : Mapping
        What that process is asked, beside the limits; it finds both in `request.json`.
    limits : Limits
        What reading may cost.
    command : sequence of str
        As `command_of` gives it. Its ``main`` has the file as standard input, confines
        itself, tells ``{"done": 0.4}`` while it reads, and at last ``{"tables": …}`` or
        ``{"refused": …}``, a line each.
    progress : callable, optional
        Called with the share that is read, from 0 to 1.

    Raises
    ------
    InvalidInput
        The file was refused, here or inside, with field ``file``, its name and the reason.
    """
    try:
        file = _opened(path, limits)
        try:
            with tempfile.TemporaryDirectory(prefix="yizhan-") as folder:
                asked = {"limits": asdict(limits), **request}
                Path(folder, "request.json").write_text(json.dumps(asked), "utf-8")
                yield _worked(file, folder, limits, command, progress), Path(folder)
        finally:
            os.close(file)
    except InvalidInput as error:
        first = error.problems[0]
        raise refusal(first.message, first.allowed, name=path.name) from None


def _opened(path: Path, limits: Limits) -> int:
    """Return a descriptor of a regular file that is neither empty nor too large."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else error
        raise refusal(Words(zh=f"文件打不开:{cause}", en=f"it cannot be opened: {cause}")) from None
    status = os.fstat(file)
    reason: InvalidInput | None = None
    if not stat.S_ISREG(status.st_mode):
        reason = refusal(Words(zh="不是普通文件", en="it is no regular file"))
    elif not status.st_size:
        reason = refusal(Words(zh="文件是空的", en="the file is empty"))
    elif status.st_size > limits.file_bytes:
        allowed = within(limits.file_bytes, "字节", "bytes")
        reason = refusal(Words(zh="文件过大", en="the file is too large"), allowed)
    if reason:
        os.close(file)
        raise reason
    return file


def _worked(
    file: int, folder: str, limits: Limits, command: Sequence[str], progress: Progress | None
) -> dict[str, Any]:
    """Run the reading process and return its last line.

    Raises
    ------
    InvalidInput
        It refused the file, or ended without an answer.
    """
    with subprocess.Popen(  # noqa: S603 (our own interpreter and code, no shell)
        command,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment(),
        start_new_session=True,
    ) as process:
        started = time.monotonic()
        timer = Timer(limits.wall_s, _kill, (process,))
        timer.start()
        try:
            answer = _heard(process, progress)
            if answer is None:
                process.wait()
        finally:
            timer.cancel()
            _kill(process)
    if not answer:
        busy = process.returncode == -signal.SIGXCPU
        late = busy or time.monotonic() - started >= limits.wall_s
        raise _late(limits) if late else _gave_up(limits)
    if "refused" in answer:
        raise refusal(*(Words(**answer["refused"][part]) for part in ("message", "allowed")))
    return answer


def _heard(process: subprocess.Popen[bytes], progress: Progress | None) -> dict[str, Any] | None:
    """Return the answer, empty if it is none, or None if the process ended without one."""
    assert process.stdout is not None  # noqa: S101 (for the type checker: asked for above)
    while line := process.stdout.readline(LINE_BYTES):
        try:
            told = json.loads(line)
        except ValueError:
            return {}
        if not told.keys().isdisjoint({"tables", "refused"}):
            return dict(told)
        if progress:
            progress(told["done"])
    return None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it may have started."""
    with suppress(ProcessLookupError):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def _late(limits: Limits) -> InvalidInput:
    return refusal(
        Words(zh="读取时间过长,已停止", en="reading it took too long and was stopped"),
        within(limits.cpu_s, "秒处理器时间", "seconds of processor time"),
    )


def _gave_up(limits: Limits) -> InvalidInput:
    return refusal(
        Words(
            zh="读取中断:文件已损坏,或所需内存过多",
            en="reading it broke off: it is damaged or takes too much memory",
        ),
        within(limits.memory_bytes, "字节内存", "bytes of memory"),
    )


def _tables(answer: dict[str, Any], folder: Path) -> Tables:
    tables = Tables(
        _table(told, folder / f"{number}.arrow") for number, told in enumerate(answer["tables"])
    )
    tables.skipped = tuple(
        Skipped(told["sheet"], Words(**told["reason"])) for told in answer["skipped"]
    )
    if not tables:
        raise _no_table(tables.skipped)
    return tables


def _no_table(skipped: Sequence[Skipped]) -> InvalidInput:
    zh = ";".join(f"“{sheet.sheet}”:{sheet.reason.zh}" for sheet in skipped)
    en = "; ".join(f'"{sheet.sheet}": {sheet.reason.en}' for sheet in skipped)
    return refusal(
        Words(zh=f"其中没有可读的表。{zh}", en=f"nothing in it is a table. {en}".strip()),
        A_HEADER,
    )


def _table(told: dict[str, Any], path: Path) -> Table:
    """Return a table that stays on disk: the file may go, what is mapped of it stays."""
    columns = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    columns.validate(full=True)
    return Table(
        sheet=told["sheet"],
        first_row=told["first_row"],
        columns=tuple(columns.column_names),
        rows=Rows(columns),
        geometry=tuple(told["geometry"]) if told["geometry"] else None,
        datum_hint=Datum(told["datum_hint"]) if told["datum_hint"] else None,
    )
