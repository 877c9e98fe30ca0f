"""What street tables are made from, and making them."""

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Final, Self

import numpy as np

from geodata.streets.near_tables.files import VERSION, write_tables
from geodata.streets.near_tables.packing import VERSION as FORM
from geodata.streets.near_tables.packing import CellPacker
from locator.hours import Calendar, site_state
from locator.model import Site
from locator.streets import StreetNetwork, Streets
from locator.streets.near import near_cells
from locator.vocabulary import Accuracy, Kind, Status

TELL_S: Final = 5.0  # between two lines on how far it is

log = logging.getLogger("yizhan.near")


@dataclass(frozen=True, slots=True)
class RankedSites:
    """The sites that phones rank, as far as the tables depend on them.

    Parameters
    ----------
    ids : tuple of str
        In order.
    lons, lats : tuple of float
        WGS-84 degrees of the doors.
    always : tuple of bool
        Whether they are open round the clock.
    """

    ids: tuple[str, ...]
    lons: tuple[float, ...]
    lats: tuple[float, ...]
    always: tuple[bool, ...]

    @classmethod
    def of(cls, sites: Iterable[Site], *, calendar: Calendar, at: datetime) -> Self:
        """Choose those that are active, exactly placed and no candidates.

        Parameters
        ----------
        sites : iterable of Site
            All of them.
        calendar : Calendar
            Workdays and holidays.
        at : datetime
            The instant from which on those open round the clock are open.
        """
        rows = []
        for site in sorted(sites, key=lambda site: site.id):
            door = site.entrance or site.position
            if site.active and site.kind not in UNRANKED and door is not None:
                state = site_state(site, at, calendar)
                always = state.status is Status.OPEN and state.until is None
                if door.accuracy is Accuracy.EXACT:
                    rows.append((site.id, door.lon, door.lat, always))
        ids, lons, lats, opened = zip(*rows, strict=True) if rows else ((), (), (), ())
        return cls(ids, lons, lats, opened)

    def key(self, network: StreetNetwork) -> str:
        """Return a name for all that tables are made from: the same key, the same tables."""
        told = [self.ids, self.lons, self.lats, self.always]
        made_from = [VERSION, FORM, network.mode, network.about.id, told]
        return sha256(json.dumps(made_from).encode()).hexdigest()[:32]


UNRANKED: Final = (Kind.CANDIDATE, Kind.REMOTE)


def make_tables(network: StreetNetwork, sites: RankedSites, path: Path) -> int:
    """Make the tables of a mode and write them; return the number of squares.

    Raises
    ------
    InvalidInput
        When nothing can be written there.
    """
    cells = list(told_of(packed_cells(network, sites), mode=network.mode))
    write_tables(path, key=sites.key(network), cells=cells)
    return len(cells)


def packed_cells(network: StreetNetwork, sites: RankedSites) -> Iterator[tuple[str, bytes]]:
    """Return the name and the packed body of every square."""
    streets = Streets(network)
    placed = streets.place(lons=np.array(sites.lons), lats=np.array(sites.lats))
    always = np.array(sites.always, dtype=np.bool_)
    packer = CellPacker(network, sites.ids, placed, always)
    for near in near_cells(streets, placed, always=always):
        yield near.cell.name, packer.pack(near)


def told_of(cells: Iterable[tuple[str, bytes]], *, mode: str) -> Iterator[tuple[str, bytes]]:
    """Pass squares on, saying in the log how many there are so far."""
    began = told = monotonic()
    count = size = 0
    for cell in cells:
        count, size = count + 1, size + len(cell[1])
        yield cell
        if monotonic() - told > TELL_S:
            told = monotonic()
            log.info("making street tables: %s, %d squares so far", mode, count)
    took = monotonic() - began
    log.info("street tables: %s, %d squares, %d bytes, %.1f s", mode, count, size, took)
