"""Which language somebody reads: Chinese first, English for those who ask for it."""

from flask import Request, current_app, g

from locator.words import Lang
from web.settings import CHINESE, language_named


def asked_language(request: Request) -> Lang:
    """Return the language to answer a request in.

    A JSON body that names one comes first (the API notes it while reading the
    body), then ``?lang=``, then Accept-Language, then the operator's setting.
    """
    noted: Lang | None = g.get("lang")
    if noted is not None:
        return noted
    named = language_named(request.args.get("lang", ""))
    if named is not None:
        return named
    for tag, _quality in request.accept_languages:
        accepted = language_named(tag)
        if accepted is not None:
            return accepted
    fallback: Lang = current_app.config.get("LANG", CHINESE)
    return fallback
