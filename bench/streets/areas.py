"""Service areas: time, and whether they hold what is reached and nothing far."""

from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
import shapely

from bench.streets.peer import AREAS, MINUTES
from bench.streets.trial import Trial
from locator.geodesy import Floats
from locator.streets import Streets
from locator.streets.areas import service_area


class Drawn(NamedTuple):
    """How long one area took, what it holds, and how many vertices it has."""

    ms: float
    reached: float
    far_outside: float
    vertices: int


def print_areas(trial: Trial, answers: dict[str, Any]) -> None:
    """Print a line for each mode and limit."""
    print(f"\n{AREAS} service areas, towards sites")
    print(f"{'':18}{'ours':>22}{'Valhalla':>22}{'reached':>10}{'far out':>9}{'vertices':>10}")
    for mode, streets in trial.streets.items():
        for place, limit in enumerate(MINUTES):
            drawn = [_draw(streets, site, limit) for site in trial.sites[:AREAS]]
            columns = np.array([each for each in drawn if each])
            theirs = answers[mode]["areas"][place] if answers else []
            shares = f"{columns[:, 1].min():10.1%}{columns[:, 2].min():9.1%}"
            title = f"{mode}, {limit} min"
            print(
                f"{title:18}{_spread(columns[:, 0])}{_spread(np.array(theirs))}{shares}"
                f"{np.median(columns[:, 3]):10.0f}"
            )


def _draw(streets: Streets, site: Floats, limit: float) -> Drawn | None:
    lon, lat = (float(degrees) for degrees in site)
    started = perf_counter()
    area = service_area(streets, lon=lon, lat=lat, max_min=limit)
    ms = (perf_counter() - started) * 1e3
    if area is None:
        return None
    network = streets.network
    nodes = streets.place(lons=network.node_lons, lats=network.node_lats)
    to = streets.place(lons=[lon], lats=[lat])
    minutes = streets.nearest_each(nodes, to=to, k=1)[1][:, 0]
    held = shapely.contains_xy(area, network.node_lons, network.node_lats)
    far = minutes > 1.2 * limit
    return Drawn(
        ms,
        float(held[minutes < limit].mean()),
        float((~held[far]).mean()),
        int(shapely.get_num_coordinates(area)),
    )


def _spread(ms: Floats) -> str:
    if not ms.size:
        return f"{'–':>22}"
    median, late = np.percentile(ms, (50, 95))
    return f"{median:9.1f} ms ({late:5.0f})  "
