"""Vector tiles as Mapbox wrote them down (version 2.1), read by mapbox-vector-tile."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

from mapbox_vector_tile.decoder import TileData

from locator.basemap import EXTENT, LAYERS, Drawing, Feature, draw

DOWN: Final = {"y_coord_down": True}
Shape = Literal["polygon", "line", "point"]
# What the library calls a geometry -> what it is to us, and how deep its paths lie.
SHAPES: Final[dict[str, tuple[Shape, int]]] = {
    "Point": ("point", 0),
    "MultiPoint": ("point", 1),
    "LineString": ("line", 1),
    "MultiLineString": ("line", 2),
    "Polygon": ("polygon", 2),
    "MultiPolygon": ("polygon", 3),
}


def read_drawing(body: bytes) -> Drawing:
    """Return what is drawn of a vector tile.

    Layers that nothing is drawn of, boundaries above all, are dropped before they are decoded.
    """
    data = TileData(body, default_options=DOWN)
    kept = [layer for layer in data.tile.layers if layer.name in LAYERS]
    del data.tile.layers[:]
    data.tile.layers.extend(kept)
    return draw(features_of(data.get_message()))


def features_of(layers: dict[str, Any]) -> Iterator[Feature]:
    """Give the features of decoded layers, in units of `EXTENT`."""
    for name, layer in layers.items():
        scale = EXTENT / layer["extent"]
        for feature in layer["features"]:
            geometry = feature["geometry"]
            shape, depth = SHAPES[geometry["type"]]
            paths = [
                [(round(x * scale), round(y * scale)) for x, y in path]
                for path in paths_of(geometry["coordinates"], depth)
            ]
            yield Feature(name, shape, [path for path in paths if path], feature["properties"])


def paths_of(coordinates: Sequence[Any], depth: int) -> Iterator[Sequence[Any]]:
    """Give the paths of a geometry's coordinates."""
    if depth == 0:
        yield [coordinates]
    elif depth == 1:
        yield coordinates
    else:
        for part in coordinates:
            yield from paths_of(part, depth - 1)
