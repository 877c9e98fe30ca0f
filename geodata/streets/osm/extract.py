"""Reads an extract of unknown honesty in a process of its own."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from geodata.streets.candidates import Candidate
from geodata.streets.osm.reading import Extract
from geodata.streets.osm.worker import COLUMNS
from geodata.streets.raw import Passage, RawStreets
from geodata.tables import Limits
from geodata.tables.reading import command_of, environment
from locator.errors import InvalidInput, problem
from locator.streets.network import STREET_MODES
from locator.words import Words

Progress = Callable[[float], None]

LIMITS: Final = Limits(
    file_bytes=20_000_000_000,
    unpacked_bytes=20_000_000_000,
    memory_bytes=16_000_000_000,
    cpu_s=7200,
    wall_s=7200.0,
)
PBF: Final = b"OSMHeader"  # stands in the first bytes, after its length
LOOKED_EVERY_S: Final = 0.1
COMMAND: Final = command_of("geodata.streets.osm.worker")
ALLOWED: Final = Words(
    "OpenStreetMap 的 .osm.pbf 文件,含道路(highway=…)",
    "an .osm.pbf file of OpenStreetMap with streets (highway=…)",
)


def read_extract(path: Path, *, progress: Progress, limits: Limits = LIMITS) -> Extract:
    """Return the streets of an extract, and the places in it named like a station.

    Parameters
    ----------
    path : Path
        An ``.osm.pbf``.
    progress : callable
        Called with the share that is read, from 0 to 1.
    limits : Limits
        What reading may cost.

    Raises
    ------
    InvalidInput
        With field ``file``: it is no such file, it is damaged or cut short, it holds no
        streets, or it takes more than the limits.
    """
    with tempfile.TemporaryDirectory(prefix="yizhan-") as folder, path.open("rb") as file:
        start = file.read(64)
        if PBF not in start:
            empty = Words("文件是空的", "the file is empty")
            raise refused(path, Words("不是 OSM PBF 文件", "it is no OSM PBF") if start else empty)
        request = {"limits": asdict(limits), "source": path.name}
        Path(folder, "request.json").write_text(json.dumps(request), "utf-8")
        _work(file.fileno(), path, folder, limits, progress)
        answer = json.loads(Path(folder, "answer.json").read_bytes())
        if "damaged" in answer:
            why = answer["damaged"]
            raise refused(path, Words(f"文件已损坏({why})", f"the file is damaged ({why})"))
        with np.load(Path(folder, "streets.npz")) as columns:
            streets = _streets(path.name, answer, columns)
    if not len(streets.way_name):
        raise refused(path, Words("其中没有道路", "it holds no streets"))
    return Extract(streets, tuple(Candidate(*place) for place in answer["candidates"]))


def _streets(source: str, answer: dict[str, Any], columns: Any) -> RawStreets:  # noqa: ANN401 (numpy does not name what it loads)
    return RawStreets(
        source=source,
        names=tuple(answer["names"]),
        classes=tuple(answer["classes"]),
        passages={
            mode: Passage(*(columns[f"{mode}_{name}"] for name in Passage._fields))
            for mode in STREET_MODES
        },
        **{name: columns[name] for name in COLUMNS},
    )


def _work(file: int, path: Path, folder: str, limits: Limits, progress: Progress) -> None:
    """Run the reading process to its end.

    Raises
    ------
    InvalidInput
        It ended without an answer.
    """
    size = os.fstat(file).st_size
    started = time.monotonic()
    os.lseek(file, 0, os.SEEK_SET)
    with subprocess.Popen(  # noqa: S603 (our own interpreter and code, no shell)
        COMMAND,
        stdin=file,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment(),
    ) as process:
        try:
            while process.poll() is None and time.monotonic() - started < limits.wall_s:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(LOOKED_EVERY_S)
                # both processes share the place in the file that is read next
                progress(os.lseek(file, 0, os.SEEK_CUR) / size)
        finally:
            process.kill()
    if process.returncode:
        raise refused(
            path,
            Words(
                "读取中断:文件已损坏,或所需时间、内存过多",
                "reading it broke off: it is damaged or takes too much time or memory",
            ),
        )


def refused(path: Path, message: Words, allowed: Words = ALLOWED) -> InvalidInput:
    """Return the error that refuses an extract."""
    return InvalidInput(problem("file", path.name, allowed, message))
