"""How a name sounds: full pinyin and initials, every common reading of it."""

from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

# Characters whose second reading is usual in names of places and firms. Others have further
# readings in the dictionaries only, which would bring noise and no finds.
TWO_READINGS = frozenset("长重行厦朝乐曾盛石单都会调还空宿藏传处大地种为中")
MOST_VARIANTS = 4


@lru_cache(maxsize=32_768)
def readings(letter: str) -> tuple[str, ...]:
    """Return the toneless readings of one character, the usual one first."""
    if not "\u3400" <= letter <= "\u9fff":
        return (letter,)
    found = pinyin(letter, style=Style.NORMAL, heteronym=True, errors="ignore")
    if not found:
        return (letter,)
    usual = dict.fromkeys(found[0])
    return tuple(islice(usual, 2 if letter in TWO_READINGS else 1))


def spellings(text: str) -> tuple[tuple[str, str], ...]:
    """Return (full pinyin, initials) for up to four readings of a folded text."""
    options = [readings(letter) for letter in text]
    variants = islice(product(*options), MOST_VARIANTS)
    return tuple(("".join(sounds), "".join(sound[0] for sound in sounds)) for sounds in variants)
