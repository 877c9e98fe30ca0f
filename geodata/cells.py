r"""What one cell of an exchange row says, and how it is written.

An empty cell means unknown, the word ``none`` that there is none. Items of a list
stand between ``;``, ways in and services between ``|`` with their hours after an
``@``. A backslash takes a separator's meaning away, and ``\-`` is an empty item.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from math import isfinite
from typing import Any, Final, NamedTuple, TypeVar

from locator.errors import InvalidInput, problem
from locator.model import AccessHours, OpeningHours, ServiceOffer
from locator.vocabulary import Access
from locator.words import Words, same

Cell = str | float | int | None
Choice = TypeVar("Choice", bound=StrEnum)

NONE: Final = "none"
EMPTY_ITEM: Final = "\\-"
YES: Final = "yes"
NO: Final = "no"
WORKDAYS: Final = "workdays"

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
EXCEL_EPOCH: Final = date(1899, 12, 30)


class Codec(NamedTuple):
    """How a field is written into a cell, and read from the cell of a named column."""

    write: Callable[[Any], Cell]
    read: Callable[[str, Cell], Any]


def invalid(column: str, cell: object, allowed: Words) -> InvalidInput:
    """Return the error for a cell that cannot be read."""
    message = Words(
        zh=f"{column} 一栏的值不能识别", en=f"the value of column {column} cannot be read"
    )
    return InvalidInput(problem(column, cell, allowed, message))


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell says nothing."""
    return cell is None or cell == ""


# --- one value ---------------------------------------------------------------------


def _read_text(_column: str, cell: Cell) -> str:
    return "" if cell is None else str(cell)


def read_number(column: str, cell: Cell) -> float | None:
    """Return the finite number of a cell; None where it is empty."""
    if cell is None or cell == "":
        return None
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise invalid(column, cell, Words(zh="数字", en="a number"))
    return number


def _read_integer(column: str, cell: Cell) -> int | None:
    if isinstance(cell, int):
        return cell
    number = read_number(column, cell)
    if number is None:
        return None
    if number != int(number):
        raise invalid(column, cell, Words(zh="整数", en="a whole number"))
    return int(number)


def _read_date(column: str, cell: Cell) -> date | None:
    if is_empty(cell):
        return None
    day = parse_day(str(cell))
    if day is None:
        raise invalid(column, cell, same("YYYY-MM-DD"))
    return day


@lru_cache(maxsize=4096)
def parse_day(cell: str) -> date | None:
    """Return the day of 2026-01-23, 2026/1/23, 2026年1月23日, 20260123 or a sheet's 46045."""
    text = unicodedata.normalize("NFKC", cell).strip()
    try:
        if found := _DAY.match(text):
            return date(*map(int, found.groups()))
        if len(text) == 8 and text.isdigit():
            return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None
    if _SERIAL.fullmatch(text):
        return EXCEL_EPOCH + timedelta(days=int(float(text)))
    return None


def choice(choices: type[Choice], default: Choice | None = None) -> Codec:
    """Return the codec of a field that takes one of a few codes."""
    known = {member.value: member for member in choices}

    def read(column: str, cell: Cell) -> Choice | None:
        if is_empty(cell):
            return default
        if cell not in known:
            raise invalid(column, cell, same(", ".join(known)))
        return known[str(cell)]

    return Codec(lambda member: None if member is None else member.value, read)


def flag(*, default: bool) -> Codec:
    """Return the codec of a field that is true or false."""

    def read(column: str, cell: Cell) -> bool:
        if is_empty(cell):
            return default
        if cell not in (YES, NO):
            raise invalid(column, cell, same(f"{YES}, {NO}"))
        return cell == YES

    return Codec(lambda value: YES if value else NO, read)


TEXT: Final = Codec(lambda text: text or None, _read_text)
INTEGER: Final = Codec(lambda number: number, _read_integer)
DATE: Final = Codec(lambda day: None if day is None else day.isoformat(), _read_date)


# --- several values ----------------------------------------------------------------


def _escape(text: str, separators: str) -> str:
    return re.sub(rf"[\\{separators}]", r"\\\g<0>", text)


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda pair: pair[1].replace("-", ""), text, flags=re.DOTALL)


def _split(text: str, separator: str) -> list[str]:
    """Cut at separators that no backslash stands before; the pieces stay escaped."""
    if "\\" not in text:
        return text.split(separator)
    pieces = [""]
    for token in re.findall(r"\\.|.", text, re.DOTALL):
        if token == separator:
            pieces.append("")
        else:
            pieces[-1] += token
    return pieces


