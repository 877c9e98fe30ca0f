"""Reads a file of demand, whatever its kind."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from geodata.demand.cells import DEFAULT_SIZE, Cells, cells_of
from geodata.demand.gathering import Gathered, Gatherer
from geodata.demand.reading.features import FeatureReader, Into
from geodata.demand.reading.grids import gather_grid, is_grid
from geodata.demand.reading.points import (
    Progress,
    Reading,
    gather_points,
    is_timed,
    open_sheets,
)
from geodata.demand.reading.rows import Rejected, Remarks
from geodata.jurisdictions.features import DRIVERS, read_features
from geodata.tables import Limits
from geodata.tables.confined.detection import Format, detect_format
from geodata.tables.refusal import refusal
from locator.errors import InvalidInput, problem
from locator.planning.demand import CellKind, Demand, DemandAbout, DemandKind
from locator.vocabulary import Datum
from locator.words import Words

MIN_COUNT: Final = 3  # contributions of points to a cell: fewer may point at somebody
LIMITS: Final = Limits(cpu_s=600, wall_s=1800.0)
NO_FIELDS: Final[Mapping[str, str]] = MappingProxyType({})
READ: Final = Words(
    zh="点（CSV、XLSX、Parquet、GeoJSON、GeoPackage 等）、带数量的多边形、GeoTIFF",
    en="points (CSV, XLSX, Parquet, GeoJSON, GeoPackage …), polygons with counts, GeoTIFF",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDemand:
    """The demand of a file, with what people should know of it.

    Parameters
    ----------
    demand : Demand
        By cell.
    rejected : tuple of Rejected
        What could not be used, the most frequent reason first.
    warnings : tuple of Words
        What was put right or assumed.
    columns : Mapping
        Column → field that it was taken for.
    hours : int
        In how many hours of the week there is any demand; 0 where the file tells no hours.
    """

    demand: Demand
    rejected: tuple[Rejected, ...]
    warnings: tuple[Words, ...]
    columns: Mapping[str, str]
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is to be read, and into which cells."""

    path: Path
    asked: Reading
    cell: CellKind
    size: int
    progress: Progress
    remarks: Remarks

    @property
    def cells(self) -> Cells:
        return cells_of(self.cell, self.size)


def read_demand(
    path: str | Path,
    *,
    kind: DemandKind,
    at: datetime,
    datum: Datum | None = None,
    cell: CellKind = "h3",
    size: int | None = None,
    min_count: int | None = None,
    fields: Mapping[str, str] = NO_FIELDS,
    progress: Progress = lambda _share: None,
) -> ReadDemand:
    """Return the demand that a file tells, by cell and, where it tells, hour of the week.

    Points are added up as they are read: no position is kept, written or shown. Counts
    of polygons are spread by area, pixels of a grid go to the cells under them.

    Parameters
    ----------
    path : str or Path
        The file; its content tells its kind.
    kind : {"orders", "riders", "people"}
        What is counted.
    at : datetime
        Now, with its zone.
    datum : Datum, optional
        Of the positions; believed before what the file says. Where neither tells, the
        file is refused.
    cell : {"h3", "square"}
        Hexagons or squares.
    size : int, optional
        H3 resolution, or side in metres.
    min_count : int, optional
        Cells with fewer contributions are left out: rows, or different riders where the
        kind is riders and a column tells them; of polygons and grids, what a cell weighs.
        `MIN_COUNT` for points and 0 for the others, if not given.
    fields : Mapping
        Column → field of `columns.FIELDS`, in place of the synonyms.
    progress : callable
        Called with the share that is read, from 0 to 1.

    Returns
    -------
    ReadDemand

    Raises
    ------
    InvalidInput
        The file cannot be read, has no positions, counts or usable row, or nobody tells
        its datum; there are no such cells, or too many.
    """
    path = Path(path)
    by_rider = (MIN_COUNT if min_count is None else min_count) if kind == "riders" else 0
    job = _Job(
        path=path,
        asked=Reading(datum, fields, by_rider),
        cell=cell,
        size=DEFAULT_SIZE[cell] if size is None else size,
        progress=progress,
        remarks=Remarks(),
    )
    _check(job, min_count)
    try:
        gatherer, usual = _gathered(job)
    except InvalidInput as error:
        raise _named(error, path) from None
    except (csv.Error, UnicodeError):
        message = Words(zh="文字编码或分隔有误", en="its text is broken")
        raise refusal(message, READ, name=path.name) from None
    return _finished(job, gatherer, usual if min_count is None else min_count, kind, at)


