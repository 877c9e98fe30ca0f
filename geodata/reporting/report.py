"""What a coverage report says, once, for every file that it is written into."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.reporting.rows import AreaRow, Figures, GapRow, SiteRow
from locator.planning.question import Slots
from locator.planning.times.patterns import FULL
from locator.words import Words

__all__ = ["FULL", "AreaRow", "CellTable", "Figures", "GapRow", "Report", "SiteRow"]

Json = Any  # whatever JSON can hold

DRAWN_WHOLE: Final = 0.75  # cells beyond this quantile of weight are drawn in full size
SMALLEST: Final = 0.4
OFF_MAP: Final = 0.002  # of the demand on each side: a stray cell does not shrink the city


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

    def sizes(self) -> NDArray[np.float64]:
        """Return how large each is drawn, up to 1: its area grows with its weight."""
        heavy = self.weights[self.weights > 0]
        if not heavy.size:
            return np.ones(len(self))
        whole = np.quantile(heavy, DRAWN_WHOLE)
        return np.clip(np.sqrt(self.weights / whole), SMALLEST, 1.0)


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
        What the demand counts, at one slot.
    reasons : dict of str to Words
        Every reason why demand is not covered for certain, in their fixed order.
    by_reason : dict of str to float
        Demand × hours that is not covered for certain, by reason.
    reasons_by_hour : tuple of tuple of float
        Of each slot, the demand that is not covered for certain, in the order of `reasons`.
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
    reasons_by_hour: tuple[tuple[float, ...], ...]
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
    def unit_of_sums(self) -> Words:
        """What sums over the slots count: over a week demand × hours, not heads."""
        if not self.is_week:
            return self.unit
        return Words(f"{self.unit.zh}×小时", f"{self.unit.en} × hours")

    @property
    def is_week(self) -> bool:
        """Whether it is about the hours of a week, not about one instant."""
        return self.slots.is_week

    def frame(self) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of nearly all demand, else of the sites."""
        cells = self.cells
        if cells.weights.any():
            west, east = _middle_of(cells.lons, cells.weights)
            south, north = _middle_of(cells.lats, cells.weights)
            x1, y1, x2, y2 = cells.outlines[0].bounds
            half_x, half_y = (x2 - x1) / 2, (y2 - y1) / 2
            return west - half_x, south - half_y, east + half_x, north + half_y
        if not self.sites:
            return None
        lons, lats = ([site.lon for site in self.sites], [site.lat for site in self.sites])
        return min(lons), min(lats), max(lons), max(lats)

    def slot(self, number: int) -> Words:
        """Return the name of a slot: 周三 23:00."""
        return self.slots.words(number)


def _middle_of(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Return between which values nearly all the weight lies."""
    order = np.argsort(values)
    share = np.cumsum(weights[order]) / weights.sum()
    ends = np.searchsorted(share, (OFF_MAP, 1 - OFF_MAP)).clip(0, len(values) - 1)
    return float(values[order[ends[0]]]), float(values[order[ends[1]]])
