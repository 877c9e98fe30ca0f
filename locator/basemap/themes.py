"""Which features of vector tiles are drawn, and as what.

The names are those of the two schemas in wide use: Protomaps basemaps (versions 2 to 4,
https://docs.protomaps.com/basemaps/layers) and OpenMapTiles (https://openmaptiles.org/schema).
Only what is listed is drawn. Boundaries of any level, countries, coasts as lines, ferry lines,
military areas and whatever a later version of a schema adds are not listed.
"""

from collections.abc import Mapping
from typing import Final

Properties = Mapping[str, object]
Table = Mapping[str, Mapping[str, str]]  # layer -> kind -> theme

ANY: Final = "*"  # whatever kind a feature of that layer is of
KIND: Final = ("kind", "pmap:kind", "class")  # the property that tells, by schema
CHINESE: Final = ("name:zh-Hans", "name:zh", "name")
ENGLISH: Final = ("name:en", "name_en", "name")

GREEN: Final = dict.fromkeys(
    (
        *("park", "forest", "wood", "grass", "grassland", "meadow", "scrub", "garden", "pitch"),
        *("cemetery", "golf_course", "nature_reserve", "recreation_ground", "village_green"),
        *("playground", "stadium", "wetland"),
    ),
    "green",
)
SCHOOLS: Final = dict.fromkeys(
    ("school", "university", "college", "kindergarten", "hospital", "library"), "school"
)
WORKS: Final = dict.fromkeys(("industrial", "railway", "garages"), "works")
BUILT: Final = dict.fromkeys(("residential", "suburb", "quarter", "neighbourhood"), "built")
CENTRE: Final = dict.fromkeys(("commercial", "retail"), "centre")

AREAS: Final[Table] = {
    "water": {ANY: "water"},
    "building": {ANY: "building"},
    "buildings": {ANY: "building"},
    "park": {ANY: "green"},
    "landcover": {**GREEN, "urban_area": "built"},
    "landuse": {**GREEN, **SCHOOLS, **WORKS, **BUILT, **CENTRE},
}
STREAMS: Final = dict.fromkeys(("river", "canal", "stream", "ditch", "drain"), "stream")
LINES: Final[Table] = {
    "water": STREAMS,
    "waterway": STREAMS,
    "roads": {
        "highway": "motor",
        "major_road": "main",
        "medium_road": "main",
        "minor_road": "local",
        "path": "path",
        "rail": "rail",
    },
    "transportation": {
        **dict.fromkeys(("motorway", "trunk"), "motor"),
        **dict.fromkeys(("primary", "secondary", "tertiary"), "main"),
        **dict.fromkeys(("minor", "busway"), "local"),
        **dict.fromkeys(("service", "track"), "yard"),
        **dict.fromkeys(("path", "pedestrian"), "path"),
        **dict.fromkeys(("rail", "transit"), "rail"),
    },
}
PLACES: Final[Table] = {
    "places": {**dict.fromkeys(("locality", "macrohood"), "town"), "neighbourhood": "quarter"},
    "place": {
        **dict.fromkeys(("city", "town", "village"), "town"),
        **dict.fromkeys(("suburb", "quarter", "neighbourhood", "hamlet"), "quarter"),
    },
}
STREETS: Final[Table] = {  # whose names are written along them
    "roads": {kind: "street" for kind, theme in LINES["roads"].items() if theme != "rail"},
    "transportation_name": {
        kind: "street" for kind, theme in LINES["transportation"].items() if theme != "rail"
    },
}
TABLES: Final = {"polygon": (AREAS,), "line": (LINES, STREETS), "point": (PLACES,)}
LAYERS: Final = frozenset().union(*(table for tables in TABLES.values() for table in tables))


def theme_of(table: Table, layer: str, properties: Properties) -> str | None:
    """Return as what a feature is drawn, None: it is not."""
    kinds = table.get(layer, {})
    kind = next((str(properties[name]) for name in KIND if name in properties), "")
    return kinds.get(kind) or kinds.get(ANY)


def names_of(properties: Properties) -> tuple[str, str] | None:
    """Return what a feature is called in Chinese and in English, None without a name."""
    zh, en = (
        next((str(properties[name]) for name in names if properties.get(name)), "")
        for names in (CHINESE, ENGLISH)
    )
    return (zh, en) if zh and en else None
