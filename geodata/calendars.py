"""The State Council's calendar as far as it comes with Yizhan."""

from functools import cache

from chinese_calendar.constants import holidays, workdays

from locator.hours import Calendar


@cache
def builtin_calendar() -> Calendar:
    """Return the years that the package ``chinesecalendar`` knows.

    A holiday is a day of a holiday period of the yearly State Council notice, its
    weekend days and days in lieu included; a make-up workday is a weekend day worked.
    """
    return Calendar(
        holidays=frozenset(holidays),
        makeup_workdays=frozenset(workdays),
        years=frozenset(day.year for day in holidays),
    )
