"""Which union an address names, without taking a road for a district.

Chinese addresses run from wide to narrow without spaces: 示例市望海区迎春街道12号. A full
name (望海区) counts wherever it stands. A city or a district may also stand without its
suffix (示例望海), which is far more often part of a road or a shop (望海路), so that form
counts only at the beginning or right after a wider name, and not before 路 and the like.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from locator.unions.union import LEVELS, Chain, Union

LONGEST_ADDRESS = 200  # characters; no address that somebody wrote is longer

OFFICE = re.compile(r"(?:总工会|工会联合会|联合工会|工会委员会|工会|办事处|人民政府|(?<=街道)办)+$")
SUFFIX = re.compile(r"(?:自治[县州旗]|新区|地区|[市区县州盟旗])$")
ROAD_AHEAD = re.compile(r"路|大道|大街|街(?!道)")
MORE_AHEAD = re.compile(
    r"[东南西北中一二三四五六七八九十\d]{0,3}(?:路|街|道|大道|巷|弄|里|胡同|桥|村|镇|乡|社区|小区|新村"
    r"|花园|苑|大厦|广场|公园|小学|中学|大学|学院|医院|酒店|宾馆|银行|商场|超市|站)"
)
PROVINCE_BEHIND = re.compile(
    r"^$|[省市]$|自治区$|^(?:河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北"
    r"|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|台湾)$"
)
WIDER_BEHIND = re.compile(r"[市区县州盟旗]$")


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    chain: Chain
    full: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    name: _Name
    start: int
    end: int

    @property
    def union(self) -> Union:
        return self.name.chain[0]


class Namer:
    """Unions by the names that addresses use.

    Parameters
    ----------
    chains : mapping of str to tuple of Union
        Each union's id, with the union and those above it.
    """

    def __init__(self, chains: Mapping[str, Chain]) -> None:
        self._by_head: defaultdict[str, list[_Name]] = defaultdict(list)
        self._named: set[str] = set()
        for chain in chains.values():
            for name in _names(chain):
                self._by_head[name.text[:2]].append(name)
                self._named.add(chain[0].id)

    def named_in(self, address: str) -> Union | None:
        """Return the most local union that an address names without contradiction."""
        text = "".join(address[: 2 * LONGEST_ADDRESS].split())[:LONGEST_ADDRESS]
        mentions: list[_Mention] = []
        for mention in _longest(self._all_in(text)):
            if self._stands(mention, text, mentions):
                mentions.append(mention)
        for level in reversed(LEVELS):
            best = _best([m for m in mentions if m.union.level == level], mentions)
            if best is not None:
                return best
        return None

    def _all_in(self, text: str) -> Iterator[_Mention]:
        for start in range(len(text) - 1):
            for name in self._by_head.get(text[start : start + 2], ()):
                if text.startswith(name.text, start):
                    yield _Mention(name, start, start + len(name.text))

    def _stands(self, mention: _Mention, text: str, before: list[_Mention]) -> bool:
        """Whether a mention means its union, given those before it that do."""
        above = mention.name.chain[1:]
        mine = [m for m in before if m.union in above]
        behind = text[: mention.start]
        led = any(m.end == mention.start for m in mine) or PROVINCE_BEHIND.search(behind)
        if mention.name.full:
            if ROAD_AHEAD.match(text, mention.end) or (len(mention.name.text) < 3 and not led):
                return False
        elif MORE_AHEAD.match(text, mention.end) or not led:
            return False
        levels_open = {union.level for union in above} - {m.union.level for m in mine}
        if any(m.union.level in levels_open for m in before):
            return False  # the address names a wider union that is not above this one
        elsewhere = WIDER_BEHIND.search(behind) and any(union.id in self._named for union in above)
        return bool(mine) or not elsewhere  # else the district of this name in another city


def _names(chain: Chain) -> Iterator[_Name]:
    area = area_name(chain[0].name)
    for above in chain[1:]:
        area = area.removeprefix(area_name(above.name)) or area
    short = SUFFIX.sub("", area)
    if len(area) >= 2:
        yield _Name(area, chain, full=True)
    if chain[0].level in {"city", "district"} and 2 <= len(short) < len(area):
        yield _Name(short, chain, full=False)


def area_name(name: str) -> str:
    """Return what an area is called by the name of its union: 望海区总工会 → 望海区."""
    return OFFICE.sub("", "".join(name.split()))


def _longest(mentions: Iterable[_Mention]) -> Iterator[_Mention]:
    """Yield mentions from left to right without those inside a longer one."""
    reached = 0
    for _, group in groupby(mentions, key=lambda mention: mention.start):
        same_start = list(group)
        end = max(mention.end for mention in same_start)
        if end > reached:
            yield from (mention for mention in same_start if mention.end == end)
            reached = end


def _best(candidates: list[_Mention], mentions: list[_Mention]) -> Union | None:
    """Return the union that is named most fully, if it is one alone."""

    def weight(mention: _Mention) -> tuple[bool, int]:
        above = mention.name.chain[1:]
        return mention.name.full, len({m.union.id for m in mentions if m.union in above})

    top = max(map(weight, candidates), default=None)
    best = {m.union.id: m.union for m in candidates if weight(m) == top}
    return next(iter(best.values())) if len(best) == 1 else None
