"""The base map of the made-up city: its streets, water and parks as GeoJSON by theme."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import atan2, degrees
from typing import Any, Final

from shapely import line_merge, union_all
from shapely.geometry import MultiLineString, MultiPolygon, Polygon

from geodata.demo.city import demo_city
from geodata.demo.streets import Area, Node, Quarter, StreetClass, StreetPlan, Way, Zone
from geodata.demo.streets.plane import to_metres
from geodata.demo.unions import DISTRICTS, street_offices
from locator.unions import Union
from locator.words import Words, same

Coordinates = list[Any]  # of GeoJSON, as deep as its geometry
Backdrop = tuple[tuple[str, str], ...]

DIGITS: Final = 5  # of a degree: a metre
LABEL_EVERY: Final = 3  # stretches of main street
RIVER_NAMES_AT: Final = (0.36, 0.54, 0.66)  # of its length

GROUND: Final = {
    "built": {Zone.HOMES, Zone.NEW_TOWN},
    "centre": {Zone.OLD_TOWN, Zone.CENTRE},
    "works": {Zone.INDUSTRY},
    "school": {Zone.CAMPUS},
}
MAIN: Final = {StreetClass.PRIMARY, StreetClass.SECONDARY, StreetClass.TERTIARY}
MOTOR: Final = {StreetClass.TRUNK, StreetClass.TRUNK_LINK}
STREETS: Final = {  # lowest first; an edge lies under the street that it frames
    "path": {StreetClass.FOOTWAY},
    "street-yard": {StreetClass.SERVICE},
    "street-local": {StreetClass.RESIDENTIAL, StreetClass.LIVING_STREET},
    "street-edge": MAIN,
    "street-main": MAIN,
    "stairs": {StreetClass.STEPS},
    "street-motor-edge": MOTOR,
    "street-motor": MOTOR,
}


@lru_cache(maxsize=1)
def demo_backdrop() -> Backdrop:
    """Return themes and their GeoJSON texts, in the order they are to be drawn."""
    city = demo_city()
    plan = city.streets
    themes = {theme: _ground(plan, zones) for theme, zones in GROUND.items()}
    themes |= {kind: _areas(plan, kind) for kind in ("park", "water")}
    themes["border"] = _borders(city.unions)
    themes |= {theme: _lines(plan, classes) for theme, classes in STREETS.items()}
    themes |= {"footbridge": _footbridges(plan), "names": _names(plan)}
    return tuple(
        (theme, json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        for theme, data in themes.items()
    )


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _feature(kind: str, coordinates: Coordinates, **properties: object) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _line(points: Iterable[Sequence[float]]) -> Coordinates:
    return [[round(x, DIGITS), round(y, DIGITS)] for x, y in points]


def _ring(points: Sequence[tuple[float, float]]) -> Coordinates:
    return _line([*points, points[0]])


def _ground(plan: StreetPlan, zones: set[Zone]) -> dict[str, Any]:
    """Return quarters of like use, melted where they touch."""
    melted = union_all([Polygon(q.ring) for q in plan.quarters if q.zone in zones])
    parts = melted.geoms if isinstance(melted, MultiPolygon) else [melted]
    rings = [
        [_line(ring.coords) for ring in (part.exterior, *part.interiors)]
        for part in parts
        if isinstance(part, Polygon)
    ]
    return _collection([_feature("MultiPolygon", rings)])


def _areas(plan: StreetPlan, kind: str) -> dict[str, Any]:
    areas = [[_ring(area.ring)] for area in plan.areas if area.kind == kind]
    return _collection([_feature("MultiPolygon", areas)])


def _lines(plan: StreetPlan, classes: set[StreetClass]) -> dict[str, Any]:
    return _drawn(plan, (way for way in plan.ways if way.street_class in classes))


def _footbridges(plan: StreetPlan) -> dict[str, Any]:
    walked = (way for way in plan.ways if way.bridge and way.street_class is StreetClass.FOOTWAY)
    return _drawn(plan, walked)


def _drawn(plan: StreetPlan, ways: Iterable[Way]) -> dict[str, Any]:
    lines = [_line((n.lon, n.lat) for n in _nodes(plan, way)) for way in ways]
    return _collection([_feature("MultiLineString", lines)])


def _nodes(plan: StreetPlan, way: Way) -> list[Node]:
    return [plan.nodes[i] for i in way.nodes]


def _borders(unions: Iterable[Union]) -> dict[str, Any]:
    """Return the outlines of the districts, a shared border once."""
    outlines = [u.area.boundary for u in unions if u.level == "district" and u.area is not None]
    merged = line_merge(union_all(outlines))
    parts = merged.geoms if isinstance(merged, MultiLineString) else [merged]
    return _collection([_feature("MultiLineString", [_line(part.coords) for part in parts])])


def _names(plan: StreetPlan) -> dict[str, Any]:
    """Return the names on the map, each at its place and angle."""
    river, *others = plan.areas
    features = [*_district_names(), *_street_names(plan), *_river_names(river)]
    for area in others:
        inside = Polygon(area.ring).representative_point()
        features.append(_label(inside.x, inside.y, area.name, area.kind))
    features += [
        _quarter_name(quarter, Words("示例大学", "Example University"))
        for quarter in plan.quarters
        if quarter.zone is Zone.CAMPUS
    ]
    return _collection(features)


def _label(lon: float, lat: float, name: Words, size: str, angle: float = 0.0) -> dict[str, Any]:
    point = [round(lon, DIGITS), round(lat, DIGITS)]
    return _feature("Point", point, zh=name.zh, en=name.en, size=size, angle=round(angle))


def _district_names() -> list[dict[str, Any]]:
    labels = []
    for name in DISTRICTS:
        areas = [office.area for office in street_offices() if office.district == name]
        middle = max(areas, key=lambda area: area.area).centroid
        labels.append(_label(middle.x, middle.y, same(name), "district"))
    return labels


def _quarter_name(quarter: Quarter, name: Words) -> dict[str, Any]:
    middle = Polygon(quarter.ring).centroid
    return _label(middle.x, middle.y, name, "park")


def _river_names(river: Area) -> list[dict[str, Any]]:
    """Return the river's name along its course; its ring runs down one bank and back."""
    labels = []
    for part in RIVER_NAMES_AT:
        here = round(len(river.ring) / 2 * part)
        middles = [
            ((lon + lon2) / 2, (lat + lat2) / 2)
            for (lon, lat), (lon2, lat2) in (
                (river.ring[here + i], river.ring[-1 - here - i]) for i in (0, 1)
            )
        ]
        labels.append(_label(*middles[0], river.name, "river", _angle(*middles)))
    return labels


def _angle(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the turn of a text along a line, upright and clockwise as style sheets have it."""
    (x, y), (x2, y2) = to_metres(*start), to_metres(*end)
    return (-degrees(atan2(y2 - y, x2 - x)) + 90) % 180 - 90


def _street_names(plan: StreetPlan) -> list[dict[str, Any]]:
    mains = [way for way in plan.ways if way.street_class in MAIN | {StreetClass.TRUNK}]
    labels = []
    for way in mains[::LABEL_EVERY]:
        nodes = _nodes(plan, way)
        a, b = nodes[len(nodes) // 2 - 1], nodes[len(nodes) // 2]
        angle = _angle((a.lon, a.lat), (b.lon, b.lat))
        middle = (a.lon + b.lon) / 2, (a.lat + b.lat) / 2
        labels.append(_label(*middle, way.name, "street", angle))
    return labels
