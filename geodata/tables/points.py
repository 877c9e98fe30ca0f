"""Points to be asked about in bulk: a CSV or Parquet of any length, read piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from geodata.tables.refusal import refusal
from geodata.tables.sheets.delimited import Delimited
from geodata.tables.sheets.headers import header_word, is_known
from locator.errors import InvalidInput, Problem, problem
from locator.words import Words

BATCH_POINTS: Final = 20_000
PROBLEMS_KEPT: Final = 20
READ: Final = Words(
    zh="有经度列和纬度列的 CSV(UTF-8、GB18030、UTF-16)或 Parquet",
    en="CSV (UTF-8, GB18030, UTF-16) or Parquet with a column of longitudes and one of latitudes",
)

Ids = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class PointBatch:
    """Some points of a file, in its order.

    Parameters
    ----------
    ids : Sequence of str or of int
        The ``id`` column as it stands, or the row number from 0.
    lons, lats : ndarray of float64
        Degrees in the datum of the file, within ±180 and ±90.
    share : float
        How much of the file is read with this batch, from 0 to 1.
    """

    ids: Ids
    lons: NDArray[np.float64]
    lats: NDArray[np.float64]
    share: float


@dataclass(slots=True)
class PointStream:
    """The points of a file; see `stream_points`.

    Parameters
    ----------
    path : Path
        The file.
    lon_names, lat_names, id_names : Sequence of str
        Headers of its columns.

    Attributes
    ----------
    rows : int
        Rows read so far.
    left_out : int
        Rows so far that gave no point.
    problems : list of Problem
        What is wrong with the first of them.
    """

    path: Path
    lon_names: Sequence[str]
    lat_names: Sequence[str]
    id_names: Sequence[str]
    rows: int = field(default=0, init=False)
    left_out: int = field(default=0, init=False)
    problems: list[Problem] = field(default_factory=list, init=False)

    def __iter__(self) -> Iterator[PointBatch]:
        self.rows = self.left_out = 0
        self.problems = []
        try:
            with self.path.open("rb") as file:
                parquet = file.read(4) == b"PAR1"
                for piece in self._parquet(file) if parquet else self._delimited(file):
                    yield self._checked(piece)
        except (OSError, pa.ArrowException) as error:
            cause = getattr(error, "strerror", None) or str(error).splitlines()[0]
            reason = Words(zh=f"文件读不了:{cause}", en=f"it cannot be read: {cause}")
            raise refusal(reason, READ, name=self.path.name) from None
        except InvalidInput as error:
            raise refusal(error.problems[0].message, READ, name=self.path.name) from None

    def _delimited(self, file: BinaryIO) -> Iterator["_Piece"]:
        size = self.path.stat().st_size
        names = (*self.lon_names, *self.lat_names, *self.id_names)
        text = Delimited(file, {header_word(name) for name in names})
        lon, lat, point = self._columns(text.columns)
        filled = (row for row in text.rows() if any(row))
        while rows := list(islice(filled, BATCH_POINTS)):
            ids = None if point is None else _column(rows, point)
            yield _Piece(_column(rows, lon), _column(rows, lat), ids, file.tell() / size)
        text.release()

    def _parquet(self, file: BinaryIO) -> Iterator["_Piece"]:
        source = pq.ParquetFile(file)
        names = source.schema_arrow.names
        lon, lat, point = self._columns(names)
        columns = sorted({names[place] for place in (lon, lat, point) if place is not None})
        read = 0
        for batch in source.iter_batches(BATCH_POINTS, columns=columns):
            read += len(batch)
            lons, lats = (batch[names[place]].to_pylist() for place in (lon, lat))
            ids = None if point is None else batch[names[point]].to_pylist()
            yield _Piece(lons, lats, ids, read / source.metadata.num_rows)

    def _columns(self, headers: Sequence[str]) -> tuple[int, int, int | None]:
        """Return the places of longitude, latitude and, if there is one, id.

        Raises
        ------
        InvalidInput
            There is no longitude or no latitude.
        """
        lon, lat = _find(headers, self.lon_names), _find(headers, self.lat_names)
        if lon is None or lat is None:
            shown = ", ".join(filter(None, headers))
            what = Words("经度", "longitudes") if lon is None else Words("纬度", "latitudes")
            raise refusal(
                Words(
                    zh=f"没有{what.zh}列,只有:{shown}", en=f"no column of {what.en}, only {shown}"
                )
            )
        return lon, lat, _find(headers, self.id_names)

    def _checked(self, piece: "_Piece") -> PointBatch:
        """Return the points of some rows and note what is wrong with the others."""
        first = self.rows
        self.rows += len(piece.lons)
        ids: Ids = range(first, self.rows) if piece.ids is None else piece.ids
        lons, lats = _degrees(piece.lons, 180), _degrees(piece.lats, 90)
        good = np.isfinite(lons) & np.isfinite(lats)
        for row in np.flatnonzero(~good)[: PROBLEMS_KEPT - len(self.problems)].tolist():
            bad, limit, value = (
                ("lat", 90, piece.lats[row])
                if np.isfinite(lons[row])
                else ("lon", 180, piece.lons[row])
            )
            self.problems.append(_problem(bad, limit, value, ids[row]))
        self.left_out += int(np.count_nonzero(~good))
        kept = ids if good.all() else [ids[row] for row in np.flatnonzero(good).tolist()]
        return PointBatch(kept, lons[good], lats[good], piece.share)


class _Piece(NamedTuple):
    """Rows as they stand in the file; without ids, they are counted."""

    lons: Sequence[Any]
    lats: Sequence[Any]
    ids: Ids | None
    share: float


def stream_points(
    path: str | Path,
    *,
    lon_names: Sequence[str],
    lat_names: Sequence[str],
    id_names: Sequence[str] = ("id",),
) -> PointStream:
    """Return the points of a file, batch by batch each time it is iterated over.

    A row whose position is missing, no number or out of range gives no point; it is
    counted, and the others keep their numbers. Blank lines are no rows.

    Parameters
    ----------
    path : str or Path
        A CSV of the kinds that `read_tables` reads, or a Parquet file, read in this
        process: an operator's own.
    lon_names, lat_names, id_names : Sequence of str
        Headers by which the columns are known, most telling first.

    Returns
    -------
    PointStream
        Iterating over it yields `PointBatch` and raises `InvalidInput` if the file
        cannot be read or has no column of longitudes or of latitudes.
    """
    return PointStream(Path(path), lon_names, lat_names, id_names)


def _find(headers: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the place of the most telling header, the first of equals."""
    for name in map(header_word, names):
        for place, header in enumerate(headers):
            if is_known(header, {name}):
                return place
    return None


def _column(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] if place < len(row) else "" for row in rows]


def _degrees(values: Sequence[Any], limit: float) -> NDArray[np.float64]:
    """Return the values as numbers, NaN where one is none or out of range."""
    try:
        numbers = np.array(values, dtype=np.float64)
    except (ValueError, TypeError):
        numbers = np.array([_number(value) for value in values])
    return np.where(np.abs(numbers) <= limit, numbers, np.nan)


def _number(value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]  # refused below
    except (ValueError, TypeError):
        return np.nan


def _problem(bad: str, limit: int, value: object, point: object) -> Problem:
    return problem(
        bad,
        "" if value is None else value,
        Words(zh=f"-{limit} 到 {limit} 的度数", en=f"degrees from -{limit} to {limit}"),
        Words(zh=f"点 {point} 的位置无法使用", en=f"point {point} has no usable position"),
    )
