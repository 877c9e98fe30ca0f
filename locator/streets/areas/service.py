"""The service area of a place."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike

from locator.geodesy import Ints
from locator.streets.areas.outlines import PAD, outline
from locator.streets.areas.parts import Parts, parts_within
from locator.streets.areas.rings import Area
from locator.streets.local import Local
from locator.streets.marks import WIDTHS_M, Marks
from locator.streets.network import StreetNetwork
from locator.streets.streets import Streets

CELLS: Final = 200  # across the nodes of an area; more only where the widest are too narrow
LARGEST_HOLE_M2: Final = 40_000.0  # a block of 200 m by 200 m


def service_area(
    streets: Streets, *, lon: float, lat: float, max_min: float, towards: bool = True
) -> Area | None:
    """Return the ground around the streets from which a place is within reach.

    Parameters
    ----------
    streets : Streets
        The network.
    lon, lat : float
        The place, in WGS-84 degrees.
    max_min : float
        Minutes of travel, those between the place and its street included.
    towards : bool
        Who gets to the place in time; else where one gets from it in time.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon or None
        In WGS-84 degrees, valid; every reached node lies in it. None where the place is
        not on the street network, or farther from its street than the limit.
    """
    snap = streets.snap(lon=lon, lat=lat)
    parts = snap and parts_within(streets, snap, max_min * 60.0, towards=towards)
    if snap is None or parts is None:
        return None
    marks = streets.marks(_width_m(streets.network, parts, Local.at(lon, lat)))
    place, points = marks.on(parts.edges)
    held = parts.hold(place, marks.share[points])
    cells = marks.cells[:, points]
    off_street = marks.line((lon, snap.lon), (lat, snap.lat))
    reached = np.concatenate((cells[:, held], marks.nodes[:, parts.nodes], off_street), axis=1)
    low, high = reached.min(axis=1), reached.max(axis=1)
    others = marks.cells[:, _others(streets.network, marks, parts, (*low, *high))]
    unreached = np.concatenate((cells[:, ~held], others), axis=1)
    corner = (low - PAD)[:, None]
    area = outline(
        reached - corner, unreached - corner, largest_hole=LARGEST_HOLE_M2 / marks.cell_m**2
    )
    return shapely.transform(area, lambda corners: marks.degrees(corners + corner.T, near=lon))


def service_areas(
    streets: Streets, *, lons: ArrayLike, lats: ArrayLike, max_min: float, towards: bool = True
) -> Iterator[Area | None]:
    """Return the service areas of many places, one after the other.

    Parameters
    ----------
    streets, max_min, towards
        As in `service_area`.
    lons, lats : array_like, shape (n,)
        WGS-84 degrees; nan for no position, which has no area.
    """
    for lon, lat in np.broadcast(lons, lats):
        yield service_area(streets, lon=lon, lat=lat, max_min=max_min, towards=towards)


def _width_m(network: StreetNetwork, parts: Parts, local: Local) -> float:
    """Return how wide cells are to be: the narrower, the smaller the area."""
    nodes = parts.nodes
    if not nodes.size:
        return WIDTHS_M[0]
    metres = local.metres(network.node_lons[nodes], network.node_lats[nodes])
    needed_m = max(np.ptp(metres[:, 0]), np.ptp(metres[:, 1])) / CELLS
    return next((width for width in WIDTHS_M if width >= needed_m), WIDTHS_M[-1])


def _others(
    network: StreetNetwork, marks: Marks, parts: Parts, box: tuple[int, int, int, int]
) -> Ints:
    """Return the points on unreached edges with an end in the box around what is reached."""
    x, y = marks.nodes
    west, south, east, north = box
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    near = inside.take(network.edge_from) | inside.take(network.edge_to)
    near[parts.edges] = False
    return marks.on(np.flatnonzero(near))[1]
