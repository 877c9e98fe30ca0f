"""What is near, answered without Flask where it is asked plainly.

It is asked again and again, and the framework is about a third of what it costs by way of
Flask. Whatever is asked in another way, or wrongly, is left to Flask, which answers a plain
question with the same bytes (docs/decisions/0013).
"""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from time import perf_counter
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import parse_qsl

from flask import Flask

from locator.hours import CHINA
from locator.words import Lang
from web.api.nearest import NEAREST
from web.api.nearest.answering import nearest_json
from web.api.operation import Asked
from web.api.parameters import Given, read_given
from web.api.parameters.common import LANG
from web.api.routes import JSON, json_object
from web.compressing import ACCEPTED, packed_for
from web.language import preferred_language
from web.logs import log_answer
from web.metrics import Kind, Metrics
from web.state import State

if TYPE_CHECKING:  # names of types only
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATH: Final = NEAREST.path
LONGEST: Final = 4_096  # bytes of a body; a question takes a few hundred


class NotPlainError(Exception):
    """A question asked in a way that Flask has to read."""


class DirectNearest:
    """Answers plain questions about what is near.

    Parameters
    ----------
    app : Flask
        The application that answers all others, with its settings and extensions.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app

    def answer(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes] | None:
        """Answer a request; None: Flask has to, and finds it as it came."""
        if environ["PATH_INFO"] != PATH:
            return None
        started = perf_counter()
        try:
            given = read_plainly(environ)
            lang = given[LANG] or preferred_language(environ, self._app.config["LANG"])
            body = self._body(given, lang)
        except Exception:  # noqa: BLE001 -- Flask meets it again, and says what is wrong
            return None
        packed = packed_for(body, environ.get(ACCEPTED, ""))
        sent = packed or body
        self._note(environ["REQUEST_METHOD"], perf_counter() - started)
        start_response("200 OK", headers_of(sent, lang, is_packed=packed is not None))
        return [sent]

    def _body(self, given: Given, lang: Lang) -> bytes:
        serving = cast("State", self._app.extensions["yizhan"])
        asked = Asked(
            given=given,
            snapshot=serving.snapshot(),
            lang=lang,
            now=datetime.now(CHINA),
            troubled=frozenset(serving.troubled()),
        )
        return nearest_json(asked)

    def _note(self, method: str, seconds: float) -> None:
        metrics = cast("Metrics", self._app.extensions["yizhan.metrics"])
        metrics.requests.add(Kind(PATH, method, 200), seconds)
        log_answer(PATH, method, 200, seconds)


def read_plainly(environ: "WSGIEnvironment") -> Given:
    """Return the parameters of a plain question. Any exception: this is for Flask to answer."""
    method, query = environ["REQUEST_METHOD"], environ["QUERY_STRING"]
    if method == "GET":
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict")
        asked = dict(pairs)
        if len(asked) < len(pairs) or not query.isascii():
            raise NotPlainError
        return read_given(NEAREST.parameters, asked, as_text=True)
    if method != "POST" or query or environ["CONTENT_TYPE"] != JSON:
        raise NotPlainError
    return read_given(NEAREST.parameters, json_object(body_of(environ)), as_text=False)


def body_of(environ: "WSGIEnvironment") -> bytes:
    """Return the body of a request, which can be read once more afterwards."""
    length = int(environ["CONTENT_LENGTH"])
    if length > LONGEST:
        raise NotPlainError
    body: bytes = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = BytesIO(body)
    return body


def headers_of(body: bytes, lang: Lang, *, is_packed: bool) -> list[tuple[str, str]]:
    """Return the headers of an answer; those that guard it are added to all answers alike."""
    headers = [
        ("Content-Type", JSON),
        ("Content-Length", str(len(body))),
        ("Content-Language", lang),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept-Encoding"),
    ]
    return [*headers, ("Content-Encoding", "gzip")] if is_packed else headers
