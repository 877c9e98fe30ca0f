"""Places that OpenStreetMap names like a station: for somebody to look at, never imported."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from geodata.atomic import written_whole
from geodata.rows import defuse
from locator.text.folding import fold
from locator.vocabulary import STATION_BRANDS, VENUE_BRANDS

FILE_NAME: Final = "candidates.csv"
NAMED_IN: Final = ("name", "name:zh", "official_name", "alt_name", "brand", "operator")
BRANDS: Final = tuple(fold(brand) for brand in (*STATION_BRANDS, *VENUE_BRANDS))


class Candidate(NamedTuple):
    """A place for review; the fields are the columns of the file, in its order."""

    name: str
    lon: float
    lat: float
    datum: str
    address: str
    opening_hours: str
    phone: str
    source: str


def is_named_like_a_station(names: Iterable[str]) -> bool:
    """Tell whether a brand of stations or venues stands in one of the names."""
    return any(brand in name for name in map(fold, names) for brand in BRANDS)


def write_candidates(candidates: Iterable[Candidate], path: Path) -> None:
    """Write places to a CSV that `yizhan import` reads, once somebody has looked at it."""
    with (
        written_whole(path) as beside,
        beside.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(Candidate._fields)
        for place in candidates:
            writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in place])
