"""Substring search over many short texts at once.

All texts stand in one string, parted by a line feed that no folded text holds, so that one scan
in C finds every match; the offset tells whose it is. 200,000 names are a few megabytes.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Haystack:
    """Texts of numbered owners.

    Parameters
    ----------
    texts : iterable of (int, str)
        Owner and folded text; an owner may have several texts or none.
    """

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self._owners: list[int] = []
        self._starts: list[int] = []
        parts: list[str] = []
        offset = 1
        for owner, text in texts:
            if text:
                self._owners.append(owner)
                self._starts.append(offset)
                parts.append(text)
                offset += len(text) + 1
        self._whole = "\n" + "\n".join(parts) + "\n"

    def containing(self, word: str) -> Iterator[int]:
        """Yield the owners of the texts that hold the word, each text once."""
        at = self._whole.find(word)
        while at >= 0:
            yield self._owners[bisect_right(self._starts, at) - 1]
            end_of_text = self._whole.index("\n", at)
            at = self._whole.find(word, end_of_text)

    def starting(self, word: str) -> Iterator[int]:
        """Yield the owners of the texts that begin with the word."""
        return self._at("\n" + word)

    def equal(self, word: str) -> Iterator[int]:
        """Yield the owners of the texts that are the word."""
        return self._at("\n" + word + "\n")

    def _at(self, needle: str) -> Iterator[int]:
        at = self._whole.find(needle)
        while at >= 0:
            yield self._owners[bisect_right(self._starts, at + 1) - 1]
            at = self._whole.find(needle, at + 1)
