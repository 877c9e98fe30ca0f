"""Lines and areas of GeoJSON as lists of points, whatever kind of geometry they are in."""

from collections.abc import Iterator, Mapping
from typing import Any

Ring = list[tuple[float, float]]


def rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    """Yield the lines, or the outer and inner edges, of a geometry."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings(part)
        return
    yield from _rings(geometry["coordinates"])


def _rings(coordinates: Any) -> Iterator[Ring]:  # noqa: ANN401 -- nested as deep as GeoJSON likes
    if not coordinates or isinstance(coordinates[0], int | float):
        return  # nothing, or a single point
    if isinstance(coordinates[0][0], int | float):
        yield [(point[0], point[1]) for point in coordinates]
        return
    for part in coordinates:
        yield from _rings(part)
