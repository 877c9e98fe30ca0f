"""Maps by folium, from our own files only: no tiles, no foreign host, no HTML in data.

folium writes popup strings into the page unescaped, asks four foreign hosts for ten
files and names its elements at random. So the data go in as one GeoJson layer per
theme, popups are made of text nodes by ``static/map.js``, the links to scripts and
styles are dropped, and names are given. What comes out is a script for a file of its
own, so that the page around it needs no inline script.
"""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast
from urllib.parse import quote

import folium
from branca.element import Element, Figure
from folium.utilities import JsCode

from locator.model import Site
from locator.snapshot import Snapshot
from locator.vocabulary import (
    ACCESSES,
    AMENITIES,
    KINDS,
    OPERATIONS,
    WELCOMES,
    Accuracy,
    Kind,
    Operation,
)
from locator.words import Lang, Words

Backdrop = tuple[tuple[str, str], ...]  # themes and their GeoJSON texts, lowest first

MAP_ID: Final = "map_yizhan"
DIGITS: Final = 5  # of a degree on the map: a metre
SHOWN: Final = 3_000  # sites; a phone draws no more in time
FOCUS_DEG: Final = 0.5  # the map opens on one city, never on a country
NEVER_WIDER: Final = 8  # zoom
NO_PLACE: Final = (Kind.REMOTE, Kind.CANDIDATE)

ZOOM_IN: Final = Words("放大", "Zoom in")
ZOOM_OUT: Final = Words("缩小", "Zoom out")
CLOSE: Final = Words("关闭", "Close")
MORE: Final = Words("详情与导航", "Details and directions")
NOT_SAID: Final = Words("没有记录", "not recorded")
LABELS: Final = {
    "operation": Words("状态", "Status"),
    "hours": Words("时间", "Hours"),
    "access": Words("怎么进", "Way in"),
    "welcome": Words("谁能进", "Welcome"),
    "address": Words("地址", "Address"),
}


@dataclass(frozen=True, slots=True)
class MapScript:
    """What draws one map.

    Parameters
    ----------
    text : str
        JavaScript that draws into the element with the id `MAP_ID`.
    gz : bytes
        The same, compressed; equal maps give equal bytes.
    shown, known : int
        Sites on the map, and sites that have a position at all.
    """

    text: str
    gz: bytes
    shown: int
    known: int


@lru_cache(maxsize=2)
def site_map(snapshot: Snapshot, backdrop: Backdrop, lang: Lang) -> MapScript:
    """Return the map of all sites; made once for a snapshot, a backdrop and a language."""
    located = tuple(site for site in snapshot.sites if on_map(site))
    shown = _around(_focus(located), located)[:SHOWN]
    drawing = _empty_map(shown)
    for theme, text in backdrop:
        _add_theme(drawing, theme, _in_language(json.loads(text), lang))
    for kind, words in KINDS.items():
        features = [_feature(site, lang) for site in shown if site.kind == kind]
        if features:
            _add_kind(drawing, kind, words.say(lang), features)
    script = _script(drawing, lang)
    gz = gzip.compress(script.encode(), mtime=0)
    return MapScript(script, gz, shown=len(shown), known=len(located))


def on_map(site: Site) -> bool:
    """Tell whether a site has a place of its own and riders may see it."""
    exact = site.position is not None and site.position.accuracy is Accuracy.EXACT
    return exact and site.kind not in NO_PLACE


def _lonlat(site: Site) -> tuple[float, float]:
    place = site.entrance or site.position
    if place is None:
        raise ValueError(f"{site.id} has no position")
    return round(place.lon, DIGITS), round(place.lat, DIGITS)


