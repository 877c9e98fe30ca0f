"""What makes the page an app on the phone: its manifest and its service worker."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from flask import Blueprint, Response, current_app, request, url_for

from locator.words import LANGS, Words
from web.caching import STARTED, asked_for_each_time, kept
from web.language import asked_language

installing = Blueprint("installing", __name__)

STATIC: Final = Path(__file__).with_name("static")
WORKER: Final = STATIC / "rider" / "worker.js"
NAME: Final = Words("驿站", "Yizhan")
MEANING: Final = Words("附近哪个驿站开着门", "Which station near you is open")
COLOUR: Final = "#0b6757"


@installing.get("/manifest.webmanifest")
def manifest() -> Response:
    """Send what the phone needs to install the page."""
    lang = asked_language(request)
    icons = [
        {"src": url_for("static", filename=f"icon-{size}.png"), "type": "image/png"}
        | {"sizes": f"{size}x{size}", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    body = {
        "name": NAME.say(lang),
        "short_name": NAME.say(lang),
        "description": MEANING.say(lang),
        "lang": lang,
        "start_url": url_for("pages.nearest"),
        "scope": url_for("pages.nearest"),
        "display": "standalone",
        "background_color": "#f4f6f3",
        "theme_color": COLOUR,
        "icons": icons,
    }
    response = Response(msgspec.json.encode(body), mimetype="application/manifest+json")
    response.vary.add("Accept-Language")
    return kept(response, changed_at=STARTED)


@installing.get("/sw.js")
def worker() -> Response:
    """Send the service worker; its text changes with the release, so phones take the new one."""
    known = {"RELEASE": release(), "HOMES": homes(), "SHELL": shell()}
    lines = (
        f"const {name} = {msgspec.json.encode(value).decode()};" for name, value in known.items()
    )
    text = "\n".join((*lines, WORKER.read_text(encoding="utf-8")))
    return asked_for_each_time(Response(text, mimetype="text/javascript"), STARTED)


@cache
def release() -> str:
    """Return a name for the files as they are: another one as soon as one of them changes."""
    digest = sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def homes() -> list[str]:
    """Return the addresses of the rider's page: files have one for each language."""
    if current_app.config["PUBLISHED"] is None:
        return [url_for("pages.nearest")]
    return [url_for("pages.nearest", lang=lang) for lang in LANGS]


def shell() -> list[str]:
    """Return the addresses of the files that the page needs without a network."""
    names = ["yizhan.css", "sheet.css", "icon.svg"]
    scripts = sorted(path.name for path in WORKER.parent.glob("*.js") if path != WORKER)
    return [url_for("static", filename=name) for name in (*names, *(f"rider/{s}" for s in scripts))]
