"""Sites along one street, so many metres east of where the rider stands."""

from dataclasses import replace
from datetime import datetime

from locator.datum import position
from locator.hours import CHINA
from locator.model import OpeningHours, Site
from locator.vocabulary import Datum

LON, LAT = 121.4, 37.5
EAST = 1 / 88_400  # degrees of longitude in a metre, there
FRIDAY_NOON = datetime(2026, 11, 20, 12, 0, tzinfo=CHINA)
DAY = "Mo-Su 08:00-20:00"
NIGHT = "Mo-Su 20:00-08:00"


def hours(osm: str | None) -> OpeningHours:
    """Return hours in OSM syntax, or unknown ones."""
    return OpeningHours(text=osm or "", osm=osm)


def site(site_id: str, metres_east: float, osm: str | None = "24/7", **more: object) -> Site:
    """Return a site; `more` are further fields of it."""
    at = position(LON + metres_east * EAST, LAT, Datum.WGS84)
    made = Site(id=site_id, name=f"示例{site_id}", position=at, hours=hours(osm))
    return replace(made, **more)  # type: ignore[arg-type]  # named by each test
