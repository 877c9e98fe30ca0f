"""Cells that miss something, gathered into areas that one measure could help."""

from math import hypot, sqrt
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from locator.finding.travel import STRAIGHT_LINE
from locator.geodesy import Floats, Ints, to_ecef
from locator.planning.coverage import Coverage, Reason
from locator.planning.demand import DemandAbout
from locator.planning.figures.tallies import CELLS_AT_A_TIME, hours_of_week, weights_of
from locator.planning.times.patterns import FULL, Parts

H3_EDGE_M: Final = 1_281_256.011
"""Mean edge of an H3 cell of resolution 0; each resolution divides it by the root of 7."""

NARROWEST: Final = 0.6
WIDEST: Final = 1.1
"""H3 cells are so much closer together or wider apart, by place, than the mean."""

NEXT: Final = 1.45
"""Cells are adjacent whose centres are within so many pitches. The diagonal of a square is
1.41 of its sides. Of hexagons as H3 distorts them, the farthest neighbour is 1.2 times as
far as the nearest, and the second ring starts at 1.7 times that."""


class Missing(NamedTuple):
    """What each cell misses over all slots.

    Parameters
    ----------
    uncovered, unknown : numpy.ndarray, shape (n,)
        Demand times hours.
    """

    uncovered: Floats
    unknown: Floats

    @property
    def all(self) -> Floats:
        """Whatever is not covered for certain."""
        return self.uncovered + self.unknown


def missing(coverage: Coverage) -> Missing:
    """Return what each cell misses, summed over the slots."""
    return Missing(_summed(coverage, coverage.uncovered), _summed(coverage, coverage.unknown))


def _summed(coverage: Coverage, parts: Parts) -> Floats:
    """Return the demand of each cell in parts of each slot, summed over the slots."""
    demand = coverage.demand
    if demand.hourly is None:
        together: Ints = parts.sum(axis=1, dtype=np.int64)
        return demand.weights * together[coverage.row_of] / FULL
    hours, sums = hours_of_week(coverage.slots), np.zeros(len(demand))
    for first in range(0, len(demand), CELLS_AT_A_TIME):
        cells = slice(first, first + CELLS_AT_A_TIME)
        mine = parts[coverage.row_of[cells]]
        sums[cells] = np.einsum("cs,cs->c", weights_of(demand, cells, hours), mine)
    return sums / FULL


def main_reasons(coverage: Coverage, lost: Missing) -> Ints:
    """Return for each cell the reason that most of what it misses has."""
    unknown = lost.unknown > lost.uncovered
    return np.where(unknown, Reason.HOURS_UNKNOWN, coverage.cause).astype(np.int64)


def grouped(coverage: Coverage, lost: Floats, kind_of: Ints) -> list[Ints]:
    """Return the cells of each group, what misses most first.

    A group holds cells of one kind that touch one another, none farther from the one that
    misses most than a site there would serve.

    Parameters
    ----------
    coverage : Coverage
        Names the cells, the mode and the limit.
    lost : numpy.ndarray, shape (n,)
        What each cell misses; cells that miss nothing are in no group.
    kind_of : numpy.ndarray of int, shape (n,)
        Cells of different kinds are never together.

    Returns
    -------
    list of numpy.ndarray of int
        Cells of each group, its centre (what misses most) first.
    """
    cells = np.flatnonzero(lost > 0.0)
    if not cells.size:
        return []
    demand = coverage.demand
    tree = cKDTree(to_ecef(lon=demand.lons[cells], lat=demand.lats[cells]))
    cluster = _clusters(tree, kind_of[cells], _local_pitch(tree, demand.about))
    groups: list[Ints] = []
    free = np.ones(cells.size, dtype=np.bool_)
    radius = _radius_m(coverage)
    for seed in np.lexsort((cells, -lost[cells])).tolist():
        if not free[seed]:
            continue
        near = np.array(tree.query_ball_point(tree.data[seed], radius), dtype=np.int64)
        own = near[free[near] & (cluster[near] == cluster[seed])]
        free[own] = False
        groups.append(cells[np.concatenate(([seed], np.sort(own[own != seed])))])
    return sorted(groups, key=lambda group: (-float(lost[group].sum()), int(group[0])))


def pitch_m(about: DemandAbout) -> float:
    """Return metres from the centre of a cell to that of the next, about."""
    if about.cell == "square":
        return float(about.cell_size)
    return float(sqrt(3.0) * H3_EDGE_M / sqrt(7.0) ** about.cell_size)


def _local_pitch(tree: cKDTree, about: DemandAbout) -> float:
    """Return metres from a cell to the nearest that is adjacent, here."""
    pitch = pitch_m(about)
    if about.cell == "square" or tree.n < 2:
        return pitch
    nearest = float(np.asarray(tree.query(tree.data, 2)[0])[:, 1].min())
    return min(max(nearest, NARROWEST * pitch), WIDEST * pitch)


def _radius_m(coverage: Coverage) -> float:
    question = coverage.question
    served = question.max_min / STRAIGHT_LINE[question.mode].way(1.0)[1]
    return hypot(served, pitch_m(coverage.demand.about))


def _clusters(tree: cKDTree, kind_of: Ints, pitch: float) -> Ints:
    pairs = tree.query_pairs(NEXT * pitch, output_type="ndarray")
    alike = pairs[kind_of[pairs[:, 0]] == kind_of[pairs[:, 1]]]
    size = kind_of.size
    touching = coo_array((np.ones(len(alike)), (alike[:, 0], alike[:, 1])), shape=(size, size))
    labels: Ints = connected_components(touching, directed=False)[1].astype(np.int64)
    return labels
