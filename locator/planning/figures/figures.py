"""The figures of a coverage: in total, hour by hour, by union and by site."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Floats
from locator.model import Site
from locator.planning.coverage import Coverage
from locator.planning.figures.areas import Areas
from locator.planning.figures.definitions import Definition, definitions, headline
from locator.planning.figures.tallies import Tally, tallies, tally
from locator.planning.question import Slots
from locator.planning.times.fitness import YES
from locator.unions import Union
from locator.words import Words

NIGHT: Final = frozenset({22, 23, 0, 1, 2, 3, 4, 5})
"""Hours of the clock that are night: when riders rest and doors are shut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """Figures of the area of one union.

    Parameters
    ----------
    union : Union
        Who answers for it.
    cells : int
        Cells with demand in it.
    sites : int
        Sites in it that the question is about.
    total : Tally
        Over all slots.
    slots : tuple of Tally
        Slot by slot.
    """

    union: Union
    cells: int
    sites: int
    total: Tally
    slots: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFigures:
    """Demand of one site, at any of its hours.

    Parameters
    ----------
    site : Site
        One that the question is about.
    fit : int
        Whether it has what is asked for: 0 no, 1 perhaps, 2 yes.
    in_reach : float
        Demand of a mean hour within the limit.
    nearest : float
        Demand of a mean hour whose nearest site it is among those that have what is asked
        for; no demand is counted at two sites.
    """

    site: Site
    fit: int
    in_reach: float
    nearest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """The figures of a coverage.

    Parameters
    ----------
    headline : Words
        The definition that belongs beside every percentage.
    definitions : tuple of Definition
        All that is to be known about them.
    total : Tally
        Over all cells and slots: demand-hours for a week, demand for an instant.
    slots : tuple of Tally
        Over all cells, slot by slot: 168 hours from Monday 00:00, or one.
    day, night : Tally or None
        Over the hours of either; None for an instant.
    areas : tuple of AreaFigures
        By union, widest first; empty where none is loaded.
    sites : tuple of SiteFigures
        By id.
    demand_per_site : float or None
        Demand of a mean hour over the number of sites with what is asked for; None without
        such a site.
    sites_in_reach : float or None
        Sites with what is asked for in reach of the mean demand, open or not; None without
        demand.
    two_in_reach : float or None
        Share of demand with two or more of them in reach, where circles overlap.
    """

    headline: Words
    definitions: tuple[Definition, ...]
    total: Tally
    slots: tuple[Tally, ...]
    day: Tally | None
    night: Tally | None
    areas: tuple[AreaFigures, ...]
    sites: tuple[SiteFigures, ...]
    demand_per_site: float | None
    sites_in_reach: float | None
    two_in_reach: float | None


def figures(coverage: Coverage, areas: Areas, site_areas: Areas) -> PlanFigures:
    """Return the figures of a coverage.

    Parameters
    ----------
    coverage : Coverage
        The coverage.
    areas, site_areas : Areas
        The unions that answer for its cells, and for the sites of its reach.
    """
    by_chain = tallies(coverage, areas.of_place, len(areas.chains))
    all_cells = by_chain.sum(axis=0)
    day, night = _day_and_night(coverage, all_cells)
    weights = mean_weights(coverage)
    sites = _by_site(coverage, weights)
    fit = int((coverage.fit == YES).sum())
    return PlanFigures(
        headline=headline(coverage),
        definitions=definitions(coverage),
        total=tally(all_cells.sum(axis=0)),
        slots=_each_slot(all_cells),
        day=day,
        night=night,
        areas=_by_area(coverage, by_chain, areas, site_areas),
        sites=sites,
        demand_per_site=float(weights.sum()) / fit if fit else None,
        sites_in_reach=_mean(coverage.sites_in_reach.astype(np.float64), weights),
        two_in_reach=_mean((coverage.sites_in_reach >= 2).astype(np.float64), weights),
    )


def mean_weights(coverage: Coverage) -> Floats:
    """Return the weight of each cell in the mean slot."""
    slots = coverage.slots
    if slots.is_week:
        return coverage.demand.weights
    return coverage.demand.at(slots.hour_of_week(0))


def at_night(slots: Slots) -> NDArray[np.bool_]:
    """Return of each slot whether it begins at night."""
    return np.array([slots.at(slot).hour in NIGHT for slot in range(slots.count)])


def _each_slot(parts: Floats) -> tuple[Tally, ...]:
    return tuple(tally(slot) for slot in parts)


def _day_and_night(coverage: Coverage, parts: Floats) -> tuple[Tally | None, Tally | None]:
    if not coverage.slots.is_week:
        return None, None
    dark = at_night(coverage.slots)
    return tally(parts[~dark].sum(axis=0)), tally(parts[dark].sum(axis=0))


def _by_area(
    coverage: Coverage, by_chain: Floats, areas: Areas, site_areas: Areas
) -> tuple[AreaFigures, ...]:
    cells = np.bincount(areas.of_place, minlength=len(areas.chains))
    standing = site_areas.of_place[coverage.asked]
    sites = {union.id: np.isin(standing, own).sum() for union, own in site_areas.unions()}
    found = []
    for union, chains in areas.unions():
        parts = by_chain[chains].sum(axis=0)
        found.append(
            AreaFigures(
                union=union,
                cells=int(cells[chains].sum()),
                sites=int(sites.get(union.id, 0)),
                total=tally(parts.sum(axis=0)),
                slots=_each_slot(parts),
            )
        )
    return tuple(found)


def _by_site(coverage: Coverage, weights: Floats) -> tuple[SiteFigures, ...]:
    reach = coverage.reach
    count = len(reach.sites)
    in_reach = np.bincount(reach.to, weights=weights[reach.cells], minlength=count)
    fitting = np.flatnonzero(coverage.fit[reach.to] == YES)
    first = fitting[np.unique(reach.cells[fitting], return_index=True)[1]]
    nearest = np.bincount(reach.to[first], weights=weights[reach.cells[first]], minlength=count)
    return tuple(
        SiteFigures(
            site=reach.sites[place],
            fit=int(coverage.fit[place]),
            in_reach=float(in_reach[place]),
            nearest=float(nearest[place]),
        )
        for place in np.flatnonzero(coverage.asked).tolist()
    )


def _mean(values: Floats, weights: Floats) -> float | None:
    total = float(weights.sum())
    return float(values @ weights) / total if total > 0.0 else None
