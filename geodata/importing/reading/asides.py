"""Rows among the sites of a list that are none: 合计, 填表人:张三, the header once more."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from locator.words import Words

TOTALS: Final = Words(
    zh="合计行,不是站点", en="the row is a total of others (合计, 小计), not a site"
)
NOTE: Final = Words(zh="填表说明,不是站点", en="a note of whoever filled in the list, not a site")
HEADER: Final = Words(zh="重复的表头,不是站点", en="the header once more, not a site")
LONGEST: Final = 16  # characters of a cell that tells a total
_TOTAL = re.compile(r"\s*[合总小共累]\s*计\s*[:：]?\s*\d{0,6}\s*[个家处座]?\s*")
_NOTE = re.compile(
    r"(?:(?:制表|填表|填报|审核|审批|复核|经办|统计|报送|上报)(?:人|单位|部门|日期|时间|说明|要求)?"
    r"|(?:单位)?负责人|联系人|单位(?:[(（]盖章[)）])?|说明|备注|注|日期)\s*[:：]"
)


def is_total(cells: Sequence[str]) -> bool:
    """Tell whether a row is a total: one of its cells says so and nothing else."""
    return any("计" in cell and len(cell) <= LONGEST and _TOTAL.fullmatch(cell) for cell in cells)


def is_note(name: str) -> bool:
    """Tell whether what stands under the header of names is a note below or in a list."""
    return _NOTE.match(name) is not None


def is_header(told: Iterable[tuple[str, str]]) -> bool:
    """Tell whether cells, each given with its column, only repeat what their columns are called."""
    repeats = [column == cell for column, cell in told]
    return len(repeats) >= 2 and all(repeats)
