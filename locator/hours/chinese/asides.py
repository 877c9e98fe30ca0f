"""Brackets that speak of somewhere else: (森林酒吧开放时间为8:30-17:00)."""

from typing import Final

from locator.hours.wording.lexicon import Kind
from locator.hours.wording.tokens import Token

_PLACE_ENDINGS: Final = tuple("吧庄馆厅楼室房店区园屋院站堂部心处场层台岛山寺塔宫门亭")
_NAMES: Final = frozenset({Kind.STRANGE, Kind.JOIN, Kind.PLACE, Kind.NUMBER})
_TIMES: Final = frozenset(
    {Kind.CLOCK, Kind.HALF, Kind.TO, Kind.JOIN, Kind.COMMA, Kind.HARMLESS, Kind.OPENS}
)


def without_asides(tokens: list[Token]) -> list[Token]:
    """Return the words without brackets that give the hours of another place by name."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end_of_bracket(tokens, at)
        if end is not None and _of_elsewhere(tokens[at + 1 : end]):
            at = end + 1
            continue
        kept.append(tokens[at])
        at += 1
    return kept


def _end_of_bracket(tokens: list[Token], at: int) -> int | None:
    if tokens[at].kind is not Kind.BRACKET:
        return None
    for place in range(at + 1, len(tokens)):
        if tokens[place].kind is Kind.BRACKET:
            return None
        if tokens[place].kind is Kind.UNBRACKET:
            return place
    return None


def _of_elsewhere(inside: list[Token]) -> bool:
    heading = next((i for i, t in enumerate(inside) if t.kind is Kind.HEADING), None)
    if not heading:
        return False
    names, times = inside[:heading], inside[heading + 1 :]
    strangers = [t for t in names if t.kind is Kind.STRANGE]
    return (
        all(t.kind in _NAMES for t in names)
        and bool(strangers)
        and all(t.text.endswith(_PLACE_ENDINGS) for t in strangers)
        and all(t.kind in _TIMES for t in times)
    )
