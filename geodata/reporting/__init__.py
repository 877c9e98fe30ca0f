"""Writes a coverage report into the files that people and programs use."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from geodata.atomic import written_whole
from geodata.reporting import json, layers, xlsx
from geodata.reporting.printing import pdf, png
from geodata.reporting.report import Report
from locator.errors import InvalidInput, problem
from locator.words import Lang, Words, same

__all__ = ["FORMATS", "Report", "write_report"]

FORMATS: Final[dict[str, Callable[[Report, Path, Lang], None]]] = {
    ".json": json.write,
    ".geojson": layers.write_geojson,
    ".gpkg": layers.write_geopackage,
    ".xlsx": xlsx.write,
    ".png": png.write,
    ".pdf": pdf.write,
}


def write_report(report: Report, path: Path, *, lang: Lang) -> None:
    """Write a report into a file whose ending tells the format.

    Parameters
    ----------
    report : Report
        What to say.
    path : Path
        Replaced at once when the new file is complete.
    lang : Lang
        Language of headers and texts; JSON has both.

    Raises
    ------
    InvalidInput
        When the ending is of no known format, nothing can be written there, or a picture
        is asked for and no font of this machine has Chinese characters.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        message = Words(zh="不支持这种文件格式", en="this file format is not supported")
        raise InvalidInput(problem("file", path.name, same(", ".join(FORMATS)), message))
    with written_whole(path) as beside:
        write(report, beside, lang)
