"""Addresses of the pages."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
    request,
    send_from_directory,
)
from xstatic.pkg import leaflet as leaflet_files

from locator.errors import InvalidInput
from locator.hours import CHINA
from locator.words import Words
from web.caching import asked_for_each_time, kept, soon
from web.language import asked_language
from web.made_up import is_made_up
from web.maps import site_map
from web.pages.asking import (
    CHIPS,
    DATUM_CHOICES,
    KIND_CHOICES,
    MODES,
    NEEDS,
    SERVICE_CHOICES,
    WANTED,
    Asked,
    area_groups,
    read_asked,
)
from web.pages.browsing import browse
from web.pages.finding import Answer, find
from web.pages.tiles import Tiles, list_policy, map_facts
from web.state import State
from web.wechat.account import account

pages = Blueprint("pages", __name__)

IMPORT: Final = re.compile(r'^(?:import|\}) .*from "\./(\w+\.js)"', re.MULTILINE)

# The map's scripts and styles are files of ours; Leaflet sets styles through the DOM.
MAP_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def state() -> State:
    """Return what this application serves."""
    found: State = current_app.extensions["yizhan"]
    return found


def warned_of() -> frozenset[str]:
    """Return the sites that riders are warned of."""
    return frozenset(state().troubled())


def clock() -> datetime:
    """Return the instant at which somebody asks."""
    return datetime.now(CHINA)


@pages.app_context_processor
def wording() -> dict[str, object]:
    """Give every template the language, and a way to say something in both."""
    lang = asked_language(request)

    def t(zh: str, en: str) -> str:
        return Words(zh, en).say(lang)

    return {
        "lang": lang,
        "other_lang": "en" if lang == "zh-CN" else "zh-CN",
        "published": current_app.config["PUBLISHED"],
        "t": t,
        "made_up": is_made_up(state().snapshot()),
    }


@pages.get("/")
def nearest() -> Response:
    """Show what stands in a part of town; the phone ranks it by where the rider is."""
    asked, answer = browse(
        request.args.get("area", ""), state().snapshot(), now=clock(), troubled=warned_of()
    )
    response = _list_page(asked, answer=answer)
    response.vary.add("Accept-Language")
    return kept(response, until=soon())


@pages.post("/")
def nearest_found() -> Response:
    """Answer the form, which is posted so that no address holds a place."""
    asked = read_asked(request.form)
    try:
        answer = find(asked, state().snapshot(), now=clock(), troubled=warned_of())
    except InvalidInput as error:
        response = _list_page(asked, error=error)
    else:
        response = _list_page(asked, answer=answer)
    response.headers["Cache-Control"] = "no-store"
    return response


def _list_page(
    asked: Asked, *, answer: Answer | None = None, error: InvalidInput | None = None
) -> Response:
    tiles: Tiles | None = current_app.config["TILES"]
    page = render_template(
        "nearest.html",
        map_facts=map_facts(tiles, streets=bool(state().backdrop())),
        asked=asked,
        answer=answer,
        problems={p.field: p for p in error.problems} if error else {},
        areas=area_groups(state().snapshot().jurisdictions),
        empty=not state().snapshot().sites,
        large="large" in request.args,
        modules=modules(),
        chips=CHIPS,
        needs=NEEDS,
        wanted=WANTED,
        modes=MODES,
        datums=DATUM_CHOICES,
        kinds=KIND_CHOICES,
        services=SERVICE_CHOICES,
        wechat_map=account() is not None,
    )
    response = make_response(page, 400 if error else 200)
    response.headers["Content-Security-Policy"] = list_policy(tiles)
    return response


@cache
def modules() -> tuple[str, ...]:
    """Return the scripts that the list needs at once, for the browser to fetch together."""
    folder = Path(str(current_app.static_folder)) / "rider"
    return tuple(sorted({"app.js"} | imported(folder, "app.js")))


def imported(folder: Path, name: str) -> set[str]:
    """Return the scripts that a script imports, and those that these import."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        text = (folder / waiting.pop()).read_text(encoding="utf-8")
        new = set(IMPORT.findall(text)) - found
        found |= new
        waiting += new
    return found


@pages.get("/map")
def map_page() -> Response:
    """Show all sites on a map."""
    drawn = site_map(state().snapshot(), state().backdrop(), asked_language(request))
    response = make_response(render_template("map.html", drawn=drawn))
    response.headers["Content-Security-Policy"] = MAP_POLICY
    response.vary.add("Accept-Language")
    return kept(response, changed_at=state().since)


@pages.get("/map.js")
def map_script() -> Response:
    """Return the script that draws the map; asked again, it is sent only when changed."""
    drawn = site_map(state().snapshot(), state().backdrop(), asked_language(request))
    zipped = request.accept_encodings["gzip"] > 0
    response = make_response(drawn.gz if zipped else drawn.text)
    response.mimetype = "text/javascript"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.update(("Accept-Encoding", "Accept-Language"))
    return asked_for_each_time(response, state().since)


@pages.get("/static/leaflet/<path:filename>")
def leaflet(filename: str) -> Response:
    """Return one of Leaflet's own files, which come with a package."""
    return send_from_directory(leaflet_files.BASE_DIR, filename)
