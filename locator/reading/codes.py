"""Facilities and services from cells such as 空调、微波炉,饮水机;法律咨询."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from locator.reading.synonyms import AMENITIES as AMENITY_SYNONYMS
from locator.reading.synonyms import SERVICES as SERVICE_SYNONYMS
from locator.text.folding import fold
from locator.vocabulary import AMENITIES, SERVICES
from locator.words import Words

LONGEST_LIST = 20_000  # characters; a longer text is no list of anything
LONGEST_ITEM = 200  # characters; a longer one is no name of anything
ITEMS = re.compile(r"[、,，;；/|。\n\r\t]+")
NONE = frozenset(("无", "没有", "暂无", "none"))
# 无障碍 and 无线 are facilities; 无空调, 没有微波炉, 不提供热水 say that there is none.
DENIED = re.compile(r"^(?:无(?!障碍|线|烟|人)|没有|没|未配|未提供|不提供|不含|暂无|缺)")


@dataclass(frozen=True, slots=True)
class Codes:
    """What was understood of a list, and what was not.

    Parameters
    ----------
    codes : tuple of str
        Codes of the vocabulary, sorted, each once.
    unread : tuple of str
        Items in which no code was found, as written.
    """

    codes: tuple[str, ...]
    unread: tuple[str, ...]


def says_none(text: str) -> bool:
    """Whether a cell says that there is none; an empty cell says nothing."""
    return text.strip().casefold() in NONE


def names_offer(text: str) -> bool:
    """Whether a text is what a facility or a service is called, and nothing else."""
    return any(fold(text) in lexicon.whole for lexicon in (AMENITY_LEXICON, SERVICE_LEXICON))


def read_amenities(text: str) -> Codes:
    """Return the facilities that a text lists.

    Parameters
    ----------
    text : str
        Items parted by 、 , ; / | spaces or lines, in Chinese, English or codes. A word
        for "none" gives no code and leaves nothing unread: ask `says_none`.
    """
    return _read(text, AMENITY_LEXICON)


def read_services(text: str) -> Codes:
    """Return the services that a text lists, in the same way as `read_amenities`."""
    return _read(text, SERVICE_LEXICON)


class Lexicon:
    """The names of codes: whole ones, and Chinese words that an item may hold.

    Parameters
    ----------
    names : mapping of str to Words
        What the vocabulary calls each code.
    synonyms : mapping of str to tuple of str
        What else people call it.
    """

    def __init__(self, names: Mapping[str, Words], synonyms: Mapping[str, tuple[str, ...]]) -> None:
        self.whole = {
            fold(name): code
            for code, words in names.items()
            for name in (code, words.en, words.zh, *synonyms[code])
        }
        parts = [name for name in self.whole if not name.isascii() or name in {"wifi", "aed"}]
        self._parts = re.compile("|".join(sorted(parts, key=lambda part: (-len(part), part))))

    def items(self, chunk: str) -> list[str]:
        """Return the items of a chunk: "phone charging" is one, 空调 微波炉 are two."""
        if len(chunk) <= LONGEST_ITEM and fold(chunk) in self.whole:
            return [chunk]
        return chunk.split()

    def find(self, item: str) -> frozenset[str]:
        """Return the codes that an item names."""
        if len(item) > LONGEST_ITEM:
            return frozenset()
        folded = fold(item)
        if folded in self.whole:
            return frozenset((self.whole[folded],))
        if DENIED.match(folded):
            return frozenset()
        return frozenset(self.whole[found] for found in self._parts.findall(folded))


AMENITY_LEXICON = Lexicon(AMENITIES, AMENITY_SYNONYMS)
SERVICE_LEXICON = Lexicon(SERVICES, SERVICE_SYNONYMS)


def _read(text: str, lexicon: Lexicon) -> Codes:
    if says_none(text):
        return Codes((), ())
    if len(text) > LONGEST_LIST:
        return Codes((), (text,))
    codes: set[str] = set()
    unread: list[str] = []
    for chunk in ITEMS.split(text):
        for item in lexicon.items(chunk):
            found = lexicon.find(item)
            codes |= found
            if not found:
                unread.append(item)
    return Codes(tuple(sorted(codes)), tuple(unread))
