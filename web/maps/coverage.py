"""The map of a coverage report as one file that opens by a double click.

Everything is inside: Leaflet, our scripts and styles, the figures and all hours of the
week. Its policy forbids the browser to ask anybody for anything.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import xstatic.pkg.leaflet
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from locator.vocabulary import KINDS
from locator.words import Lang, Words
from web.maps.drawing import MAP_ID, Backdrop, Bounds, Drawing, GeoJson, map_words, themes

Json = Any  # whatever JSON can hold

HERE: Final = Path(__file__).parents[1]
LEAFLET: Final = Path(xstatic.pkg.leaflet.BASE_DIR)
SCRIPTS: Final = ("map.js", "coverage/cells.js", "coverage/report.js")
STYLES: Final = ("map.css", "coverage/report.css", "coverage/parts.css")
COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
GROUND_Z, CELLS_Z = 250, 300  # under Leaflet's own pane of shapes, which is at 400
LEAST: Final = (0.25, 0.5, 0.75, 0.9, 0.975)  # shares between the colours of the strip

TITLE: Final = Words("驿站覆盖报告", "Coverage of rest stations")
STATES: Final = (
    Words("已覆盖", "covered"),
    Words("时间未知,或许覆盖", "hours unknown, perhaps covered"),
    Words("这一小时只覆盖一部分", "for part of the hour"),
    Words("未覆盖", "uncovered"),
)
GROUND: Final = Words("可达范围", "within reach")
AREAS: Final = Words("辖区边界", "jurisdictions")
GAPS: Final = Words("缺口", "gaps")
SITES: Final = Words("站点", "sites")
WORDS: Final = {
    "kind": Words("类别", "Kind"),
    "hours": Words("时间", "Hours"),
    "address": Words("地址", "Address"),
    "openShare": Words("开放时间占比", "Open, share of time"),
    "inReachDemand": Words("可达需求(平均每小时)", "Demand in reach (mean hour)"),
    "missing": Words("缺口需求×小时", "Missing demand × hours"),
    "reason": Words("原因", "Reason"),
    "worst": Words("最严重", "Worst at"),
    "nearest": Words("最近站点", "Nearest site"),
    "remedy": Words("建议", "Remedy"),
    "nowhere": Words("没有站点", "no site"),
    "notSaid": Words("没有记录", "not recorded"),
    "straight": Words("直线", "straight line"),
    "min": Words("分钟", "min"),
    "none": Words("无", "none"),
    "cell": Words("需求单元", "Cell of demand"),
    "cells": Words("需求单元", "cells of demand"),
    "inReach": Words("可达站点数", "Sites in reach"),
    "nearestOpen": Words("到最近开放站点(平均)", "To the nearest open site (mean)"),
    "secondOpen": Words("到第二近开放站点(平均)", "To the second nearest (mean)"),
    "covered": Words("已覆盖", "covered"),
    "unknown": Words("未知", "unknown"),
    "uncovered": Words("未覆盖", "uncovered"),
}
AT_ONCE: Final = {  # an instant has no mean
    "inReachDemand": Words("可达需求", "Demand in reach"),
    "missing": Words("缺口需求", "Missing demand"),
    "nearestOpen": Words("到最近开放站点", "To the nearest open site"),
    "secondOpen": Words("到第二近开放站点", "To the second nearest"),
}


def coverage_page(content: dict[str, Json], *, backdrop: Backdrop = ()) -> str:
    """Return the page; equal contents give equal pages.

    Parameters
    ----------
    content : dict
        What the page says, as `geodata.reporting.map_content` has it, in one language.
    backdrop : tuple of (str, str)
        What lies under the map: themes and their GeoJSON, lowest first.
    """
    lang: Lang = content["lang"]
    kinds = dict.fromkeys(site["kind"] for site in content["sites"]["list"])
    pages = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)
    return pages.get_template("coverage.html").render(
        **shown(content, kinds, lang),
        lang=lang,
        t=lambda zh, en: Words(zh, en).say(lang),
        title=TITLE.say(lang),
        styles=Markup(_styles()),  # noqa: S704 -- our own files
        scripts=Markup(_scripts()),  # noqa: S704 -- our own files
        data=Markup(in_script(content)),  # noqa: S704 -- nothing in it can end the script
        drawing=Markup(_drawing(content, backdrop, lang)),  # noqa: S704 -- folium escapes its data
    )


def shown(content: dict[str, Json], kinds: Iterable[str], lang: Lang) -> dict[str, Json]:
    """Return what the parts of the page are made from.

    Parameters
    ----------
    content : dict
        What the page says, as `geodata.reporting.map_content` has it, in one language.
    kinds : iterable of str
        Kinds of the sites on its map.
    lang : Lang
        The language.
    """
    lows = [hour["low"] for hour in content["hours"]]
    known = [number for number, low in enumerate(lows) if low is not None] or [0]
    shares = [0.0 if low is None else low for low in lows]
    worst = min(known, key=lambda number: shares[number])
    return {
        "content": content,
        "states": [words.say(lang) for words in STATES],
        "kinds": [(kind, KINDS[kind].say(lang)) for kind in kinds],
        "strip": [strip_class(low) for low in lows],
        "opened": worst,
        "worst": worst,
        "best": max(known, key=lambda number: shares[number]),
    }


def report_words(lang: Lang, *, is_week: bool) -> dict[str, Json]:
    """Return what the scripts of the report say, of a week or of one instant."""
    words = WORDS if is_week else WORDS | AT_ONCE
    said = map_words(lang) | {name: text.say(lang) for name, text in words.items()}
    return {**said, "states": [words.say(lang) for words in STATES]}


def strip_class(low: float | None) -> str:
    """Return the colour of an hour of the strip."""
    return "none" if low is None else str(sum(low >= least for least in LEAST))


def in_script(value: Json) -> str:
    """Return JSON that can stand in a script: nothing in it ends the script or starts a tag."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _styles() -> str:
    """Return Leaflet's styles without its pictures, which nothing here shows, and ours."""
    leaflet = COMMENT.sub("", (LEAFLET / "leaflet.css").read_text(encoding="utf-8"))
    for picture in ("layers.png", "layers-2x.png", "marker-icon.png"):
        leaflet = leaflet.replace(f"url(images/{picture})", "none")
    ours = ((HERE / "static" / name).read_text(encoding="utf-8") for name in STYLES)
    return "\n".join((leaflet, *ours))


