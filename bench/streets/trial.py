"""Riders and sites near the streets of a real city."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from geodata.streets.making import make_streets
from locator.geodesy import Floats, Ints, distance_m
from locator.streets import SPEEDS_KMH, Placed, StreetMode, StreetNetwork, Streets
from tests.shared import SHARED

EXTRACT: Final = SHARED / "osm" / "porto_alegre.osm.pbf"
SITES: Final = 300
RIDERS: Final = 2_000
ASKED: Final = 50  # sites that Valhalla is asked about, nearest in a straight line first
SEED: Final = 4
OFF_M: Final = 15.0  # how far from a street somebody is
DEGREE_M: Final = 111_320.0


@dataclass(frozen=True, eq=False)
class Trial:
    """Who asks, and about what.

    Parameters
    ----------
    streets : dict
        For each mode.
    sites, riders : array of shape (n, 2)
        WGS-84 degrees.
    near : int array of shape (riders, ASKED)
        For each rider the sites nearest in a straight line.
    """

    streets: dict[StreetMode, Streets]
    sites: Floats
    riders: Floats
    near: Ints

    def placed(self, mode: StreetMode, which: Floats) -> Placed:
        """Return places on the streets of a mode."""
        return self.streets[mode].place(lons=which[:, 0], lats=which[:, 1])


def made_networks() -> Mapping[StreetMode, StreetNetwork]:
    """Return the street networks of Porto Alegre."""
    with TemporaryDirectory() as folder:
        made = make_streets(
            EXTRACT,
            sites=(),
            folder=Path(folder),
            speeds=SPEEDS_KMH,
            anywhere=True,
            progress=lambda *_: None,
        )
    return made.networks


def make_trial() -> Trial:
    """Return the trial in Porto Alegre."""
    networks = made_networks()
    rng = np.random.default_rng(SEED)
    places = beside_streets(networks["walk"], SITES + RIDERS, rng)
    sites, riders = places[:SITES], places[SITES:]
    metres = distance_m(lon1=riders[:, :1], lat1=riders[:, 1:], lon2=sites[:, 0], lat2=sites[:, 1])
    near = np.argsort(metres, axis=1, kind="stable")[:, :ASKED]
    streets = {mode: Streets(network) for mode, network in networks.items()}
    return Trial(streets, sites, riders, near)


def beside_streets(network: StreetNetwork, count: int, rng: np.random.Generator) -> Floats:
    """Return places near random points of streets, as many on each metre."""
    lons, lats = network.vertex_lons, network.vertex_lats
    first = np.setdiff1d(np.arange(lons.size - 1), network.vertex_start[1:-1] - 1)
    metres = distance_m(
        lon1=lons[first], lat1=lats[first], lon2=lons[first + 1], lat2=lats[first + 1]
    )
    picked = rng.choice(first, count, p=metres / metres.sum())
    part = rng.random(count)
    lon = lons[picked] + part * (lons[picked + 1] - lons[picked])
    lat = lats[picked] + part * (lats[picked + 1] - lats[picked])
    off = rng.normal(0.0, OFF_M, (2, count)) / DEGREE_M
    return np.stack((lon + off[0] / np.cos(np.radians(lat)), lat + off[1]), axis=1)
