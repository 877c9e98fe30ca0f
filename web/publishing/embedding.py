"""The page in a frame as a file: what it shows before, and what its script reads its address by."""

import re
from functools import cache
from posixpath import join, normpath
from typing import Any, Final

from flask import Response, current_app, make_response, render_template, request, url_for

from locator.snapshot import Snapshot
from locator.unions import area_name
from locator.words import Lang, Words
from web.api.parameters.parameter import refused
from web.data.near import near_tables
from web.embed.frame import FrameView
from web.embed.options import BRAND, OPTIONS, EmbedOptions
from web.embed.policy import frame_policy
from web.embed.scope import UNKNOWN, scope_of
from web.embed.theme import STATIC, palettes
from web.language import asked_language
from web.pages.browsing import AT_LEAST, CARDS
from web.pages.finding import FARTHEST_M
from web.pages.tiles import map_facts
from web.settings import CHINESE
from web.state import State

SURFACES: Final = ("--card", "--paper", "--ink")  # that a chosen colour has to be read on
FIXED: Final = ("light", "dark")  # themes that need a style sheet
BEGINNINGS: Final = (
    "embed/folder.js",
    "embed/frame.js",
    "embed/live.js",
)  # of what is fetched at once
IMPORT: Final = re.compile(r'^import .* from "([./\w]+)";$', re.MULTILINE)
LISTED: Final = Words("辖区的编号,见 data/unions.json", "the id of a union, of data/unions.json")


def framed(state: State) -> Response:
    """Return the page in a frame; its script makes it what the address asks for."""
    options = EmbedOptions()
    lang = asked_language(request)
    scope = scope_of(options, state.snapshot())
    page = render_template(
        "published/embed.html",
        o=options,
        view=FrameView(scope, None, "", url_for("pages.nearest", lang=lang)),
        facts=facts(state, lang),
        map_facts=map_facts(current_app.config["TILES"], streets=bool(state.backdrop())),
        modules=modules(),
        place=scope.place,
        sites=scope.first_sites(CARDS),
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = frame_policy(base="'self'")
    return response


def facts(state: State, lang: Lang) -> dict[str, Any]:
    """Return what the page's script has to know."""
    return {
        "options": [(name, declared(name, lang)) for name in OPTIONS],
        "nobody": {"message": UNKNOWN.say(lang), "allowed": LISTED.say(lang)},
        "other": url_for("publishing.framed", lang="en" if lang == CHINESE else CHINESE),
        "themes": {theme: url_for("embed.theme", theme=theme, colour=BRAND) for theme in FIXED},
        "palettes": {
            theme: {name: palette[name] for name in SURFACES}
            for theme, palette in palettes()._asdict().items()
        },
        "approval": current_app.config["MAP_APPROVAL"],
        "near": {mode: "made" if tag else "" for mode, tag in near_tables(state).items()},
        "farthestM": FARTHEST_M,
        "first": AT_LEAST,
    }


def declared(name: str, lang: Lang) -> dict[str, Any]:
    """Return what an option takes, and what to say where that is not kept to."""
    option = OPTIONS[name]
    kept = ("enum", "pattern", "maxLength")
    return {
        **{key: value for key, value in option.schema.items() if key in kept},
        "message": refused(option, "").message.say(lang),
        "allowed": option.allowed.say(lang),
    }


@cache
def modules() -> tuple[str, ...]:
    """Return the scripts that the list needs at once, for the browser to fetch together."""
    found: set[str] = set()
    waiting = list(BEGINNINGS)
    while waiting:
        name = waiting.pop()
        found.add(name)
        text = (STATIC / name).read_text(encoding="utf-8")
        named = {normpath(join(name, "..", each)) for each in IMPORT.findall(text)}
        waiting += sorted(named - found)
    return tuple(sorted(found))


def unions(snapshot: Snapshot) -> dict[str, tuple[str, float, float]]:
    """Return what each union's area is called and where its middle is, by id."""
    known = snapshot.jurisdictions
    middles = {union.id: known.centre(union) for union in known.unions}
    return {
        union.id: (area_name(union.name), *middle)
        for union in known.unions
        if (middle := middles[union.id])
    }