def _scripts() -> str:
    leaflet = (LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    leaflet = leaflet.partition("\n//# sourceMappingURL=")[0]
    ours = ((HERE / "static" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return "\n".join((leaflet, *ours))


def _drawing(content: dict[str, Json], backdrop: Backdrop, lang: Lang) -> str:
    """Return the script of the map, one layer for each theme."""
    drawing = Drawing(_bounds(content["bounds"]), zoom_animation=False)
    drawing.add_pane("ground", GROUND_Z)
    drawing.add_pane("cells", CELLS_Z)
    for theme, data in themes(backdrop, lang):
        drawing.add_theme(theme, data, **({} if theme == "names" else {"pane": "ground"}))
    shapes = [area["shape"] for area in content["areas"] if area["shape"]]
    if shapes:
        _add_lines(drawing, "areas", shapes, "area", AREAS.say(lang))
    if content["service_area"]:
        _add_lines(drawing, "ground", [content["service_area"]], "ground", GROUND.say(lang))
    _add_gaps(drawing, content["gaps"], lang)
    _add_sites(drawing, content["sites"]["list"], lang)
    drawing.add_layer_control("layers")
    texts = in_script(report_words(lang, is_week=len(content["slots"]) > 1))
    return drawing.script(
        f"yizhanReport.start({MAP_ID}, marks_gaps, {texts}, layer_control_layers);"
    )


def _bounds(bounds: list[float] | None) -> Bounds | None:
    return None if bounds is None else (bounds[0], bounds[1], bounds[2], bounds[3])


def _collection(features: list[tuple[GeoJson, int]]) -> GeoJson:
    """Return shapes with their numbers: what they are called stands in the content alone."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": shape, "properties": {"number": number}}
            for shape, number in features
        ],
    }


def _add_lines(
    drawing: Drawing, name: str, shapes: list[GeoJson], class_name: str, label: str
) -> None:
    data = _collection([(shape, number) for number, shape in enumerate(shapes)])
    drawing.add_layer("lines", name, data, label=label, class_name=class_name, interactive=False)


def _add_gaps(drawing: Drawing, gaps: list[dict[str, Json]], lang: Lang) -> None:
    """Add the outline of each gap and its number in the middle."""
    outlines = [(gap["shape"], number) for number, gap in enumerate(gaps) if gap["shape"]]
    middles = [
        ({"type": "Point", "coordinates": [gap["lon"], gap["lat"]]}, number)
        for number, gap in enumerate(gaps)
    ]
    drawing.add_layer(
        "marks",
        "gaps",
        _collection([*outlines, *middles]),
        label=GAPS.say(lang),
        point="yizhanReport.numbered",
        each="yizhanReport.describeGap",
        class_name="missing",
    )


def _add_sites(drawing: Drawing, sites: list[dict[str, Json]], lang: Lang) -> None:
    points = [
        ({"type": "Point", "coordinates": [site["lon"], site["lat"]]}, number)
        for number, site in enumerate(sites)
    ]
    drawing.add_layer(
        "marks",
        "sites",
        _collection(points),
        label=SITES.say(lang),
        point="yizhanReport.marker",
        each="yizhanReport.describeSite",
    )
