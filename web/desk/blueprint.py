"""The blueprint that every page of the desk is on."""

from typing import Any, Final

from flask import Blueprint, Response, current_app, request

from web.language import asked_language
from web.state import State

HOME: Final = "/desk"
POLICY: Final = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

desk = Blueprint("desk", __name__, url_prefix=HOME)


def state() -> State:
    """Return what this application serves."""
    found: State = current_app.extensions["yizhan"]
    return found


@desk.url_defaults
def keep_language(_endpoint: str, values: dict[str, Any]) -> None:
    """Keep a language that was chosen in the links from page to page of the desk."""
    if "lang" in request.args:
        values.setdefault("lang", asked_language(request))


@desk.after_request
def keep_private(response: Response) -> Response:
    """Let nothing of the desk be kept by a browser or on the way, or shown in a frame."""
    response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.vary.update(("Cookie", "Authorization"))
    return response
