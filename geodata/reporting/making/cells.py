"""The table of cells of a report: what each has over all slots."""

from typing import Final

import numpy as np
import shapely

from geodata.demand.cells import cell_rings
from geodata.reporting.report import FULL, CellTable
from locator.geodesy import Floats, Ints
from locator.planning.coverage import Coverage, Reason
from locator.planning.figures.areas import Areas
from locator.planning.figures.figures import mean_weights
from locator.planning.figures.tallies import weight_blocks
from locator.planning.gaps.grouping import Missing, main_reasons

DIGITS: Final = 6  # of a sum that is one only by way of float32


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
    sums = _sums(coverage)
    nearest, second = nearest_open(coverage)
    names = [chain[0].name if chain else "" for chain in areas.chains]
    return CellTable(
        names=demand.cells,
        lons=demand.lons,
        lats=demand.lats,
        weights=mean_weights(coverage),
        areas=tuple(names[place] for place in areas.of_place.tolist()),
        figures=sums,
        nearest_min=nearest,
        second_min=second,
        in_reach=coverage.sites_in_reach,
        gap=gap_of,
        reason=_reasons(coverage, sums),
        row_of=coverage.row_of,
        covered=coverage.covered,
        unknown=coverage.unknown,
        cause=coverage.cause,
        outlines=[shapely.Polygon(ring) for ring in cell_rings(demand.cells)],
    )


def _sums(coverage: Coverage) -> Floats:
    """Return demand, covered and unknown of each cell, shape (n, 3)."""
    sums = np.zeros((len(coverage.demand), 3))
    for cells, weights in weight_blocks(coverage):
        rows = coverage.row_of[cells]
        sums[cells, 0] = weights.sum(axis=1)
        sums[cells, 1] = (weights * coverage.covered[rows]).sum(axis=1) / FULL
        sums[cells, 2] = (weights * coverage.unknown[rows]).sum(axis=1) / FULL
    return sums


def _reasons(coverage: Coverage, sums: Floats) -> tuple[str, ...]:
    lost = Missing(uncovered=sums[:, 0] - sums[:, 1] - sums[:, 2], unknown=sums[:, 2])
    codes = [reason.name.lower() for reason in Reason]
    missing = (lost.all > 1e-9 * np.maximum(sums[:, 0], 1e-300)).tolist()
    reasons = main_reasons(coverage, lost).tolist()
    return tuple(codes[each] if some else "" for each, some in zip(reasons, missing, strict=True))


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
