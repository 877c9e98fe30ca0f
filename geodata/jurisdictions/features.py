"""Polygons and their properties, read from vector files by a confined process.

A file's content decides its format, never its name, and GDAL keeps the one driver of
that format: others read further files or fetch what a file names.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.tables import Limits
from geodata.tables.confined.detection import FLATGEOBUF, GEOJSON, GEOPACKAGE, SHAPEFILE, Format
from geodata.tables.reading import command_of, environment
from geodata.tables.refusal import refusal, within
from locator.words import Words

DRIVERS: Final[Mapping[Format, str]] = {
    GEOJSON: "GeoJSON",
    GEOPACKAGE: "GPKG",
    FLATGEOBUF: "FlatGeobuf",
    SHAPEFILE: "ESRI Shapefile",
}
COMMAND: Final = command_of("geodata.jurisdictions.worker")
OPEN_RING: Final = Words(zh="多边形没有闭合，已补上", en="a polygon was left open and was closed")
BROKEN: Final = Words(zh="图形残缺，不成多边形，略去", en="its geometry is broken and was left out")


class Feature(NamedTuple):
    """A feature: its properties as text, its geometry, and what is wrong with that.

    Attributes
    ----------
    properties : dict of str to str
        As they stand in the file.
    geometry : BaseGeometry or None
        As it stands in the file, but for rings left open, which are closed.
    fault : Words or None
        `OPEN_RING`, or `BROKEN`: then there is no geometry.
    """

    properties: dict[str, str]
    geometry: BaseGeometry | None
    fault: Words | None = None


class Features(NamedTuple):
    """The features of a file and the reference system that it states, if it does."""

    features: tuple[Feature, ...]
    crs: str | None


def read_features(path: Path, form: Format, limits: Limits) -> Features:
    """Return the features of a vector file.

    Parameters
    ----------
    path : Path
        A regular file.
    form : Format
        A key of `DRIVERS`.
    limits : Limits
        What reading may cost.

    Raises
    ------
    InvalidInput
        The file is damaged or passes a limit.
    """
    with tempfile.TemporaryDirectory(prefix="yizhan-") as folder:
        request = {"limits": asdict(limits), "driver": DRIVERS[form]}
        Path(folder, "request.json").write_text(json.dumps(request), "utf-8")
        _work(path, folder, limits)
        answer = json.loads(Path(folder, "answer.json").read_bytes())
        if "refused" in answer:
            raise refusal(Words(**answer["refused"]), name=path.name)
        with pa.memory_map(os.fspath(Path(folder, "features.arrow"))) as source:
            table = pa.ipc.open_file(source).read_all()
            shapes = map(_shape, table["geometry"].to_pylist())
            properties = [json.loads(text) for text in table["properties"].to_pylist()]
    features = (Feature(said, *shape) for said, shape in zip(properties, shapes, strict=True))
    return Features(tuple(features), answer["crs"])


def _shape(wkb: bytes | None) -> tuple[BaseGeometry | None, Words | None]:
    """Return a geometry and its fault; rings of three points and more can be closed."""
    shape = shapely.from_wkb(wkb, on_invalid="ignore")
    if shape is not None or wkb is None:
        return shape, None
    closed = shapely.from_wkb(wkb, on_invalid="fix")
    return (closed, OPEN_RING) if shapely.area(closed) > 0 else (None, BROKEN)


def _work(path: Path, folder: str, limits: Limits) -> None:
    """Run the reading process to its end.

    Raises
    ------
    InvalidInput
        It ended without an answer.
    """
    with path.open("rb") as file:
        try:
            subprocess.run(  # noqa: S603 (our own interpreter and code, no shell)
                COMMAND,
                stdin=file,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=environment(),
                timeout=limits.wall_s,
                check=True,
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
            raise refusal(
                Words(
                    zh="读取中断:文件已损坏,或所需时间、内存过多",
                    en="reading it broke off: it is damaged or takes too much time or memory",
                ),
                within(limits.wall_s, "秒", "seconds"),
                name=path.name,
            ) from None
