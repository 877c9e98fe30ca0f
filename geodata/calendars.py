"""The State Council's calendar as far as it comes with Yizhan, and when it ends."""

from datetime import date, timedelta
from functools import cache
from typing import Final

from chinese_calendar.constants import holidays, workdays

from locator.hours import Calendar
from locator.words import Words

WARN_DAYS: Final = 60


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


def calendar_warning(calendar: Calendar, today: date) -> Words | None:
    """Return a warning from 60 days before the calendar ends, else None."""
    end = calendar.known_until
    if end is not None and today + timedelta(days=WARN_DAYS) < end:
        return None
    until = "—" if end is None else end.isoformat()
    return Words(
        zh=f"节假日安排只到 {until}：之后与节假日有关的开放时间都是未知。"
        "请用 yizhan holidays 文件 导入新一年的安排",
        en=f"the holiday calendar ends on {until}: hours that depend on holidays are unknown "
        "after that. Add the next year with: yizhan holidays FILE",
    )
