"""What is said of public holidays."""

from locator.hours.chinese.rules.day import daily_of, overlap
from locator.hours.chinese.rules.rule import CLOSED, UNKNOWN, Daily, Rule
from locator.hours.chinese.statements import Says, Statement
from locator.hours.wording.days import WEEK


def holidays(statements: list[Statement], rules: list[Rule]) -> Daily | None:
    """Return the hours of public holidays, None where they are like other days."""
    general = [s for s in statements if s.days.holidays]
    named = {s.says for s in statements if not s.days.holidays}
    meant = _general_holidays(general, rules) if general else None
    opened = {weekday for rule in rules if rule.daily.spans for weekday in rule.week} == WEEK
    if not named or (named == {Says.OFF} and meant == CLOSED):
        return meant
    if named == {Says.AS_EVER} and meant is None and opened:
        return None
    return UNKNOWN  # one holiday differs, and the calendar does not name them


def _general_holidays(statements: list[Statement], rules: list[Rule]) -> Daily | None:
    says = {s.says for s in statements}
    if Says.ANNOUNCED in says:
        return UNKNOWN
    if says not in ({Says.AS_EVER}, {Says.LATER}):
        own = daily_of(statements, None)
        usual_spans = [span for rule in rules for span in rule.daily.spans]
        apart = own.spans and usual_spans and not overlap(own.spans, usual_spans)
        return UNKNOWN if apart else own  # 节假日18:00-21:00: instead of the day's hours or too
    if says == {Says.LATER}:
        return _later(statements, rules)
    opened = {weekday for rule in rules if rule.daily.spans for weekday in rule.week}
    if opened == WEEK:
        return None
    if {weekday for rule in rules for weekday in rule.week} != WEEK:
        return UNKNOWN  # as ever, where nothing is said of other days
    hours = {rule.daily for rule in rules if rule.daily != CLOSED}
    return next(iter(hours)) if len(hours) == 1 else UNKNOWN


def _later(statements: list[Statement], rules: list[Rule]) -> Daily:
    """Return the hours of holidays that close later, as 周末及节假日延长至22:00."""
    beside = {rule.daily for rule in rules for s in statements if rule.week & s.days.week}
    if len(beside) == 1:
        return next(iter(beside))
    usual = {rule.daily for rule in rules}
    if len(usual) > 1 or CLOSED in usual:
        return UNKNOWN
    return daily_of(statements, next(iter(usual), None))
