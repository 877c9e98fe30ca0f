"""How often streets tell a file's datum: generated files of 30 and of 300 rows.

Rows stand beside streets as doors do: 15 m from the middle of one (log-normal, two thirds
of them between 9 and 25 m), with 6 m of noise, and one in fifty anywhere. Streets are
those of the demo city and, where the shared extract is there, of Porto Alegre, mirrored
at the equator and turned by 170° so that it lies in China, each length as it was.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import osmium
from numpy.typing import NDArray

from geodata.demo import demo_network
from geodata.streets import build_streets
from geodata.streets.osm.reading import read_streets
from locator.datum import from_wgs84
from locator.streets import SPEEDS_KMH, StreetNetwork, Streets
from locator.streets.datums import StreetVerdict, datum_by_streets
from locator.vocabulary import Datum
from tests.shared import SHARED

FILES: Final = {30: 100, 300: 25}  # files tried, by their rows
DOOR_M, DOOR_SPREAD, NOISE_M = 15.0, 0.5, 6.0
ANYWHERE: Final = 0.02
EXTRACT: Final = SHARED / "osm/porto_alegre.osm.pbf"
TURN_DEG: Final = 170.0
DEGREE_M: Final = 111_320.0

Floats = NDArray[np.float64]


def porto_alegre_in_china() -> StreetNetwork:
    streets = read_streets(lambda: osmium.io.File(str(EXTRACT)), source=EXTRACT.name).streets
    there = replace(streets, node_lons=streets.node_lons + TURN_DEG, node_lats=-streets.node_lats)
    return build_streets(there, mode="walk", speeds=SPEEDS_KMH["walk"])


def doors(network: StreetNetwork, *, rows: int, seed: int) -> tuple[Floats, Floats]:
    """Return doors beside streets, the longer a street the more of them, in WGS-84."""
    rng = np.random.default_rng((seed, rows))
    last = np.zeros(network.vertex_lons.size, np.bool_)
    last[network.vertex_start[1:] - 1] = True
    first = np.flatnonzero(~last)
    narrow = np.cos(np.radians(network.vertex_lats.mean()))
    x, y = network.vertex_lons * narrow * DEGREE_M, network.vertex_lats * DEGREE_M
    dx, dy = x[first + 1] - x[first], y[first + 1] - y[first]
    length = np.hypot(dx, dy)
    chosen = rng.choice(len(first), rows, p=length / length.sum())
    along = rng.random(rows)
    aside = DOOR_M * rng.lognormal(0.0, DOOR_SPREAD, rows) * rng.choice([-1, 1], rows)
    east, north = dx[chosen] / length[chosen], dy[chosen] / length[chosen]
    at_x = x[first][chosen] + along * dx[chosen] - aside * north + rng.normal(0, NOISE_M, rows)
    at_y = y[first][chosen] + along * dy[chosen] + aside * east + rng.normal(0, NOISE_M, rows)
    lost = rng.random(rows) < ANYWHERE
    at_x[lost] = rng.uniform(x.min(), x.max(), lost.sum())
    at_y[lost] = rng.uniform(y.min(), y.max(), lost.sum())
    return at_x / narrow / DEGREE_M, at_y / DEGREE_M


def verdict(streets: Streets, *, truth: Datum, said: Datum, rows: int, seed: int) -> StreetVerdict:
    """Return what is said of one generated file."""
    lon, lat = from_wgs84(*doors(streets.network, rows=rows, seed=seed), truth)
    return datum_by_streets(streets, lon=lon, lat=lat, said=said)


def right(streets: Streets, *, truth: Datum, said: Datum, rows: int, files: int) -> float:
    """Return the share of files whose datum is told right."""
    verdicts = (
        verdict(streets, truth=truth, said=said, rows=rows, seed=seed) for seed in range(files)
    )
    return sum(each.likely is truth for each in verdicts) / files


def lines() -> Iterator[str]:
    """Yield the printed table."""
    cities = {"demo city": demo_network("walk")}
    if EXTRACT.exists():
        cities["Porto Alegre, moved"] = porto_alegre_in_china()
    for city, network in cities.items():
        streets = Streets(network)
        yield f"beside the streets of {city}: share of files told right, by rows"
        yield f"{'':20}" + "".join(f"{rows:>10,}" for rows in FILES)
        for truth in Datum:
            for said in Datum:
                shares = (
                    right(streets, truth=truth, said=said, rows=rows, files=files)
                    for rows, files in FILES.items()
                )
                name = f"{truth.value} said {said.value}" if truth is not said else f"sound {truth}"
                yield f"{name:20}" + "".join(f"{share:>10.1%}" for share in shares)
