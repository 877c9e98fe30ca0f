"""Whole numbers in addresses, forms and sentences of the desk."""

from typing import Final

from flask import request

from locator.errors import InvalidInput, problem
from locator.words import Words, same
from web.desk.blueprint import desk

LARGEST: Final = 2**63 - 1  # that a store can hold


@desk.app_template_global()
def counted(count: int, one: str, more: str) -> str:
    """Return a count and what is said of so many, for English, which tells one from more."""
    return f"{count} {one if count == 1 else more}"


def asked_number(name: str) -> int | None:
    """Return a number of the form, or of the address; None where it is missing or empty.

    Raises
    ------
    InvalidInput
        It is no whole number from 0 that a store can hold.
    """
    sent = request.form if request.method == "POST" else request.args
    text = sent.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LARGEST):
        message = Words("不是可用的编号", "it is no number that can be used")
        raise InvalidInput(problem(name, text[:40], same(f"0–{LARGEST}"), message))
    return int(text)
