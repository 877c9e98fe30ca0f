"""The words of opening hours that tables cannot list, as regular expressions.

They match text as `locator.hours.wording.script.normalise` spells it.
"""

import re
from collections.abc import Iterator
from typing import Final

from locator.hours.wording.lexicon import DAY_WORDS, EVERY_DAYS, FESTIVALS, OWN_HOLIDAYS, Kind

_NUMERAL: Final = "[零〇一二三四五六七八九十两]{1,3}"
_NUMBER: Final = rf"(?:\d{{1,2}}|{_NUMERAL})"
_MINUTE: Final = r"(?:\d{2}|\d(?=分)|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])"
_MONTH: Final = rf"(?<!\d){_NUMBER}月份?(?:{_NUMBER}[日号])?"
_TO: Final = r"\s*(?:-|至|到)\s*"
_WEEK: Final = "(?:周|星期|礼拜)"
WEEKDAYS: Final = (
    rf"{_WEEK}(?:[一二三四五六日天]|[1-7](?![\d:点时月号]))"
    rf"(?:{_TO}(?:{_WEEK}?[一二三四五六日天]|周末|{_WEEK}?[1-7](?![\d:点时月号])))?"
)
_SHORT_RANGE: Final = (
    rf"[一二三四五六日]+(?:{_TO}{_WEEK}?[一二三四五六日])?(?![点时月号半天一二三四五六七八九十])"
)
_ENTRY: Final = (
    "(?:售票|领票|发票|检票|取票|取号|领号|叫号|挂号|受理|入场|入馆|入园|入内|进场|进馆|进园|进站|进入"
    "|接待|登记)"
)
_ENTRIES: Final = rf"{_ENTRY}(?:[、,和及并]?(?:停止)?{_ENTRY})*"

_SHAPES: Final[tuple[tuple[Kind, str], ...]] = (
    (
        Kind.CLOCK,
        (
            rf"(?P<h>\d{{1,2}})\s*:\s*(?P<m>\d{{2}})(?:\s*:\s*\d{{2}})?(?!\d)[点时]?\s*(?P<s>[ap]\.?m\.?)?"
            rf"|(?P<l>\d{{1,2}})\s*(?P<t>[ap]\.?m\.?)(?![a-z])"
            rf"|(?P<ch>{_NUMBER})\s*[点时](?!间|段|刻)"
            rf"\s*(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<cm>{_MINUTE})\s*分?(?![点时:\d])|整|钟)?"
        ),
    ),
    (Kind.NUMBER, _NUMBER),
    (Kind.DATES, rf"(?:每年)?{_MONTH}{_TO}(?:次年|翌年|来年|第二年)?{_MONTH}"),
    (Kind.DATES, rf"(?:每年)?(?<!\d){_NUMBER}{_TO}(?:次年|翌年|来年|第二年)?{_NUMBER}月份?(?!\d)"),
    (Kind.DATES, rf"(?:每年)?(?<!\d){_NUMBER}月份?(?!{_NUMBER}[日号])"),
    (
        Kind.ALL_DAY,
        (
            r"(?:24|二十四)\s*个?小时(?!制|内|以|前|(?:服务|咨询|值班)?(?:热线|电话|客服|咨询))"
            r"|24\s*h(?:ours?|rs?)?(?![a-z])|(?:7x24|24x7|24/7|7/24)(?:小时|h(?![a-z]))?"
        ),
    ),
    (
        Kind.CLOSED_DOWN,
        r"因[^,;。()\d周星礼天节假月]{1,8}?暂停(?:对外)?(?:开放|营业|服务)",
    ),
    (Kind.EXTENDED, r"延(?:长|时|后)(?:开放|服务|营业|开馆|闭馆|运营)?(?:时间)?(?:至|到|为)"),
    (Kind.OCCASION, r"(?:期末|期中)?考试(?:周|期间|季)|(?:期末|期中)考试"),
    (Kind.LAST_ENTRY, rf"(?:之?后|以后|起)?(?:停止|截止|谢绝|不再){_ENTRIES}(?:时间)?"),
    (Kind.LAST_ENTRY, rf"{_ENTRY}(?:截止|截至)(?:时间)?(?:为|至|到|:)?"),
    (Kind.LAST_ENTRY, rf"(?:最晚|最后|最迟)(?:{_ENTRIES})?(?:时间)?"),
    (
        Kind.HARMLESS,
        rf"(?:闭馆|关门|闭园|结束|提)前(?:\d+|半|[一二三四五]?十?)个?(?:分钟|小时)(?:停止|截止){_ENTRIES}",
    ),
    (
        Kind.NOTICE,
        r"(?:时间|安排)?将?(?:会)?(?:另行|提前|及时|适时)(?:通知|公告|公布|安排|告知|发布)(?:时间)?",
    ),
    (
        Kind.NOTICE,
        (
            r"请?(?:留意|关注|参见|详见|查看|见)(?:官方|官网|微信|图书馆|本馆|馆内|现场|网站|门口|当日|最新)*"
            r"(?:公告|通知|告示|公众号|官网)"
        ),
    ),
    (Kind.NOTICE, r"(?:具体|详细)?(?:开放|服务|营业)?(?:时间|安排)?(?:请)?以[^,;。()]{1,14}?为准"),
    (Kind.NOTICE, r"(?:时间)?(?:另定|待定)"),
    (
        Kind.IF_CHANGED,
        r"(?:如|若)(?:有|遇|因)(?:特殊情况|特殊原因|变动|变更|变化|调整|临时调整)(?:时)?|遇特殊情况",
    ),
)


def _any(words: str) -> str:
    return "|".join(re.escape(w) for w in sorted(words.split(), key=len, reverse=True))


def _days() -> Iterator[tuple[Kind, str]]:
    each = "(?:每逢|凡逢|每|逢|凡)?"
    yield (
        Kind.DAYS,
        rf"{each}{WEEKDAYS}(?:(?:[、和及与/]|以及)?{WEEKDAYS}|[、,和及与/]?{_SHORT_RANGE})*",
    )
    yield Kind.DAYS, f"{each}(?:{_any(DAY_WORDS)})|{_any(EVERY_DAYS)}"
    lunar = "(?:正月|大年)?初[一二三四五六七八九十]{1,2}"
    named = f"{_any(OWN_HOLIDAYS)}|{_any(FESTIVALS)}|{lunar}"
    yield Kind.DAYS, f"(?:如遇|每逢|遇到|遇|逢|凡)?(?:农历)?(?:{named})(?:期间|当天|当日)?"


PATTERNS: Final = tuple((kind, re.compile(shape)) for kind, shape in (*_SHAPES, *_days()))
"""What the tables of words cannot list."""
