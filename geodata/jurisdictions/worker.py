"""The process that reads polygons: started by `features`, it knows one file.

Its standard input is the file; its working folder holds `request.json` and takes
`features.arrow` and `answer.json`.
"""

import json
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from geodata.tables import Limits
from geodata.tables.confined.archives import damaged, open_archive
from geodata.tables.confined.confinement import confine
from geodata.tables.confined.drivers import keep_only
from geodata.tables.refusal import refusal
from geodata.tables.sheets.cells import cell_text
from locator.errors import InvalidInput
from locator.words import Words

ENDINGS = {"GeoJSON": ".geojson", "GPKG": ".gpkg", "FlatGeobuf": ".fgb"}
SHAPE_PARTS = (".shp", ".shx", ".dbf", ".prj")
RAW = "ISO-8859-1"  # a letter for every byte, in the one spelling that GDAL knows


def main() -> None:
    """Read the file on standard input and leave the answer in the working folder."""
    request = json.loads(Path("request.json").read_bytes())
    limits = Limits(**request["limits"])
    keep_only(request["driver"])
    confine(limits)
    try:
        with open(0, "rb", closefd=False) as file:
            answer: dict[str, Any] = {"crs": _read(file, request["driver"], limits)}
    except InvalidInput as error:
        answer = _refused(error.problems[0].message)
    except (DataSourceError, DataLayerError, UnicodeDecodeError) as error:
        answer = _refused(Words(zh=f"文件已损坏({error})", en=f"the file is damaged ({error})"))
    Path("answer.json").write_text(json.dumps(answer), "utf-8")


def _refused(why: Words) -> dict[str, Any]:
    return {"refused": {"zh": why.zh, "en": why.en}}


def _read(file: BinaryIO, driver: str, limits: Limits) -> str | None:
    """Write the features of every layer and return the reference system stated."""
    shapes: list[bytes | None] = []
    properties: list[str] = []
    systems: set[str | None] = set()
    for path in _copied(file, driver, limits):
        encoding = _encoding(path)
        for layer, _ in pyogrio.list_layers(path):
            meta, _, geometry, columns = pyogrio.raw.read(
                path,
                layer=str(layer),
                force_2d=True,
                datetime_as_string=True,
                encoding=RAW if encoding else None,
            )
            systems.add(meta["crs"])
            names = [_decoded(str(name), encoding) for name in meta["fields"]]
            for shape, *values in zip(geometry, *columns, strict=True):
                cells = (_decoded(cell_text(_plain(value)), encoding) for value in values)
                shapes.append(shape)
                properties.append(json.dumps(dict(zip(names, cells, strict=True))))
    if len(systems) > 1:
        raise refusal(Words(zh="各图层的坐标系不同", en="its layers are in different systems"))
    table = pa.table(
        {"geometry": pa.array(shapes, pa.binary()), "properties": pa.array(properties, pa.string())}
    )
    with pa.OSFile("features.arrow", "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return systems.pop() if systems else None


def _plain(value: Any) -> Any:  # noqa: ANN401 (any scalar of a file)
    """Return a numpy scalar as Python's own."""
    return value.item() if hasattr(value, "item") else value


def _copied(file: BinaryIO, driver: str, limits: Limits) -> list[Path]:
    """Copy the file, or the Shapefiles in it, to names of our own and return them."""
    if driver in ENDINGS:
        path = Path("layers" + ENDINGS[driver])
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        return [path]
    archive = open_archive(file, limits)
    stems: dict[str, Path] = {}
    for entry in archive.infolist():
        name = Path(entry.filename)
        if name.suffix.lower() in SHAPE_PARTS and "__MACOSX" not in name.parts:
            stem = stems.setdefault(str(name.with_suffix("")), Path(f"shape{len(stems)}"))
            try:
                stem.with_suffix(name.suffix.lower()).write_bytes(archive.read(entry))
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
                raise damaged() from None
    shapes = (stem.with_suffix(".shp") for stem in stems.values())
    return [path for path in shapes if path.exists()]


def _encoding(path: Path) -> str | None:
    """Return the encoding of a Shapefile's text as its records look; None elsewhere.

    What a Shapefile says of its encoding is often missing or wrong; in China it is UTF-8
    or GB18030, and hardly any text is both.
    """
    attributes = path.with_suffix(".dbf")
    if not attributes.exists():
        return None
    raw = attributes.read_bytes()
    text = raw[int.from_bytes(raw[8:10], "little") :].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    foreign = sum(not letter.isascii() for letter in text) - bad
    return "utf-8" if foreign >= 2 * bad else "gb18030"


def _decoded(text: str, encoding: str | None) -> str:
    """Return text read byte by byte as what it is; names are often cut within a letter."""
    return text.encode(RAW, "ignore").decode(encoding, "ignore") if encoding else text
