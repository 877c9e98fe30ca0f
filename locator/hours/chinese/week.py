"""From statements to the hours of each weekday, each season, and of public holidays.

The more particular statement wins: 每天9:00-17:00,周一闭馆 is closed on Mondays. Hours apart
from those of the wider one add to them: 每天9:00-17:00,周三18:00-20:00. Statements whose days
overlap without one holding the other contradict each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from locator.hours.chinese.statements import Says, Statement
from locator.hours.wording.clocks import DAY, Span, closing
from locator.hours.wording.days import EVERY_DAY, WEEK, WEEKEND, WORKWEEK, Season, season_of
from locator.hours.wording.unclear import (
    CONTRADICTS,
    NO_CLOCK,
    NO_SEASON_DATES,
    ONLY_SOME_DAYS,
    PARTIAL,
    Unclear,
)


@dataclass(frozen=True, slots=True)
class Daily:
    """The hours of one day; no spans: closed.

    Parameters
    ----------
    spans : tuple of (int, int)
        Minutes from midnight, in order.
    sure : bool
        False where it is open at some unknown time within the spans.
    """

    spans: tuple[Span, ...] = ()
    sure: bool = True


CLOSED = Daily()
UNKNOWN = Daily(((0, DAY),), sure=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """The same hours for some weekdays of a season, or for public holidays.

    Parameters
    ----------
    week : frozenset of int
        Weekdays; empty: public holidays.
    daily : Daily
        Their hours.
    season : Season or None
        None: all year.
    """

    week: frozenset[int]
    daily: Daily
    season: Season | None = None


def rules_of(statements: Sequence[Statement]) -> tuple[Rule, ...]:
    """Return the rules that statements come to, those of holidays last.

    Raises
    ------
    Unclear
        If they contradict each other or leave the hours open.
    """
    weekly = _in_seasons([s for s in statements if s.days.week])
    seasons = _complete(list(dict.fromkeys(s.season for s in weekly)))
    rules: list[Rule] = []
    for named, season in seasons.items():
        mine = [s for s in weekly if s.season == named]
        rules += _weekly_rules(mine, season)
    _check_weekend(statements)
    holidays = _holidays([s for s in statements if s.days.holidays or s.days.festival], rules)
    return (*rules, *([] if holidays is None else [Rule(frozenset(), holidays)]))


def _in_seasons(statements: list[Statement]) -> list[Statement]:
    """Return statements with days off of the whole year put into every season.

    Days off told with one season, where the others name no days at all, may be meant
    for all of them.
    """
    seasons = list(dict.fromkeys(s.season for s in statements if s.season is not None))
    off = [s for s in statements if s.says is Says.OFF and s.days != EVERY_DAY]
    if len(seasons) < 2 or not off:
        return statements
    whole_year = [s for s in off if s.season is None]
    for season in seasons:
        named = [s for s in statements if s.season == season and s.days != EVERY_DAY]
        if not named and not whole_year:
            raise Unclear(ONLY_SOME_DAYS)
    kept = [s for s in statements if s not in whole_year]
    return kept + [replace(s, season=season) for s in whole_year for season in seasons]


def _check_weekend(statements: Sequence[Statement]) -> None:
    """节假日10:00-16:00 means weekends too, unless these are told apart."""
    told = {weekday for s in statements for weekday in s.days.week}
    opened = any(s.days.special and s.days.holidays and s.says is Says.OPEN for s in statements)
    if opened and not told >= WEEKEND:
        raise Unclear(ONLY_SOME_DAYS)


def means_workdays(statements: Iterable[Statement]) -> bool:
    """Return whether Monday to Friday stand for workdays; both at once is unclear."""
    meant = {s.days.workdays for s in statements if s.days.week == WORKWEEK}
    if len(meant) > 1:
        raise Unclear(ONLY_SOME_DAYS)
    return True in meant


def _complete(seasons: list[Season | None]) -> dict[Season | None, Season | None]:
    """Return each season as named and as dated; one without dates is the rest of the year."""
    dated = [s for s in seasons if s is not None and s.dated]
    if seasons in ([], [None]):
        return dict.fromkeys(seasons)
    if None in seasons or not dated or len(seasons) - len(dated) > 1:
        raise Unclear(NO_SEASON_DATES)
    year = [day for season in dated for day in season.year_days()]
    if len(year) != len(set(year)):
        raise Unclear(CONTRADICTS)
    rest = frozenset(range(366)) - set(year)
    if len(dated) == len(seasons):
        if rest:
            raise Unclear(PARTIAL)
        return {s: s for s in seasons}
    other = season_of(rest)
    if other is None:
        raise Unclear(NO_SEASON_DATES)
    return {s: s if s is not None and s.dated else other for s in seasons}


def _weekly_rules(statements: list[Statement], season: Season | None) -> list[Rule]:
    groups: dict[frozenset[int], list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.days.week, []).append(statement)
    for one, other in combinations(groups, 2):
        if one & other and not (one <= other or other <= one):
            raise Unclear(CONTRADICTS)
    told = list(groups)
    chosen: dict[int, tuple[frozenset[int], Daily]] = {}
    for weekday in sorted(WEEK):
        daily: Daily | None = None
        holding = sorted((g for g in groups if weekday in g), key=len, reverse=True)
        for wider, group in zip([None, *holding], holding, strict=False):
            before = wider is not None and told.index(group) < told.index(wider)
            daily = _apply(groups[group], daily, before=before)
        if daily is not None:
            chosen[weekday] = (holding[-1], daily)
    return _gather(groups, chosen, season)


def _gather(
    groups: Iterable[frozenset[int]],
    chosen: dict[int, tuple[frozenset[int], Daily]],
    season: Season | None,
) -> list[Rule]:
    """Return one rule for each group of days and hours, in the order they were told."""
    rules: list[Rule] = []
    for group in groups:
        for daily in dict.fromkeys(d for g, d in chosen.values() if g == group):
            week = frozenset(w for w, (g, d) in chosen.items() if g == group and d == daily)
            rules.append(Rule(week, daily, season))
    return rules


def _apply(statements: list[Statement], former: Daily | None, *, before: bool = False) -> Daily:
    """Return a day's hours by statements on the same days, over less particular ones.

    Before: they were told before the less particular ones.
    """
    says = {s.says for s in statements}
    spans = [span for s in statements if s.says is not Says.PAUSE for span in s.spans]
    pauses = [span for s in statements if s.says is Says.PAUSE for span in s.spans]
    if says <= {Says.OPEN, Says.PAUSE} and Says.OPEN in says:
        return Daily(_without(_beside(former, ordered(spans), before=before), pauses))
    if len(says) > 1:
        raise Unclear(CONTRADICTS)
    (said,) = says
    if said is Says.OFF:
        return CLOSED
    if said is Says.ANNOUNCED:
        return UNKNOWN
    if said is Says.PERHAPS and former is not None and former.spans:
        raise Unclear(NO_CLOCK)  # 每天9:00-12:00,周四下午
    if said is Says.PERHAPS:
        return Daily(ordered(spans), sure=False)
    if former is None or former.spans == () or not former.sure:
        raise Unclear(NO_CLOCK)
    if said is Says.PAUSE:
        return Daily(_without(former.spans, pauses))
    return former if said is Says.AS_EVER else _later(former, statements)


def _beside(former: Daily | None, spans: tuple[Span, ...], *, before: bool) -> tuple[Span, ...]:
    """Return the hours of a day that has hours of its own beside those of a wider statement.

    Raises
    ------
    Unclear
        If they may add to the wider ones as well as replace them.
    """
    if former is None or not former.spans:
        return spans
    if not former.sure:
        raise Unclear(CONTRADICTS)
    if any(
        start < closes and opens < end for start, end in spans for opens, closes in former.spans
    ):
        if former.spans[0][1] <= spans[0][0]:
            raise Unclear(CONTRADICTS)  # 9:00-12:00,14:00-17:00,周五14:00-16:00
        return spans
    merged: list[Span] = []
    for start, end in ordered((*spans, *former.spans) if before else (*former.spans, *spans)):
        if merged and merged[-1][1] == start:
            merged[-1] = merged[-1][0], end
        else:
            merged.append((start, end))
    return tuple(merged)


def _later(former: Daily, statements: list[Statement]) -> Daily:
    (opens, closes), until = former.spans[-1], statements[-1].until
    if len(statements) > 1 or until is None or (later := closing(opens, until)) < closes:
        raise Unclear(CONTRADICTS)
    return Daily((*former.spans[:-1], (opens, later)))


def ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans as given, each once, if they follow upon one another.

    Raises
    ------
    Unclear
        If they overlap or go back in time: 9:00-12:00,2:00-5:00 hides an afternoon.
    """
    once = tuple(dict.fromkeys(spans))
    if any(later[0] < former[1] for former, later in pairwise(once)):
        raise Unclear(CONTRADICTS)
    if len(once) > 1 and once[-1][1] - DAY > once[0][0]:
        raise Unclear(CONTRADICTS)
    return once


