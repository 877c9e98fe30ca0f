"""Things with a place and properties, as maps and geographic information systems take them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]  # west, south, east, north in degrees


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """One thing.

    Parameters
    ----------
    id : str
        Stable, unique among those of its kind.
    shape : BaseGeometry or None
        Where it is, WGS-84, lon before lat.
    properties : mapping of str to object
        Texts, numbers, lists and the like; None where something is unknown.
    day : date or None
        The day that it tells of, where it tells of one.
    """

    id: str
    shape: BaseGeometry | None
    properties: Mapping[str, Any]
    day: date | None = None

    def geometry(self) -> dict[str, Any] | None:
        """Return the shape as GeoJSON."""
        return None if self.shape is None else dict(shapely.geometry.mapping(self.shape))

    def touches(self, boxes: Iterable[Box]) -> bool:
        """Tell whether the shape and one of some boxes meet; what has no place meets all."""
        if self.shape is None:
            return True
        west, south, east, north = self.shape.bounds
        return any(
            west <= box[2]
            and box[0] <= east
            and south <= box[3]
            and box[1] <= north
            and (self.shape.geom_type == "Point" or self.shape.intersects(shapely.box(*box)))
            for box in boxes
        )


def point(lon: float, lat: float) -> BaseGeometry:
    """Return a point from WGS-84 degrees."""
    return shapely.Point(lon, lat)


def extent(features: Iterable[Feature]) -> Box | None:
    """Return the box around features, None where none has a place."""
    bounds = [feature.shape.bounds for feature in features if feature.shape is not None]
    if not bounds:
        return None
    wests, souths, easts, norths = zip(*bounds, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
