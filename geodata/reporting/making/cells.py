"""The table of cells of a report: what each has over all slots."""

import numpy as np
import shapely

from geodata.demand.cells import cell_rings
from geodata.reporting.report import CellTable
from locator.geodesy import Floats, Ints
from locator.planning.coverage import Coverage, Reason
from locator.planning.figures.areas import Areas
from locator.planning.figures.figures import mean_weights
from locator.planning.gaps.grouping import Missing, main_reasons, missing


def cell_table(coverage: Coverage, areas: Areas, gap_of: Ints) -> CellTable:
    """Return the table.

    Parameters
    ----------
    areas : Areas
        The unions that answer for the cells.
    gap_of : ndarray of int, (n,)
        Rank of each cell's gap, 0 for none.
    """
    demand = coverage.demand
    lost, whole = missing(coverage), _demand(coverage)
    nearest, second = nearest_open(coverage)
    names = [chain[0].name if chain else "" for chain in areas.chains]
    return CellTable(
        names=demand.cells,
        lons=demand.lons,
        lats=demand.lats,
        weights=mean_weights(coverage),
        areas=tuple(names[place] for place in areas.of_place.tolist()),
        figures=np.column_stack((whole, whole - lost.all, lost.unknown)),
        nearest_min=nearest,
        second_min=second,
        in_reach=coverage.sites_in_reach,
        gap=gap_of,
        reason=_reasons(coverage, lost),
        row_of=coverage.row_of,
        covered=coverage.covered,
        unknown=coverage.unknown,
        cause=coverage.cause,
        outlines=[shapely.Polygon(ring) for ring in cell_rings(demand.cells)],
    )


def _demand(coverage: Coverage) -> Floats:
    """Return the demand of each cell over all slots."""
    slots, demand = coverage.slots, coverage.demand
    if not slots.is_week:
        return demand.at(slots.hour_of_week(0))
    if demand.hourly is None:
        return demand.weights * slots.count
    total: Floats = demand.hourly.sum(axis=1, dtype=np.float64)
    return total


def _reasons(coverage: Coverage, lost: Missing) -> tuple[str, ...]:
    codes = [reason.name.lower() for reason in Reason]
    reasons, missing_some = main_reasons(coverage, lost).tolist(), (lost.all > 0).tolist()
    return tuple(
        codes[each] if some else "" for each, some in zip(reasons, missing_some, strict=True)
    )


def nearest_open(coverage: Coverage) -> tuple[Floats, Floats]:
    """Return minutes to the nearest and second nearest site that is open for certain.

    Means over the slots that have one in reach when they begin; nan where none has.
    """
    sums = np.zeros((2, len(coverage.demand)))
    counts = np.zeros_like(sums)
    for slot in range(coverage.slots.count):
        found = coverage.nearest(slot)
        for row, minutes in enumerate((found.nearest_min, found.second_min)):
            there = ~np.isnan(minutes)
            sums[row, there] += minutes[there]
            counts[row] += there
    with np.errstate(invalid="ignore"):
        nearest, second = sums / counts
    return nearest, second