def _without(spans: tuple[Span, ...], pauses: list[Span]) -> tuple[Span, ...]:
    for start, end in pauses:
        if not any(opens <= start and end <= closes for opens, closes in spans):
            raise Unclear(CONTRADICTS)
        spans = tuple(
            part
            for opens, closes in spans
            for part in ((opens, min(closes, start)), (max(opens, end), closes))
            if part[0] < part[1]
        )
    if not spans:
        raise Unclear(CONTRADICTS)
    return tuple(dict.fromkeys(spans))


def _holidays(statements: list[Statement], rules: list[Rule]) -> Daily | None:
    """Return the hours of public holidays, None where they are like other days."""
    general = [s for s in statements if s.days.holidays]
    named = any(s.says is not Says.AS_EVER for s in statements if not s.days.holidays)
    meant = _general_holidays(general, rules) if general else None
    if named and meant != CLOSED:
        return UNKNOWN  # one holiday differs, and the calendar does not name them
    return meant


def _general_holidays(statements: list[Statement], rules: list[Rule]) -> Daily | None:
    says = {s.says for s in statements}
    if Says.ANNOUNCED in says:
        return UNKNOWN
    if says not in ({Says.AS_EVER}, {Says.LATER}):
        return _apply(statements, None)
    daily = {rule.daily for rule in rules}
    usual = next(iter(daily)) if len(daily) == 1 else None
    if says == {Says.LATER}:
        return UNKNOWN if usual is None or not usual.spans else _apply(statements, usual)
    if {w for rule in rules if rule.daily.spans for w in rule.week} == WEEK:
        return None
    if {w for rule in rules for w in rule.week} != WEEK:
        return UNKNOWN  # as ever, where nothing is said of other days
    usual = next((d for d in daily if d.spans), None) if len(daily - {CLOSED}) == 1 else None
    return usual or UNKNOWN
