"""GeoPackage and FlatGeobuf through GDAL: every layer a table."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from geodata.tables.confined.building import TableBuilder
from geodata.tables.confined.source import Source
from geodata.tables.features.batches import collect_batches
from geodata.tables.refusal import refusal, within
from locator.words import Words

BATCH_ROWS = 10_000
BYTE_BY_BYTE = (
    "ISO-8859-1"  # each byte a letter, so that none is lost; GDAL knows it in capitals only
)
DAMAGED = (DataSourceError, DataLayerError, pa.ArrowException, OSError)


def read(source: Source) -> Iterator[TableBuilder]:
    """Yield the table of each layer, read from a copy in the working folder.

    Raises
    ------
    InvalidInput
        The file is damaged, or a limit is passed.
    """
    ending = ".fgb" if source.file.read(3) == b"fgb" else ".gpkg"
    source.file.seek(0)
    path = Path("layers" + ending)
    with path.open("wb") as copy:
        shutil.copyfileobj(source.file, copy)
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        if not layers:
            raise refusal(Words(zh="其中没有图层", en="it holds no layer"))
        check_number(len(layers), source)
        for number, layer in enumerate(layers):
            yield read_layer(path, layer, source, sheet=layer, done=number, of=len(layers))
    except DAMAGED as error:
        raise damaged(error) from None


def check_number(layers: int, source: Source) -> None:
    """Refuse a file of more layers than a file may have sheets."""
    if layers > source.limits.sheets:
        raise refusal(
            Words(zh=f"有 {layers:,} 个图层", en=f"it has {layers:,} layers"),
            within(source.limits.sheets, "个", "layers"),
        )


def read_layer(
    path: Path,
    layer: str,
    source: Source,
    *,
    sheet: str,
    done: int,
    of: int,
    encoding: str | None = None,
) -> TableBuilder:
    """Return the table of one layer of a file in the working folder.

    Parameters
    ----------
    path, layer : Path, str
        Where it is.
    source : Source
        For limits and progress.
    sheet : str
        Its name for people.
    done, of : int
        Layers read before it, and in all.
    encoding : str, optional
        Of its text, where the format does not fix it.

    Raises
    ------
    InvalidInput
        A limit is passed.
    DataSourceError, DataLayerError, pyarrow.ArrowException, OSError
        It is damaged.
    """
    read_as = BYTE_BY_BYTE if encoding else None
    announced = pyogrio.read_info(path, layer=layer, encoding=read_as)["features"]
    rows = 0

    def report(read: int) -> None:
        nonlocal rows
        rows = read
        source.report((done + read / max(1, announced)) / of)

    with pyogrio.raw.open_arrow(
        path,
        layer=layer,
        encoding=read_as,
        batch_size=BATCH_ROWS,
        use_pyarrow=True,
        datetime_as_string=True,
    ) as (meta, batches):
        geometry = (meta["geometry_name"] or "wkb_geometry") if meta["geometry_type"] else None
        table = collect_batches(
            batches,
            schema=batches.schema,
            geometry=geometry,
            crs=meta["crs"],
            sheet=sheet,
            limits=source.limits,
            report=report,
            decode=partial(_decoded, encoding=encoding),
        )
    if path.suffix == ".fgb" and rows < announced:  # cut short, it just ends
        raise DataLayerError(f"{rows} of {announced} features")
    return table


def _decoded(text: str, encoding: str | None) -> str:
    """Return what a text says; names and values may be cut within a character."""
    if encoding is None:
        return text
    return text.encode(BYTE_BY_BYTE).decode(encoding, "replace").rstrip("\ufffd")


def damaged(error: Exception) -> Exception:
    """Return the error for a file in which GDAL found something wrong."""
    cause = str(error).partition(";")[0]
    return refusal(Words(zh=f"文件已损坏({cause})", en=f"the file is damaged ({cause})"))
