"""What an index over places takes of memory, measured in fresh processes."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from resource import getpagesize
from typing import Final

from bench.peers import Ball, KdTreeGeod, RTreeGeod, SpatialJoin, StrTree
from bench.sites import places
from locator.geodesy import Floats
from locator.index import SiteIndex
from locator.index.cells import AROUND, FARTHER, MOST, TIMES, CellTree

INDEXES: Final[dict[str, Callable[[Floats, Floats], object]]] = {
    "ours": lambda lons, lats: SiteIndex(lons=lons, lats=lats),
    "rtree 3-D + Geod": RTreeGeod,
    "cKDTree 3-D + Geod": KdTreeGeod,
    "BallTree on a sphere": Ball,
    "STRtree in degrees + Geod": StrTree,
    "sjoin_nearest in UTM": SpatialJoin,
}

ENOUGH: Final = 100_000  # places in indexes together, to be seen among the pages
TREE_ALONE: Final = 5 * ENOUGH  # places of an index that is a kd-tree and nothing else
CITIES: Final = (MOST // 10, MOST // 2, MOST)


def main() -> None:
    """Print what a place takes in an index with cells, once all rings around them are asked for."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        alone, *cities = pool.map(bytes_a_place, (TREE_ALONE, *CITIES))
    print(f"kd-tree alone: {alone:.0f} bytes a place")
    for size, taken in zip(CITIES, cities, strict=True):
        print(f"cells of {size:5,} places, all rings: {taken:5,.0f} ({taken / alone:4.1f} times)")
    print(f"TIMES, the most of them rounded up: {ceil(max(cities) / alone)}; in use: {TIMES}")


def bytes_a_place(size: int) -> float:
    """Return what a place takes of memory in an index of some places."""
    at, copies = places(size, seed=1), max(1, ENOUGH // size)
    with_all_rings(SiteIndex(lons=at[0][:MOST], lats=at[1][:MOST]))  # what is loaded once
    before = resident_bytes()
    kept = [with_all_rings(SiteIndex(lons=at[0], lats=at[1])) for _ in range(copies)]
    return (resident_bytes() - before) / len(kept) / size


def with_all_rings(index: SiteIndex) -> SiteIndex:
    """Return an index that has been asked for all rings in which there are points."""
    tree = index._tree  # noqa: SLF001 -- a question cannot choose what it looks into
    if isinstance(tree, CellTree):
        cells, ask = tree._cells, tree._ring  # noqa: SLF001 -- as above
        offsets = (*AROUND, *FARTHER)
        for column, line in {(c + across, at + up) for c, at in cells for across, up in offsets}:
            ask(column, line, 1)
            ask(column, line, 2)
    return index


def print_memory(sizes: Sequence[int]) -> None:
    """Print a line for each index, with ratios to the first."""
    print(f"\n{'memory':26}" + "".join(f"{size:>18,}" for size in sizes))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        taken = dict(zip(INDEXES, pool.map(growth, INDEXES, [sizes] * len(INDEXES)), strict=True))
    for name, used in taken.items():
        cells = (
            f"{u / 1e6:8.2f} MB ({u / o:4.1f})" for u, o in zip(used, taken["ours"], strict=True)
        )
        print(f"{name:26}" + "".join(cells))


def growth(name: str, sizes: Sequence[int]) -> list[float]:
    """Return the bytes that an index of each size takes; small ones are built many times."""
    INDEXES[name](*places(100, seed=1))  # what is loaded once is not the index's
    kept, grown = [], []
    for size in sizes:
        at, copies = places(size, seed=1), max(1, ENOUGH // size)
        before = resident_bytes()
        kept.append([INDEXES[name](*at) for _ in range(copies)])
        grown.append((resident_bytes() - before) / copies)
    return grown


def resident_bytes() -> int:
    """Return how much memory this process holds, as Linux counts it."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * getpagesize()
