"""A coverage as plain bytes, for a page that redraws every hour by itself."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locator.planning.coverage import Coverage
from locator.planning.figures.figures import mean_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedCoverage:
    """Arrays as bytes, little-endian, row after row.

    Parameters
    ----------
    cells, slots, patterns : int
        n, how many slots, and u.
    row_bytes : {2, 4}
        Width of a number in `row_of`.
    row_of : bytes
        uint16 or uint32, (n,): pattern of each cell.
    covered, unknown : bytes
        uint8, (u, slots): sixtieths of each slot; the rest of 60 is uncovered.
    cause : bytes
        uint8, (n,): `Reason` of whatever is uncovered of a cell.
    weights : bytes
        float32, (n,): demand of the mean slot.
    lonlats : bytes
        float32, (n, 2): offset of the middle of each cell from `origin`, in degrees.
    origin : tuple of float
        lon and lat that offsets count from, WGS-84.
    """

    cells: int
    slots: int
    patterns: int
    row_bytes: int
    row_of: bytes
    covered: bytes
    unknown: bytes
    cause: bytes
    weights: bytes
    lonlats: bytes
    origin: tuple[float, float]


def packed(coverage: Coverage) -> PackedCoverage:
    """Return a coverage as plain bytes."""
    patterns, slots = coverage.covered.shape
    demand = coverage.demand
    narrow = patterns <= 1 << 16
    middles = np.column_stack([demand.lons, demand.lats])
    origin = middles.mean(axis=0) if len(demand) else np.zeros(2)
    return PackedCoverage(
        cells=len(demand),
        slots=slots,
        patterns=patterns,
        row_bytes=2 if narrow else 4,
        row_of=_bytes(coverage.row_of, "<u2" if narrow else "<u4"),
        covered=_bytes(coverage.covered, "u1"),
        unknown=_bytes(coverage.unknown, "u1"),
        cause=_bytes(coverage.cause, "u1"),
        weights=_bytes(mean_weights(coverage), "<f4"),
        lonlats=_bytes(middles - origin, "<f4"),
        origin=(float(origin[0]), float(origin[1])),
    )


def _bytes(array: NDArray[Any], dtype: str) -> bytes:
    return np.ascontiguousarray(array).astype(dtype).tobytes()
