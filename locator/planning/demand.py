"""Where workers are, how many, and at which hours of the week."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from locator.errors import InvalidInput, problem
from locator.vocabulary import Datum
from locator.words import Words, same

DemandKind = Literal["orders", "riders", "people", "street_length"]
CellKind = Literal["h3", "square"]

WEEK_HOURS: Final = 168  # Monday 00:00 first
DEMAND_WORDS: Final[dict[DemandKind, Words]] = {
    "orders": Words(zh="订单", en="orders"),
    "riders": Words(zh="骑手", en="riders"),
    "people": Words(zh="人口", en="people"),
    "street_length": Words(zh="街道长度（米）", en="metres of street"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandAbout:
    """Where a demand comes from and what was done to it.

    Parameters
    ----------
    source : str
        Name of the file or the street network; never a path.
    sha256 : str
        Of the file's bytes, or the id of the network.
    datum : Datum
        Of the positions as they were given.
    cell : {"h3", "square"}
        What it was gathered into.
    cell_size : int
        H3 resolution, or side of the squares in metres.
    min_count : int
        Cells that fewer contributed to were left out.
    read, rejected : int
        Rows, polygons or pixels read, and how many of them could not be used.
    suppressed_cells : int
        Cells left out for `min_count`.
    suppressed_weight : float
        What they weighed, in the unit of the file: not part of the demand.
    total : float
        What all cells weigh in the unit of the file, over its hours.
    made_up : bool
        Whether it is of the demo city.
    made_at : datetime
        When it was made, with its zone.
    """

    source: str
    sha256: str
    datum: Datum = Datum.WGS84
    cell: CellKind
    cell_size: int
    min_count: int = 0
    read: int = 0
    rejected: int = 0
    suppressed_cells: int = 0
    suppressed_weight: float = 0.0
    total: float
    made_up: bool = False
    made_at: datetime


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Demand:
    """Demand by cell: arrays that are not to be written to.

    Parameters
    ----------
    cells : tuple of str
        H3 index or name of a square, sorted, each once; n of them, maybe none.
    lons, lats : ndarray of float64, (n,)
        WGS-84 centre of each cell, where its demand is taken to be.
    weights : ndarray of float64, (n,)
        Weight of each cell: the mean over the hours of the week if `hourly` is there,
        else what it weighs at every hour.
    hourly : ndarray of float32, (n, 168), or None
        Weight in each hour of the week, Monday 00:00 to 01:00 first, in China time;
        None: the same at every hour.
    kind : {"orders", "riders", "people", "street_length"}
        What is counted.
    about : DemandAbout
        Where it comes from.

    Raises
    ------
    InvalidInput
        Lengths differ, a cell comes twice or out of order, a position is not on the
        globe, a weight is negative or not finite, or a mean is not that of its hours.
    """

    cells: tuple[str, ...]
    lons: NDArray[np.float64]
    lats: NDArray[np.float64]
    weights: NDArray[np.float64]
    hourly: NDArray[np.float32] | None = None
    kind: DemandKind
    about: DemandAbout

    def __post_init__(self) -> None:
        _check_kind(self.kind)
        _check_cells(self.cells)
        number = len(self.cells)
        _settle(self, "lons", (number,), np.float64, most=180.0, least=-180.0)
        _settle(self, "lats", (number,), np.float64, most=90.0, least=-90.0)
        _settle(self, "weights", (number,), np.float64)
        if self.hourly is not None:
            _settle(self, "hourly", (number, WEEK_HOURS), np.float32)
            _check_means(self.weights, self.hourly)

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def digest(self) -> str:
        """SHA-256 of what is counted and where: equal for demands that give equal figures."""
        told = hashlib.sha256("\n".join((self.kind, *self.cells, "")).encode())
        hourly = np.empty(0, np.float32) if self.hourly is None else self.hourly
        for array in (self.lons, self.lats, self.weights, hourly):
            told.update(array.astype(array.dtype.newbyteorder("<")).tobytes())
        return told.hexdigest()

    def at(self, hour: int) -> NDArray[np.float64]:
        """Return the weights in one hour of the week, 0 to 167."""
        if self.hourly is None:
            return self.weights
        return self.hourly[:, hour].astype(np.float64)


def _settle(
    demand: Demand,
    name: str,
    shape: tuple[int, ...],
    dtype: type[np.floating[Any]],
    *,
    least: float = 0.0,
    most: float = np.inf,
) -> None:
    """Put a read-only array of the right type into its field, or refuse it."""
    array = np.asarray(getattr(demand, name))
    if array.shape != shape:
        raise _wrong(name, array.shape, same(shape), "数组形状不对", "its shape is wrong")
    array = array.astype(dtype)  # a copy: whoever gave it may write to theirs
    bad = np.flatnonzero(~(np.isfinite(array) & (array >= least) & (array <= most)))
    if bad.size:
        ends = f"{least:g} … {most:g}"
        value = array.flat[bad[0]]
        raise _wrong(name, value, same(ends), "有不能用的数", "it holds a number out of range")
    array.flags.writeable = False
    object.__setattr__(demand, name, array)


def _check_kind(kind: str) -> None:
    if kind not in get_args(DemandKind):
        known = same(" / ".join(get_args(DemandKind)))
        raise _wrong("kind", kind, known, "没有这种需求", "there is no such kind of demand")


def _check_cells(cells: tuple[str, ...]) -> None:
    for before, cell in pairwise(cells):
        if before >= cell:
            order = Words(zh="各不相同、按名称排列", en="sorted names, each once")
            raise _wrong("cells", cell, order, "单元重复或无序", "a cell comes twice or unsorted")


def _check_means(weights: NDArray[np.float64], hourly: NDArray[np.float32]) -> None:
    means = hourly.mean(axis=1, dtype=np.float64)
    bad = np.flatnonzero(~np.isclose(weights, means, rtol=1e-5, atol=1e-12))
    if bad.size:
        value, mean = weights[bad[0]], same(means[bad[0]])
        raise _wrong(
            "weights", value, mean, "与各小时的均值不符", "it is not the mean of its hours"
        )


def _wrong(field: str, value: object, allowed: Words, zh: str, en: str) -> InvalidInput:
    return InvalidInput(problem(field, value, allowed, Words(zh=zh, en=en)))
