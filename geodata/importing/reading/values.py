"""What one cell of somebody's table says, for the fields that stand alone."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from sys import intern
from typing import Any, Final

from geodata.cells import NO, NONE, YES, parse_day
from locator.reading import read_kind, read_operation, read_tier, read_welcome

TEXTS: Final = (
    *("name", "code", "host", "address", "adcode", "district", "street", "parent_id", "phone"),
    *("manager", "level", "note", "source"),
)
REPEATED: Final = frozenset({"host", "district", "street", "level", "source"})  # stored once
# What people put where they have nothing to put.
BLANKS: Final = frozenset(
    (
        "",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "n/a",
        "na",
        "nan",
        "null",
        "待定",
        "不详",
        "未知",
        "暂缺",
        *("#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!"),
    )
)
# Digits that stand for something and are not counted with.
NUMBERED: Final = frozenset({"id", "code", "adcode", "phone"})
BLANK_CHARS: Final = 8  # with a few blanks around it
NOTHING: Final = frozenset(("无", "没有", "暂无", NONE))

_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_WITH_ZERO = re.compile(r"(\d+)\.0")

_SPACES = re.compile(r"[ \t　]+")
_LISTED = re.compile(r"[、,，;；|\n]+")
_LINKED = re.compile(r"[;；、|\s]+|,\s*(?=https?:)")


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing, though something may stand in it."""
    return len(text) <= BLANK_CHARS and text.strip().casefold() in BLANKS


def is_shortened(cell: str) -> bool:
    """Tell whether a number has lost its last digits to a spreadsheet: 1.38E+10."""
    return _SHORTENED.fullmatch(cell) is not None


def without_zero(cell: str) -> str:
    """Return a number that stands for a name without the decimals of a spreadsheet: 12.0."""
    whole = _WITH_ZERO.fullmatch(cell)
    return whole[1] if whole else cell


def read_text(field: str, cell: str) -> str:
    """Return the text of a field; empty for words such as 无."""
    text = _SPACES.sub(" ", cell).strip()
    if text in NOTHING and field != "note":
        return ""
    return intern(text) if field in REPEATED else text


@lru_cache(maxsize=4096)
def read_names(cell: str) -> tuple[str, ...] | None:
    """Return the items of a list, in their order; empty for words such as 无."""
    if cell.strip() in NOTHING:
        return ()
    items = (item.strip() for item in _LISTED.split(cell))
    return tuple(item for item in items if item) or None


@lru_cache(maxsize=4096)
def read_links(cell: str) -> tuple[str, ...] | None:
    """Return the addresses of pictures; a comma inside one belongs to it."""
    if cell.strip() in NOTHING:
        return ()
    return tuple(item for item in _LINKED.split(cell) if item) or None


def read_count(cell: str) -> int | None:
    """Return the number in 30, 30人 or 约 20 人; None where there is not exactly one."""
    numbers = re.findall(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", cell))
    if len(numbers) != 1 or float(numbers[0]) % 1:
        return None
    return int(float(numbers[0]))


def read_yes(cell: str) -> bool | None:
    """Return whether a cell says yes; None where it says neither."""
    word = cell.strip().casefold()
    if word in (YES, "y", "true", "1", "是", "有", "√", "✓", "启用"):
        return True
    return False if word in (NO, "n", "false", "0", "否", "×", "停用") else None


READERS: Final[dict[str, Callable[[str], Any]]] = {
    "kind": lru_cache(read_kind),
    "welcome": lru_cache(read_welcome),
    "operation": lru_cache(read_operation),
    "tier": lru_cache(read_tier),
    "members": read_names,
    "awards": read_names,
    "photos": read_links,
    "capacity": read_count,
    "source_date": parse_day,
    "verified_on": parse_day,
    "active": read_yes,
}
