"""Writes sites into the files that people and programs use."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from geodata.atomic import written_whole
from geodata.exporting import csv, geojson, kml, layers, xlsx
from geodata.exporting.about import About, Licence
from geodata.exporting.content import Content
from locator.errors import InvalidInput, problem
from locator.model import Site
from locator.words import Lang, Words, same

__all__ = ["FORMATS", "About", "Content", "Licence", "export_sites"]

FORMATS: Final[dict[str, Callable[[Content, Path], None]]] = {
    ".csv": csv.write,
    ".xlsx": xlsx.write,
    ".geojson": geojson.write,
    ".gpkg": layers.write_geopackage,
    ".fgb": layers.write_flatgeobuf,
    ".kml": kml.write,
    ".parquet": layers.write_parquet,
}


def export_sites(
    sites: Iterable[Site], path: Path, *, lang: Lang = "en", public: bool = False
) -> None:
    """Write sites by id into a file whose ending tells the format.

    The same sites make the same CSV, XLSX, GeoJSON and KML, byte for byte.

    Parameters
    ----------
    sites : iterable of Site
        Those without a position are kept, with no geometry.
    path : Path
        Replaced at once when the new file is complete.
    lang : Lang
        Language of the headers of CSV and XLSX; other formats keep the field names.
    public : bool
        Leave out what is not for everybody: see `geodata.rows.PERSONAL`.

    Raises
    ------
    InvalidInput
        When the ending is of no known format, or nothing can be written there.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        message = Words(zh="不支持这种文件格式", en="this file format is not supported")
        raise InvalidInput(problem("file", path.name, same(", ".join(FORMATS)), message))
    with written_whole(path) as beside:
        write(Content.of(sites, lang=lang, public=public), beside)
