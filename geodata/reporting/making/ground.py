"""The ground from which a site is within reach, as one shape."""

from collections.abc import Iterable, Iterator
from math import cos, radians
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from locator.finding.travel import STRAIGHT_LINE
from locator.geodesy import GEOD
from locator.planning.coverage import Coverage
from locator.planning.reach import doors
from locator.streets import Streets
from locator.streets.areas import service_areas

CORNERS: Final = 48  # of a circle
DEG_A_METRE: Final = 1 / 111_320  # of latitude
CHINK_M: Final = 150.0  # a block between streets
HOLE_M2: Final = 250_000.0
SIMPLER_M: Final = 10.0


def ground(coverage: Coverage, streets: Streets | None) -> BaseGeometry | None:
    """Return from where one of the sites asked about is within the limit.

    Parameters
    ----------
    streets : Streets or None
        The network that ways go along; None: straight lines.
    """
    if streets is None:
        return joined(circles(coverage))
    lons, lats = doors(coverage.sites)
    return joined(service_areas(streets, lons=lons, lats=lats, max_min=coverage.question.max_min))


def circles(coverage: Coverage) -> Iterator[BaseGeometry]:
    """Yield around each site how far the limit goes by straight line, geodesic metres."""
    travel = STRAIGHT_LINE[coverage.question.mode]
    radius_m = coverage.question.max_min / travel.way(1.0)[1]
    bearings = np.linspace(0, 360, CORNERS, endpoint=False)
    lons, lats = doors(coverage.sites)
    for lon, lat in zip(lons.tolist(), lats.tolist(), strict=True):
        middle_x, middle_y = np.full(CORNERS, lon), np.full(CORNERS, lat)
        xs, ys, _ = GEOD.fwd(middle_x, middle_y, bearings, np.full(CORNERS, radius_m))
        yield shapely.Polygon(np.column_stack((xs, ys)))


def joined(shapes: Iterable[BaseGeometry | None]) -> BaseGeometry | None:
    """Return shapes as one, without chinks that nobody sees on a map of a city; None without any.

    Gaps between streets narrower than `CHINK_M` are closed and small holes filled: what is
    within reach stays inside.
    """
    whole = shapely.union_all([shape for shape in shapes if shape is not None])
    if whole.is_empty:
        return None
    shrink = np.array([cos(radians(whole.centroid.y)), 1.0])
    flat = shapely.transform(whole, lambda lonlats: lonlats * shrink)
    closed = flat.buffer(CHINK_M / 2 * DEG_A_METRE).buffer(-CHINK_M / 2 * DEG_A_METRE)
    filled = shapely.union_all([_filled(part) for part in shapely.get_parts(closed)])
    simple = shapely.simplify(filled, SIMPLER_M * DEG_A_METRE)
    return shapely.transform(simple, lambda lonlats: lonlats / shrink)


def _filled(part: shapely.Polygon) -> shapely.Polygon:
    least = HOLE_M2 * DEG_A_METRE**2
    return shapely.Polygon(
        part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > least]
    )
