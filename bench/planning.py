"""Coverage of a big city: seconds and memory of every step, each mode in a fresh process.

Seconds on the clock, and beside them seconds of the processor, which say more while others
use the machine.

The city is made up: streets on a shaken grid, sites and cells all over it, demand that
differs from hour to hour, and nine districts.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from multiprocessing import get_context
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Final, NamedTuple, TypeVar

import numpy as np
from shapely import box

from bench.sites import sites
from geodata.calendars import builtin_calendar
from locator.datum import position
from locator.geodesy import Floats, distance_m
from locator.hours import CHINA
from locator.model import Site
from locator.planning.demand import Demand, DemandAbout
from locator.planning.planner import Planner
from locator.planning.question import PlanQuestion
from locator.streets import SPEEDS_KMH, NetworkAbout, StreetMode, StreetNetwork, Streets
from locator.unions import Jurisdictions, Union
from locator.vocabulary import Datum

NODES: Final = 447  # a side: 200,000 in all
SITES: Final = 1_200
CELLS: Final = 50_000
WEST, SOUTH, STEP_DEG = 121.0, 37.3, 0.0007
SIDE_DEG: Final = NODES * STEP_DEG
DISTRICTS: Final = 3  # a side
LIMIT_MIN: Final = 15.0
MONDAY: Final = date(2026, 9, 28)  # with holidays from Thursday on
AT: Final = datetime(2026, 9, 30, 23, tzinfo=CHINA)
RUNS: Final = 5
ONE_WAY: Final = 0.1  # share of streets, for whoever rides

Result = TypeVar("Result")


class Clock(NamedTuple):
    """Seconds on the clock, and seconds that the processor worked for us."""

    wall: float
    own: float

    @classmethod
    def now(cls) -> "Clock":
        """Return what both show."""
        return cls(perf_counter(), process_time())

    def since(self, begun: "Clock") -> str:
        """Say how much went by."""
        return f"{self.wall - begun.wall:8.2f} s {self.own - begun.own:8.2f} s of processor"


def main() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for mode in ("walk", "ebike"):
            print(pool.submit(report, mode).result(), flush=True)


def report(mode: StreetMode) -> str:
    network = city_streets(mode)
    size = f"{network.node_count:,} street nodes, {SITES:,} sites, {CELLS:,} cells"
    lines = [f"\n{mode}: {size}, 168 hours, {LIMIT_MIN:g} min"]

    def timed(name: str, work: Callable[[], Result]) -> Result:
        before = Clock.now()
        result = work()
        lines.append(f"  {name:42}{Clock.now().since(before)}")
        return result

    demand, made_up, unions = city_demand(), city_sites(), city_unions()
    begun = Clock.now()
    streets = timed("streets ready", lambda: Streets(network))
    plan = Planner(
        made_up,
        demand=demand,
        calendar=builtin_calendar(),
        jurisdictions=unions,
        streets={mode: streets},
    )
    reach = timed("reach", lambda: plan.reach(mode, LIMIT_MIN))
    week = timed(
        "week", lambda: plan.cover(PlanQuestion(mode=mode, max_min=LIMIT_MIN, monday=MONDAY))
    )
    timed("who answers for each cell", lambda: (plan.areas, plan.site_areas))
    timed("figures of the week", lambda: plan.figures(week))
    timed("gaps of the week", lambda: plan.gaps(week))
    lines.append(f"  {'all of it':42}{Clock.now().since(begun)}")
    hour = PlanQuestion(mode=mode, max_min=LIMIT_MIN, at=AT)
    lines.append(f"  {'one hour, coverage':42}{least(lambda: plan.cover(hour)):8.2f} s")
    now = plan.cover(hour)
    lines.append(f"  {'one hour, figures':42}{least(lambda: plan.figures(now)):8.2f} s")
    lines.append(f"  {'one hour, two nearest':42}{least(lambda: now.nearest(0)):8.2f} s")
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1e3
    share = plan.figures(week).total.share
    lines.append(f"  peak memory {peak:,.0f} MB; {reach.to.size:,} pairs in reach; covered {share}")
    return "\n".join(lines)


def least(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few runs: others use the machine, too."""
    times = []
    for _ in range(RUNS):
        before = perf_counter()
        work()
        times.append(perf_counter() - before)
    return min(times)


