"""Whether the server works, and what will soon need somebody's hand."""

from typing import Final

from locator.hours import calendar_warning
from locator.streets import STREET_MODES, StreetMode
from locator.words import Words
from web.api.answers import CalendarHealth, Health, StreetsHealth
from web.api.operation import Asked, Operation
from web.api.parameters import by_name
from web.api.parameters.common import LANG


def health(asked: Asked) -> Health:
    """Answer how the server is."""
    snapshot = asked.snapshot
    return Health(
        status="degraded" if asked.trouble or asked.street_troubles else "ok",
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
        streets=tuple(streets_health(mode, asked) for mode in STREET_MODES),
    )


def streets_health(mode: StreetMode, asked: Asked) -> StreetsHealth:
    """Return which street network is served for a mode, or why none is."""
    streets = asked.snapshot.streets.get(mode)
    if streets is None:
        return StreetsHealth(mode, asked.street_troubles.get(mode, "missing"), None, None)
    about = streets.network.about
    return StreetsHealth(mode, "ok", about.source, about.made_at)


HEALTH: Final = Operation(
    name="health",
    path="/healthz",
    summary=Words("服务是否正常", "whether the server works"),
    parameters=by_name(LANG),
    answer=Health,
    run=health,
)
