"""Which language somebody reads: Chinese first, English for those who ask for it."""

from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Request, current_app
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from locator.words import Lang
from web.settings import CHINESE, language_named

if TYPE_CHECKING:  # names of types only
    from _typeshed.wsgi import WSGIEnvironment

NOTED = "yizhan.lang"
HEADERS_KEPT = 256  # browsers send few different ones


def asked_language(request: Request) -> Lang:
    """Return the language to answer a request in.

    What the request itself names comes first, in its JSON body (see `note_language`)
    or as ``?lang=``, then Accept-Language, then the operator's setting.
    """
    named: Lang | None = request.environ.get(NOTED) or language_named(request.args.get("lang", ""))
    return named or browser_language(request)


def browser_language(request: Request) -> Lang:
    """Return the language of somebody who named none."""
    return preferred_language(request.environ, current_app.config.get("LANG", CHINESE))


def preferred_language(environ: "WSGIEnvironment", otherwise: Lang) -> Lang:
    """Return the language that Accept-Language prefers, where it names one of ours."""
    return accepted_language(environ.get("HTTP_ACCEPT_LANGUAGE", "")) or otherwise


def note_language(request: Request, named: object) -> None:
    """Note the language that the body of a request names, for an error about the rest of it."""
    request.environ[NOTED] = language_named(str(named))


@lru_cache(maxsize=HEADERS_KEPT)
def accepted_language(header: str) -> Lang | None:
    """Return the language of an Accept-Language header that is liked best, or None."""
    for tag, quality in parse_accept_header(header, LanguageAccept):
        named = language_named(tag)
        if named is not None and quality > 0:
            return named
    return None
