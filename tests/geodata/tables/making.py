"""Makes files and reads them: in this process where only the reader is in question."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from geodata.tables import Limits, Rows, Skipped, Table, Tables
from geodata.tables.confined.detection import detect_format
from geodata.tables.confined.source import Source
from locator.errors import InvalidInput

KNOWN = frozenset(
    {"编号", "名称", "站点名称", "地址", "经度", "纬度", "开放时间", "name", "address"}
)


def read_here(content: bytes | Path, limits: Limits | None = None) -> Tables:
    """Return the tables of a file, read without a further process."""
    raw = content if isinstance(content, bytes) else content.read_bytes()
    limits = limits or Limits()
    file = io.BytesIO(raw)
    form = detect_format(file, limits)
    assert form.driver is None, "GDAL is used in a process of its own only"
    reader = import_module(f"geodata.tables.{form.reader}")
    parts = list(reader.read(Source(file, len(raw), limits, KNOWN, lambda _: None)))
    tables = Tables(
        Table(
            part.sheet,
            part.first_row,
            tuple(columns.column_names),
            Rows(columns),
            part.geometry,
            part.datum_hint,
        )
        for part in parts
        if not isinstance(part, Skipped)
        for columns in [part.finish()]
    )
    tables.skipped = tuple(part for part in parts if isinstance(part, Skipped))
    return tables


def rows_of(table: Table) -> list[dict[str, str]]:
    """Return the rows as dicts without empty cells."""
    return [
        {name: cell for name, cell in zip(table.columns, row, strict=True) if cell}
        for row in table.rows
    ]


def refusal_of(error: InvalidInput) -> str:
    """Return the one message of an error, checked to be fit for a person."""
    (problem,) = error.problems
    assert problem.field == "file"
    assert problem.message.zh != problem.message.en
    assert problem.allowed.zh
    assert problem.allowed.en
    return problem.message.en


def collection(*features: Mapping[str, object], **members: object) -> bytes:
    """Return a FeatureCollection."""
    return json.dumps({"type": "FeatureCollection", **members, "features": features}).encode()


def feature(properties: Mapping[str, object], *place: float) -> dict[str, object]:
    """Return a feature at a point, or nowhere."""
    geometry = {"type": "Point", "coordinates": place} if place else None
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def zipped(path: Path, entries: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> Path:
    """Write a zip archive."""
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return path
