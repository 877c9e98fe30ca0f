"""Parquet, and GeoParquet where its metadata tells of a geometry column."""

import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from geodata.tables.confined.building import TableBuilder
from geodata.tables.confined.source import Source
from geodata.tables.features.batches import collect_batches
from geodata.tables.refusal import refusal
from locator.words import Words

BATCH_ROWS = 10_000
DEFAULT_CRS = "OGC:CRS84"  # of the GeoParquet standard, where a column states none


def read(source: Source) -> Iterator[TableBuilder]:
    """Yield the one table.

    Raises
    ------
    InvalidInput
        The file is damaged, or a limit is passed.
    """
    try:
        file = pq.ParquetFile(source.file)
        geometry, crs = _geometry(file.schema_arrow)
        rows = max(1, file.metadata.num_rows)
        yield collect_batches(
            file.iter_batches(BATCH_ROWS, use_threads=False),
            schema=file.schema_arrow,
            geometry=geometry,
            crs=crs,
            sheet="",
            limits=source.limits,
            report=lambda read: source.report(read / rows),
        )
    except (pa.ArrowException, OSError) as error:
        cause = str(error).splitlines()[0]
        raise refusal(
            Words(zh=f"Parquet 文件已损坏({cause})", en=f"the Parquet file is damaged ({cause})")
        ) from None


def _geometry(schema: pa.Schema) -> tuple[str | None, str | None]:
    """Return the geometry column in WKB and its system, as GeoParquet tells them."""
    try:
        told = json.loads((schema.metadata or {}).get(b"geo", b"null"))
    except ValueError:
        told = None
    match told:
        case {"primary_column": str() as name, "columns": dict() as columns} if (
            name in schema.names and columns.get(name, {}).get("encoding") == "WKB"
        ):
            crs = columns[name].get("crs", DEFAULT_CRS)
            return name, json.dumps(crs) if isinstance(crs, dict) else crs
        case _:
            return None, None
