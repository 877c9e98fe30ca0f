"""The map of all sites, as a script for a file of its own.

So that the page around it needs no inline script.
"""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from locator.hours import exceptions_of
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
from web.maps.drawing import MAP_ID, Backdrop, Bounds, Drawing, map_words, themes

DIGITS: Final = 5  # of a degree on the map: a metre
SHOWN: Final = 3_000  # sites; a phone draws no more in time
FOCUS_DEG: Final = 0.5  # the map opens on one city, never on a country
NO_PLACE: Final = (Kind.REMOTE, Kind.CANDIDATE)

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
    drawing = Drawing(_bounds(shown))
    for theme, data in themes(backdrop, lang):
        drawing.add_theme(theme, data)
    for kind, words in KINDS.items():
        features = [_feature(site, lang) for site in shown if site.kind == kind]
        if features:
            drawing.add_layer(
                "sites",
                kind,
                {"type": "FeatureCollection", "features": features},
                label=f'<span class="shape {kind}"></span>{words.say(lang)} {len(features)}',
                point="yizhan.marker",
                each="yizhan.describe",
            )
    drawing.add_layer_control("kinds")
    said = {**map_words(lang), "more": MORE.say(lang)}
    script = drawing.script(f"yizhan.ready({MAP_ID}, {json.dumps(said)});")
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


def _bounds(shown: list[Site]) -> Bounds | None:
    """Return what the map opens on: what lies near the first site."""
    if not shown:
        return None
    lon, lat = _lonlat(shown[0])
    near = [_lonlat(site) for site in shown]
    near = [(x, y) for x, y in near if max(abs(x - lon), abs(y - lat)) < FOCUS_DEG]
    lons, lats = zip(*near, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


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
    dates = (each.say().say(lang) for each in exceptions_of(site.hours))
    idle = site.operation is not Operation.OPERATING
    return {
        **({"operation": OPERATIONS[site.operation].say(lang)} if idle else {}),
        "hours": "; ".join(filter(None, (site.hours.text, *dates))) or unsaid,
        "access": " / ".join(dict.fromkeys(ways)) or unsaid,
        "welcome": WELCOMES[site.welcome].say(lang),
        "address": site.address or unsaid,
    }
