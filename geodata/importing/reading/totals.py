"""Rows that count the others: 合计, 小计."""

import re
from collections.abc import Sequence
from typing import Final

from locator.words import Words

TOTALS: Final = Words(
    zh="合计行,不是站点", en="the row is a total of others (合计, 小计), not a site"
)
LONGEST: Final = 16  # characters of such a cell
_TOTAL = re.compile(r"\s*[合总小共累]\s*计\s*[:：]?\s*\d{0,6}\s*[个家处座]?\s*")


def is_total(cells: Sequence[str]) -> bool:
    """Tell whether a row is a total: one of its cells says so and nothing else."""
    return any("计" in cell and len(cell) <= LONGEST and _TOTAL.fullmatch(cell) for cell in cells)
