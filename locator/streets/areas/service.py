"""The service area of a place."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import shapely
from numpy.typing import ArrayLike

from locator.geodesy import Floats, Ints
from locator.streets.areas.local import Local
from locator.streets.areas.outlines import Area, bounds, outline
from locator.streets.areas.parts import parts_within
from locator.streets.areas.samples import line, samples
from locator.streets.network import StreetNetwork
from locator.streets.streets import Streets

_MARGIN_M: Final = 60.0  # streets no farther from what is reached may bound it


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
    network, local = streets.network, Local.at(lon, lat)
    nodes = local.metres(network.node_lons, network.node_lats)
    surely = np.concatenate(
        (nodes[parts.nodes], line(*local.metres(*np.transpose([(lon, lat), snap[-2:]]))))
    )
    edge, share, points = samples(network, local, _edges_around(network, nodes, surely))
    within = parts.hold(edge, share)
    reached = np.concatenate((points[within], surely))
    area = outline(reached, points[~within], nodes[parts.beyond])
    return shapely.transform(area, local.degrees)


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


def _edges_around(network: StreetNetwork, nodes: Floats, reached: Floats) -> Ints:
    """Return the edges with an end in the box around reached points."""
    low, high = bounds(reached)
    x, y = nodes.T
    west, south = low - _MARGIN_M
    east, north = high + _MARGIN_M
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return np.flatnonzero(inside[network.edge_from] | inside[network.edge_to])
