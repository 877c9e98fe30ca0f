"""The sites that many places get to first by street."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from locator.finding.bulk import Ranking, line_groups
from locator.finding.columns import Mask
from locator.finding.street_order import StreetOrder
from locator.geodesy import Floats, distance_m
from locator.nearest import NearestQuery


def street_groups(
    order: StreetOrder, asked: NearestQuery, *, lons: ArrayLike, lats: ArrayLike
) -> list[Ranking]:
    """Return what is near many places, a ranking for each group, the same as one by one.

    Places off the network have theirs by the straight line.

    Parameters
    ----------
    order : StreetOrder
        Finds the sites of one place.
    asked : NearestQuery
        What is asked at every place; its own position is not looked at.
    lons, lats : array_like, shape (n,)
        WGS-84 degrees.
    """
    lon, lat = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
    on = order.streets.place(lons=lon, lats=lat).snapped
    by_street = [
        _by_street(order, asked, mask, on=on, lon=lon, lat=lat) for mask in order.choices(asked)
    ]
    if order.off_network is not None:
        rest = line_groups(order.off_network, asked, lons=lon, lats=lat)
        both = zip(by_street, rest, strict=True)
        by_street = [Ranking.beside([*each]).first(asked.k) for each in both]
    by_line = line_groups(order.finder, asked, lons=lon, lats=lat)
    return [s.where(on, line) for s, line in zip(by_street, by_line, strict=True)]


def _by_street(
    order: StreetOrder, asked: NearestQuery, passing: Mask, *, on: Mask, lon: Floats, lat: Floats
) -> Ranking:
    """Return the ranking of the places that are on the network, nothing for the others."""
    shape = (lon.size, asked.k)
    positions = np.full(shape, -1, dtype=np.int64)
    travel_m, travel_min = np.full(shape, np.nan), np.full(shape, np.nan)
    for row in np.flatnonzero(on).tolist():
        query = replace(asked, lon=float(lon[row]), lat=float(lat[row]))
        for rank, leg in enumerate(order.nearest(query, passing, asked.k) or ()):
            positions[row, rank] = leg.position
            travel_m[row, rank], travel_min[row, rank] = leg.travel_m, leg.travel_min
    columns = order.finder.columns
    lons, lats = np.append(columns.lons, np.nan), np.append(columns.lats, np.nan)  # -1: nowhere
    metres = distance_m(
        lon1=lon[:, None], lat1=lat[:, None], lon2=lons[positions], lat2=lats[positions]
    )
    return Ranking(
        positions=positions,
        distance_m=metres,
        travel_m=travel_m,
        travel_min=travel_min,
        by_street=positions >= 0,
    )