def _focus(located: tuple[Site, ...]) -> tuple[float, float]:
    """Return the place of the site in the middle, which lies where many are."""
    return sorted(_lonlat(site) for site in located)[len(located) // 2] if located else (0.0, 0.0)


def _around(focus: tuple[float, float], located: Iterable[Site]) -> list[Site]:
    """Return the sites, those near the focus first."""

    def apart(site: Site) -> tuple[float, str]:
        lon, lat = _lonlat(site)
        return max(abs(lon - focus[0]), abs(lat - focus[1])), site.id

    return sorted(located, key=apart)


def _empty_map(shown: list[Site]) -> folium.Map:
    drawing = folium.Map(
        tiles=None,
        min_zoom=NEVER_WIDER,
        max_zoom=18,
        zoom_snap=0.25,
        attribution_control=False,
    )
    _name(drawing, "map", "yizhan")
    drawing.default_js, drawing.default_css = [], []
    if shown:
        lon, lat = _lonlat(shown[0])
        drawing.location = [lat, lon]
        near = [_lonlat(site) for site in shown]
        near = [(x, y) for x, y in near if max(abs(x - lon), abs(y - lat)) < FOCUS_DEG]
        bounds = [[min(y for _, y in near), min(x for x, _ in near)]]
        bounds += [[max(y for _, y in near), max(x for x, _ in near)]]
        fit = folium.FitBounds(
            bounds, padding_top_left=(24, 24), padding_bottom_right=(24, 64), max_zoom=16
        )
        drawing.add_child(_name(fit, "fit", "sites"))
    return drawing


def _name(element: Any, kind: str, name: str) -> Any:  # noqa: ANN401 - folium is untyped
    """Give an element its name; folium's own are random, so no two maps were equal."""
    element._name, element._id = kind, name  # noqa: SLF001 - there is no public way
    return element


def _add_theme(drawing: folium.Map, theme: str, data: dict[str, Any]) -> None:
    """Add what lies under the sites; the style sheet knows the theme by its class."""
    layer = folium.GeoJson(
        data,
        control=False,
        smooth_factor=0.6,
        interactive=False,
        class_name=f"theme-{theme}",
        point_to_layer=JsCode("yizhan.label"),
    )
    drawing.add_child(_name(layer, "theme", theme.replace("-", "_")))


def _add_kind(drawing: folium.Map, kind: str, title: str, features: list[dict[str, Any]]) -> None:
    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        name=f'<span class="shape {kind}"></span>{title} {len(features)}',
        point_to_layer=JsCode("yizhan.marker"),
        on_each_feature=JsCode("yizhan.describe"),
    )
    drawing.add_child(_name(layer, "sites", kind))


def _feature(site: Site, lang: Lang) -> dict[str, Any]:
    """Return a site as GeoJSON, with its popup as plain texts."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(_lonlat(site))},
        "properties": {
            "mark": f"{site.kind}{'' if site.operation is Operation.OPERATING else ' idle'}",
            "name": site.name,
            "lines": [[LABELS[key].say(lang), text] for key, text in _lines(site, lang).items()],
            "tags": [AMENITIES[code].say(lang) for code in site.amenities or ()],
            "href": f"/s/{quote(site.id, safe='')}?lang={lang}",
        },
    }


def _lines(site: Site, lang: Lang) -> dict[str, str]:
    ways = [ACCESSES[way.access].say(lang) for way in site.access or ()]
    unsaid = NOT_SAID.say(lang)
    idle = site.operation is not Operation.OPERATING
    return {
        **({"operation": OPERATIONS[site.operation].say(lang)} if idle else {}),
        "hours": site.hours.text or unsaid,
        "access": " / ".join(dict.fromkeys(ways)) or unsaid,
        "welcome": WELCOMES[site.welcome].say(lang),
        "address": site.address or unsaid,
    }


def _in_language(data: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """Return labels with the name in one language; other features as they are."""
    features = [
        {**feature, "properties": {**props, "name": props["zh" if lang == "zh-CN" else "en"]}}
        if "zh" in (props := feature["properties"])
        else feature
        for feature in data["features"]
    ]
    return {**data, "features": features}


def _script(drawing: folium.Map, lang: Lang) -> str:
    control = folium.LayerControl(collapsed=False, position="bottomright")
    drawing.add_child(_name(control, "layer_control", "kinds"))
    words = {"zoomIn": ZOOM_IN, "zoomOut": ZOOM_OUT, "close": CLOSE, "more": MORE}
    said = json.dumps({key: text.say(lang) for key, text in words.items()})
    figure = cast("Figure", drawing.get_root())
    figure.render()
    figure.script.add_child(Element(f"yizhan.ready({MAP_ID}, {said});"), name="ready")
    return f'"use strict";\n{figure.script.render()}\n'
