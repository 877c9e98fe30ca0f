"""The process that reads: started by `reading`, it knows one file and answers in lines.

Its standard input is the file. Its working folder holds nothing but `request.json`; it
writes each table there as an Arrow file, ``0.arrow`` and so on. On standard output it
sends one JSON object a line: ``{"done": 0.4}`` while it reads, and at last
``{"tables": …, "skipped": …}`` or ``{"refused": …}``.
"""

import json
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import pyarrow as pa

from geodata.tables.confined.building import TableBuilder
from geodata.tables.confined.confinement import confine
from geodata.tables.confined.detection import detect_format
from geodata.tables.confined.source import Source
from geodata.tables.refusal import refusal, within
from geodata.tables.table import Limits, Skipped
from locator.errors import InvalidInput
from locator.words import Words

REPORT_S = 0.2


def main() -> None:
    """Read the file on standard input as `request.json` asks, and tell the outcome."""
    request = json.loads(Path("request.json").read_bytes())
    limits = Limits(**request["limits"])
    sys.meta_path.insert(0, _LeftOut())
    tell_outcome(lambda: _read(limits, frozenset(request["known_headers"])), limits)


def tell_outcome(read: Callable[[], dict[str, Any]], limits: Limits) -> None:
    """Read, and send what came of it as the last line: an answer, or why there is none."""
    try:
        _say(read())
    except InvalidInput as error:
        _say(_refused(error))
    except MemoryError:
        _say(_refused(out_of_memory(limits)))
    except Exception as error:  # noqa: BLE001 (whatever a reader meets, the file is the cause)
        _say(_refused(_unreadable(error)))


def _read(limits: Limits, known: frozenset[str]) -> dict[str, Any]:
    with open(0, "rb", closefd=False) as file:
        form = detect_format(file, limits)
        if form.driver:
            import_module("geodata.tables.confined.drivers").keep_only(form.driver)
        reader = import_module(f"geodata.tables.{form.reader}")
        confine(limits)
        size = file.seek(0, 2)
        file.seek(0)
        return _written(reader.read(Source(file, size, limits, known, Progress())))


def _written(found: Iterable[TableBuilder | Skipped]) -> dict[str, Any]:
    """Write each table to a file of its own and return what is to be told of them."""
    tables: list[dict[str, Any]] = []
    skipped: list[dict[str, Any]] = []
    for part in found:
        if isinstance(part, Skipped):
            skipped.append({"sheet": part.sheet, "reason": _words(part.reason)})
            continue
        columns = part.finish()
        path = f"{len(tables)}.arrow"
        with pa.OSFile(path, "wb") as sink, pa.ipc.new_file(sink, columns.schema) as writer:
            writer.write_table(columns)
        told = {"sheet": part.sheet, "first_row": part.first_row}
        tables.append(told | {"geometry": part.geometry, "datum_hint": part.datum_hint})
    return {"tables": tables, "skipped": skipped}


class _LeftOut(MetaPathFinder):
    """Keeps out what pyarrow and pyogrio load where they find it, and nothing here uses."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname in {"pandas", "geopandas"}:
            raise ModuleNotFoundError(fullname)


class Progress:
    """Tells the share that is read, not more often than anybody looks."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def __call__(self, share: float) -> None:
        """Tell it, unless something was told just now."""
        if time.monotonic() - self._told >= REPORT_S:
            self._told = time.monotonic()
            _say({"done": min(1.0, share)})


def out_of_memory(limits: Limits) -> InvalidInput:
    """Return the error for a file that takes too much memory to read."""
    return refusal(
        Words(zh="读取所需内存过多", en="reading it takes too much memory"),
        within(limits.memory_bytes, "字节内存", "bytes of memory"),
    )


def _unreadable(error: Exception) -> InvalidInput:
    """Return the error for a file that a reader failed on, telling where but no content."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    cause = f"{type(error).__name__}, {Path(where.filename).name}:{where.lineno}"
    return refusal(Words(zh=f"文件无法读取({cause})", en=f"the file cannot be read ({cause})"))


def _refused(error: InvalidInput) -> dict[str, Any]:
    first = error.problems[0]
    return {"refused": {"message": _words(first.message), "allowed": _words(first.allowed)}}


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
