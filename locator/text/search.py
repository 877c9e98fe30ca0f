"""Text search: the plainest reading of a query that finds anything ranks first.

Each word of the query is looked for in turn as a code, a name, a brand with the rest, pinyin, an
address, a homophone and at last with a wrong character; a site's rank is that of its worst word.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum

from rapidfuzz import fuzz, process

from locator.model import Site
from locator.text.folding import STATION_WORDS, fold, without_brand, words
from locator.text.haystack import Haystack
from locator.text.pinyin import spellings
from locator.vocabulary import Kind

Ranks = dict[int, int]
SHORTEST_GUESS = 3  # letters; with fewer, one wrong letter leaves too little to go by
SHORTEST_LATIN = 4  # of pinyin or initials, where there are fewer letters to choose from


class Rank(IntEnum):
    """How a word was found; smaller is plainer."""

    CODE = 0
    NAME = 1
    NAME_START = 2
    IN_NAME = 3
    BRAND = 4
    PINYIN = 5
    ADDRESS = 6
    HOMOPHONE = 7
    WRONG_LETTER = 8


class TextIndex:
    """The texts of sites, ready to be searched.

    Parameters
    ----------
    sites : sequence of Site
        Answers are positions in this sequence.
    """

    def __init__(self, sites: Sequence[Site]) -> None:
        self._sites = sites
        self._names = [fold(site.name) for site in sites]
        self._places = [
            fold(site.address + site.district + site.street + site.host) for site in sites
        ]
        self._bare_names = [bare(name) for name in self._names]
        spelled = [spellings(name) for name in self._names]
        self._name = Haystack(enumerate(self._names))
        self._place = Haystack(enumerate(self._places))
        self._code = Haystack(
            (at, fold(text)) for at, site in enumerate(sites) for text in (site.id, site.code)
        )
        self._spellings = [
            (at, text) for at, ways in enumerate(spelled) for way in ways for text in way
        ]
        self._full = Haystack((at, full) for at, ways in enumerate(spelled) for full, _ in ways)
        self._initials = Haystack(
            (at, short) for at, ways in enumerate(spelled) for _, short in ways
        )

    def search(self, text: str, k: int = 20) -> list[int]:
        """Return the positions of the best k sites, best first.

        Parameters
        ----------
        text : str
            What somebody typed; every word of it has to be found.
        k : int
            The most sites wanted.
        """
        found = [self._word(word) for word in words(text)]
        if not found:
            return []
        shared = set(found[0]).intersection(*found[1:])
        worst = {at: max(ranks[at] for ranks in found) for at in shared}
        return sorted(worst, key=lambda at: (worst[at], len(self._names[at]), self._sites[at].id))[
            :k
        ]

    def _word(self, word: str) -> Ranks:
        """Return the sites that hold a word, with how; guess only where nothing plain is found."""
        ranks: Ranks = {}
        for rank, find in self._plain_ways():
            note(ranks, find(word), rank)
        if not ranks:
            note(ranks, self._sounding_like(word), Rank.HOMOPHONE)
        if not ranks:
            note(ranks, self._nearly(word), Rank.WRONG_LETTER)
        return ranks

    def _plain_ways(self) -> tuple[tuple[Rank, Callable[[str], Iterable[int]]], ...]:
        return (
            (Rank.CODE, self._code.equal),
            (Rank.NAME, self._name.equal),
            (Rank.NAME_START, self._name.starting),
            (Rank.IN_NAME, self._name.containing),
            (Rank.BRAND, self._branded),
            (Rank.PINYIN, self._spelled),
            (Rank.ADDRESS, self._place.containing),
        )

    def _branded(self, word: str) -> Iterable[int]:
        """Return the sites that a brand name means, wherever the rest of the word is found."""
        split = without_brand(word)
        if split is None:
            return ()
        rest, brand = split
        here: Iterable[int] = range(len(self._sites))
        if rest:
            here = {*self._name.containing(rest), *self._place.containing(rest)}
        return (at for at in here if self._means(at, brand))

    def _means(self, at: int, brand: str) -> bool:
        """Tell whether a brand name may mean this site: all station brands mean stations."""
        if brand in STATION_WORDS:
            return self._sites[at].kind is Kind.STATION
        return brand in self._names[at]

    def _spelled(self, word: str) -> Iterable[int]:
        """Return the sites whose name holds the letters as pinyin or as initials."""
        if not word.isascii() or not any(letter.isalpha() for letter in word):
            return ()
        starting = self._full.starting(word) if len(word) == 1 else self._full.containing(word)
        return (*starting, *self._initials.containing(word))

    def _sounding_like(self, word: str) -> Iterable[int]:
        """Return the sites whose name holds a homophone of the word."""
        if word.isascii() or len(word) < 2:
            return ()
        return {at for full, _ in spellings(word) for at in self._full.containing(full)}

    def _nearly(self, word: str) -> Iterable[int]:
        """Return the sites whose name, its pinyin or place hold the word but for one letter.

        A brand is cut off where enough is left: nearly every name holds one, and it would drown
        the slip. Where that finds nothing, the slip may be in the brand itself.
        """
        if word.isascii() and word.isalpha():
            return self._nearly_spelled(word)
        rest = bare(word)
        names = self._bare_names if len(rest) >= SHORTEST_GUESS else self._names
        sought = rest if len(rest) >= SHORTEST_GUESS else word
        if len(sought) < SHORTEST_GUESS:
            return ()
        found = {at for texts in (names, self._places) for at in one_letter_off(sought, texts)}
        return found or set(one_letter_off(word, self._names))

    def _nearly_spelled(self, word: str) -> Iterable[int]:
        """Return the sites whose name holds letters as pinyin or initials but for one."""
        if len(word) < SHORTEST_LATIN:
            return ()
        texts = [text for _, text in self._spellings]
        return {self._spellings[row][0] for row in one_letter_off(word, texts)}


def one_letter_off(word: str, texts: Sequence[str]) -> Iterable[int]:
    """Return the positions of the texts that hold the word with at most one wrong letter."""
    long_enough = [text if len(text) >= len(word) else "" for text in texts]
    # One wrong letter of n leaves 2 (n - 1) of 2 n letters in common.
    least = 100 * (len(word) - 1) / len(word) - 0.5
    scored = process.extract(
        word, long_enough, scorer=fuzz.partial_ratio, score_cutoff=least, limit=None
    )
    return (at for _, _, at in scored)


def bare(text: str) -> str:
    """Return a folded text without the brand in it, or whole where nothing else is left."""
    split = without_brand(text)
    return text if split is None else split[0] or text


def note(ranks: Ranks, found: Iterable[int], rank: Rank) -> None:
    """Write down a rank for sites that have none yet."""
    for at in found:
        ranks.setdefault(at, rank)
