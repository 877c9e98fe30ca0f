"""Nearest sites: time, exactness and memory of ours beside other ways, in one run.

Single questions go round all ways in turn, so that whatever else the machine does hits
all alike. Exact means: ids, order and metres (to 1 mm) equal measuring every site with
`pyproj.Geod` and sorting by (distance, id). Other ways are handed the sites that pass the
filter; ours looks up the index of the filter with every question.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Final, NamedTuple

import numpy as np

from bench.memory import print_memory
from bench.peers import Ball, KdTreeGeod, Ranked, RTreeGeod, SpatialJoin, StrTree
from bench.sites import FILTERS, places, sites
from locator.finding.columns import Columns
from locator.finding.finder import Finder
from locator.geodesy import Floats, Ints, distance_m
from locator.hours import CHINA, Calendar
from locator.nearest import NearestQuery, Openness, SiteFilter

SIZES: Final = (1_000, 20_000, 200_000)
KS: Final = (1, 5)
SINGLES: Final = 1_000
BLOCK: Final = 50
CHECKED: Final = 60
BULK: Final = 50_000
BULK_RUNS: Final = 3
BULK_SLOW: Final = 3_000  # for ways that take too long otherwise
AT: Final = datetime(2026, 11, 20, 10, 30, tzinfo=CHINA)
MILLIMETRE: Final = 1e-3
OPENNESS: Final[tuple[Openness, ...]] = ("any", "open", "grouped")

One = Callable[[float, float, int], Ranked]
Many = Callable[[Floats, Floats, int], Floats]


class Way(NamedTuple):
    """A way to the nearest sites, and which site each of its rows is."""

    name: str
    ids: Ints
    one: One | None
    many: Many
    most: int = max(KS)
    bulk: int = BULK


class Ours:
    """The index of the sites that pass a filter, looked up with every question."""

    def __init__(self, finder: Finder, where: SiteFilter) -> None:
        self._indexes, self._where = finder.indexes, where

    def one(self, lon: float, lat: float, k: int) -> Ranked:
        """Return ids and metres of the nearest."""
        return self._indexes.passing(self._where).nearest(lon=lon, lat=lat, k=k)

    def many(self, lons: Floats, lats: Floats, k: int) -> Floats:
        """Return metres, a line for each place."""
        return self._indexes.passing(self._where).nearest_many(lons=lons, lats=lats, k=k)[1]


class Truth:
    """Distances from some places to all sites."""

    def __init__(self, columns: Columns) -> None:
        lons, lats = places(SINGLES, seed=99)
        self.asked = list(zip(lons.tolist(), lats.tolist(), strict=True))
        here = lons[:CHECKED, None], lats[:CHECKED, None]
        self._metres = distance_m(lon1=here[0], lat1=here[1], lon2=columns.lons, lat2=columns.lats)

    def share(self, one: One, ids: Ints, passing: Ints, k: int) -> float:
        """Return the share of answers that equal brute force over the passing sites."""
        right = 0
        for (lon, lat), metres in zip(self.asked, self._metres[:, passing], strict=False):
            rows, found = one(lon, lat, k)
            order = np.argsort(metres, kind="stable")[:k]
            if ids[rows].tolist() == passing[order].tolist():
                right += bool(np.abs(metres[order] - found).max() <= MILLIMETRE)
        return right / CHECKED


def main() -> None:
    for size in SIZES:
        made_up = sites(size)
        columns, finder = Columns(made_up), Finder(made_up, Calendar())
        truth = Truth(columns)
        for title, where in FILTERS.items():
            passing = np.flatnonzero(columns.matching(where))
            ways = all_ways(Ours(finder, where), passing, columns)
            for k in KS:
                print(f"\n{size:,} sites, {title} pass, k = {k}")
                print_ways([way for way in ways if way.most >= k], truth, passing, k)
        print_answers(finder, truth)
    print_memory(SIZES)


def all_ways(ours: Ours, passing: Ints, columns: Columns) -> list[Way]:
    at = columns.lons[passing], columns.lats[passing]
    rtree, kd_tree, degrees, ball = RTreeGeod(*at), KdTreeGeod(*at), StrTree(*at), Ball(*at)
    join = SpatialJoin(*at)
    return [
        Way("ours", np.arange(len(columns.lons)), ours.one, ours.many),
        Way("rtree 3-D + Geod", passing, rtree.one, rtree.many, bulk=BULK_SLOW),
        Way("cKDTree 3-D + Geod", passing, kd_tree.one, kd_tree.many),
        Way("BallTree on a sphere", passing, ball.one, ball.many, bulk=BULK_SLOW),
        Way(
            "STRtree in degrees + Geod", passing, degrees.one, degrees.many, most=1, bulk=BULK_SLOW
        ),
        Way("sjoin_nearest in UTM", passing, None, join.many, most=1, bulk=BULK_SLOW),
    ]


def print_ways(ways: Sequence[Way], truth: Truth, passing: Ints, k: int) -> None:
    """Print a line for each way, and how it compares with the first."""
    print(f"{'':26}{'median':>9}{'p99':>9}{'times':>8}{'exact':>8}{'bulk':>14}{'times':>8}")
    singles = single_times([way.one for way in ways], truth.asked, k)
    bulks = [bulk_rate(way, k) for way in ways]
    for way, times, rate in zip(ways, singles, bulks, strict=True):
        single = f"{'':34}"
        if way.one:
            median, p99 = np.percentile(times, (50, 99))
            single = f"{median:6.1f} µs{p99:6.0f} µs{median / np.median(singles[0]):8.2f}"
            single += f"{truth.share(way.one, way.ids, passing, k):8.0%}"
        print(f"{way.name:26}{single}{rate:12,.0f}/s{bulks[0] / rate:8.2f}")


def single_times(
    ones: Sequence[One | None], asked: Sequence[tuple[float, float]], k: int
) -> list[Floats]:
    """Return microseconds of every question, for each way; they take turns in blocks."""
    times: list[list[float]] = [[] for _ in ones]
    for start in range(0, len(asked), BLOCK):
        for way, one in enumerate(ones):
            if one is None:
                continue
            for lon, lat in asked[start : start + BLOCK]:
                started = perf_counter()
                one(lon, lat, k)
                times[way].append((perf_counter() - started) * 1e6)
    return [np.array(each) for each in times]


def bulk_rate(way: Way, k: int) -> float:
    """Return places answered in a second when asked all at once, the best of some runs."""
    lons, lats = places(way.bulk, seed=7)
    times = []
    for _ in range(BULK_RUNS):
        started = perf_counter()
        way.many(lons, lats, k)
        times.append(perf_counter() - started)
    return way.bulk / min(times)


def print_answers(finder: Finder, truth: Truth) -> None:
    """Print what a whole answer takes: status, ways in, services, direction and travel."""
    print("\nwhole answers, k = 5" + "".join(f"{title:>20}" for title in FILTERS))
    for openness in OPENNESS:
        asks: list[One] = [asking(finder, where, openness) for where in FILTERS.values()]
        spread = [np.percentile(t, (50, 99)) for t in single_times(asks, truth.asked, 5)]
        cells = "".join(f"{median:8.0f} µs ({p99:4.0f})" for median, p99 in spread)
        print(f"  {openness:18}{cells}")


def asking(finder: Finder, where: SiteFilter, openness: Openness) -> One:
    def ask(lon: float, lat: float, k: int) -> Ranked:
        finder.find(NearestQuery(lon=lon, lat=lat, at=AT, k=k, where=where, openness=openness))
        return [], []

    return ask
