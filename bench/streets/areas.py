"""Service areas: time beside Valhalla's, and whether they hold what is reached and nothing far."""

from time import perf_counter, process_time
from typing import Final, NamedTuple

import numpy as np
import shapely

from bench.streets.peer import Valhalla
from bench.streets.trial import Trial
from locator.geodesy import Floats
from locator.streets import Streets
from locator.streets.areas import Area, service_area

AREAS: Final = 40
MINUTES: Final = (5, 10, 15)
ROUNDS: Final = 3  # of which the fastest counts, on either side


class Drawn(NamedTuple):
    """How long one area took, here and there, what it holds, and its vertices."""

    ms: float
    theirs_ms: float
    reached: float
    far_outside: float
    vertices: int


def print_areas(trial: Trial, peer: Valhalla | None) -> None:
    """Print a line for each mode and limit; both sides take turns at each site."""
    print(f"\n{AREAS} service areas, towards sites, in processor time: median (p95)")
    print(
        f"{'':15}{'ours':>20}{'Valhalla':>20}{'ratio':>7}{'reached':>9}{'far out':>9}{'points':>8}"
    )
    for mode, streets in trial.streets.items():
        seconds = _warmed(streets, trial.sites[0])
        for limit in MINUTES:
            drawn = [_draw(streets, site, limit, peer) for site in trial.sites[:AREAS]]
            ours, theirs, reached, outside, vertices = np.array([each for each in drawn if each]).T
            print(
                f"{f'{mode}, {limit} min':15}{_spread(ours)}{_spread(theirs)}"
                f"{np.median(ours / theirs):7.2f}{reached.min():9.1%}{outside.min():9.1%}"
                f"{np.median(vertices):8.0f}"
            )
        print(f"  (and once for all areas of the network {seconds:.1f} s)")


def _warmed(streets: Streets, site: Floats) -> float:
    """Return how long it takes to make what all areas share."""
    started = perf_counter()
    for limit in MINUTES:
        _area(streets, site, limit)
    return perf_counter() - started


def _draw(streets: Streets, site: Floats, limit: float, peer: Valhalla | None) -> Drawn | None:
    area = _area(streets, site, limit)
    if area is None:
        return None
    turns = [_turn(streets, site, limit, peer) for _ in range(ROUNDS)]
    network = streets.network
    nodes = streets.place(lons=network.node_lons, lats=network.node_lats)
    to = streets.place(lons=site[:1], lats=site[1:])
    minutes = streets.nearest_each(nodes, to=to, k=1)[1][:, 0]
    held = shapely.contains_xy(area, network.node_lons, network.node_lats)
    far = minutes > 1.2 * limit
    ms, theirs_ms = np.min(turns, axis=0).tolist()
    return Drawn(
        ms,
        theirs_ms,
        float(held[minutes < limit].mean()),
        float((~held[far]).mean()),
        int(shapely.get_num_coordinates(area)),
    )


def _turn(
    streets: Streets, site: Floats, limit: float, peer: Valhalla | None
) -> tuple[float, float]:
    started = process_time()
    _area(streets, site, limit)
    ms = (process_time() - started) * 1e3
    return ms, peer.area_ms(streets.mode, site, limit) if peer else np.nan


def _area(streets: Streets, site: Floats, limit: float) -> Area | None:
    lon, lat = site.tolist()
    return service_area(streets, lon=lon, lat=lat, max_min=limit)


def _spread(ms: Floats) -> str:
    if np.isnan(ms).any():
        return f"{'–':>20}"
    median, late = np.percentile(ms, (50, 95))
    return f"{median:9.1f} ms ({late:5.1f})"
