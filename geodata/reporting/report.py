"""What a coverage report says, once, for every file that it is written into."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from locator.planning.figures.definitions import NO_DEMAND
from locator.planning.question import Slots
from locator.planning.times.patterns import FULL
from locator.words import Lang, Words

__all__ = ["FULL", "AreaRow", "CellTable", "Figures", "GapRow", "Report", "SiteRow"]

Json = Any  # whatever JSON can hold


@dataclass(frozen=True, slots=True)
class Figures:
    """Demand, and how much of it is covered: all in the unit of the demand.

    Parameters
    ----------
    demand : float
        The whole.
    covered : float
        What has an open site in reach.
    unknown : float
        What has only sites in reach whose hours are not known: perhaps covered.
    """

    demand: float
    covered: float
    unknown: float

    @property
    def uncovered(self) -> float:
        """What has no site in reach that is or may be open."""
        return max(self.demand - self.covered - self.unknown, 0.0)

    @property
    def low(self) -> float | None:
        """Smallest share that is covered, 0 to 1; None without demand."""
        return self.covered / self.demand if self.demand > 0 else None

    @property
    def high(self) -> float | None:
        """Largest share that is covered, where all unknown hours are open ones."""
        return min((self.covered + self.unknown) / self.demand, 1.0) if self.demand > 0 else None

    def share(self, lang: Lang) -> str:
        """Return the share as people read it: 41.3%–47.0%."""
        if self.low is None or self.high is None:
            return NO_DEMAND.say(lang)
        low, high = f"{self.low:.1%}", f"{self.high:.1%}"
        return low if low == high else f"{low}–{high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One jurisdiction.

    Parameters
    ----------
    id, name, level : str
        Of the union; level is city, district, street or point.
    cells, sites : int
        How many lie in it.
    whole : Figures
        Over all slots.
    day, night : Figures or None
        Over those of the day and of the night; None for an instant.
    outline : Polygon or MultiPolygon or None
        WGS-84.
    """

    id: str
    name: str
    level: str
    cells: int
    sites: int
    whole: Figures
    day: Figures | None
    night: Figures | None
    outline: BaseGeometry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """Neighbouring cells that are not covered for certain, the worst first.

    Parameters
    ----------
    name : Words
        Where it is.
    lon, lat : float
        In its middle; WGS-84.
    cells : tuple of int
        Places of its cells in the table of cells.
    uncovered, unknown : float
        Demand × hours that is not covered, and that is only perhaps.
    reason : str
        Code of the main reason.
    worst : Words
        When most is missing.
    worst_slot : int or None
        The same as a number; None: at every hour alike.
    nearest_id, nearest_name : str
        The nearest site whatever its hours; empty where there is none.
    nearest_m, nearest_min : float or None
        How far it is; no minutes beyond the limit.
    remedy : Words
        The cheapest-looking remedy.
    solves : float or None
        Share of what is missing that it would cover.
    outline : Polygon or MultiPolygon or None
        Of its cells, WGS-84.
    """

    name: Words
    lon: float
    lat: float
    cells: tuple[int, ...]
    uncovered: float
    unknown: float
    reason: str
    worst: Words
    worst_slot: int | None
    nearest_id: str
    nearest_name: str
    nearest_m: float | None
    nearest_min: float | None
    remedy: Words
    solves: float | None
    outline: BaseGeometry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One site that was considered.

    Parameters
    ----------
    id, name, kind : str
        Of the site.
    lon, lat : float
        Of its door; WGS-84.
    address, hours : str
        As written.
    open_share, unknown_share : float
        Share of the time that it has what is asked for and is open, or perhaps is.
    demand : float
        Demand of a mean hour within its reach, whatever its hours.
    nearest_demand : float
        Demand of a mean hour that it is the nearest site for.
    """

    id: str
    name: str
    kind: str
    lon: float
    lat: float
    address: str
    hours: str
    open_share: float
    unknown_share: float
    demand: float
    nearest_demand: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CellTable:
    """The cells of the demand, n of them, and what holds in each slot, s of them.

    Parameters
    ----------
    names : tuple of str
        H3 index or name of the square.
    lons, lats, weights : ndarray, (n,)
        Centre, and mean weight over the slots.
    areas : tuple of str
        Name of the most local jurisdiction; empty where none is loaded.
    figures : ndarray, (n, 3)
        Demand, covered and unknown, each summed over the slots.
    nearest_min, second_min : ndarray, (n,)
        Minutes to the nearest and second nearest open site, mean over the slots that have
        one in reach; nan where none has.
    in_reach : ndarray of int, (n,)
        Sites in reach that have what is asked for, whatever their hours.
    gap : ndarray of int, (n,)
        Rank of the gap that it belongs to, from 1; 0: nothing is missing.
    reason : tuple of str
        Code of the reason why most of what it misses is missing; empty where nothing is.
    row_of : ndarray of int, (n,)
        Row of `covered` and `unknown` of each cell: equal cells share one.
    covered, unknown : ndarray of uint8, (u, s)
        Parts of `FULL` of each slot.
    cause : ndarray of uint8, (n,)
        Place in `reasons` of the report of what leaves the rest uncovered.
    outlines : list of Polygon
        WGS-84, one a cell.
    """

    names: tuple[str, ...]
    lons: NDArray[np.float64]
    lats: NDArray[np.float64]
    weights: NDArray[np.float64]
    areas: tuple[str, ...]
    figures: NDArray[np.float64]
    nearest_min: NDArray[np.float64]
    second_min: NDArray[np.float64]
    in_reach: NDArray[np.int64]
    gap: NDArray[np.int64]
    reason: tuple[str, ...]
    row_of: NDArray[np.uint32]
    covered: NDArray[np.uint8]
    unknown: NDArray[np.uint8]
    cause: NDArray[np.uint8]
    outlines: list[BaseGeometry]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Report:
    """Everything that a coverage report says.

    Parameters
    ----------
    settings : dict
        The question, as JSON: enough to ask it again.
    inputs : dict
        What it was asked of, each with its hash, as JSON.
    revision : int
        Of the store.
    data_date : date
        When the store was last changed.
    made_up : bool
        Whether this is the demo city.
    definition : Words
        Stands with every percentage.
    definitions : tuple of (Words, Words)
        Term and meaning.
    unit : Words
        What the demand counts.
    reasons : dict of str to Words
        Every reason why demand is not covered for certain, in their fixed order.
    by_reason : dict of str to float
        Demand × hours that is not covered for certain, by reason.
    gap_count : int
        How many gaps there are; the worst of them are in `gaps`.
    notes : tuple of Words
        What readers have to know: no streets, no demand file, nothing open.
    slots : Slots
        The times that there are figures for.
    total : Figures
        Over all slots.
    day, night : Figures or None
        Over those of the day and of the night; None for an instant.
    key_figures : tuple of (Words, str)
        Further figures of the whole, as they are read.
    hours : tuple of Figures
        Of each slot.
    site_states : ndarray of uint8, (sites, slots)
        What each site is worth when a slot begins: 0 no, 1 perhaps, 2 open with what is
        asked for.
    service_area : Polygon or MultiPolygon or None
        From where a site is in reach, whatever its hours; WGS-84.
    """

    settings: dict[str, Json]
    inputs: dict[str, Json]
    revision: int
    data_date: date
    made_up: bool
    definition: Words
    definitions: tuple[tuple[Words, Words], ...]
    unit: Words
    reasons: dict[str, Words]
    by_reason: dict[str, float]
    gap_count: int
    notes: tuple[Words, ...]
    slots: Slots
    total: Figures
    day: Figures | None
    night: Figures | None
    key_figures: tuple[tuple[Words, str], ...]
    hours: tuple[Figures, ...]
    areas: tuple[AreaRow, ...]
    gaps: tuple[GapRow, ...]
    cells: CellTable
    sites: tuple[SiteRow, ...]
    site_states: NDArray[np.uint8]
    service_area: BaseGeometry | None

    @property
    def is_week(self) -> bool:
        """Whether it is about the hours of a week, not about one instant."""
        return self.slots.count > 1

    def slot(self, number: int) -> Words:
        """Return the name of a slot: 周三 23:00."""
        return self.slots.words(number)
