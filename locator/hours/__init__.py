"""Opening hours: read from text, compiled against China's holidays, and said in words."""

from locator.hours.calendar import CHINA, Calendar, calendar_warning
from locator.hours.doors import access_at, schedule_of, service_state, site_state
from locator.hours.osm import valid_osm
from locator.hours.reading import HoursReading, read_hours
from locator.hours.schedule import Interval, OpenState, Schedule, compile_schedule
from locator.hours.sentences import open_sentence

__all__ = [
    "CHINA",
    "Calendar",
    "HoursReading",
    "Interval",
    "OpenState",
    "Schedule",
    "access_at",
    "calendar_warning",
    "compile_schedule",
    "open_sentence",
    "read_hours",
    "schedule_of",
    "service_state",
    "site_state",
    "valid_osm",
]
