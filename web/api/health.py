"""Whether the server works, and what will soon need somebody's hand."""

from datetime import date, timedelta
from typing import Final

from locator.hours import Calendar
from locator.words import Words
from web.api.answers import CalendarHealth, Health
from web.api.operation import Asked, Operation
from web.api.parameters import by_name
from web.api.parameters.common import LANG

WARN_BEFORE: Final = timedelta(days=60)


def health(asked: Asked) -> Health:
    """Answer how the server is."""
    snapshot = asked.snapshot
    return Health(
        status="degraded" if asked.trouble else "ok",
        revision=snapshot.revision,
        changed_at=snapshot.changed_at,
        sites=len(snapshot.sites),
        store=asked.trouble or "ok",
        calendar=CalendarHealth(
            known_until=snapshot.calendar.known_until,
            warning=warning.say(asked.lang)
            if (warning := calendar_warning(snapshot.calendar, asked.now.date()))
            else None,
        ),
    )


def calendar_warning(calendar: Calendar, today: date) -> Words | None:
    """Return a warning from 60 days before the last day that the calendar knows."""
    until = calendar.known_until
    if until is not None and today <= until - WARN_BEFORE:
        return None
    end = until.isoformat() if until else "-"
    return Words(
        f"节假日安排只到 {end},请用 yizhan holidays 导入下一年的",
        f"the holiday calendar ends on {end}: add the next year with yizhan holidays",
    )


HEALTH: Final = Operation(
    name="health",
    path="/healthz",
    summary=Words("服务是否正常", "whether the server works"),
    parameters=by_name(LANG),
    answer=Health,
    run=health,
)
