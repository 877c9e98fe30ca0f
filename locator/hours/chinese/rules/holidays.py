"""What is said of public holidays."""

from locator.hours.chinese.rules.day import daily_of, overlap
from locator.hours.chinese.rules.rule import CLOSED, UNKNOWN, Daily, Rule
from locator.hours.chinese.statements import Says, Statement
from locator.hours.wording.days import WEEK


def holidays(statements: list[Statement], rules: list[Rule]) -> Daily | None:
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
        own = daily_of(statements, None)
        usual_spans = [span for rule in rules for span in rule.daily.spans]
        apart = own.spans and usual_spans and not overlap(own.spans, usual_spans)
        return UNKNOWN if apart else own  # 节假日18:00-21:00: instead of the day's hours or too
    daily = {rule.daily for rule in rules}
    usual = next(iter(daily)) if len(daily) == 1 else None
    if says == {Says.LATER}:
        return UNKNOWN if usual is None or not usual.spans else daily_of(statements, usual)
    if {w for rule in rules if rule.daily.spans for w in rule.week} == WEEK:
        return None
    if {w for rule in rules for w in rule.week} != WEEK:
        return UNKNOWN  # as ever, where nothing is said of other days
    usual = next((d for d in daily if d.spans), None) if len(daily - {CLOSED}) == 1 else None
    return usual or UNKNOWN
