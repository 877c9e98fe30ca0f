"""Numbers in what people and programs send: digits as JSON writes them, and no more.

Python would also take ``1_2`` for 12, digits of other scripts, and ``nan``.
"""

import re
from typing import Final

NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
WHOLE: Final = re.compile(r"[+-]?\d+", re.ASCII)


def decimal_number(text: str) -> float:
    """Return the number that a text is; blanks around it do not matter. ValueError: it is none."""
    if not NUMBER.fullmatch(text.strip()):
        raise ValueError
    return float(text)


def whole_number(text: str) -> int:
    """Return the whole number that a text is. ValueError: it is none."""
    if not WHOLE.fullmatch(text.strip()):
        raise ValueError
    return int(text)
