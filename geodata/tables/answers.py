"""Answers of a bulk question, written as they come."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from numpy.typing import ArrayLike

from geodata.atomic import written_whole
from locator.errors import InvalidInput, problem
from locator.words import Words

DIGITS: Final = 4  # tenths of a millimetre, hundredths of a second
NOTHING: Final = pa.schema(
    [
        ("point", pa.string()),
        ("rank", pa.int32()),
        ("id", pa.string()),
        ("distance_m", pa.float64()),
        ("travel_m", pa.float64()),
        ("travel_min", pa.float64()),
        ("open", pa.string()),
    ]
)
_WRITERS: Final = {".csv": pa.csv.CSVWriter, ".parquet": pq.ParquetWriter}


class NearestWriter:
    """Writes one row per point and rank; a context manager.

    The columns are ``point, rank, id, distance_m, travel_m, travel_min, open``. The file
    is written beside its place and put there when the block ends without an error.

    Parameters
    ----------
    path : str or Path
        A ``.csv`` (UTF-8) or ``.parquet``.

    Raises
    ------
    InvalidInput
        The path ends otherwise.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        if self._path.suffix.lower() not in _WRITERS:
            raise InvalidInput(
                problem(
                    "output",
                    self._path.name,
                    Words("以 .csv 或 .parquet 结尾的文件名", "a name ending in .csv or .parquet"),
                    Words("结果只能写成 CSV 或 Parquet", "answers are written as CSV or Parquet"),
                )
            )
        self._stack = ExitStack()
        self._writer: Any = None

    def __enter__(self) -> Self:
        self._part = self._stack.enter_context(written_whole(self._path))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self._writer is None:
            self._begin(NOTHING)
        self._stack.__exit__(kind, error, trace)

    def write(
        self,
        points: Sequence[str | int],
        ranks: ArrayLike,
        ids: Sequence[str],
        *,
        distance_m: ArrayLike,
        travel_m: ArrayLike,
        travel_min: ArrayLike,
        states: Sequence[str],
    ) -> None:
        """Write some rows; all arguments are of one length.

        Parameters
        ----------
        points : Sequence of str or of int
            Ids of the points, of the same type in every call.
        ranks : array_like of int
            From 1, the nearest.
        ids : Sequence of str
            Ids of the sites.
        distance_m, travel_m, travel_min : array_like of float
            Metres and minutes; NaN where there is none, which leaves the cell empty.
        states : Sequence of str
            Open status of each site.
        """
        if not len(points):
            return  # they tell no type of id
        rows = pa.table(
            {
                "point": pa.array(points),
                "rank": pa.array(np.asarray(ranks), pa.int32()),
                "id": pa.array(ids, pa.string()),
                "distance_m": _numbers(distance_m),
                "travel_m": _numbers(travel_m),
                "travel_min": _numbers(travel_min),
                "open": pa.array(states, pa.string()),
            }
        )
        if self._writer is None:
            self._begin(rows.schema)
        self._writer.write_table(rows)

    def _begin(self, schema: pa.Schema) -> None:
        """Begin the file, with its columns."""
        start = _WRITERS[self._path.suffix.lower()]
        self._writer = self._stack.enter_context(start(self._part, schema))


def _numbers(values: ArrayLike) -> pa.Array:
    rounded = np.round(np.asarray(values, dtype=np.float64), DIGITS)
    return pa.array(rounded, from_pandas=True)  # NaN becomes null