def city_streets(mode: StreetMode) -> StreetNetwork:
    """Return streets on a grid whose crossings are shaken."""
    rng = np.random.default_rng(2)
    number = np.arange(NODES * NODES, dtype=np.int32).reshape(NODES, NODES)
    shake = rng.uniform(-0.3, 0.3, (2, NODES, NODES))
    lons = (WEST + (np.arange(NODES) + shake[0]) * STEP_DEG).ravel()
    lats = (SOUTH + (np.arange(NODES)[:, None] + shake[1]) * STEP_DEG).ravel()
    start = np.concatenate((number[:, :-1].ravel(), number[:-1].ravel()))
    end = np.concatenate((number[:, 1:].ravel(), number[1:].ravel()))
    metres = distance_m(lon1=lons[start], lat1=lats[start], lon2=lons[end], lat2=lats[end])
    seconds = metres * 3.6 / SPEEDS_KMH[mode]["residential"]
    one_way = (rng.random(metres.size) < ONE_WAY) & (mode == "ebike")
    return StreetNetwork(
        mode=mode,
        node_lons=lons,
        node_lats=lats,
        edge_from=start,
        edge_to=end,
        edge_m=metres,
        forward_s=seconds,
        backward_s=np.where(one_way, np.inf, seconds),
        edge_name=np.zeros(metres.size, dtype=np.int32),
        vertex_start=np.arange(0, 2 * metres.size + 1, 2),
        vertex_lons=np.column_stack((lons[start], lons[end])).ravel(),
        vertex_lats=np.column_stack((lats[start], lats[end])).ravel(),
        names=("",),
        about=NetworkAbout(
            version=1,
            id="bench",
            source="made up",
            made_at="",
            speeds=SPEEDS_KMH[mode],
            counts={},
            bbox=(lons.min(), lats.min(), lons.max(), lats.max()),
        ),
    )


def city_demand() -> Demand:
    """Return cells on a grid, with a weight for each hour of the week."""
    rng = np.random.default_rng(3)
    side = int(np.ceil(np.sqrt(CELLS)))
    cell = np.arange(CELLS)
    hourly = rng.poisson(2.0, (CELLS, 168)).astype(np.float32)
    return Demand(
        cells=tuple(f"{number:06d}" for number in range(CELLS)),
        lons=WEST + (cell % side + 0.5) * SIDE_DEG / side,
        lats=SOUTH + (cell // side + 0.5) * SIDE_DEG / side,
        weights=hourly.mean(axis=1, dtype=np.float64),
        hourly=hourly,
        kind="orders",
        about=DemandAbout(
            source="made up", sha256="", cell="square", cell_size=130, total=1.0, made_at=AT
        ),
    )


def city_sites() -> list[Site]:
    """Return made-up sites, spread over the city."""
    spots = np.random.default_rng(4).random((SITES, 2)) * SIDE_DEG + (WEST, SOUTH)
    return [
        replace(site, position=position(lon, lat, Datum.WGS84))
        for site, (lon, lat) in zip(sites(SITES), spots.tolist(), strict=True)
    ]


def city_unions() -> Jurisdictions:
    """Return a city of square districts."""
    edges: Floats = np.linspace(0.0, SIDE_DEG, DISTRICTS + 1)
    districts = [
        Union(
            id=f"{column}-{row}",
            name=f"示例{column}{row}区总工会",
            level="district",
            parent_id="city",
            area=box(
                WEST + edges[column],
                SOUTH + edges[row],
                WEST + edges[column + 1],
                SOUTH + edges[row + 1],
            ),
        )
        for column in range(DISTRICTS)
        for row in range(DISTRICTS)
    ]
    return Jurisdictions((Union(id="city", name="示例市总工会", level="city"), *districts))


if __name__ == "__main__":
    main()
