"""Which sites each cell reaches within a time limit, and in how many minutes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any, Final, Literal, cast

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from locator.errors import InvalidInput, problem
from locator.finding.travel import STRAIGHT_LINE
from locator.geodesy import Floats, distance_m, to_ecef
from locator.index.chord import chord_within
from locator.model import Site
from locator.nearest import Mode
from locator.planning.demand import Demand
from locator.streets import NetworkAbout, Streets
from locator.vocabulary import Kind
from locator.words import Words, same

SITES_AT_A_TIME: Final = 64  # keeps the pairs measured at once few

Mask = NDArray[np.bool_]
Places = NDArray[np.int32]
Counts = NDArray[np.int64]
Entries = tuple[Counts, Counts, Floats]
"""Cells, sites and the minutes between."""

Progress = Callable[[float], None]


def unheard(share: float) -> None:
    """Tell nobody how far the work is."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Reach:
    """Minutes from cells to the sites within a limit: nearest first, ties by site.

    Parameters
    ----------
    sites : tuple of Site
        All that anybody can go to, whatever is asked of them.
    starts : numpy.ndarray of int, shape (n + 1,)
        Where the entries of each cell begin.
    to : numpy.ndarray of int32, shape (nnz,)
        Site of each entry.
    minutes : numpy.ndarray of float, shape (nnz,)
        Minutes of travel of each entry.
    on_streets : numpy.ndarray of bool, shape (n,)
        Which cells lie on the street network; all of them by straight line.
    sites_on_streets : numpy.ndarray of bool, shape (s,)
        Likewise the sites.
    source : {"streets", "straight_line"}
        What the minutes are made from.
    mode : {"walk", "ebike", "straight"}
        How one gets there.
    limit_min : float
        The limit.
    network : NetworkAbout or None
        The street network; None by straight line.
    """

    sites: tuple[Site, ...]
    starts: Counts
    to: Places
    minutes: Floats
    on_streets: Mask
    sites_on_streets: Mask
    source: Literal["streets", "straight_line"]
    mode: Mode
    limit_min: float
    network: NetworkAbout | None

    @cached_property
    def cells(self) -> Places:
        """Cell of each entry."""
        number = np.arange(self.starts.size - 1, dtype=np.int32)
        return np.repeat(number, np.diff(self.starts))

    def within(self, max_min: float) -> "Reach":
        """Return the reach of a limit that is no longer than this one."""
        if not max_min <= self.limit_min:
            message = Words(zh="超出已算的分钟数", en="beyond the minutes worked out")
            allowed = same(f"≤ {self.limit_min:g}")
            raise InvalidInput(problem("max_min", max_min, allowed, message))
        near = self.minutes <= max_min
        starts = np.concatenate(([0], np.cumsum(near)))[self.starts]
        return Reach(
            sites=self.sites,
            starts=starts,
            to=self.to[near],
            minutes=self.minutes[near],
            on_streets=self.on_streets,
            sites_on_streets=self.sites_on_streets,
            source=self.source,
            mode=self.mode,
            limit_min=max_min,
            network=self.network,
        )


def reach_by_street(
    streets: Streets,
    demand: Demand,
    sites: Sequence[Site],
    *,
    max_min: float,
    progress: Progress = unheard,
) -> Reach:
    """Return who reaches what along streets.

    Parameters
    ----------
    streets : Streets
        The network of a mode.
    demand : Demand
        From where: the centres of its cells.
    sites : sequence of Site
        To where: their doors. Those far from any street are reached by nobody.
    max_min : float
        The limit.
    progress : callable
        Told from time to time which share of the work is done.
    """
    standing = places_to_go(sites)
    lons, lats = doors(standing)
    cells = streets.place(lons=demand.lons, lats=demand.lats)
    snapped = np.zeros(len(standing), dtype=np.bool_)
    found: list[Entries] = []
    for some in _some_at_a_time(len(standing), progress):
        ends = streets.place(lons=lons[some], lats=lats[some])
        snapped[some] = ends.snapped
        near = streets.reach(cells, ends, max_min=max_min)
        rows = np.repeat(np.arange(len(demand)), np.diff(near.indptr))
        found.append((rows, near.indices.astype(np.int64) + some.start, near.data))
    return _sorted(
        found,
        sites=standing,
        on_streets=cells.snapped,
        sites_on_streets=snapped,
        source="streets",
        mode=streets.mode,
        limit_min=max_min,
        network=streets.network.about,
    )


