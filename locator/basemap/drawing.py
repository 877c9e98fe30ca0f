"""A vector tile as a phone draws it: areas and lines by theme, and names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, cos, degrees, hypot, pi
from typing import Final, Literal

from locator.basemap.themes import (
    AREAS,
    LINES,
    PLACES,
    STREETS,
    Properties,
    names_of,
    theme_of,
)

Point = tuple[int, int]
Path = Sequence[Point]
Steps = list[int]  # x and y of the first point, then how far to each next one

EXTENT: Final = 4096  # units on each side of a tile, as most are made; y grows southward
STRAIGHT: Final = cos(pi / 12)  # of the angle that a stretch with a name written on it may bend


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a vector tile.

    Parameters
    ----------
    layer : str
        Its layer.
    shape : {'polygon', 'line', 'point'}
        What its paths are.
    paths : sequence of sequences of (int, int)
        Rings, lines or points, in units of `EXTENT`.
    properties : mapping
        What the tile says of it.
    """

    layer: str
    shape: Literal["polygon", "line", "point"]
    paths: Sequence[Path]
    properties: Properties


@dataclass(frozen=True, slots=True)
class Label:
    """A name and where its middle is written.

    Parameters
    ----------
    x, y : int
        In units of `EXTENT`.
    size : {'town', 'quarter', 'street'}
        How it is written.
    angle : int
        Degrees clockwise, between -90 and 90.
    room : int
        Length of what it is written on, in units of `EXTENT`; 0: it has no limit.
    """

    x: int
    y: int
    size: str
    zh: str
    en: str
    angle: int = 0
    room: int = 0


@dataclass(slots=True)
class Drawing:
    """What is drawn of a tile.

    Parameters
    ----------
    areas : dict of str to list
        Theme to areas; of each its rings, filled by the even-odd rule.
    lines : dict of str to list
        Theme to lines.
    names : list of Label
        The most important first.
    """

    areas: dict[str, list[list[Steps]]] = field(default_factory=dict)
    lines: dict[str, list[Steps]] = field(default_factory=dict)
    names: list[Label] = field(default_factory=list)


def draw(features: Iterable[Feature]) -> Drawing:
    """Return what is drawn of a tile's features: what the themes list, and nothing else."""
    drawing = Drawing()
    places: list[Label] = []
    streets: dict[tuple[str, str], Label] = {}  # the longest stretch of each name
    for feature in features:
        layer, told = feature.layer, feature.properties
        if feature.shape == "polygon":
            if theme := theme_of(AREAS, layer, told):
                drawing.areas.setdefault(theme, []).append([steps(ring) for ring in feature.paths])
        elif feature.shape == "line":
            if theme := theme_of(LINES, layer, told):
                drawing.lines.setdefault(theme, []).extend(steps(path) for path in feature.paths)
            for label in along_streets(feature):
                known = streets.get((label.zh, label.en))
                if known is None or label.room > known.room:
                    streets[label.zh, label.en] = label
        else:
            places.extend(at_places(feature))
    places.sort(key=lambda label: label.size != "town")
    drawing.names = [*places, *sorted(streets.values(), key=lambda label: -label.room)]
    return drawing


def steps(path: Path) -> Steps:
    """Return a path as its first point and the way to each next one: small numbers pack well."""
    told: Steps = []
    last_x = last_y = 0
    for x, y in path:
        told += (x - last_x, y - last_y)
        last_x, last_y = x, y
    return told


def at_places(feature: Feature) -> Iterator[Label]:
    """Give the names of places that lie within the tile: a neighbour writes the others."""
    size = theme_of(PLACES, feature.layer, feature.properties)
    names = names_of(feature.properties)
    if size and names:
        for path in feature.paths:
            for x, y in path:
                if 0 <= min(x, y) <= max(x, y) < EXTENT:
                    yield Label(x, y, size, *names)


def along_streets(feature: Feature) -> Iterator[Label]:
    """Give a street's name on the longest straight stretch of each of its lines."""
    size = theme_of(STREETS, feature.layer, feature.properties)
    names = names_of(feature.properties)
    if size and names:
        for path in feature.paths:
            (ax, ay), (bx, by) = longest_straight(path)
            if ax > bx:
                ax, ay, bx, by = bx, by, ax, ay  # to be read from left to right
            angle = round(degrees(atan2(by - ay, bx - ax)))
            room = int(hypot(bx - ax, by - ay))
            yield Label((ax + bx) // 2, (ay + by) // 2, size, *names, angle, room)


def longest_straight(path: Path) -> tuple[Point, Point]:
    """Return the ends of a path's longest stretch that keeps near one direction."""
    best = (path[0], path[0])
    start, way = path[0], (0, 0)
    for here, there in pairwise(path):
        step = (there[0] - here[0], there[1] - here[1])
        if way[0] * step[0] + way[1] * step[1] < STRAIGHT * hypot(*way) * hypot(*step):
            start, way = here, (0, 0)
        way = (way[0] + step[0], way[1] + step[1])
        if hypot(*way) > hypot(best[1][0] - best[0][0], best[1][1] - best[0][1]):
            best = (start, there)
    return best
