"""Cutting a phrase into words, of which the longest known one wins at every place."""

import re
from dataclasses import dataclass
from typing import Final

from locator.hours.wording.days import (
    EVERY_DAY,
    WEEKEND,
    WORKWEEK,
    Days,
    read_weekdays,
)
from locator.hours.wording.lexicon import (
    DAY_WORDS,
    EVERY_DAYS,
    HALVES,
    OWN_HOLIDAYS,
    PLACES,
    ROUND_THE_CLOCK,
    SEASONS,
    WAYS,
    WORDS,
    Half,
    Kind,
)
from locator.hours.wording.shapes import PATTERNS, WEEKDAYS
from locator.vocabulary import Access


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a phrase.

    Parameters
    ----------
    kind : Kind
        What it does.
    text : str
        As it stands in the normalised phrase.
    match : re.Match or None
        How a time of day matched.
    """

    kind: Kind
    text: str
    match: re.Match[str] | None = None


TABLES: Final = (
    *WORDS.items(),
    *((Kind.HALF, words) for words in HALVES.values()),
    *((Kind.WAY, words) for words in WAYS.values()),
    (Kind.PLACE, " ".join(PLACES)),
    (Kind.SEASON, SEASONS),
    (Kind.ALL_DAY, f"{ROUND_THE_CLOCK} 全天"),
)
KINDS: Final = {word: kind for kind, words in TABLES for word in words.split()}
_LONGEST_WORD: Final = max(map(len, KINDS))
_HALF_OF: Final = {word: half for half, words in HALVES.items() for word in words.split()}
_WAY_OF: Final = {word: way for way, words in WAYS.items() for word in words.split()}


def tokenise(text: str) -> list[Token]:
    """Return the words of a normalised phrase; what no table knows is `Kind.STRANGE`."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _longest(text, at)
        at += len(token.text)
        if token.kind is Kind.STRANGE and tokens and tokens[-1].kind is Kind.STRANGE:
            token = Token(Kind.STRANGE, tokens.pop().text + token.text)
        tokens.append(token)
    return tokens


def _longest(text: str, at: int) -> Token:
    best = Token(Kind.STRANGE, text[at])
    for length in range(min(_LONGEST_WORD, len(text) - at), 0, -1):
        kind = KINDS.get(text[at : at + length])
        if kind is not None:
            best = Token(kind, text[at : at + length])
            break
    for kind, pattern in PATTERNS:
        match = pattern.match(text, at)
        if match is not None and (best.kind is Kind.STRANGE or len(match[0]) > len(best.text)):
            best = Token(kind, match[0], match)
    return best


def half_of(token: Token) -> Half:
    """Return the part of the day that a `Kind.HALF` token names."""
    return _HALF_OF[token.text]


def way_of(token: Token) -> Access:
    """Return the way in that a `Kind.WAY` token names."""
    return _WAY_OF[token.text]


_NAMED_DAYS: Final = {
    **dict.fromkeys(
        ("工作日", "法定工作日", "国家法定工作日", "正常工作日"), Days(WORKWEEK, workdays=True)
    ),
    "非工作日": Days(WEEKEND, holidays=True, workdays=True),
    **dict.fromkeys(EVERY_DAYS.split(), EVERY_DAY),
}
_HOLIDAYS: Final = frozenset(OWN_HOLIDAYS.split())


def days_of(token: Token) -> Days:
    """Return the days that a `Kind.DAYS` token names."""
    if token.text in _NAMED_DAYS:
        return _NAMED_DAYS[token.text]
    name = re.sub(r"^(?:如遇|每逢|凡逢|遇到|遇|逢|凡|每)|(?:期间|当天|当日)$", "", token.text)
    if name in _NAMED_DAYS:
        return _NAMED_DAYS[name]
    if name in _HOLIDAYS:
        return Days(frozenset(), holidays=True)
    if name in DAY_WORDS.split():
        return Days(WEEKEND)
    if re.match(WEEKDAYS, name):
        return read_weekdays(name)
    return Days(frozenset(), festival=True)