def reach_by_line(
    demand: Demand,
    sites: Sequence[Site],
    *,
    mode: Mode,
    max_min: float,
    progress: Progress = unheard,
) -> Reach:
    """Return who reaches what by straight line, lengthened by the detour of the mode.

    Parameters
    ----------
    demand, sites, max_min, progress
        As for `reach_by_street`.
    mode : {"walk", "ebike", "straight"}
        Speed and detour are those of `locator.finding.travel`.
    """
    standing = places_to_go(sites)
    lons, lats = doors(standing)
    travel = STRAIGHT_LINE[mode]
    chord = chord_within(max_min / travel.way(1.0)[1])
    tree = cKDTree(to_ecef(lon=demand.lons, lat=demand.lats).reshape(-1, 3))
    found: list[Entries] = []
    for some in _some_at_a_time(len(standing), progress):
        ends = to_ecef(lon=lons[some], lat=lats[some])
        near = cast("list[list[int]]", tree.query_ball_point(ends, chord))
        to = np.repeat(np.arange(some.start, some.stop), [len(cells) for cells in near])
        cells = np.array([cell for row in near for cell in row], dtype=np.int64)
        metres = distance_m(
            lon1=demand.lons[cells], lat1=demand.lats[cells], lon2=lons[to], lat2=lats[to]
        )
        minutes = travel.way(metres)[1]
        kept = minutes <= max_min
        found.append((cells[kept], to[kept], minutes[kept]))
    return _sorted(
        found,
        sites=standing,
        on_streets=np.ones(len(demand), dtype=np.bool_),
        sites_on_streets=np.ones(len(standing), dtype=np.bool_),
        source="straight_line",
        mode=mode,
        limit_min=max_min,
        network=None,
    )


def places_to_go(sites: Sequence[Site]) -> tuple[Site, ...]:
    """Return the active sites that have a position, by id."""
    placed = (
        site
        for site in sites
        if site.active and site.kind is not Kind.REMOTE and (site.entrance or site.position)
    )
    return tuple(sorted(placed, key=lambda site: site.id))


def doors(sites: Sequence[Site]) -> tuple[Floats, Floats]:
    """Return lons and lats of where one goes in."""
    places = [site.entrance or site.position for site in sites]
    lons = np.array([place.lon if place else nan for place in places], dtype=np.float64)
    lats = np.array([place.lat if place else nan for place in places], dtype=np.float64)
    return lons, lats


def _some_at_a_time(count: int, progress: Progress) -> Iterator[slice]:
    for first in range(0, count, SITES_AT_A_TIME):
        progress(first / count)
        yield slice(first, min(first + SITES_AT_A_TIME, count))


def _sorted(
    found: list[Entries],
    *,
    sites: tuple[Site, ...],
    on_streets: Mask,
    **about: Any,  # noqa: ANN401 - fields of Reach, passed on
) -> Reach:
    none = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    rows, columns, minutes = (np.concatenate(column) for column in zip(none, *found, strict=True))
    order = np.lexsort((columns, minutes, rows))
    count = np.bincount(rows, minlength=on_streets.size)
    return Reach(
        sites=sites,
        starts=np.concatenate(([0], np.cumsum(count))).astype(np.int64),
        to=columns[order].astype(np.int32),
        minutes=minutes[order],
        on_streets=on_streets,
        **about,
    )
