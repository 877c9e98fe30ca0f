"""A map by folium without what folium brings along.

folium writes popup strings into the page unescaped, asks four foreign hosts for ten
files and names its elements at random. So the data go in as one GeoJson layer per
theme, popups are made of text nodes by scripts of our own, the links to scripts and
styles are dropped, and names are given. What comes out is a script: equal maps give
equal ones.
"""

import json
from collections.abc import Iterator
from typing import Any, Final, cast

import folium
from branca.element import Element, Figure
from folium.utilities import JsCode

from locator.words import Lang, Words

Backdrop = tuple[tuple[str, str], ...]  # themes and their GeoJSON texts, lowest first
Bounds = tuple[float, float, float, float]  # west, south, east, north
GeoJson = dict[str, Any]

MAP_ID: Final = "map_yizhan"
NEVER_WIDER: Final = 8  # zoom
NEAREST: Final = 18

ZOOM_IN: Final = Words("放大", "Zoom in")
ZOOM_OUT: Final = Words("缩小", "Zoom out")
CLOSE: Final = Words("关闭", "Close")


class Drawing:
    """A map that is being put together, lowest layer first.

    Parameters
    ----------
    bounds : tuple of float or None
        West, south, east and north of what it opens on.
    options
        Of Leaflet's map.
    """

    def __init__(self, bounds: Bounds | None, **options: Any) -> None:  # noqa: ANN401 - of Leaflet, passed on
        self._map = folium.Map(
            tiles=None,
            min_zoom=NEVER_WIDER,
            max_zoom=NEAREST,
            zoom_snap=0.25,
            attribution_control=False,
            **options,
        )
        _name(self._map, "map", "yizhan")
        self._map.default_js, self._map.default_css = [], []
        if bounds is not None:
            self._fit(bounds)

    def _fit(self, bounds: Bounds) -> None:
        west, south, east, north = bounds
        self._map.location = [(south + north) / 2, (west + east) / 2]
        fit = folium.FitBounds(
            [[south, west], [north, east]],
            padding_top_left=(24, 24),
            padding_bottom_right=(24, 64),
            max_zoom=16,
        )
        self._map.add_child(_name(fit, "fit", "sites"))

    def add_pane(self, name: str, z_index: int) -> None:
        """Add a pane for layers between others, which takes no clicks."""
        pane = folium.map.CustomPane(name, z_index=z_index, pointer_events=False)
        self._map.add_child(_name(pane, "pane", name))

    def add_theme(self, theme: str, data: GeoJson, **options: Any) -> None:  # noqa: ANN401 - of Leaflet, passed on
        """Add what lies under the sites; the style sheet knows the theme by its class."""
        layer = folium.GeoJson(
            data,
            control=False,
            smooth_factor=0.6,
            interactive=False,
            class_name=f"theme-{theme}",
            point_to_layer=JsCode("yizhan.label"),
            **options,
        )
        self._map.add_child(_name(layer, "theme", theme.replace("-", "_")))

    def add_layer(
        self,
        kind: str,
        name: str,
        data: GeoJson,
        *,
        label: str,
        point: str | None = None,
        each: str | None = None,
        **options: Any,  # noqa: ANN401 - of Leaflet, passed on
    ) -> None:
        """Add a layer that can be turned off.

        Parameters
        ----------
        kind, name : str
            Name it in the script, as ``kind_name``.
        label : str
            HTML of our own that stands in the list of layers.
        point, each : str or None
            Functions of our scripts that make a point's mark, and tend to each feature.
        """
        calls = {"point_to_layer": point, "on_each_feature": each}
        given: dict[str, Any] = {
            key: JsCode(call) for key, call in calls.items() if call is not None
        }
        layer = folium.GeoJson(data, name=label, **given, **options)
        self._map.add_child(_name(layer, kind, name))

    def add_layer_control(self, name: str, *, collapsed: bool = False) -> None:
        """Add the list of layers."""
        control = folium.LayerControl(collapsed=collapsed, position="bottomright")
        self._map.add_child(_name(control, "layer_control", name))

    def script(self, last: str) -> str:
        """Return what draws the map, and then runs a last line."""
        figure = cast("Figure", self._map.get_root())
        figure.render()
        figure.script.add_child(Element(last), name="ready")
        return f'"use strict";\n{figure.script.render()}\n'


def _name(element: Any, kind: str, name: str) -> Any:  # noqa: ANN401 - folium is untyped
    """Give an element its name; folium's own are random, so no two maps were equal."""
    element._name, element._id = kind, name  # noqa: SLF001 - there is no public way
    return element


def map_words(lang: Lang) -> dict[str, str]:
    """Return what the buttons of every map say."""
    words = {"zoomIn": ZOOM_IN, "zoomOut": ZOOM_OUT, "close": CLOSE}
    return {key: text.say(lang) for key, text in words.items()}


def themes(backdrop: Backdrop, lang: Lang) -> Iterator[tuple[str, GeoJson]]:
    """Yield the themes of a backdrop with their data in one language."""
    for theme, text in backdrop:
        yield theme, _in_language(json.loads(text), lang)


def _in_language(data: dict[str, Any], lang: Lang) -> dict[str, Any]:
    """Return labels with the name in one language; other features as they are."""
    features = [
        {**feature, "properties": {**props, "name": props["zh" if lang == "zh-CN" else "en"]}}
        if "zh" in (props := feature["properties"])
        else feature
        for feature in data["features"]
    ]
    return {**data, "features": features}
