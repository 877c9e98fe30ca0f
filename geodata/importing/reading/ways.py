"""How to get in, from a cell in words or as our own exports write it."""

import re
from typing import Final

from geodata.cells import parse_access
from locator.errors import InvalidInput
from locator.hours import read_hours
from locator.model import AccessHours
from locator.reading import read_access

Ways = tuple[AccessHours, ...]

CLOCK_TIME: Final = re.compile(r"\d{1,2}\s*[:：∶点时]")


def read_ways(cell: str) -> tuple[Ways, bool]:
    """Return the ways in of a cell, and whether that is all it says.

    It is not where clock times stand in it and none could be told to belong to a way in.
    """
    try:
        return parse_access(cell) or (), True
    except InvalidInput:
        ways = tuple(AccessHours(way) for way in read_access(cell))
    if not CLOCK_TIME.search(cell):
        return ways, True
    by_hour = read_hours(cell).access
    return joined(by_hour, ways), any(way.during for way in by_hour)


def joined(first: Ways | None, more: Ways) -> Ways:
    """Return both, without a bare way in that stands with its hours already."""
    ways = list(first or ())
    ways += [way for way in more if way.access not in {known.access for known in ways}]
    return tuple(sorted(ways, key=lambda way: (way.access, way.during or "")))