def _check(job: _Job, min_count: int | None) -> None:
    cells_of(job.cell, job.size)
    if min_count is not None and min_count < 0:
        message = Words(zh="不能为负", en="it cannot be negative")
        raise InvalidInput(problem("min_count", min_count, Words("0 以上", "0 or more"), message))
    if not job.path.stat().st_size:
        raise refusal(Words(zh="文件是空的", en="the file is empty"), READ, name=job.path.name)


def _gathered(job: _Job) -> tuple[Gatherer, int]:
    """Return what was gathered, and the usual minimum count for such a file."""
    if is_grid(job.path):
        gatherer = Gatherer(job.cells, timed=False)
        gather_grid(
            job.path,
            job.asked,
            gatherer,
            job.remarks,
            cell=job.cell,
            size=job.size,
            limits=LIMITS,
            progress=job.progress,
        )
        return gatherer, 0
    with job.path.open("rb") as file:
        form = detect_format(file, LIMITS)
    return _features(job, form) if form in DRIVERS else (_tables(job, form), MIN_COUNT)


def _features(job: _Job, form: Format) -> tuple[Gatherer, int]:
    reader = FeatureReader(read_features(job.path, form, LIMITS), job.asked)
    gatherer = Gatherer(job.cells, timed=reader.timed)
    reader.gather(Into(gatherer, job.cells, job.remarks))
    return gatherer, 0 if reader.has_areas else MIN_COUNT


def _tables(job: _Job, form: Format) -> Gatherer:
    with open_sheets(job.path, form, job.asked, LIMITS, job.progress) as sheets:
        gatherer = Gatherer(job.cells, timed=any(is_timed(sheet.columns) for sheet in sheets))
        for sheet in sheets:
            gather_points(sheet, job.asked, gatherer, job.remarks)
    return gatherer


def _finished(
    job: _Job, gatherer: Gatherer, min_count: int, kind: DemandKind, at: datetime
) -> ReadDemand:
    found = gatherer.finish(min_count)
    rejected = job.remarks.rejected
    unusable = sum(each.number for each in rejected)
    if job.remarks.read == unusable:
        raise _nothing_usable(job.path, rejected)
    if not found.weights.any():
        raise _empty(job.path, min_count if found.suppressed_weight else 0)
    timed = found.weights.ndim == 2
    demand = Demand(
        cells=found.cells,
        lons=found.lons,
        lats=found.lats,
        weights=found.weights.mean(axis=1) if timed else found.weights,
        hourly=found.weights.astype(np.float32) if timed else None,
        kind=kind,
        about=_about(job, found, min_count, unusable, at),
    )
    hours = int(np.count_nonzero(found.weights.any(axis=0))) if timed else 0
    return ReadDemand(
        demand=demand,
        rejected=rejected,
        warnings=job.remarks.told_warnings,
        columns=job.remarks.columns,
        hours=hours,
    )


def _about(job: _Job, found: Gathered, min_count: int, rejected: int, at: datetime) -> DemandAbout:
    with job.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return DemandAbout(
        source=job.path.name,
        sha256=sha256,
        datum=job.remarks.datum or Datum.WGS84,
        cell=job.cell,
        cell_size=job.size,
        min_count=min_count,
        read=job.remarks.read,
        rejected=rejected,
        suppressed_cells=found.suppressed_cells,
        suppressed_weight=found.suppressed_weight,
        total=float(found.weights.sum()),
        made_at=at,
    )


def _nothing_usable(path: Path, rejected: tuple[Rejected, ...]) -> InvalidInput:
    if not rejected:
        return refusal(Words(zh="其中没有数据行", en="it holds no rows"), READ, name=path.name)
    zh = "；".join(f"{each.reason.zh}（{each.number}）" for each in rejected)
    en = "; ".join(f"{each.reason.en} ({each.number})" for each in rejected)
    message = Words(zh=f"没有一行可用：{zh}", en=f"no row of it can be used: {en}")
    return refusal(message, READ, name=path.name)


def _empty(path: Path, min_count: int) -> InvalidInput:
    if not min_count:
        message = Words(zh="其中的数量都是零", en="all its counts are zero")
        return refusal(message, READ, name=path.name)
    message = Words(
        zh=f"每个单元都不足 {min_count} 条，全部略去了",
        en=f"every cell has fewer than {min_count} contributions and was left out",
    )
    allowed = Words(zh="更大的单元，或更小的最少条数", en="larger cells, or a lower minimum count")
    return refusal(message, allowed, name=path.name)


def _named(error: InvalidInput, path: Path) -> InvalidInput:
    """Return an error with the file's name where it is about the file."""
    first = error.problems[0]
    if first.field != "file":
        return error
    return refusal(first.message, first.allowed, name=path.name)
