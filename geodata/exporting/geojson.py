"""GeoJSON (RFC 7946), one feature a line."""

import json
from pathlib import Path

from geodata.exporting.content import Content
from geodata.rows import Row


def write(content: Content, path: Path) -> None:
    """Write one feature for each site, with null for what is unknown."""
    properties = content.properties()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        about = f'"about": {_json(content.about.facts())}, ' if content.about else ""
        file.write(f'{{"type": "FeatureCollection", {about}"features": [')
        separator = "\n"
        for row in content.rows():
            file.write(separator + _feature(row, properties))
            separator = ",\n"
        file.write("\n]}\n")


def _feature(row: Row, properties: tuple[str, ...]) -> str:
    point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    feature = {
        "type": "Feature",
        "geometry": None if row["lon"] is None else point,
        "properties": {name: row[name] for name in properties},
    }
    return _json(feature)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
