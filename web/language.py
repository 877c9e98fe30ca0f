"""Which language somebody reads: Chinese first, English for those who ask for it."""

from functools import lru_cache

from flask import Request, current_app, g
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from locator.words import Lang
from web.settings import CHINESE, language_named

HEADERS_KEPT = 256  # browsers send few different ones


def asked_language(request: Request) -> Lang:
    """Return the language to answer a request in.

    A JSON body that names one comes first (the API notes it while reading the
    body), then ``?lang=``, then Accept-Language, then the operator's setting.
    """
    noted: Lang | None = g.get("lang")
    named = noted or language_named(request.args.get("lang", ""))
    if named is None:
        named = accepted_language(request.environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    if named is None:
        named = current_app.config.get("LANG", CHINESE)
    return named


@lru_cache(maxsize=HEADERS_KEPT)
def accepted_language(header: str) -> Lang | None:
    """Return the language of an Accept-Language header that is liked best, or None."""
    for tag, _quality in parse_accept_header(header, LanguageAccept):
        named = language_named(tag)
        if named is not None:
            return named
    return None
