"""How fast one travels on which street: the one table, and how settings change it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from locator.errors import InvalidInput, Problem, problem
from locator.streets.network import StreetMode
from locator.words import Words

WALK_KMH: Final = 4.8
"""On foot: along streets, pushing an e-bike, and off the network at both ends."""

EBIKE_KMH: Final = 20.0
"""By e-bike in traffic; 25 is the most that GB 17761 lets the motor help with."""

FASTEST_KMH: Final = 60.0

_ROADS = ("primary", "secondary", "tertiary", "unclassified", "residential", "road", "busway")

SPEEDS_KMH: Final[Mapping[StreetMode, Mapping[str, float]]] = MappingProxyType(
    {
        "walk": MappingProxyType(
            {
                "motorway": 0.0,
                "trunk": WALK_KMH,
                **dict.fromkeys(_ROADS, WALK_KMH),
                "living_street": WALK_KMH,
                "service": WALK_KMH,
                "track": WALK_KMH,
                "pedestrian": WALK_KMH,
                "footway": WALK_KMH,
                "path": WALK_KMH,
                "bridleway": WALK_KMH,
                "cycleway": WALK_KMH,
                "corridor": WALK_KMH,
                "platform": WALK_KMH,
                "elevator": 2.0,
                "steps": 2.4,
                "ferry": 8.0,
            }
        ),
        "ebike": MappingProxyType(
            {
                "motorway": 0.0,
                "trunk": EBIKE_KMH,
                **dict.fromkeys(_ROADS, EBIKE_KMH),
                "living_street": 15.0,
                "service": 15.0,
                "track": 12.0,
                "pedestrian": WALK_KMH,
                "footway": WALK_KMH,
                "path": 12.0,
                "bridleway": 0.0,
                "cycleway": EBIKE_KMH,
                "corridor": 0.0,
                "platform": WALK_KMH,
                "elevator": 0.0,
                "steps": 0.0,
                "ferry": 8.0,
            }
        ),
    }
)
"""Kilometres an hour by mode and by the value of OpenStreetMap's ``highway`` tag; 0: not a
way for that mode unless its own tags say so. A ``…_link`` counts as the road that it
belongs to, a ferry goes by its ``duration`` tag where it has one. Stairs take twice the
time of the same metres on the flat; an e-bike is pushed where only people walk."""


def read_speeds(text: str, *, mode: StreetMode, field: str) -> dict[str, float]:
    """Return the table of a mode with the changes that a setting asks for.

    Parameters
    ----------
    text : str
        Such as ``footway=4.5,steps=2``; empty for no change.
    mode : {"walk", "ebike"}
        Whose table.
    field : str
        What the setting is called.

    Returns
    -------
    dict of str to float
        Kilometres an hour for every class of road.

    Raises
    ------
    InvalidInput
        For a class that the table does not have, or a speed that is none.
    """
    speeds = dict(SPEEDS_KMH[mode])
    problems: list[Problem] = []
    for change in filter(None, (part.strip() for part in text.split(","))):
        road, _, given = (part.strip() for part in change.partition("="))
        speed = _speed(given)
        if road not in speeds or speed is None:
            problems.append(_unread(field, change, speeds))
        else:
            speeds[road] = speed
    if problems:
        raise InvalidInput(*problems)
    return speeds


def _speed(given: str) -> float | None:
    try:
        speed = float(given)
    except ValueError:
        return None
    return speed if 0.0 <= speed <= FASTEST_KMH else None


def _unread(field: str, change: str, speeds: Mapping[str, float]) -> Problem:
    roads = ", ".join(speeds)
    return problem(
        field,
        change,
        Words(
            zh=f"道路类别=公里每小时(0 到 {FASTEST_KMH:g}),类别为 {roads}",
            en=f"road class=km/h (0 to {FASTEST_KMH:g}), a class being one of {roads}",
        ),
        Words(
            zh=f"看不懂速度“{change}”。",
            en=f"“{change}” is not a road class with a speed.",
        ),
    )
