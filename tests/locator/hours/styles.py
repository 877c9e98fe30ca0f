"""Opening hours drawn at random and written down as people in China do."""

from dataclasses import dataclass

from hypothesis import strategies as st

from locator.hours.wording.days import WEEKDAYS

Span = tuple[int, int]

DAY_PATTERNS: list[list[list[int]]] = [
    [[0, 1, 2, 3, 4, 5, 6]],
    [[0, 1, 2, 3, 4]],
    [[0, 1, 2, 3, 4], [5, 6]],
    [[0, 1, 2, 3, 4], [5]],
    [[1, 2, 3, 4, 5, 6]],
    [[0, 2, 4], [1, 3]],
    [[5, 6]],
    [[3]],
]


@dataclass(frozen=True)
class Hours:
    """Rules of weekdays with spans, and what holds on public holidays."""

    rules: tuple[tuple[tuple[int, ...], tuple[Span, ...]], ...]
    holidays: str  # "", "off" or "unknown"

    def osm(self) -> str:
        """Write OSM plainly, every day by name."""
        parts = [
            f"{','.join(WEEKDAYS[day] for day in days)} "
            f"{','.join(osm_time(s) + '-' + osm_time(e) for s, e in spans)}"
            for days, spans in self.rules
        ]
        return ", ".join(parts) + (f"; PH {self.holidays}" if self.holidays else "")


def osm_time(minute: int) -> str:
    minute = minute if minute <= 1440 else minute - 1440
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """One to three sessions from 6:00 on; the last may run past midnight."""
    count = draw(st.integers(1, 3))
    step = st.integers(6 * 12, 24 * 12)
    edges = sorted(draw(st.lists(step, min_size=2 * count, max_size=2 * count, unique=True)))
    made = [(edges[2 * i] * 5, edges[2 * i + 1] * 5) for i in range(count)]
    if made[-1][0] >= 17 * 60 and draw(st.booleans()):
        made[-1] = (made[-1][0], 1440 + draw(st.integers(1, 5 * 12)) * 5)
    return tuple(made)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    pattern = draw(st.sampled_from(DAY_PATTERNS))
    rules = tuple((tuple(days), draw(spans())) for days in pattern)
    return Hours(rules, draw(st.sampled_from(["", "off", "unknown"])))


NUMERALS = "零一二三四五六七八九"


def numeral(value: int) -> str:
    if value < 10:
        return NUMERALS[value]
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def half(minute: int) -> str:
    hour = minute // 60
    return "早上" if hour < 9 else "上午" if hour < 12 else "下午" if hour < 18 else "晚上"


def spoken(minute: int, *, chinese: bool) -> str:
    """Write a time as one says it: 下午三点半."""
    hour, rest = divmod(minute, 60)
    if hour == 24:
        return "晚上十二点" if chinese else "晚上12点"
    hour = hour if hour <= 12 else hour - 12
    write = numeral if chinese else str
    tail = (
        "" if rest == 0 else "半" if rest == 30 else "零五分" if rest == 5 else write(rest) + "分"
    )
    return f"{half(minute)}{write(hour)}点{tail}"


def digital(minute: int, *, padded: bool, colon: str) -> str:
    return f"{minute // 60:0{2 if padded else 1}}{colon}{minute % 60:02}"


@st.composite
def clock_style(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(["plain", "padded", "wide", "hours", "spoken", "chinese", "pm"]))


def write_time(minute: int, style: str) -> str:
    if minute > 1440:
        return "次日" + write_time(minute - 1440, NEXT_DAY_STYLE.get(style, style))
    hour, rest = divmod(minute, 60)
    if style == "hours":
        return f"{hour}时" + (f"{rest}分" if rest else "")
    if style == "pm" and hour not in (0, 24):
        return f"{hour if hour <= 12 else hour - 12}:{rest:02}{'AM' if hour < 12 else 'PM'}"
    if style in ("spoken", "chinese"):
        return spoken(minute, chinese=style == "chinese")
    return digital(minute, padded=style in ("padded", "pm"), colon="：" if style == "wide" else ":")


NEXT_DAY_STYLE = {"pm": "padded", "spoken": "plain", "chinese": "plain"}
DAY_NAMES = "一二三四五六日"


@st.composite
def write_days(draw: st.DrawFn, days: tuple[int, ...]) -> str:
    week = draw(st.sampled_from(["周", "星期", "礼拜"]))
    each = draw(st.sampled_from(["", "每"]))
    if len(days) == 7:
        return draw(st.sampled_from(["", "每天", "每日", f"{week}一至{week}日", "周一到周日"]))
    run = list(days) == list(range(days[0], days[-1] + 1))
    if run and len(days) > 2:
        to = draw(st.sampled_from(["至", "到", "-", "~", "—"]))
        return f"{each}{week}{DAY_NAMES[days[0]]}{to}{week}{DAY_NAMES[days[-1]]}"
    if days == (5, 6) and draw(st.booleans()):
        return draw(st.sampled_from(["周末", "双休日", "周六日", "周六、日"]))
    joiner = draw(st.sampled_from(["、", "和", "及"]))
    return each + joiner.join(week + DAY_NAMES[day] for day in days)


@st.composite
def phrases(draw: st.DrawFn, wanted: Hours) -> str:
    """Write hours down in one style of the many."""
    style = draw(clock_style())
    to = draw(st.sampled_from(["-", "--", "—", "——", "~", "～", "至", "到", " - ", "－"]))
    between = draw(st.sampled_from(["，", "、", " ", "；", "，及"]))
    parts = []
    for days, sessions in wanted.rules:
        written = between.join(
            write_time(s, style) + to + write_time(e, style) for s, e in sessions
        )
        colon = draw(st.sampled_from(["", "：", " ", "，"]))
        named = draw(write_days(days))
        parts.append(f"{named}{colon}{written}" if named else written)
    text = draw(st.sampled_from(["，", "；", "。", "\n", " "])).join(parts)
    text = (
        draw(st.sampled_from(["", "开放时间：", "服务时间为", "运营时间 ", "【开放时间】"])) + text
    )
    text += draw(st.sampled_from(["", "。", "，免费开放", "，全年开放"]))
    return text + draw(st.sampled_from(HOLIDAY_PHRASES[wanted.holidays]))


HOLIDAY_PHRASES = {
    "": [""],
    "off": ["（法定节假日除外）", "，法定节假日休息", "；国家法定节假日闭馆", "，节假日不开放"],
    "unknown": ["。法定节假日另行通知", "（节假日以公告为准）", "，国定假日开放时间另行通知"],
}
