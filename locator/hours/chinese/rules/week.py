"""From statements to the hours of each weekday, each season, and of public holidays.

The more particular statement wins: 每天9:00-17:00,周一闭馆 is closed on Mondays. Hours apart
from those of the wider one add to them: 每天9:00-17:00,周三18:00-20:00. Statements whose days
overlap without one holding the other contradict each other.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from locator.hours.chinese.rules.day import daily_of, replaces
from locator.hours.chinese.rules.holidays import holidays
from locator.hours.chinese.rules.rule import CLOSED, Daily, Rule
from locator.hours.chinese.rules.seasons import complete, in_seasons
from locator.hours.chinese.statements import Says, Statement
from locator.hours.wording.days import WEEK, WEEKEND, WORKWEEK, Season
from locator.hours.wording.unclear import CONTRADICTS, ONLY_SOME_DAYS, Unclear


def rules_of(statements: Sequence[Statement]) -> tuple[Rule, ...]:
    """Return the rules that statements come to, those of holidays last.

    Raises
    ------
    Unclear
        If they contradict each other or leave the hours open.
    """
    weekly = in_seasons([s for s in statements if s.days.week])
    seasons = complete(list(dict.fromkeys(s.season for s in weekly)))
    rules: list[Rule] = []
    for named, season in seasons.items():
        mine = [s for s in weekly if s.season == named]
        rules += _weekly_rules(mine, season)
    _check_weekend(statements)
    special = holidays([s for s in statements if s.days.holidays or s.days.festival], rules)
    return (*rules, *([] if special is None else [Rule(frozenset(), special)]))


def _check_weekend(statements: Sequence[Statement]) -> None:
    """节假日10:00-16:00 means weekends too, unless these are told apart."""
    told = {weekday for s in statements for weekday in s.days.week}
    opened = any(s.days.special and s.days.holidays and s.says is Says.OPEN for s in statements)
    if opened and not told >= WEEKEND:
        raise Unclear(ONLY_SOME_DAYS)


def means_workdays(statements: Sequence[Statement], rules: Iterable[Rule]) -> bool:
    """Return whether Monday to Friday stand for workdays.

    Raises
    ------
    Unclear
        If they stand for both, are shut, not told where the days off are, or some of them
        have hours of their own: no rule says which hours a make-up Sunday has then.
    """
    meant = {s.days.workdays for s in statements if s.days.week == WORKWEEK}
    others = any(s.days.workdays for s in statements if s.days.week == WEEKEND)
    if len(meant) > 1 or (others and True not in meant):
        raise Unclear(ONLY_SOME_DAYS)  # 非工作日9:00-17:00
    opened = {rule.week & WORKWEEK for rule in rules if rule.daily != CLOSED} - {frozenset()}
    if True in meant and opened != {WORKWEEK}:
        raise Unclear(ONLY_SOME_DAYS)  # 工作日9:00-17:00,周三9:00-12:00
    return True in meant


def _weekly_rules(statements: list[Statement], season: Season | None) -> list[Rule]:
    groups: dict[frozenset[int], list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.days.week, []).append(statement)
    for one, other in combinations(groups, 2):
        if one & other and not (one <= other or other <= one):
            raise Unclear(CONTRADICTS)
    told = list(groups)
    chosen: dict[int, tuple[frozenset[int], Daily]] = {}
    heeded: set[frozenset[int]] = set()
    for weekday in sorted(WEEK):
        daily: Daily | None = None
        holding = sorted((g for g in groups if weekday in g), key=len, reverse=True)
        in_force: set[frozenset[int]] = set()
        for wider, group in zip([None, *holding], holding, strict=False):
            before = wider is not None and told.index(group) < told.index(wider)
            if daily is not None and replaces(groups[group], daily):
                in_force.clear()
            in_force.add(group)
            daily = daily_of(groups[group], daily, before=before)
        heeded |= in_force
        if daily is not None:
            chosen[weekday] = (holding[-1], daily)
    if any(s.says is Says.OPEN and s.days.week not in heeded for s in statements):
        raise Unclear(CONTRADICTS)  # 9:00-17:00,周一至周五8:00-18:00,周末休息
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
