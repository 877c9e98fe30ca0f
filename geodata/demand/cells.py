"""The cells that demand is gathered into: H3 hexagons, or squares of so many metres.

A hexagon has the name that H3 gives it (https://h3geo.org). A square's name holds its
side, row and column: ``300m_13861_40123``. Rows are counted from the equator, columns
from 180° W, so many in a row that their sides come closest to the metres asked for.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Final

import h3
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from locator.errors import InvalidInput, problem
from locator.planning.demand import CellKind
from locator.words import Words

Degrees = NDArray[np.float64]
LonLat = tuple[float, float]

# 0.1 km², 200 m from the middle to a corner: two and a half minutes' walk at the most.
# One step finer, a cell is seven times smaller, and far more of them hold too few
# contributions to be kept.
DEFAULT_SIZE: Final[dict[CellKind, int]] = {"h3": 9, "square": 300}
SIZES: Final[dict[CellKind, range]] = {"h3": range(6, 12), "square": range(50, 5001)}
M_PER_DEG: Final = 111_195.0  # on the sphere of the earth's mean radius


class Cells(ABC):
    """One way to cut the earth into cells.

    Attributes
    ----------
    width_m : float
        Square root of a usual cell's area.
    """

    width_m: float

    @abstractmethod
    def names(self, lons: Degrees, lats: Degrees) -> list[str]:
        """Return the cell of each WGS-84 position."""

    @abstractmethod
    def ring(self, name: str) -> tuple[LonLat, ...]:
        """Return a cell's outline in WGS-84 degrees, first point not repeated."""

    @abstractmethod
    def centre(self, name: str) -> LonLat:
        """Return a cell's middle in WGS-84 degrees."""

    @abstractmethod
    def touching(self, area: BaseGeometry) -> list[str]:
        """Return the cells that overlap a valid polygon in WGS-84."""


class HexCells(Cells):
    """H3 hexagons of one resolution."""

    def __init__(self, resolution: int) -> None:
        self._resolution = resolution
        self.width_m = h3.average_hexagon_area(resolution, unit="m^2") ** 0.5

    def names(self, lons: Degrees, lats: Degrees) -> list[str]:  # noqa: D102 (see Cells)
        find, resolution = h3.latlng_to_cell, self._resolution
        pairs = zip(lats.tolist(), lons.tolist(), strict=True)
        return [find(lat, lon, resolution) for lat, lon in pairs]

    def ring(self, name: str) -> tuple[LonLat, ...]:  # noqa: D102 (see Cells)
        return tuple((lon, lat) for lat, lon in h3.cell_to_boundary(name))

    def centre(self, name: str) -> LonLat:  # noqa: D102 (see Cells)
        lat, lon = h3.cell_to_latlng(name)
        return lon, lat

    def touching(self, area: BaseGeometry) -> list[str]:  # noqa: D102 (see Cells)
        shape = h3.geo_to_h3shape(area)
        found = h3.h3shape_to_cells_experimental(shape, self._resolution, contain="overlap")
        return sorted(found)


class SquareCells(Cells):
    """Squares of one side, between parallels and meridians."""

    def __init__(self, side_m: int) -> None:
        self._side_m = side_m
        self._step_deg = side_m / M_PER_DEG
        self.width_m = float(side_m)

    def names(self, lons: Degrees, lats: Degrees) -> list[str]:  # noqa: D102 (see Cells)
        rows = np.floor(lats / self._step_deg)
        number = self._columns(rows)
        columns = np.minimum(np.floor((lons + 180) / 360 * number), number - 1)
        pairs = zip(rows.astype(int).tolist(), columns.astype(int).tolist(), strict=True)
        return [self._name(*pair) for pair in pairs]

    def ring(self, name: str) -> tuple[LonLat, ...]:  # noqa: D102 (see Cells)
        west, south, east, north = self._bounds(name)
        return (west, south), (east, south), (east, north), (west, north)

    def centre(self, name: str) -> LonLat:  # noqa: D102 (see Cells)
        west, south, east, north = self._bounds(name)
        return (west + east) / 2, (south + north) / 2

    def touching(self, area: BaseGeometry) -> list[str]:  # noqa: D102 (see Cells)
        west, south, east, north = area.bounds
        names: list[str] = []
        first, last = (int(np.floor(lat / self._step_deg)) for lat in (south, north))
        for row in range(first, last + 1):
            number = int(self._columns(np.array([row]))[0])
            begin, end = (min(int((lon + 180) / 360 * number), number - 1) for lon in (west, east))
            names += [self._name(row, column) for column in range(begin, end + 1)]
        boxes = shapely.box(*np.array([self._bounds(name) for name in names]).T)
        shapely.prepare(area)
        return [
            name for name, met in zip(names, shapely.intersects(area, boxes), strict=True) if met
        ]

    def _columns(self, rows: Degrees) -> Degrees:
        """Return how many squares there are in a row."""
        around_m = 360 * M_PER_DEG * np.cos(np.radians((rows + 0.5) * self._step_deg))
        return np.maximum(1, np.round(around_m / self._side_m))

    def _name(self, row: int, column: int) -> str:
        return f"{self._side_m}m_{row}_{column}"

    def _bounds(self, name: str) -> tuple[float, float, float, float]:
        row, column = map(int, name.split("_")[1:])
        width = 360 / float(self._columns(np.array([row]))[0])
        west, south = column * width - 180, row * self._step_deg
        return west, south, west + width, south + self._step_deg


def cells_of(kind: CellKind, size: int) -> Cells:
    """Return the cells of a kind.

    Parameters
    ----------
    kind : {"h3", "square"}
        Hexagons or squares.
    size : int
        H3 resolution, or side in metres; one of `SIZES`.

    Raises
    ------
    InvalidInput
        There are no cells of that size.
    """
    sizes = SIZES[kind]
    if size not in sizes:
        what = {"h3": Words("H3 级别", "H3 resolution"), "square": Words("米", "metres")}[kind]
        ends = f"{sizes[0]}–{sizes[-1]}"
        allowed = Words(zh=f"{ends} {what.zh}", en=f"{ends} {what.en}")
        message = Words(zh="没有这种大小的单元", en="there are no cells of this size")
        raise InvalidInput(problem("size", size, allowed, message))
    return HexCells(size) if kind == "h3" else SquareCells(size)


def cell_rings(names: Sequence[str]) -> list[tuple[LonLat, ...]]:
    """Return the outline of each cell of a demand, in WGS-84 degrees, not closed."""
    if not names:
        return []
    side, square, _ = names[0].partition("m_")
    cells = SquareCells(int(side)) if square else HexCells(h3.get_resolution(names[0]))
    return [cells.ring(name) for name in names]
