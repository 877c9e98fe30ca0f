"""What an index over places takes of memory, measured in fresh processes."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from resource import getpagesize
from typing import Final

from bench.peers import Ball, KdTreeGeod, RTreeGeod, SpatialJoin, StrTree
from bench.sites import places
from locator.geodesy import Floats
from locator.index import SiteIndex

INDEXES: Final[dict[str, Callable[[Floats, Floats], object]]] = {
    "ours": lambda lons, lats: SiteIndex(lons=lons, lats=lats),
    "rtree 3-D + Geod": RTreeGeod,
    "cKDTree 3-D + Geod": KdTreeGeod,
    "BallTree on a sphere": Ball,
    "STRtree in degrees + Geod": StrTree,
    "sjoin_nearest in UTM": SpatialJoin,
}

ENOUGH: Final = 100_000  # places in indexes together, to be seen among the pages


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
