"""Where nobody has counted: the length of street in each cell stands in for demand."""

from datetime import datetime
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from geodata.demand.cells import DEFAULT_SIZE, cells_of
from geodata.demand.gathering import Gatherer
from locator.geodesy import GEOD
from locator.planning.demand import CellKind, Demand, DemandAbout

PIECE_M: Final = 20.0  # a street is cut into pieces no longer than this, each in one cell


class About(Protocol):
    """What a street network tells of itself."""

    @property
    def id(self) -> str:
        """Another one, another network."""

    @property
    def source(self) -> str:
        """Name of what it was made from."""


class Network(Protocol):
    """The streets of `locator.streets.network.StreetNetwork` that are measured here."""

    @property
    def edge_m(self) -> NDArray[np.float64]:
        """Metres along each edge."""

    @property
    def vertex_start(self) -> NDArray[np.int64]:
        """Where each edge's line begins among the vertices, and the last one's end."""

    @property
    def vertex_lons(self) -> NDArray[np.float64]:
        """WGS-84 degrees."""

    @property
    def vertex_lats(self) -> NDArray[np.float64]:
        """WGS-84 degrees."""

    @property
    def about(self) -> About:
        """Where it comes from."""


def street_demand(
    network: Network, *, at: datetime, cell: CellKind = "h3", size: int | None = None
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
    gatherer.add_points(*_pieces(network))
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


def _pieces(
    network: Network,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the middle and the metres of every piece of every street."""
    lons, lats, starts = network.vertex_lons, network.vertex_lats, network.vertex_start
    first = np.ones(len(lons), dtype=bool)
    first[starts[1:] - 1] = False  # the last vertex of an edge begins no stretch
    begin = np.flatnonzero(first)
    edge = np.searchsorted(starts, begin, side="right") - 1
    ends = (lons[begin], lats[begin], lons[begin + 1], lats[begin + 1])
    _, _, length_m = GEOD.inv(*ends)
    along_m = np.bincount(edge, weights=length_m, minlength=len(network.edge_m))
    length_m = length_m * (network.edge_m / np.where(along_m > 0, along_m, 1.0))[edge]
    parts = np.maximum(1, np.ceil(length_m / PIECE_M)).astype(np.int64)
    stretch = np.repeat(np.arange(len(begin)), parts)
    number = np.arange(len(stretch)) - np.repeat(np.cumsum(parts) - parts, parts)
    at = (number + 0.5) / parts[stretch]
    west, south, east, north = (each[stretch] for each in ends)
    middle = west + (east - west) * at, south + (north - south) * at
    return *middle, (length_m / parts)[stretch]
