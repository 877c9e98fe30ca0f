"""Grids of counts (GeoTIFF), read apart from this process."""

from pathlib import Path
from typing import Final

import pyarrow as pa

from geodata.demand.gathering import Floats, Gatherer
from geodata.demand.reading.points import Progress, Reading, datum_of
from geodata.demand.reading.rows import Remarks, no_datum
from geodata.tables import Limits
from geodata.tables.reading import command_of, read_apart
from locator.planning.demand import CellKind
from locator.vocabulary import Datum
from locator.words import Words

TIFF: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
COMMAND: Final = command_of("geodata.demand.reading.grid_worker")
NEGATIVE: Final = Words(zh="像元为负数或无穷大", en="the pixel is negative or infinite")
OFF_GLOBE: Final = Words(zh="像元不在地球上", en="the pixel is not on the globe")


def is_grid(path: Path) -> bool:
    """Tell whether a file is a TIFF, by its content."""
    with path.open("rb") as file:
        return file.read(4) in TIFF


def gather_grid(
    path: Path,
    asked: Reading,
    gatherer: Gatherer,
    remarks: Remarks,
    *,
    cell: CellKind,
    size: int,
    limits: Limits,
    progress: Progress,
) -> None:
    """Take in the pixels of a GeoTIFF, each to the cells under it.

    A pixel counts what is in it, as in WorldPop's grids. Where pixels are wider than half
    a cell, they are cut into even parts first. Pixels without data are not read.

    Raises
    ------
    InvalidInput
        The file is damaged or no such grid, nobody tells its datum, or there are too
        many cells.
    """
    request = {"cell": cell, "size": size, "datum": asked.datum}
    with read_apart(path, request, limits=limits, command=COMMAND, progress=progress) as told:
        answer, folder = told[0]["tables"], told[1]
        found = _cells(folder / "cells.arrow") if answer["datum_known"] else None
    if found is None:
        raise no_datum()
    gatherer.add_cells(*found)
    datum_of(Datum(answer["stated"]) if answer["stated"] else None, asked.datum, remarks)
    remarks.read += answer["read"]
    remarks.reject_counted(NEGATIVE, answer["negative"])
    remarks.reject_counted(OFF_GLOBE, answer["lost"])


def _cells(path: Path) -> tuple[list[str], Floats]:
    table = pa.ipc.open_file(path.read_bytes()).read_all()
    return table["cell"].to_pylist(), table["weight"].to_numpy()
