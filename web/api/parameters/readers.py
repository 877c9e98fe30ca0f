"""Kinds of parameter: numbers, yes or no, choices, lists of codes, instants, words."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final, TypeVar

from locator.hours import CHINA
from locator.words import Words, same
from web.api.parameters.parameter import Parameter, Schema
from web.numbers import decimal_number, whole_number

T = TypeVar("T")

# Every match is a real instant of the years 2000 to 2099, so that the schema is true.
DATE: Final = (
    r"(20[0-9]{2}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
    r"|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    r"|20([02468][048]|[13579][26])-02-29)"
)
CLOCK: Final = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
INSTANT: Final = f"{DATE}T{CLOCK}(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?"
AN_INSTANT: Final = Words(
    "ISO 8601 时刻,如 2026-11-21T22:00:00+08:00(不写时区即北京时间)",
    "an ISO 8601 instant like 2026-11-21T22:00:00+08:00 (no offset: Beijing time)",
)


def number(
    name: str, low: float, high: float, unit: Words, meaning: Words, *, required: bool = False
) -> Parameter[float]:
    """Return a parameter for a number within bounds, both included."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError
        if not low <= value <= high:
            raise ValueError
        return float(value)

    return Parameter(
        name=name,
        schema={"type": "number", "minimum": low, "maximum": high},
        read=read,
        allowed=Words(
            f"{low:.9g} 到 {high:.9g} 之间的数({unit.zh})",
            f"a number from {low:.9g} to {high:.9g} ({unit.en})",
        ),
        meaning=meaning,
        from_text=decimal_number,
        required=required,
    )


def count(name: str, low: int, high: int, default: int, meaning: Words) -> Parameter[int]:
    """Return a parameter for a whole number within bounds, both included."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError
        if value != int(value) or not low <= value <= high:
            raise ValueError
        return int(value)

    return Parameter(
        name=name,
        schema={"type": "integer", "minimum": low, "maximum": high, "default": default},
        read=read,
        allowed=Words(f"{low} 到 {high} 之间的整数", f"a whole number from {low} to {high}"),
        meaning=meaning,
        from_text=whole_number,
        default=default,
    )


def yes_no(name: str, meaning: Words) -> Parameter[bool]:
    """Return a parameter that is true, or false as by default."""

    def read(value: object) -> bool:
        if not isinstance(value, bool):
            raise TypeError
        return value

    return Parameter(
        name=name,
        schema={"type": "boolean", "default": False},
        read=read,
        allowed=same("true | false"),
        meaning=meaning,
        from_text=lambda text: {"true": True, "false": False}.get(text, text),
        default=False,
    )


def choice(
    name: str,
    options: Mapping[str, T],
    meaning: Words,
    *,
    default: str | None = None,
    required: bool = False,
) -> Parameter[T]:
    """Return a parameter for one of some codes, each with what it stands for."""
    schema: Schema = {"type": "string", "enum": list(options)}
    if default is not None:
        schema["default"] = default

    def read(value: object) -> T:
        if not isinstance(value, str) or value not in options:
            raise ValueError
        return options[value]

    return Parameter(
        name=name,
        schema=schema,
        read=read,
        allowed=same(" | ".join(options)),
        meaning=meaning,
        default=None if default is None else options[default],
        required=required,
    )


def codes_of(name: str, options: Mapping[str, T], meaning: Words) -> Parameter[frozenset[T]]:
    """Return a parameter for several codes with commas between them."""
    either, known = "|".join(options), ", ".join(options)

    def read(value: object) -> frozenset[T]:
        if not isinstance(value, str):
            raise TypeError
        codes = value.split(",")
        if not options.keys() >= set(codes):
            raise ValueError
        return frozenset(options[code] for code in codes)

    return Parameter(
        name=name,
        schema={"type": "string", "pattern": f"^({either})(,({either}))*$"},
        read=read,
        allowed=Words(f"以逗号分隔:{known}", f"separated by commas: {known}"),
        meaning=meaning,
        default=frozenset(),
    )


def instant(name: str, meaning: Words, *, words: tuple[str, ...] = ()) -> Parameter[str | datetime]:
    """Return a parameter for an instant, or for one of some words in its place."""
    allowed = " | ".join(words)
    pattern = "|".join((*words, INSTANT))

    def read(value: object) -> str | datetime:
        if not isinstance(value, str):
            raise TypeError
        return value if value in words else read_instant(value)

    return Parameter(
        name=name,
        schema={"type": "string", "pattern": f"^({pattern})$"},
        read=read,
        allowed=Words(f"{allowed} | {AN_INSTANT.zh}", f"{allowed} | {AN_INSTANT.en}")
        if words
        else AN_INSTANT,
        meaning=meaning,
        # A plus sign that was not escaped in a query string arrives as a space.
        from_text=lambda text: text.replace(" ", "+"),
        default=words[0] if words else None,
    )


def read_instant(text: str) -> datetime:
    """Read an instant; one without an offset is in Beijing time. ValueError: it is none."""
    if not re.fullmatch(INSTANT, text):
        raise ValueError
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=CHINA)


def words(
    name: str, longest: int, meaning: Words, *, required: bool = False
) -> Parameter[str | None]:
    """Return a parameter for free text of at least one character."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise TypeError
        if not 0 < len(value) <= longest:
            raise ValueError
        return value

    return Parameter(
        name=name,
        schema={"type": "string", "minLength": 1, "maxLength": longest},
        read=read,
        allowed=Words(f"1 到 {longest} 个字", f"1 to {longest} characters"),
        meaning=meaning,
        required=required,
    )
