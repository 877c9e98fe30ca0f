"""The API over HTTP: every operation gets its routes from its own declaration."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, cast

import msgspec
from flask import Blueprint, Request, Response, current_app
from flask.globals import request_ctx
from werkzeug.exceptions import UnsupportedMediaType

from locator.errors import InvalidInput, Problem, problem
from locator.hours import CHINA
from locator.words import Lang, Words
from web.api.health import HEALTH
from web.api.nearest import NEAREST
from web.api.openapi import PATH as OPENAPI_PATH
from web.api.openapi import document
from web.api.operation import Asked, Operation
from web.api.parameters import Given, read_given
from web.api.parameters.common import LANG
from web.api.reports import REPORT, SEND_REPORT
from web.api.route import ROUTE
from web.api.search import SEARCH
from web.api.sites import SITE, SITES
from web.caching import STARTED, asked_for_each_time
from web.language import asked_language, browser_language, note_language
from web.plan.operation import COVERAGE
from web.reports import desk_for
from web.state import State

OPERATIONS: Final = (
    *(NEAREST, ROUTE, SITES, SITE, SEARCH, COVERAGE),
    *(SEND_REPORT, REPORT, HEALTH),
)
JSON: Final = "application/json"
A_JSON_OBJECT: Final = Words("一个 JSON 对象", "a JSON object")

api = Blueprint("api", __name__)
encode = msgspec.json.Encoder().encode


def add_routes(operation: Operation) -> None:
    """Serve an operation at its path."""
    rule = re.sub(r"\{(\w+)\}", r"<path:\1>", operation.path)
    api.add_url_rule(rule, operation.name, answering(operation), methods=list(operation.methods))


def answering(operation: Operation) -> Callable[..., Response]:
    """Return the view of an operation."""

    def view(**path: str) -> Response:
        asking = request_ctx.request  # itself: each look through flask.request's proxy costs
        given = read_request(asking, operation, path)
        lang = given[LANG] or browser_language(asking)
        extensions = current_app.extensions
        serving = cast("State", extensions["yizhan"])
        asked = Asked(
            given=given,
            snapshot=serving.snapshot(),
            lang=lang,
            now=datetime.now(CHINA),
            troubled=frozenset(serving.troubled()),
            desk=desk_for(asking),
            plans=extensions["yizhan.plans"],
            trouble=serving.trouble,
            street_troubles=serving.street_troubles,
        )
        body = operation.write(asked) if operation.write else encode(operation.run(asked))
        changed_at = serving.since if operation.timeless else None
        response = respond(asking, body, lang, cached=operation.cached, changed_at=changed_at)
        if operation.creates:
            response.status_code = 201
        return response

    return view


def read_request(
    asking: Request, operation: Operation, path: dict[str, str], *, apart: tuple[str, ...] = ()
) -> Given:
    """Return the parameters of a request, from its JSON body or its path and its query.

    Those of a query that are read apart are left out.
    """
    if asking.method == "POST":
        if asking.args:
            raise InvalidInput(*(given_outside(name) for name in asking.args))
        return read_given(operation.parameters, read_body(asking), as_text=False)
    asked: dict[str, object] = dict(path)
    repeated: list[Problem] = []
    for name, values in asking.args.lists():
        if len(values) > 1 or name in path:
            repeated.append(given_twice(name, values))
        if name not in apart:
            asked[name] = values[0]
    if repeated:
        raise InvalidInput(*repeated)
    return read_given(operation.parameters, asked, as_text=True)


def given_twice(name: str, values: list[str]) -> Problem:
    """Say that a parameter may stand once only."""
    once = Words("只写一次", "given once")
    return problem(
        name,
        " ".join(values),
        once,
        Words("同一参数写了多次。", "The same parameter is given more than once."),
    )


def given_outside(name: str) -> Problem:
    """Say that a parameter of a POST belongs in its body: addresses stand in logs."""
    return problem(
        name,
        "",
        A_JSON_OBJECT,
        Words("POST 的参数写在 JSON 里。", "The parameters of a POST belong in its JSON body."),
    )


def read_body(asking: Request) -> dict[str, Any]:
    """Return the JSON object that was sent, noting the language that it asks for."""
    if asking.mimetype != JSON:
        raise UnsupportedMediaType
    body = json_object(asking.get_data())
    note_language(asking, body.get("lang"))
    return body


def json_object(text: bytes) -> dict[str, Any]:
    """Return the JSON object that a text is. InvalidInput: it is none."""
    try:
        found: dict[str, Any] = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        raise InvalidInput(
            problem(
                "body",
                "",
                A_JSON_OBJECT,
                Words("请求内容应为一个 JSON 对象。", "The body must be one JSON object."),
            )
        ) from None
    return found


def respond(
    asking: Request, body: bytes, lang: Lang, *, cached: bool, changed_at: datetime | None
) -> Response:
    """Return a JSON answer, or 304 to a client that holds the same."""
    response = Response(body, content_type=JSON)
    response.headers.add("Content-Language", lang)
    if not cached or asking.method == "POST":
        response.headers.add("Cache-Control", "no-store")
        return response
    response.vary.add("Accept-Language")
    return asked_for_each_time(response, changed_at)


@api.get(OPENAPI_PATH)
def openapi() -> Response:
    """Answer the documentation of the API."""
    asking = request_ctx.request
    lang = asked_language(asking)
    body = encode(document(OPERATIONS, lang))
    return respond(asking, body, lang, cached=True, changed_at=STARTED)


for each in OPERATIONS:
    add_routes(each)
