"""Archives made here: pictures, and the made-up city as vector tiles in the schema of Protomaps."""

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import asinh, pi, radians, tan
from pathlib import Path
from typing import Any, Final

import mapbox_vector_tile
import numpy as np
from pmtiles.reader import MemorySource, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely import STRtree, box, total_bounds, transform
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

from geodata.demo import demo_backdrop, demo_city
from geodata.demo.streets import StreetClass

Tiles = Mapping[tuple[int, int, int], bytes]
Made = tuple[str, BaseGeometry, dict[str, Any]]  # layer, geometry on the square map, properties

PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
COUNTRY: Final = "示例国国界"  # what a boundary of the archive is called
CREDIT: Final = "© <a href='https://osm.example'>示例</a> · 测绘 & 制图"
KINDS: Final = {  # themes of the demo's own map -> layer, kind
    "built": ("landuse", "residential"),
    "centre": ("landuse", "commercial"),
    "works": ("landuse", "industrial"),
    "school": ("landuse", "school"),
    "park": ("landuse", "park"),
    "water": ("water", "lake"),
    "border": ("boundaries", "country"),
}
ROADS: Final = {
    StreetClass.TRUNK: "highway",
    StreetClass.TRUNK_LINK: "highway",
    StreetClass.PRIMARY: "major_road",
    StreetClass.SECONDARY: "major_road",
    StreetClass.TERTIARY: "major_road",
    StreetClass.FOOTWAY: "path",
    StreetClass.STEPS: "path",
}
EXTENT: Final = 4096
AROUND: Final = 64 / EXTENT  # of a tile's side: features reach that far beyond it


def write_archive(
    path: Path,
    tiles: Tiles,
    kind: TileType = TileType.PNG,
    metadata: dict[str, Any] | None = None,
) -> Path:
    """Write an archive and return its path."""
    packed = kind is TileType.MVT
    compression = Compression.GZIP if packed else Compression.NONE
    with path.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]  # the library's
        for address in sorted(tiles, key=lambda zxy: zxy_to_tileid(*zxy)):
            body = tiles[address]
            stored = gzip.compress(body, mtime=0) if packed else body
            writer.write_tile(zxy_to_tileid(*address), stored)
        writer.finalize({"tile_type": kind, "tile_compression": compression}, metadata or {})
        writer.tile_f.close()
    return path


def stored_in(path: Path) -> dict[tuple[int, int, int], bytes]:
    """Return the tiles of an archive as the format's own library reads them."""
    whole: Any = MemorySource  # not typed
    read: Any = all_tiles
    return dict(read(whole(path.read_bytes())))


def write_city(path: Path, zooms: Iterable[int] = (12, 13, 14)) -> Path:
    """Write the made-up city as vector tiles, with a country's boundary across it."""
    features = city_features()
    tree = STRtree([geometry for _, geometry, _ in features])
    west, south, east, north = total_bounds(tree.geometries).tolist()
    tiles = {
        (z, x, y): body
        for z in zooms
        for x in range(int(west * 2**z), int(east * 2**z) + 1)
        for y in range(int((1 - north) * 2**z), int((1 - south) * 2**z) + 1)
        if (body := encoded(features, tree, z, x, y))
    }
    layers = [{"id": layer} for layer in sorted({layer for layer, _, _ in features})]
    metadata = {"attribution": CREDIT, "vector_layers": layers}
    return write_archive(path, tiles, TileType.MVT, metadata)


def encoded(features: list[Made], tree: STRtree, z: int, x: int, y: int) -> bytes:
    """Return a vector tile."""
    side = 2.0**-z
    west, north = x * side, 1 - y * side
    window = box(
        west - AROUND * side, north - side - AROUND * side, west + side + AROUND * side,
        north + AROUND * side,
    )  # fmt: skip
    corner = (west, north - side)
    layers: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(tree.query(window).tolist()):
        layer, geometry, properties = features[row]
        seen = geometry.intersection(window)
        inside = transform(seen, lambda points: np.rint((points - corner) / side * EXTENT))
        parts = getattr(inside, "geoms", [inside])
        layers.setdefault(layer, []).extend(
            {"geometry": part, "properties": properties} for part in parts if not part.is_empty
        )
    named = [{"name": name, "features": found} for name, found in layers.items()]
    body: bytes = mapbox_vector_tile.encode(named)
    return body


@lru_cache(maxsize=1)
def city_features() -> list[Made]:
    """Return the made-up city in the schema of Protomaps."""
    made: list[Made] = []
    for theme, text in demo_backdrop():
        for feature in json.loads(text)["features"]:
            told, geometry = feature["properties"], squared(shape(feature["geometry"]))
            if theme in KINDS:
                layer, kind = KINDS[theme]
                name = {"name": COUNTRY} if layer == "boundaries" else {}
                made.append((layer, geometry, {"kind": kind, **name}))
            elif theme == "names" and told["size"] == "district":
                names = {"name": told["zh"], "name:en": told["en"]}
                made.append(("places", geometry, {"kind": "locality", **names}))
    plan = demo_city().streets
    for way in plan.ways:
        line = LineString([(plan.nodes[node].lon, plan.nodes[node].lat) for node in way.nodes])
        names = {"name": way.name.zh, "name:en": way.name.en} if way.name.zh else {}
        kind = ROADS.get(way.street_class, "minor_road")
        made.append(("roads", squared(line), {"kind": kind, **names}))
    return made


def squared(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry on the square that web maps show the world on, y growing northward."""

    return transform(geometry, lambda points: np.array([square(*point) for point in points]))


def square(lon: float, lat: float) -> tuple[float, float]:
    """Return where a place lies on that square: x eastward, y northward, between 0 and 1."""
    return (lon + 180) / 360, 0.5 + asinh(tan(radians(lat))) / (2 * pi)
