"""The process that reads a grid of counts: started by `grids`, it knows one file.

Its standard input is the file; its working folder holds `request.json` and takes
`cells.arrow`, the weight of each cell.
"""

import json
import shutil
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import rasterio
from rasterio.errors import RasterioError
from rasterio.windows import Window

from geodata.demand.cells import Cells, cells_of
from geodata.demand.gathering import Floats, Gatherer
from geodata.tables import Limits
from geodata.tables.confined.confinement import confine
from geodata.tables.confined.worker import Progress, tell_outcome
from geodata.tables.features.places import Reference
from geodata.tables.refusal import refusal, within
from locator.datum import to_wgs84
from locator.errors import InvalidInput
from locator.geodesy import GEOD
from locator.vocabulary import Datum
from locator.words import Words

GRID: Final = "grid.tif"
SIDE: Final = 1024  # pixels of a window, either way
POINTS: Final = 200_000  # at a time
MOST_PIXELS: Final = 4_000_000_000
FINEST: Final = 32  # parts of a pixel, either way
NO_GRID: Final = Words(
    zh="一个波段、有地理位置的数字栅格", en="a grid of numbers: one band, with its place on earth"
)


class Grid:
    """A GeoTIFF whose pixels are counts.

    Parameters
    ----------
    source : rasterio dataset
        The open file.
    datum : Datum or None
        Of its coordinates, believed before what it states.

    Raises
    ------
    InvalidInput
        It is no such grid, or nobody tells its datum.

    Attributes
    ----------
    stated : Datum or None
        The datum that the file states.
    read, negative, lost : int
        Pixels with a value so far, how many were negative or infinite, and how many
        are off the globe.
    """

    def __init__(self, source: Any, datum: Datum | None) -> None:  # noqa: ANN401 (untyped library)
        self._source = source
        self._reference = Reference(source.crs.to_wkt() if source.crs else None)
        self.stated = self._reference.datum_hint
        self._datum = datum or self.stated
        self.read = self.negative = self.lost = 0
        if source.count != 1 or source.transform.is_identity or source.dtypes[0][0] == "c":
            raise refusal(Words(zh="不是数量栅格", en="it is no grid of counts"), NO_GRID)
        if source.width * source.height > MOST_PIXELS:
            raise refusal(
                Words(zh="像元过多", en="it has too many pixels"),
                within(MOST_PIXELS, "个像元", "pixels"),
            )

    @property
    def datum_known(self) -> bool:
        """Whether anybody tells the datum."""
        return self._datum is not None

    def points(self, cells: Cells, report: Progress) -> Iterator[tuple[Floats, Floats, Floats]]:
        """Yield WGS-84 positions and weights; large pixels are cut into even parts."""
        parts = self._parts(cells)
        windows = self._windows()
        for number, window in enumerate(windows):
            report(number / len(windows))
            rows, columns, values = self._values(window)
            step = max(1, POINTS // parts**2)
            for start in range(0, len(values), step):
                piece = slice(start, start + step)
                yield self._placed(rows[piece], columns[piece], values[piece], parts)

    def _windows(self) -> list[Window]:
        height, width = self._source.height, self._source.width
        return [
            Window(left, top, min(SIDE, width - left), min(SIDE, height - top))
            for top in range(0, height, SIDE)
            for left in range(0, width, SIDE)
        ]

    def _values(self, window: Window) -> tuple[Floats, Floats, Floats]:
        """Return row, column and value of the pixels of a window that count something."""
        band = self._source.read(1, window=window, masked=True)
        if not self._source.offsets[0] and not np.any(band):  # nobody: most of a large grid
            self.read += int(band.count())
            return np.empty(0), np.empty(0), np.empty(0)
        values = np.ma.filled(band.astype(np.float64), np.nan)
        values = values * self._source.scales[0] + self._source.offsets[0]
        self.read += int(np.count_nonzero(~np.isnan(values)))
        self.negative += int(np.count_nonzero((values < 0) | np.isinf(values)))
        rows, columns = np.nonzero((values > 0) & np.isfinite(values))
        return rows + window.row_off, columns + window.col_off, values[rows, columns]

    def _parts(self, cells: Cells) -> int:
        """Return into how many parts, either way, a pixel is cut: half as wide as a cell."""
        row, column = self._source.height / 2, self._source.width / 2
        lons, lats = self._degrees(
            np.array([row, row + 1, row]), np.array([column, column, column + 1])
        )
        if not np.isfinite([lons, lats]).all():
            return 1
        _, _, sides = GEOD.inv(lons[[0, 0]], lats[[0, 0]], lons[1:], lats[1:])
        return int(min(FINEST, max(1, ceil(2 * max(sides) / cells.width_m))))

    def _placed(
        self, rows: Floats, columns: Floats, values: Floats, parts: int
    ) -> tuple[Floats, Floats, Floats]:
        within_pixel = (np.arange(parts) + 0.5) / parts
        down, across = np.meshgrid(within_pixel, within_pixel, indexing="ij")
        all_rows = (rows[:, None] + down.ravel()).ravel()
        all_columns = (columns[:, None] + across.ravel()).ravel()
        lons, lats = self._degrees(all_rows, all_columns)
        weights = np.repeat(values / parts**2, parts**2)
        good = (np.abs(lons) <= 180) & (np.abs(lats) <= 90)
        self.lost += round(np.count_nonzero(~good) / parts**2)
        lons, lats = to_wgs84(lons[good], lats[good], self._datum or Datum.WGS84)
        return lons, lats, weights[good]

    def _degrees(self, rows: Floats, columns: Floats) -> tuple[Floats, Floats]:
        right, down_x, west, right_y, down, north = self._source.transform[:6]
        xs = west + columns * right + rows * down_x
        ys = north + columns * right_y + rows * down
        return self._reference.to_wgs84(xs, ys)


def main() -> None:
    """Read the file on standard input as `request.json` asks, and tell the outcome."""
    request = json.loads(Path("request.json").read_bytes())
    limits = Limits(**request["limits"])
    confine(limits)
    tell_outcome(lambda: {"tables": _gathered(request)}, limits)


def _gathered(request: dict[str, Any]) -> dict[str, Any]:
    """Write the weight of each cell and return what is to be told of the grid."""
    cells = cells_of(request["cell"], request["size"])
    with open(0, "rb", closefd=False) as file, Path(GRID).open("wb") as copy:
        shutil.copyfileobj(file, copy)
    try:
        with rasterio.open(GRID, driver="GTiff") as source:
            grid = Grid(source, Datum(request["datum"]) if request["datum"] else None)
            if grid.datum_known:
                _write(grid, cells)
            return {
                "datum_known": grid.datum_known,
                "stated": grid.stated,
                "read": grid.read,
                "negative": grid.negative,
                "lost": grid.lost,
            }
    except RasterioError:
        raise _damaged() from None


def _write(grid: Grid, cells: Cells) -> None:
    gatherer = Gatherer(cells, timed=False)
    for lons, lats, weights in grid.points(cells, Progress()):
        gatherer.add_points(lons, lats, weights)
    found = gatherer.finish(0)
    table = pa.table({"cell": pa.array(found.cells, pa.string()), "weight": found.weights})
    with pa.OSFile("cells.arrow", "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _damaged() -> InvalidInput:
    return refusal(Words(zh="GeoTIFF 已损坏", en="the GeoTIFF is damaged"), NO_GRID)
