"""GeoPackage, FlatGeobuf and GeoParquet, written in batches so that they need little memory."""

import json
import struct
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio.raw
from pyproj import CRS

from geodata.exporting.content import Content
from geodata.rows import INTEGERS, NUMBERS, Row

LAYER: Final = "sites"
GEOMETRY: Final = "geometry"
DATUM: Final = "EPSG:4326"
BATCH: Final = 2_000  # rows
LITTLE_ENDIAN, POINT = 1, 1  # of WKB


def _schema(content: Content) -> pa.Schema:
    """Return the types of the columns, which do not hang on what is in them."""
    fields = [(name, _type(name)) for name in content.properties()]
    return pa.schema([*fields, (GEOMETRY, pa.binary())])


def _type(name: str) -> pa.DataType:
    return pa.float64() if name in NUMBERS else pa.int64() if name in INTEGERS else pa.string()


def _batches(content: Content, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    rows = content.rows()
    while some := list(islice(rows, BATCH)):
        columns: list[list[Any]] = [[row[name] for row in some] for name in content.properties()]
        columns.append([_point(row) for row in some])
        typed = [
            pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)
        ]
        yield pa.record_batch(typed, schema=schema)


def _point(row: Row) -> bytes | None:
    """Return the position of a row as WKB."""
    if row["lon"] is None:
        return None
    return struct.pack("<BIdd", LITTLE_ENDIAN, POINT, row["lon"], row["lat"])


def _write_layer(content: Content, path: Path, driver: str, **options: str) -> None:
    schema = _schema(content)
    failed: list[Exception] = []

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            yield from _batches(content, schema)
        except Exception as error:
            failed.append(error)
            raise

    try:
        pyogrio.raw.write_arrow(
            pa.RecordBatchReader.from_batches(schema, batches()),
            path,
            driver=driver,
            layer=LAYER,
            geometry_name=GEOMETRY,
            geometry_type="Point",
            crs=DATUM,
            layer_metadata=content.about.facts() if content.about else None,
            **options,
        )
    except RuntimeError:  # GDAL says of an error in a row only that there was one
        if failed:
            raise failed[0] from None
        raise


def write_geopackage(content: Content, path: Path) -> None:
    """Write a GeoPackage with one layer of points."""
    _write_layer(content, path, "GPKG")


def write_flatgeobuf(content: Content, path: Path) -> None:
    """Write a FlatGeobuf; it takes a spatial index only if every site has a position."""
    placed = all(row["lon"] is not None for row in content.rows())
    _write_layer(content, path, "FlatGeobuf", SPATIAL_INDEX="YES" if placed else "NO")


def write_parquet(content: Content, path: Path) -> None:
    """Write a GeoParquet (version 1.0)."""
    column = {"encoding": "WKB", "geometry_types": ["Point"], "crs": CRS(DATUM).to_json_dict()}
    geo = {"version": "1.0.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
    about = content.about.facts() if content.about else {}
    schema = _schema(content).with_metadata({"geo": json.dumps(geo), **about})
    with pq.ParquetWriter(path, schema) as writer:
        for batch in _batches(content, schema):
            writer.write_batch(batch)
