"""The cookies of the desk, and the mark in each form that proves it is ours.

A form carries a salt and its keyed hash; the key is the cookie of whoever asked for the
page. Another site's page knows neither. The salt differs from page to page, so the
length of compressed pages tells nothing about the hash.
"""

import hmac
import secrets
from typing import Final

from flask import request
from werkzeug.wrappers import Response

SESSION: Final = "desk"
FORM: Final = "desk_form"  # of somebody who has not signed in yet
LASTS_S: Final = 12 * 3600
FIELD: Final = "csrf"


def read_cookie(name: str) -> str:
    """Return a cookie of the desk; empty where there is none."""
    return request.cookies.get(name, "")


def set_cookie(response: Response, name: str, secret: str) -> None:
    """Send a cookie that is of use to our own pages only, and only under the desk."""
    response.set_cookie(
        name,
        secret,
        max_age=LASTS_S,
        path=place(),
        secure=True,
        httponly=True,
        samesite="Strict",
    )


def drop_cookie(response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(name, path=place(), secure=True, httponly=True, samesite="Strict")


def place() -> str:
    """Return the path below which the cookies exist."""
    return f"{request.script_root}/desk"


def form_mark(secret: str) -> str:
    """Return a mark for the forms of whoever has a secret."""
    salt = secrets.token_hex(8)
    return f"{salt}.{_mac(secret, salt)}"


def is_form_mark(mark: str, secret: str) -> bool:
    """Tell whether a mark was made for a secret."""
    salt, _, mac = mark.partition(".")
    return bool(secret) and hmac.compare_digest(_bytes(_mac(secret, salt)), _bytes(mac))


def _mac(secret: str, salt: str) -> str:
    return hmac.new(_bytes(secret), _bytes(salt), "sha256").hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