def _join(items: Sequence[str], separator: str) -> str:
    if not items:
        return NONE
    cell = separator.join(item or EMPTY_ITEM for item in items)
    return "\\" + cell if cell == NONE else cell


def _several(
    separator: str, write: Callable[[Any], str], parse: Callable[[str], tuple[Any, ...] | None]
) -> Codec:
    return Codec(
        lambda items: None if items is None else _join([write(i) for i in items], separator),
        lambda _column, cell: parse("" if cell is None else str(cell)),
    )


@lru_cache(maxsize=65536)  # facilities repeat: one tuple serves every site that has it
def parse_list(cell: str) -> tuple[str, ...] | None:
    """Return the items of a cell such as ``water;microwave``."""
    if cell in ("", NONE):
        return () if cell else None
    return tuple(_unescape(item) for item in _split(cell, ";"))


@lru_cache(maxsize=65536)
def parse_access(cell: str) -> tuple[AccessHours, ...] | None:
    """Return the ways in that a cell such as ``staffed@08:00-22:00|scan`` tells.

    Raises
    ------
    InvalidInput
        When a way in is not a code of `locator.vocabulary.Access`.
    """
    if cell in ("", NONE):
        return () if cell else None
    return tuple(_parse_way_in(item) for item in _split(cell, "|"))


def _parse_way_in(item: str) -> AccessHours:
    code, *during = (_unescape(piece) for piece in _split(item, "@"))
    if code not in set(Access) or len(during) > 1:
        raise invalid("access", item, same("|".join(f"{way}@08:00-18:00" for way in Access)))
    return AccessHours(Access(code), during[0] if during else None)


def _write_way_in(way: AccessHours) -> str:
    return way.access if way.during is None else f"{way.access}@{_escape(way.during, '|@')}"


@lru_cache(maxsize=65536)
def parse_services(cell: str) -> tuple[ServiceOffer, ...] | None:
    """Return the services of a cell: ``code@text@opening_hours@workdays`` between ``|``.

    What stands behind the code may be absent; a bare code keeps the door's hours.

    Raises
    ------
    InvalidInput
        When a service has more pieces than these.
    """
    if cell in ("", NONE):
        return () if cell else None
    return tuple(_parse_service(item) for item in _split(cell, "|"))


def _parse_service(item: str) -> ServiceOffer:
    code, *pieces = _split(item, "@")
    if not pieces:
        return ServiceOffer(_unescape(code))
    text, osm, workdays = (*pieces, "", "")[:3]
    if len(pieces) > 3 or workdays not in ("", WORKDAYS):
        raise invalid("services", item, same(f"code@text@opening_hours@{WORKDAYS}"))
    hours = OpeningHours(_unescape(text), OSM.read("services", osm), bool(workdays))
    return ServiceOffer(_unescape(code), hours)


def _write_service(offer: ServiceOffer) -> str:
    code = _escape(offer.code, "|@")
    if offer.hours is None:
        return code
    osm = OSM.write(offer.hours.osm) or ""
    pieces = [_escape(offer.hours.text, "|@"), re.sub(r"[|@]", r"\\\g<0>", str(osm))]
    if offer.hours.workdays:
        pieces.append(WORKDAYS)
    elif not osm:
        pieces.pop()
    return "@".join([code, *pieces])


def _read_extra(column: str, cell: Cell) -> tuple[tuple[str, str], ...]:
    if cell is None or cell == "":
        return ()
    pairs = [_split(item, "=") for item in _split(str(cell), ";")]
    if any(len(pair) != 2 for pair in pairs):
        raise invalid(column, cell, same("name=value;name=value"))
    return tuple((_unescape(name), _unescape(value)) for name, value in pairs)


def _write_extra(pairs: Sequence[tuple[str, str]]) -> Cell:
    cell = ";".join(f"{_escape(name, ';=')}={_escape(value, ';=')}" for name, value in pairs)
    return cell or None


OSM: Final = Codec(  # None: unknown; an empty text would look like it
    lambda osm: None if osm is None else _escape(osm, "") or EMPTY_ITEM,
    lambda _column, cell: None if is_empty(cell) else _unescape(str(cell)),
)
LIST: Final = _several(";", lambda item: _escape(item, ";"), parse_list)
ACCESS: Final = _several("|", _write_way_in, parse_access)
SERVICES: Final = _several("|", _write_service, parse_services)
EXTRA: Final = Codec(_write_extra, _read_extra)
