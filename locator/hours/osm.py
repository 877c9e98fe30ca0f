"""OSM opening_hours expressions taken apart into rules, doubtful parts marked unknown.

The grammar is that of opening-hours-py, whose canonical spelling is read here. What it
answers beyond its knowledge (comments, school holidays, sun times, open ends) is turned
into unknown hours before anybody asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from opening_hours import OpeningHours as Expression
from opening_hours import validate

from locator.errors import InvalidInput, problem
from locator.words import Words, same

Modifier = Literal["open", "closed", "unknown"]

DAY: Final = 24 * 60
HOLIDAY, SCHOOL_HOLIDAY = "PH", "SH"

_WEEKDAY: Final = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
_LOOSE_LIST: Final = re.compile(rf"({_WEEKDAY}),\s+(?={_WEEKDAY}\b)")
_HOLIDAYS_AMONG: Final = re.compile(
    r"\bPH\s+(?:Mo|Tu|We|Th|Fr|Sa|Su)|(?:Mo|Tu|We|Th|Fr|Sa|Su)\s+PH\b"
)
_JOINER: Final = re.compile(r'("[^"]*")|(; |, | \|\| )')
_SPAN: Final = re.compile(r"(\d\d):(\d\d)(?:-(\d\d):(\d\d))?(\+)?(/.*)?")

ANNOUNCED: Final = Words("法定节假日时间另行通知", "holiday hours are announced separately")
PART_OF_DAY: Final = Words("只知道大概时段,没有写明钟点", "only the part of the day is known")
OPEN_END: Final = Words("没有写明几点关门", "the closing time is not stated")
BY_THE_SUN: Final = Words("按日出日落开关门", "it goes by sunrise and sunset")
BESIDE_HOLIDAYS: Final = Words("没有写明哪些节假日", "it does not say which holidays are meant")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of an expression.

    Parameters
    ----------
    joiner : str
        How it joins the rules before: ``"; "`` overrides, ``", "`` adds,
        ``" || "`` stands in where nothing else applies.
    dates : str
        Its years, months and weeks as written.
    days : tuple of str
        Weekdays, ``PH`` and ``SH``; empty: every day.
    spans : tuple of (int, int)
        Minutes from midnight, beyond 1440 for the next day; empty: the whole day.
    modifier : str
        open, closed or unknown.
    because : Words or None
        Why it is unknown.
    """

    joiner: str
    dates: str = ""
    days: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    modifier: Modifier = "open"
    because: Words | None = None


@lru_cache(maxsize=4096)
def valid_osm(text: str) -> bool:
    """Return whether a text follows the grammar of OSM opening_hours."""
    return bool(text.strip()) and validate(_tight(text))


def _tight(text: str) -> str:
    """Close up lists: ``Mo-Sa, PH 10:00-12:00`` would open the week round the clock."""
    return _LOOSE_LIST.sub(r"\1,", text.strip())


