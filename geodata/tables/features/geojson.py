"""GeoJSON (RFC 7946), and the ``crs`` member of its 2008 draft, which is still written."""

import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError

from geodata.tables.confined.building import TableBuilder
from geodata.tables.confined.source import Source
from geodata.tables.features.collecting import FeatureCollector, Place
from geodata.tables.features.json_stream import JsonStream
from geodata.tables.features.places import Reference, places_of
from geodata.tables.refusal import refusal
from geodata.tables.sheets.encodings import detect_encoding
from locator.errors import InvalidInput
from locator.words import Words

DEFAULT_CRS = "OGC:CRS84"
REPORT_FEATURES = 5_000
SHOWN_CHARS = 60  # of a geometry that cannot be read


def read(source: Source) -> Iterator[TableBuilder]:
    """Yield the table of a FeatureCollection.

    Raises
    ------
    InvalidInput
        It is broken JSON or no FeatureCollection, or a limit is passed.
    """
    encoding = detect_encoding(source.file)
    collector, used, stated = _collected(source, encoding, DEFAULT_CRS)
    if stated != used:  # it stood behind the features
        collector, _, _ = _collected(source, encoding, stated)
    yield collector.finish()


def _collected(
    source: Source, encoding: str, crs: str | None
) -> tuple[FeatureCollector, str | None, str | None]:
    """Return the features, the system they were taken to be in, and the one stated."""
    source.file.seek(0)
    text = io.TextIOWrapper(source.file, encoding)
    stream = JsonStream(text)
    collector, used = None, crs
    stream.take("{")
    while stream.peek() != "}":
        name = stream.value()
        stream.take(":")
        if name == "features" and collector is None:
            collector, used = FeatureCollector(source.limits, Reference(crs)), crs
            _collect(stream, collector, source)
        elif name == "crs":
            crs = _crs_name(stream.value())
        else:
            stream.value()
        if stream.peek() != "}":
            stream.take(",")
    stream.take("}")
    stream.end()
    text.detach()
    if collector is None:
        raise no_features()
    return collector, used, crs


def _collect(stream: JsonStream, collector: FeatureCollector, source: Source) -> None:
    stream.take("[")
    while stream.peek() != "]":
        feature = stream.value()
        if not isinstance(feature, dict):
            raise no_features()
        properties = feature.get("properties")
        if not isinstance(properties, dict):
            properties = {}
        if "id" in feature:
            properties.setdefault("id", feature["id"])
        collector.add(properties, _place(feature.get("geometry")))
        if collector.count % REPORT_FEATURES == 0:
            source.report(source.file.tell() / source.size)
        if stream.peek() != "]":
            stream.take(",")
    stream.take("]")


def _crs_name(crs: object) -> str | None:
    """Return the system of a ``crs`` member; null says that nobody knows it."""
    match crs:
        case {"properties": {"name": str() as name}}:
            return name
        case _:
            return None


def _place(geometry: object) -> Place:
    """Return a position; what is no geometry as it stands, for its own row to be rejected."""
    match geometry:
        case None | {"coordinates": []} | {"geometries": []}:
            return None, None
        case {"type": "Point", "coordinates": [lon, lat, *_]}:
            return lon, lat
    try:
        lons, lats = places_of(np.array([_shape(geometry)], dtype=object))
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        unread = json.dumps(geometry, ensure_ascii=False)[:SHOWN_CHARS]
        return unread, unread
    return float(lons[0]), float(lats[0])


def _shape(geometry: Any) -> Any:  # noqa: ANN401 (any JSON)
    return shapely.geometry.shape(geometry)


def no_features() -> InvalidInput:
    """Return the error for JSON that is no collection of features."""
    return refusal(Words(zh="是 JSON,但不是 GeoJSON 要素集合", en="JSON, but no GeoJSON features"))
