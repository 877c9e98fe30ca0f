"""What a made-up street plan consists of, as plain frozen values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from locator.words import Words

Rule = Literal["yes", "no", "private"]
LonLat = tuple[float, float]


class StreetClass(StrEnum):
    """What a street is, in the words of OpenStreetMap's ``highway`` tag."""

    TRUNK = "trunk"
    TRUNK_LINK = "trunk_link"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"
    RESIDENTIAL = "residential"
    LIVING_STREET = "living_street"
    SERVICE = "service"
    FOOTWAY = "footway"
    STEPS = "steps"


class Zone(StrEnum):
    """What a quarter of the city is used for."""

    OLD_TOWN = "old_town"
    CENTRE = "centre"
    HOMES = "homes"
    NEW_TOWN = "new_town"
    INDUSTRY = "industry"
    CAMPUS = "campus"
    PARK = "park"
    HILL = "hill"
    FIELDS = "fields"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A point where streets meet, bend or end.

    Parameters
    ----------
    id : int
        Its place in `StreetPlan.nodes`.
    lon, lat : float
        WGS-84 degrees.
    gate : bool
        A gate stands here: behind it the streets are private.
    """

    id: int
    lon: float
    lat: float
    gate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A stretch of one street.

    Parameters
    ----------
    id : int
        Its place in `StreetPlan.ways`.
    nodes : tuple of int
        Node ids in order; a one-way street runs in this direction.
    name : Words
        Empty in both languages where the street has none.
    foot, ebike : {"yes", "no", "private"}
        Who may use it.
    bridge : bool
        It passes over what it crosses and joins it nowhere in between.
    """

    id: int
    nodes: tuple[int, ...]
    name: Words
    street_class: StreetClass
    oneway: bool = False
    foot: Rule = "yes"
    ebike: Rule = "yes"
    bridge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Water, or a park.

    Parameters
    ----------
    ring : tuple of (lon, lat)
        Outline in WGS-84 degrees, first point not repeated.
    """

    kind: Literal["water", "park"]
    name: Words
    ring: tuple[LonLat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """What lies between four main streets.

    Parameters
    ----------
    column, row : int
        Counted from the west and from the south.
    ring : tuple of (lon, lat)
        Outline along the middle of its main streets, in WGS-84 degrees, first point
        not repeated. Together the quarters and the river cover the city.
    """

    column: int
    row: int
    zone: Zone
    ring: tuple[LonLat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetPlan:
    """The streets of a city with its water and parks."""

    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]
    areas: tuple[Area, ...]
    quarters: tuple[Quarter, ...]
