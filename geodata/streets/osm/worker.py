"""The process that reads an extract: started by `extract`, it knows one file.

Its standard input is the file; its working folder holds `request.json` and takes
`streets.npz` and `answer.json`.
"""

import json
import os
from pathlib import Path
from typing import Any, Final

import numpy as np
import osmium

from geodata.streets.osm.reading import Extract, read_streets
from geodata.tables import Limits
from geodata.tables.confined.confinement import confine

COLUMNS: Final = ("node_lons", "node_lats", "way_start", "way_nodes", "way_name", "way_min")


def main() -> None:
    """Read the file on standard input and leave the answer in the working folder."""
    request = json.loads(Path("request.json").read_bytes())
    confine(Limits(**request["limits"]))
    kept = os.dup(0)  # osmium closes what it has read

    def from_the_beginning() -> osmium.io.File:
        os.dup2(kept, 0)
        os.lseek(0, 0, os.SEEK_SET)
        return osmium.io.File("-", "pbf")

    try:
        answer = _leave(read_streets(from_the_beginning, source=request["source"]))
    except RuntimeError as error:
        answer = {"damaged": str(error)}
    Path("answer.json").write_text(json.dumps(answer), "utf-8")


def _leave(found: Extract) -> dict[str, Any]:
    """Write the arrays and return the rest."""
    streets = found.streets
    columns = {name: getattr(streets, name) for name in COLUMNS}
    for mode, passage in streets.passages.items():
        columns |= {f"{mode}_{name}": column for name, column in passage._asdict().items()}
    np.savez("streets.npz", **columns)
    return {
        "names": streets.names,
        "classes": streets.classes,
        "candidates": found.candidates,
    }
