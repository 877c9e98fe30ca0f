"""Sites and their services: open or not, and how to get in."""

from datetime import datetime

from locator.errors import InvalidInput
from locator.hours.calendar import Calendar
from locator.hours.schedule import OpenState, Schedule, compile_schedule
from locator.model import OpeningHours, Site
from locator.vocabulary import OPERATIONS, Access, Operation, Status


def site_state(site: Site, at: datetime, calendar: Calendar) -> OpenState:
    """Return whether a site's door is open at an instant.

    A site that is closed down or under repair is closed whatever its hours say.
    """
    if site.operation is not Operation.OPERATING:
        return OpenState(Status.CLOSED, because=OPERATIONS[site.operation])
    return schedule_of(site.hours, calendar).state(at)


def service_state(site: Site, code: str, at: datetime, calendar: Calendar) -> OpenState | None:
    """Return whether a service is given at an instant, None where it is not offered.

    A service is judged by its own hours; one without any keeps those of the door.
    """
    offers = [offer for offer in site.services or () if offer.code == code]
    if not offers:
        return None
    hours = offers[0].hours
    if hours is None or site.operation is not Operation.OPERATING:
        return site_state(site, at, calendar)
    return schedule_of(hours, calendar).state(at)


def access_at(site: Site, at: datetime, calendar: Calendar) -> Access | None:
    """Return how one gets in at an instant, None where that is not known or it is closed.

    Of ways that hold for certain the first one given counts; failing that, the only way
    that is not ruled out.
    """
    if not site.access or site_state(site, at, calendar).status is Status.CLOSED:
        return None
    possible: list[Access] = []
    for way in site.access:
        if way.during is None:
            return way.access
        hours = OpeningHours(osm=way.during, workdays=site.hours.workdays)
        status = schedule_of(hours, calendar).state(at).status
        if status is Status.OPEN:
            return way.access
        if status is Status.UNKNOWN:
            possible.append(way.access)
    return possible[0] if len(possible) == 1 else None


def schedule_of(hours: OpeningHours, calendar: Calendar) -> Schedule:
    """Return the schedule of hours; broken syntax of one record is nobody else's error."""
    try:
        return compile_schedule(hours, calendar)
    except InvalidInput:
        return compile_schedule(OpeningHours(hours.text), calendar)
