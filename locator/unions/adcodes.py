"""Unions by GB/T 2260 code: province 2 digits, city 4, district 6, street 9, village 12."""

from collections.abc import Iterable

from locator.unions.union import LEVELS, Union

LENGTHS = (12, 9, 6, 4, 2)


class CodeBook:
    """Unions by the code of their area.

    Parameters
    ----------
    unions : iterable of Union
        Those without a code are left out. Where several share one, the widest level
        stands for it: a park within a district often carries the district's code.
    """

    def __init__(self, unions: Iterable[Union]) -> None:
        self._unions: dict[str, Union] = {}
        for union in sorted(unions, key=lambda union: (LEVELS.index(union.level), union.id)):
            key = significant(union.adcode)
            if key:
                self._unions.setdefault(key, union)

    def find(self, code: str) -> Union | None:
        """Return the narrowest union whose code is this one or contains it."""
        key = significant(code)
        prefixes = (key[:length] for length in LENGTHS if length <= len(key))
        return next((self._unions[part] for part in prefixes if part in self._unions), None)


def significant(code: str) -> str:
    """Return the digits of a code without zeros that mean the whole: 370600 → 3706.

    Parameters
    ----------
    code : str
        GB/T 2260 or its extensions; whatever is no digit is left out.
    """
    key = "".join(c for c in code[: 2 * LENGTHS[0]] if c in "0123456789")
    for start in LENGTHS[1:]:
        if len(key) > start and not key[start:].strip("0"):
            key = key[:start]
    return key