def read_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of an expression.

    Raises
    ------
    InvalidInput
        If it does not follow the grammar.
    """
    if not valid_osm(text):
        raise InvalidInput(
            problem(
                "opening_hours",
                text,
                same("Mo-Fr 09:00-17:30"),
                Words("不是 OSM opening_hours 写法", "this is not OSM opening_hours syntax"),
            )
        )
    tight = _tight(text)
    rules = tuple(
        rule for joiner, part in _parts(str(Expression(tight))) for rule in _rule(joiner, part)
    )
    if _HOLIDAYS_AMONG.search(tight):  # the canonical spelling cannot tell "PH Mo" from "PH,Mo"
        return tuple(
            replace(r, modifier="unknown", because=BESIDE_HOLIDAYS) if HOLIDAY in r.days else r
            for r in rules
        )
    return rules


def _parts(canonical: str) -> Iterator[tuple[str, str]]:
    joiner, start = "", 0
    for match in _JOINER.finditer(canonical):
        if match[2]:
            yield joiner, canonical[start : match.start()]
            joiner, start = match[2], match.end()
    yield joiner, canonical[start:]


def _rule(joiner: str, text: str) -> Iterator[Rule]:
    body, quote, comment = text.partition('"')
    words = body.split()
    modifier: Modifier = "open"
    if words and words[-1] in ("closed", "unknown"):
        modifier = "closed" if words.pop() == "closed" else "unknown"
    times = words.pop() if words and (":" in words[-1] or _by_the_sun(words[-1])) else ""
    dates, days, offset = _selector([word for word in words if word != "24/7"])
    because = same(comment.rstrip('"')) if quote else None
    if quote and modifier == "open":
        modifier = "unknown"
    rule = Rule(joiner, dates, days, (), modifier, because)
    if offset and {HOLIDAY, SCHOOL_HOLIDAY} & set(days):
        yield replace(rule, days=(), modifier="unknown", because=BESIDE_HOLIDAYS)
        return
    if offset:
        rule = replace(rule, days=(" ".join([",".join(days), offset]),))
    yield from _timed(rule, times)


def _by_the_sun(word: str) -> bool:
    return any(event in word for event in ("dawn", "sunrise", "sunset", "dusk"))


def _selector(words: list[str]) -> tuple[str, tuple[str, ...], str]:
    """Return dates, weekdays and the offset of weekdays in days."""
    for place, word in enumerate(words):
        if re.match(rf"{_WEEKDAY}(?![a-z])", word):
            days = re.split(r",(?![^\[]*\])", word)
            return " ".join(words[:place]), tuple(days), " ".join(words[place + 1 :])
    return " ".join(words), (), ""


def _timed(rule: Rule, times: str) -> Iterator[Rule]:
    if not times:
        yield _explained(rule)
        return
    parts = times.split(",")
    matches = [match for match in map(_SPAN.fullmatch, parts) if match is not None]
    if len(matches) < len(parts):  # sun times
        if rule.modifier != "closed":
            rule = replace(rule, modifier="unknown", because=rule.because or BY_THE_SUN)
        yield rule
        return
    open_ends = tuple(_open_end(match) for match in matches if match[5])
    spans = tuple(_span(match) for match in matches if match[3])
    spans = tuple(span for span in spans if not any(span[0] == start for start, _ in open_ends))
    if spans:
        repeats = any(match[6] for match in matches)
        yield _explained(
            replace(rule, spans=spans, modifier="unknown" if repeats else rule.modifier)
        )
    if open_ends:
        yield replace(
            rule,
            joiner=", " if spans else rule.joiner,
            spans=open_ends,
            modifier="unknown",
            because=rule.because or OPEN_END,
        )


def _span(match: re.Match[str]) -> tuple[int, int]:
    start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    return start, end if end > start else end + DAY


def _open_end(match: re.Match[str]) -> tuple[int, int]:
    """Return when it may be closed: 18:00+ from the start, 08:00-17:00+ from the end.

    Times cannot start on the next day, so that all of 20:00-02:00+ is in doubt.
    """
    start = int(match[1]) * 60 + int(match[2])
    end = _span(match)[1] if match[3] else start
    return (end, DAY) if end < DAY else (start, 2 * DAY)


def _explained(rule: Rule) -> Rule:
    if rule.modifier != "unknown" or rule.because is not None:
        return rule
    if HOLIDAY in rule.days:
        return replace(rule, because=ANNOUNCED)
    return replace(rule, because=PART_OF_DAY) if rule.spans else rule


def write_rules(rules: tuple[Rule, ...], reasons: list[Words]) -> str:
    """Return rules as an expression; reasons are numbered in its comments."""
    text = ""
    for rule in rules:
        words = [rule.dates, ",".join(rule.days), _times(rule.spans)]
        if rule.joiner == ", " and not (rule.dates or rule.days):
            words[1] = "Mo-Su"  # or the times would go on the list of the rule before
        if not any(words):
            words = ["24/7"]
        if rule.modifier != "open":
            words.append(rule.modifier)
        if rule.modifier == "unknown" and rule.because is not None:
            if rule.because not in reasons:
                reasons.append(rule.because)
            words.append(f'"{reasons.index(rule.because)}"')
        text += (rule.joiner if text else "") + " ".join(filter(None, words))
    return text or "off"


def _times(spans: tuple[tuple[int, int], ...]) -> str:
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
