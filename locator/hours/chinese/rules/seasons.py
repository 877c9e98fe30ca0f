"""Seasons: what is told of each and of all, and when each begins and ends."""

from dataclasses import replace
from itertools import permutations

from locator.hours.chinese.statements import Says, Statement
from locator.hours.wording.days import EVERY_DAY, WORKWEEK, Season, season_of
from locator.hours.wording.unclear import (
    CONTRADICTS,
    NO_SEASON_DATES,
    ONLY_SOME_DAYS,
    PARTIAL,
    Unclear,
)


def in_seasons(statements: list[Statement]) -> list[Statement]:
    """Return statements with those on some days of the whole year put into every season.

    Raises
    ------
    Unclear
        If days told with one season may be meant for another too.
    """
    seasons = list(dict.fromkeys(s.season for s in statements if s.season is not None))
    if len(seasons) < 2:
        return statements
    _check_days(statements, seasons)
    last = max(at for at, s in enumerate(statements) if s.season is not None)
    whole_year = [
        s
        for at, s in enumerate(statements)
        if s.season is None and len(s.days.week) < len(WORKWEEK) and (at > last or _shut(s))
    ]
    kept = [s for s in statements if s not in whole_year]
    return kept + [replace(s, season=season) for s in whole_year for season in seasons]


def _shut(statement: Statement) -> bool:
    return statement.says is Says.OFF and statement.days != EVERY_DAY


def _check_days(statements: list[Statement], seasons: list[Season]) -> None:
    """Refuse days told with one season that may be meant for another, or for the year.

    夏季8:00-20:00,冬季9:00-18:00,周六9:00-12:00: the Saturdays of winter, or of the year.
    """
    by_season = [[s for s in statements if s.season == season] for season in seasons]
    opened = [mine for mine in by_season if any(s.says is not Says.OFF for s in mine)]
    told = [{s.days for s in mine if s.says is not Says.AS_EVER} for mine in opened]
    some = any(s.season is None for s in statements) or any(_shut(s) for m in opened for s in m)
    for one, other in permutations(told, 2):
        if other < one or (some and other != one):
            raise Unclear(ONLY_SOME_DAYS)


def complete(seasons: list[Season | None]) -> dict[Season | None, Season | None]:
    """Return each season as named and as dated; one without dates is the rest of the year.

    Raises
    ------
    Unclear
        If they leave a part of the year open, or overlap.
    """
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
