"""The rows of a coverage report: figures, jurisdictions, gaps and sites."""

from dataclasses import dataclass
from math import floor
from typing import Final

from shapely.geometry.base import BaseGeometry

from locator.planning.figures.definitions import NO_DEMAND
from locator.words import Lang, Words

MOST: Final = 0.999  # that is read where not all is covered
ROUNDING: Final = 1e-9  # of a percent, that sums of floats may fall short of a whole one


@dataclass(frozen=True, slots=True)
class Figures:
    """Demand, and how much of it is covered: all in the unit of the demand, or that × hours.

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

    @property
    def least_percent(self) -> int | None:
        """Smallest share that is covered, in whole percent: 100 only where it is all."""
        return None if self.low is None else floor(100 * self.low + ROUNDING)

    def share(self, lang: Lang) -> str:
        """Return the share as people read it: 41.3%–47.0%."""
        if self.low is None or self.high is None:
            return NO_DEMAND.say(lang)
        low, high = _percent(self.low), _percent(self.high)
        return low if low == high else f"{low}–{high}"


def _percent(share: float) -> str:
    """Return a share with one decimal; 100.0% only where it is all."""
    is_all = 100 * share + ROUNDING >= 100
    return f"{share if is_all else min(share, MOST):.1%}"


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
        When most is missing; empty for an instant.
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
