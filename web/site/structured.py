"""A site in the words of schema.org, for search engines and maps."""

from datetime import datetime, timedelta
from typing import Any, Final

from locator.hours import Calendar, compile_schedule
from locator.model import Site
from locator.vocabulary import AMENITIES, Kind, Operation, Status, Welcome
from locator.words import Lang
from web.site.week import DAYS

OPENING: Final = "OpeningHoursSpecification"
DAY: Final = timedelta(days=1)


def structured(
    site: Site, calendar: Calendar, *, at: datetime, url: str, lang: Lang
) -> dict[str, Any]:
    """Return the JSON-LD of a site; what is unknown is left out."""
    door = site.entrance or site.position
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization" if site.kind is Kind.REMOTE else "Place",
        "@id": url,
        "url": url,
        "name": site.name,
        "address": _address(site),
        "telephone": site.phone or None,
    }
    if site.kind is not Kind.REMOTE:
        told |= {
            "geo": door
            and {"@type": "GeoCoordinates", "longitude": door.lon, "latitude": door.lat},
            "publicAccess": True if site.welcome is Welcome.ANYONE else None,
            "maximumAttendeeCapacity": site.capacity,
            "amenityFeature": _amenities(site, lang),
            "openingHoursSpecification": _hours(site, calendar, at=at),
        }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _address(site: Site) -> dict[str, str] | None:
    if not site.address:
        return None
    return {"@type": "PostalAddress", "streetAddress": site.address, "addressCountry": "CN"}


def _amenities(site: Site, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "@type": "LocationFeatureSpecification",
            "name": AMENITIES[code].say(lang),
            "value": True,
        }
        for code in site.amenities or ()
    ]


def _hours(site: Site, calendar: Calendar, *, at: datetime) -> list[dict[str, str]]:
    """Return the hours of the next days by date, so that holidays are right."""
    working = site.active and site.operation is Operation.OPERATING
    if site.hours.osm is None or not working:
        return []
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    schedule = compile_schedule(site.hours, calendar)
    days = [midnight + DAY * number for number in range(DAYS)]
    return [
        {
            "@type": OPENING,
            "validFrom": f"{day:%Y-%m-%d}",
            "validThrough": f"{day:%Y-%m-%d}",
            "opens": f"{each.start:%H:%M}",
            "closes": "23:59" if each.end == day + DAY else f"{each.end:%H:%M}",
        }
        for day in days
        for each in schedule.intervals(day, day + DAY)
        if each.status is Status.OPEN
    ]
