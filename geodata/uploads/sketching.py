"""A map of what an import does, drawn without tiles: districts, and the sites on them."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, floor, log10, radians
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.importing import Change, ImportPlan
from locator.model import Position, Site
from locator.unions import Union
from locator.uploads import Fate, Mark, Sketch

WIDTH: Final = 720
LOWEST, HIGHEST = 360, 720  # the height
SCALE: Final = 0.2  # of the width, at most
MARGIN: Final = 0.08  # of the width, about the outermost sites
LEAST_DEG: Final = 0.01  # a single site is shown with about a kilometre around it
CELL: Final = 3.0  # sites this near are drawn as one
MARKS: Final = 1500
METRES_PER_DEG: Final = 111_195.0  # of latitude, on a sphere of the Earth's mean radius
COARSE: Final = 0.5  # what an outline may be off by
MOVED: Final = 4.0  # on the sketch, before a line shows it


class _Place(NamedTuple):
    fate: Fate
    site: Site
    at: Position
    before: Position | None = None


class _Frame:
    """Plate carrée, true to scale in the middle."""

    def __init__(self, places: list[_Place]) -> None:
        lons, lats = [p.at.lon for p in places], [p.at.lat for p in places]
        self._shrink = cos(radians((min(lats) + max(lats)) / 2))
        wide = max((max(lons) - min(lons)) * self._shrink, LEAST_DEG)
        high = max(max(lats) - min(lats), LEAST_DEG)
        room = 1 - 2 * MARGIN
        self.scale = room * min(WIDTH / wide, HIGHEST / high)
        self.height = round(min(max(high * self.scale / room, LOWEST), HIGHEST))
        self._west = (min(lons) + max(lons)) / 2 * self._shrink - WIDTH / 2 / self.scale
        self._north = (min(lats) + max(lats)) / 2 + self.height / 2 / self.scale

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place is drawn."""
        x = (lon * self._shrink - self._west) * self.scale
        return round(x, 1), round((self._north - lat) * self.scale, 1)

    def points(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where rows of longitude and latitude are drawn."""
        return np.array([self.point(lon, lat) for lon, lat in degrees.tolist()]).reshape(-1, 2)


def sketch(plan: ImportPlan, unions: Iterable[Union]) -> Sketch | None:
    """Return the map of a plan; None where no site of it has a position.

    Parameters
    ----------
    plan : ImportPlan
        What the import does.
    unions : iterable of Union
        Whose districts are drawn.
    """
    places = list(_places(plan))
    if not places:
        return None
    frame = _Frame(places)
    box = shapely.box(0, 0, WIDTH, frame.height)
    metres = METRES_PER_DEG / frame.scale  # of one step in the drawing
    scale_m = _round(WIDTH * SCALE * metres)
    outlines, names = [], []
    for union in unions:
        if union.area is None or union.level != "district":
            continue
        drawn = shapely.transform(union.area, frame.points)
        shown = shapely.intersection(drawn, box)
        if not shown.is_empty:
            outlines.append(_path(shapely.simplify(drawn.boundary, COARSE)))
            middle = shown.representative_point()
            names.append(
                (round(middle.x, 1), round(middle.y, 1), union.name.removesuffix("总工会"))
            )
    return Sketch(
        width=WIDTH,
        height=frame.height,
        outlines=tuple(outlines),
        names=tuple(names),
        marks=_marks(places, frame),
        scale_m=scale_m,
        scale_width=round(scale_m / metres, 1),
    )


def _round(most_m: float) -> int:
    """Return the greatest of 1, 2, 5, 10, 20, 50 … metres that is not more."""
    power = int(10 ** floor(log10(most_m)))
    return next(power * digit for digit in (5, 2, 1) if power * digit <= most_m)


def _places(plan: ImportPlan) -> Iterator[_Place]:
    """Yield what is drawn, what matters most first."""
    for site in plan.new:
        if site.position:
            yield _Place("new", site, site.position)
    changes: dict[Fate, Sequence[Change]] = {"changed": plan.changed, "merged": plan.filled}
    for fate, group in changes.items():
        for change in group:
            if change.new.position:
                yield _Place(fate, change.new, change.new.position, change.old.position)
    others: dict[Fate, Sequence[Site]] = {"missing": plan.missing, "unchanged": plan.unchanged}
    for fate, sites in others.items():
        for site in sites:
            if site.position:
                yield _Place(fate, site, site.position)


def _marks(places: list[_Place], frame: _Frame) -> tuple[Mark, ...]:
    taken: dict[tuple[int, int], Mark] = {}
    for place in places:
        x, y = frame.point(place.at.lon, place.at.lat)
        before = frame.point(place.before.lon, place.before.lat) if place.before else (x, y)
        far = max(abs(before[0] - x), abs(before[1] - y)) > MOVED
        mark = Mark(x, y, place.fate, place.site.name, before if far else None)
        taken.setdefault((round(x / CELL), round(y / CELL)), mark)
        if len(taken) == MARKS:
            break
    return tuple(reversed(taken.values()))  # what matters most lies on top


def _path(lines: BaseGeometry) -> str:
    """Return lines as a path of SVG."""
    texts = []
    for line in shapely.get_parts(lines):
        points = [f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(line).tolist()]
        texts.append(f"M{'L'.join(points)}")
    return "".join(texts)
