"""The process that reads: started by `reading`, it knows one file and answers in lines.

Its standard input is the file. Its working folder is empty but for `request.json`; it
writes each table there as an Arrow stream. On standard output it sends one JSON object
a line: ``{"done": 0.4}`` while it reads, and at last ``{"tables": …, "skipped": …}`` or
``{"refused": …}``.
"""

import json
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from geodata.tables.building import TableBuilder
from geodata.tables.formats.delimited import read_delimited
from geodata.tables.refusal import refusal
from geodata.tables.table import Limits
from locator.errors import InvalidInput
from locator.words import Words


def main() -> None:
    """Read the file on standard input as `request.json` asks."""
    request = json.loads(Path("request.json").read_bytes())
    limits = Limits(**request["limits"])
    known = frozenset(request["known_headers"])
    try:
        with open(0, "rb", closefd=False) as file:
            answer = _read(file, limits, known)
    except InvalidInput as error:
        answer = _refused(error)
    except MemoryError:
        answer = {"refused": "memory"}
    except Exception as error:  # noqa: BLE001 (whatever a reader does, the parent gets a line)
        answer = _refused(_unreadable(error))
    _say(answer)


def _read(file: BinaryIO, limits: Limits, known: frozenset[str]) -> dict[str, Any]:
    builders = [read_delimited(file, limits, known)]
    return {"tables": [_written(b, i) for i, b in enumerate(builders)], "skipped": []}


def _written(builder: TableBuilder, number: int) -> dict[str, Any]:
    table = builder.finish()
    path = f"{number}.arrow"
    with pa.OSFile(path, "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return {
        "path": path,
        "sheet": builder.sheet,
        "first_row": builder.first_row,
        "geometry": None,
        "datum_hint": None,
    }


def _refused(error: InvalidInput) -> dict[str, Any]:
    first = error.problems[0]
    return {
        "refused": {
            "message": {"zh": first.message.zh, "en": first.message.en},
            "allowed": {"zh": first.allowed.zh, "en": first.allowed.en},
        }
    }


def _unreadable(error: Exception) -> InvalidInput:
    where = traceback.extract_tb(error.__traceback__)[-1]
    cause = f"{type(error).__name__}, {Path(where.filename).name}:{where.lineno}"
    return refusal(Words(zh=f"文件无法读取({cause})", en=f"the file could not be read ({cause})"))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
