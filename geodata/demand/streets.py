"""Where nobody has counted: the length of street in each cell stands in for demand."""

from datetime import datetime
from typing import Final

import numpy as np

from geodata.demand.cells import DEFAULT_SIZE, cells_of
from geodata.demand.gathering import Floats, Gatherer, Ints
from locator.geodesy import GEOD
from locator.planning.demand import CellKind, Demand, DemandAbout
from locator.streets.network import StreetNetwork

PIECE_M: Final = 20.0  # a street is cut into pieces no longer than this, each in one cell


def street_demand(
    network: StreetNetwork, *, at: datetime, cell: CellKind = "h3", size: int | None = None
) -> Demand:
    """Return the metres of street in each cell, the same at every hour.

    Every edge counts once, whichever ways it may be used; the cells together hold the
    length of the whole network.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    at : datetime
        Now, with its zone.
    cell, size
        As in `read_demand`.
    """
    size = DEFAULT_SIZE[cell] if size is None else size
    cells = cells_of(cell, size)
    gatherer = Gatherer(cells, timed=False)
    gatherer.add_points(
        *street_pieces(
            network.vertex_lons, network.vertex_lats, network.vertex_start, network.edge_m
        )
    )
    found = gatherer.finish(0)
    about = DemandAbout(
        source=network.about.source,
        sha256=network.about.id,
        cell=cell,
        cell_size=size,
        read=len(network.edge_m),
        total=float(found.weights.sum()),
        made_at=at,
    )
    return Demand(
        cells=found.cells,
        lons=found.lons,
        lats=found.lats,
        weights=found.weights,
        kind="street_length",
        about=about,
    )


def street_pieces(
    lons: Floats, lats: Floats, starts: Ints, edge_m: Floats | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return the middle of every piece of every street, and its metres.

    Parameters
    ----------
    lons, lats : ndarray
        WGS-84 degrees of the vertices of all streets, one street after the other.
    starts : ndarray of int
        Where each street's vertices begin, and the last one's end.
    edge_m : ndarray, optional
        Metres that the pieces of each street are to add up to; geodesic ones if not given.
    """
    first = np.ones(len(lons), dtype=bool)
    first[starts[1:] - 1] = False  # the last vertex of a street begins no stretch
    begin = np.flatnonzero(first)
    ends = (lons[begin], lats[begin], lons[begin + 1], lats[begin + 1])
    _, _, length_m = GEOD.inv(*ends)
    if edge_m is not None:
        edge = np.searchsorted(starts, begin, side="right") - 1
        along_m = np.bincount(edge, weights=length_m, minlength=len(edge_m))
        length_m = length_m * (edge_m / np.where(along_m > 0, along_m, 1.0))[edge]
    parts = np.maximum(1, np.ceil(length_m / PIECE_M)).astype(np.int64)
    stretch = np.repeat(np.arange(len(begin)), parts)
    number = np.arange(len(stretch)) - np.repeat(np.cumsum(parts) - parts, parts)
    at = (number + 0.5) / parts[stretch]
    west, south, east, north = (each[stretch] for each in ends)
    middle = west + (east - west) * at, south + (north - south) * at
    return *middle, (length_m / parts)[stretch]
