"""Rules written in OSM opening_hours syntax."""

from collections.abc import Sequence

from locator.hours.chinese.rules.rule import CLOSED, UNKNOWN, Daily, Rule
from locator.hours.wording.clocks import DAY, ROUND_THE_CLOCK, Span
from locator.hours.wording.days import MONTH_DAYS, MONTHS, WEEK, WEEKDAYS, Season


def write(rules: Sequence[Rule]) -> str:
    """Return rules as one expression; days that no rule opens are left out.

    Rules that run past midnight are joined by commas, which keeps the hours after
    midnight of one day when the next day has a rule of its own.
    """
    told = [rule for rule in rules if rule.daily != CLOSED or not rule.week]
    weekly = [rule for rule in told if rule.week]
    overnight = any(end > DAY for rule in weekly for _, end in rule.daily.spans)
    parts = [write_rule(rule) for rule in weekly]
    text = (", " if overnight else "; ").join(parts) or "off"
    return "; ".join([text, *(write_rule(rule) for rule in told if not rule.week)])


def write_rule(rule: Rule) -> str:
    """Return one rule."""
    days = "PH" if not rule.week else "" if rule.week == WEEK else write_week(rule.week)
    selector = " ".join(filter(None, [_season(rule.season), days]))
    if not selector and rule.daily == Daily((ROUND_THE_CLOCK,)):
        return "24/7"
    return " ".join(filter(None, [selector, _daily(rule.daily)]))


def _daily(daily: Daily) -> str:
    if daily == CLOSED:
        return "off"
    if daily == UNKNOWN:
        return "unknown"
    return write_spans(daily.spans) + ("" if daily.sure else " unknown")


def write_spans(spans: Sequence[Span]) -> str:
    """Return spans as OSM times."""
    return ",".join(f"{_time(start)}-{_time(end)}" for start, end in spans)


def _time(minute: int) -> str:
    if minute > DAY:
        minute -= DAY
    return f"{minute // 60:02}:{minute % 60:02}"


def write_week(week: frozenset[int]) -> str:
    """Return weekdays, runs of three and more as a range."""
    parts: list[str] = []
    days = sorted(week)
    while days:
        length = 1
        while length < len(days) and days[length] == days[0] + length:
            length += 1
        run = [WEEKDAYS[d] for d in days[:length]]
        parts.append(f"{run[0]}-{run[-1]}" if length > 2 else ",".join(run))
        days = days[length:]
    return ",".join(parts)


def _season(season: Season | None) -> str:
    if season is None or season.first is None or season.last is None:
        return ""
    first, last = season.first, season.last
    whole = first[1] == 1 and last[1] == MONTH_DAYS[last[0] - 1]
    if whole and first[0] == last[0]:
        return MONTHS[first[0] - 1]
    if whole:
        return f"{MONTHS[first[0] - 1]}-{MONTHS[last[0] - 1]}"
    return f"{MONTHS[first[0] - 1]} {first[1]}-{MONTHS[last[0] - 1]} {last[1]}"
