"""One spelling for every way to type the same thing."""

import unicodedata
from functools import lru_cache

from locator.vocabulary import STATION_BRANDS, VENUE_BRANDS

# Longest first, so that 户外劳动者服务站点 is not read as 户外劳动者服务站 and a stray 点.
STATION_WORDS = (*STATION_BRANDS, "驿站")  # the last one is what people say for any of them
BRANDS = tuple(sorted((*STATION_WORDS, *VENUE_BRANDS), key=lambda brand: (-len(brand), brand)))


def fold(text: str) -> str:
    """Return the text in one width and case, with only its letters and digits."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def words(query: str) -> tuple[str, ...]:
    """Return the folded words of a query; each has to be found."""
    parts = (fold(part) for part in unicodedata.normalize("NFKC", query).split())
    return tuple(part for part in parts if part)


@lru_cache(maxsize=4096)
def without_brand(word: str) -> tuple[str, str] | None:
    """Split a brand name off a word.

    Returns
    -------
    tuple of (str, str) or None
        What is left of the word, and the brand; None where it names no brand.
    """
    for brand in BRANDS:
        if brand in word:
            return word.replace(brand, "", 1), brand
    return None
