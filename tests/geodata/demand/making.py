"""Small files of demand at made-up places, and how they are read."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray

from geodata.demand import ReadDemand, read_demand
from locator.errors import InvalidInput
from locator.hours import CHINA
from locator.vocabulary import Datum

AT = datetime(2026, 11, 22, 8, tzinfo=CHINA)
Floats = NDArray[np.float64]


def read(path: Path, **asked: Any) -> ReadDemand:
    """Read a file with every cell kept, in WGS-84, unless asked otherwise."""
    usual: dict[str, Any] = {"kind": "orders", "at": AT, "datum": Datum.WGS84, "min_count": 0}
    return read_demand(path, **(usual | asked))


def written(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def scattered(number: int, seed: int = 1) -> tuple[Floats, Floats, Floats]:
    """Return positions in the open sea and their weights."""
    dice = np.random.default_rng(seed)
    lons = np.round(dice.normal(123.5, 0.02, number), 6)
    lats = np.round(dice.normal(31.5, 0.02, number), 6)
    return lons, lats, np.round(dice.exponential(3, number), 3)


def grid(
    path: Path,
    values: NDArray[Any],
    *,
    west: float = 123.4,
    north: float = 31.6,
    pixel: float = 1 / 1200,
    crs: str | None = "EPSG:4326",
    nodata: float | None = None,
) -> Path:
    """Write a GeoTIFF of one band, or of several where the values have three axes."""
    bands = values if values.ndim == 3 else values[None]
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=len(bands),
        height=bands.shape[1],
        width=bands.shape[2],
        dtype=values.dtype,
        crs=crs,
        transform=Affine(pixel, 0, west, 0, -pixel, north),
        nodata=nodata,
        compress="deflate",
    ) as file:
        file.write(bands)
    return path


def why(error: InvalidInput) -> str:
    return " ".join(f"{each.field}: {each.message.en}" for each in error.problems)
