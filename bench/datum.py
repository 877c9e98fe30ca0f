"""How often a wrong datum is noticed: generated files of 30, 300 and 3,000 rows.

Every file is a made-up city of 4 × 3 square areas somewhere within China: districts of
25 km, or streets of 4 km. Its rows are spread evenly, name the area they stand in, and
are as untidy as real ones: one in a hundred names a neighbour, and borders are off by
100 m.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import shapely
from numpy.typing import NDArray

from bench.street_datum import lines as street_lines
from locator.datum import from_wgs84, to_wgs84
from locator.unions import DatumVerdict, Jurisdictions, Reading, Union, likely_datum
from locator.vocabulary import Datum

FILES = {30: 100, 300: 100, 3000: 25}  # files tried, by their rows
COLUMNS, ROWS = 4, 3
DISTRICT_M, STREET_M = 25_000.0, 4_000.0
BORDER_ERROR_M = 100.0
WRONG_AREAS = 0.01
DEGREE_M = 111_320.0

Floats = NDArray[np.float64]
Distort = Callable[[Floats, Floats], tuple[Floats, Floats]]


@dataclass(frozen=True)
class Case:
    """A way in which a file goes wrong: what was said, what the pairs really are."""

    title: str
    said: Datum
    truth: Reading
    distort: Distort


def _as(datum: Datum) -> Distort:
    return lambda lon, lat: from_wgs84(lon, lat, datum)


def _swapped(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    lon, lat = from_wgs84(lon, lat, Datum.GCJ02)
    return lat, lon


def _shifted_twice(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    return from_wgs84(*from_wgs84(lon, lat, Datum.GCJ02), Datum.GCJ02)


def _shifted_back(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    return to_wgs84(lon, lat, Datum.GCJ02)


SOUND = tuple(Case(f"sound {datum.value}", datum, Reading(datum), _as(datum)) for datum in Datum)
SWAPPED = Case("swapped axes", Datum.GCJ02, Reading(Datum.GCJ02, swapped=True), _swapped)
SLIPS = (
    Case("gcj02 said wgs84", Datum.WGS84, Reading(Datum.GCJ02), _as(Datum.GCJ02)),
    Case("wgs84 said gcj02", Datum.GCJ02, Reading(Datum.WGS84), _as(Datum.WGS84)),
    Case("bd09 said gcj02", Datum.GCJ02, Reading(Datum.BD09), _as(Datum.BD09)),
    Case("bd09 said wgs84", Datum.WGS84, Reading(Datum.BD09), _as(Datum.BD09)),
    Case("gcj02 made twice", Datum.GCJ02, Reading(Datum.GCJ02, extra_shifts=1), _shifted_twice),
    Case("wgs84 shifted back", Datum.WGS84, Reading(Datum.WGS84, extra_shifts=-1), _shifted_back),
)


def verdict(case: Case, *, rows: int, seed: int, side_m: float = DISTRICT_M) -> DatumVerdict:
    """Return what is said of one generated file."""
    rng = np.random.default_rng((seed, rows))
    west, south = rng.uniform(76.0, 128.0), rng.uniform(20.0, 50.0)
    width, height = side_m / DEGREE_M / np.cos(np.radians(south)), side_m / DEGREE_M
    areas = _areas(west, south, width, height)
    across, up = rng.uniform(0, COLUMNS, rows), rng.uniform(0, ROWS, rows)
    blur = rng.normal(0.0, BORDER_ERROR_M / side_m, (2, rows))
    column = np.clip(np.floor(across + blur[0]), 0, COLUMNS - 1)
    row = np.clip(np.floor(up + blur[1]), 0, ROWS - 1)
    wrong = rng.random(rows) < WRONG_AREAS
    column = np.where(wrong, (column + 1) % COLUMNS, column)
    lon, lat = case.distort(west + across * width, south + up * height)
    return likely_datum(
        lon=lon,
        lat=lat,
        said=case.said,
        named=[areas[int(place)] for place in row * COLUMNS + column],
        jurisdictions=Jurisdictions(areas),
    )


def _areas(west: float, south: float, width: float, height: float) -> list[Union]:
    return [
        Union(
            id=f"{row}-{column}",
            name=f"示例{row}{column}区",
            level="district",
            area=shapely.box(
                west + column * width,
                south + row * height,
                west + (column + 1) * width,
                south + (row + 1) * height,
            ),
        )
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]


def caught(case: Case, *, rows: int, files: int, side_m: float = DISTRICT_M) -> tuple[float, float]:
    """Return the shares of files doubted, and doubted for the right reason."""
    verdicts = [verdict(case, rows=rows, seed=seed, side_m=side_m) for seed in range(files)]
    doubted = sum(one.warning is not None for one in verdicts)
    right = sum(one.warning is not None and one.likely == case.truth for one in verdicts)
    return doubted / files, right / files


def lines() -> Iterator[str]:
    """Yield the printed tables."""
    for title, side_m in (("districts of 25 km", DISTRICT_M), ("streets of 4 km", STREET_M)):
        yield f"rows name {title}: share of files doubted (for the right reason), by rows"
        yield f"{'':20}" + "".join(f"{rows:>18,}" for rows in FILES)
        for case in (SWAPPED, *SLIPS, *SOUND):
            shares = (
                caught(case, rows=rows, files=files, side_m=side_m) for rows, files in FILES.items()
            )
            yield f"{case.title:20}" + "".join(f"{a:>9.1%} ({b:>6.1%})" for a, b in shares)


def main() -> None:
    """Print the shares caught and the false alarms."""
    for line in chain(lines(), street_lines()):
        print(line)


if __name__ == "__main__":
    main()
