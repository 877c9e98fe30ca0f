"""Opening hours: read from text, compiled against China's holidays, and said in words."""

from locator.hours.calendar import CHINA, Calendar, calendar_warning
from locator.hours.doors import access_at, schedule_of, service_state, site_state
from locator.hours.exceptions import (
    DateException,
    announced,
    exceptions_of,
    regular_hours,
    with_exceptions,
    withdrawn,
)
from locator.hours.osm import valid_osm
from locator.hours.reading import HoursReading, read_hours
from locator.hours.regular import WeekRow, read_week, write_week
from locator.hours.schedule import Interval, OpenState, Schedule, compile_schedule
from locator.hours.sentences import open_sentence

__all__ = [
    "CHINA",
    "Calendar",
    "DateException",
    "HoursReading",
    "Interval",
    "OpenState",
    "Schedule",
    "WeekRow",
    "access_at",
    "announced",
    "calendar_warning",
    "compile_schedule",
    "exceptions_of",
    "open_sentence",
    "read_hours",
    "read_week",
    "regular_hours",
    "schedule_of",
    "service_state",
    "site_state",
    "valid_osm",
    "with_exceptions",
    "withdrawn",
    "write_week",
]
