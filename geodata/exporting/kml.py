"""KML 2.2: a placemark for each site, its columns as extended data."""

import re
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from geodata.exporting.content import Content
from geodata.rows import Cell, Row

HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'
)
NOT_XML: Final = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # XML 1.0, 2.2


def write(content: Content, path: Path) -> None:
    """Write one placemark for each site; one without a position has no point."""
    properties = content.properties()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        if content.about:
            file.write(f"<description>{_text(content.about.text())}</description>\n")
        for row in content.rows():
            file.write(_placemark(row, properties))
        file.write("</Document></kml>\n")


def _placemark(row: Row, properties: tuple[str, ...]) -> str:
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{_text(row[name])}</value></Data>"
        for name in properties
        if row[name] is not None
    )
    point = f"<Point><coordinates>{row['lon']},{row['lat']}</coordinates></Point>"
    return (
        f"<Placemark><name>{_text(row['name'])}</name>"
        f"<ExtendedData>{data}</ExtendedData>{'' if row['lon'] is None else point}</Placemark>\n"
    )


def _text(cell: Cell) -> str:
    return escape(NOT_XML.sub("", "" if cell is None else str(cell)), {"\r": "&#13;"})
