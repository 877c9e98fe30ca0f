"""Features that come column by column, as Arrow batches with geometry in WKB."""

from collections.abc import Callable, Iterable

import pyarrow as pa
import shapely

from geodata.tables.confined.building import TableBuilder
from geodata.tables.features.places import Reference, geometry_names, places_of
from geodata.tables.sheets.cells import cell_text, number_text
from geodata.tables.sheets.headers import unique_names
from geodata.tables.table import Limits


def collect_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    schema: pa.Schema,
    geometry: str | None,
    crs: str | None,
    sheet: str,
    limits: Limits,
    report: Callable[[int], None],
    decode: Callable[[str], str] = str,
) -> TableBuilder:
    """Return the table of the batches; other binary columns are left out.

    Parameters
    ----------
    batches : Iterable of pyarrow.RecordBatch
        The features.
    schema : pyarrow.Schema
        Their columns.
    geometry : str, optional
        The column that holds geometry.
    crs : str, optional
        Its reference system.
    sheet : str
        Name of the layer.
    limits : Limits
        What the table may hold.
    report : callable
        Takes the number of rows read so far.
    decode : callable
        Turns names and texts as they came into what they say.

    Raises
    ------
    InvalidInput
        A limit is passed.
    pyarrow.ArrowException
        A batch contradicts itself, as those of damaged files do.
    """
    properties = [f.name for f in schema if f.name != geometry and not _is_binary(f.type)]
    reference = Reference(crs)
    names = geometry_names(properties) if geometry else None
    columns = [*(names or ()), *unique_names([decode(name) for name in properties])]
    builder = TableBuilder(limits, sheet=sheet, columns=columns)
    builder.geometry = names
    builder.datum_hint = reference.datum_hint if names else None
    read = 0
    for batch in batches:
        batch.validate(full=True)
        cells = [_texts(batch[name], decode) for name in properties]
        if geometry:
            cells[:0] = _places(batch[geometry], reference)
        for row in zip(*cells, strict=True):
            builder.add(row)
        read += len(batch)
        report(read)
    return builder


def _texts(column: pa.Array, decode: Callable[[str], str]) -> list[str]:
    return [decode(v) if isinstance(v, str) else cell_text(v) for v in column.to_pylist()]


def _places(geometry: pa.Array, reference: Reference) -> list[list[str]]:
    shapes = shapely.from_wkb(geometry.to_numpy(zero_copy_only=False), on_invalid="fix")
    lons, lats = reference.to_wgs84(*places_of(shapes))
    return [list(map(number_text, values.tolist())) for values in (lons, lats)]


def _is_binary(kind: pa.DataType) -> bool:
    return any(
        test(kind)
        for test in (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)
    )
