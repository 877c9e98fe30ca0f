"""KML: placemarks with their data; links to elsewhere are not followed."""

from collections.abc import Iterator
from xml.etree.ElementTree import ParseError, XMLParser

import numpy as np
import shapely
from shapely.errors import ShapelyError

from geodata.tables.confined.building import TableBuilder
from geodata.tables.confined.source import Source
from geodata.tables.features.collecting import FeatureCollector, Place
from geodata.tables.features.places import Reference, places_of
from geodata.tables.refusal import refusal
from locator.errors import InvalidInput
from locator.words import Words

CRS = "OGC:CRS84"  # fixed by the standard
CHUNK = 1 << 20
OWN_FIELDS = frozenset({"name", "description", "address", "phoneNumber"})


def read(source: Source) -> Iterator[TableBuilder]:
    """Yield the table of all placemarks.

    Raises
    ------
    InvalidInput
        It is broken XML, defines entities, or passes a limit.
    """
    collector = FeatureCollector(source.limits, Reference(CRS))
    parser = XMLParser(target=_Placemarks(collector))  # noqa: S314 (a document type is refused)
    try:
        while chunk := source.file.read(CHUNK):
            parser.feed(chunk)
            source.report(source.file.tell() / source.size)
        parser.close()
    except InvalidInput:
        raise
    except (ParseError, LookupError, ValueError) as error:  # the latter for encodings
        raise refusal(Words(zh=f"XML 有误({error})", en=f"the XML is broken ({error})")) from None
    yield collector.finish()


class _Placemarks:
    """Hears the elements of a document and hands placemarks on."""

    def __init__(self, collector: FeatureCollector) -> None:
        self._collector = collector
        self._open: list[tuple[str, str]] = []  # elements around, each with its name attribute
        self._text: list[str] = []
        self._properties: dict[str, object] = {}
        self._place: Place = (None, None)

    def doctype(self, *_: object) -> None:
        raise refusal(
            Words(zh="XML 中定义了实体(DOCTYPE),不予读取", en="XML with a DOCTYPE is not read")
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "Placemark":
            self._properties, self._place = {}, (None, None)
        self._open.append((name, attributes.get("name", "")))
        self._text = []

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, _: str) -> None:
        name, key = self._open.pop()
        around, outer_key = self._open[-1] if self._open else ("", "")
        text = "".join(self._text).strip()
        self._text = []
        if name == "Placemark":
            self._collector.add(self._properties, self._place)
        elif around == "Placemark" and name in OWN_FIELDS:
            self._properties[name] = text
        elif name == "value" and around == "Data":
            self._properties[outer_key] = text
        elif name == "SimpleData":
            self._properties[key] = text
        elif name == "coordinates" and self._place == (None, None):
            self._place = _place(text, around, self._collector.count + 1)

    def close(self) -> None:
        pass


def _place(text: str, kind: str, number: int) -> Place:
    corners = [corner.split(",") for corner in text.split()]
    if not corners:
        return None, None
    try:
        points = [(float(lon), float(lat)) for lon, lat, *_ in corners]
        if len(points) == 1:
            return points[0]
        shape = shapely.Polygon(points) if kind == "LinearRing" else shapely.LineString(points)
        lons, lats = places_of(np.array([shape], dtype=object))
    except (ValueError, ShapelyError):
        raise refusal(
            Words(
                zh=f"第 {number} 个地标的坐标无法读取",
                en=f"the coordinates of placemark {number} cannot be read",
            )
        ) from None
    return float(lons[0]), float(lats[0])
