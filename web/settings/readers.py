"""How the texts of environment variables are read."""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from locator.words import Words
from web.numbers import whole_number

PLACE = re.compile(r"[0-9A-Za-z.-]+(:[0-9]+)?")  # host and port, fit for a page's policy
AN_ADDRESS = Words(
    "http:// 或 https:// 开头的地址,或留空",
    "an address that begins with http:// or https://, or empty",
)


class Setting(NamedTuple):
    """How one setting is read (ValueError: it cannot be), what is allowed, what it means.

    A secret one is neither listed nor quoted.
    """

    read: Callable[[str], object]
    allowed: Words
    meaning: Words
    secret: bool = False


def text_of(pattern: re.Pattern[str]) -> Callable[[str], str]:
    """Return a reader of texts that match as a whole."""

    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError
        return text

    return read


def number_between(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds."""

    def read(text: str) -> int:
        number = whole_number(text)
        if not low <= number <= high:
            raise ValueError
        return number

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a reader of a choice."""
    return lambda text: choices[choices.index(text)]


def web_address(text: str) -> str:
    """Return an address without its last slash, or the empty text."""
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query):
        raise ValueError
    return text.rstrip("/")


def tile_address(text: str) -> str:
    """Return the address of tiles, with {z}, {x} and {y} in it, or the empty text."""
    parts = urlsplit(text)
    whole = parts.scheme in {"http", "https"} and PLACE.fullmatch(parts.netloc)
    if text and not (whole and all(mark in text for mark in ("{z}", "{x}", "{y}"))):
        raise ValueError
    return text
