"""Street tables for phones: what they weigh, and how often the first place is the right one.

The phone's part is done by the page's own module in Chromium; what it should have found is
asked of the streets themselves, for the exact place.
"""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np
from flask import Flask
from playwright.sync_api import Page
from scipy.spatial import cKDTree

from bench.streets.trial import EXTRACT, made_networks
from geodata.streets.near_tables.making import RankedSites, packed_cells
from locator.geodesy import Floats, distance_m
from locator.streets import Placed, StreetNetwork, Streets
from tests.web.browser import chromium, serving

STATIC: Final = Path(__file__).parent.parent / "web" / "static"
SITES: Final = (300, 1_200)
RIDERS: Final = 1_000
ALWAYS: Final = 0.1  # share of sites open round the clock
NEAR_MIN: Final = 1.0
LATTICE_DEG: Final = 0.001  # about 100 m
HALF_A_STEP_M: Final = 75.0  # to the corner of a square between points

FIRST: Final = """
async ({ squares, riders }) => {
  const { cellAt, minutesIn } = await import("/static/rider/near.js");
  return riders.map(([lon, lat]) => {
    const square = squares[cellAt({ lon, lat })];
    const found = square && minutesIn(square, { lon, lat });
    if (!found) return null;
    const best = [...found.minutes].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))[0];
    return best && best.concat(found.minutes.size);
  });
}
"""


@dataclass(frozen=True)
class Crowd:
    """Riders of whom each is within reach of a street, half of them close to one."""

    lons: Floats
    lats: Floats


def main() -> None:
    """Print sizes, seconds and shares for both modes and two numbers of sites."""
    if not EXTRACT.exists():
        print(f"{EXTRACT.name} is not here: nothing to measure")
        return
    networks = made_networks()
    app = Flask("near", static_folder=str(STATIC))
    app.add_url_rule("/", "page", lambda: "<!doctype html><title>near</title>")
    with serving(app) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        for network in networks.values():
            for count in SITES:
                told(page, network, count)


def told(page: Page, network: StreetNetwork, count: int) -> None:
    """Print what was measured for one mode and number of sites."""
    streets = Streets(network)
    sites = made_up_sites(network, count)
    began = perf_counter()
    cells = dict(packed_cells(network, sites))
    took = perf_counter() - began
    sizes = np.percentile([len(body) for body in cells.values()], (50, 95, 100))
    print(
        f"{network.mode}, {count} sites: {len(cells)} squares in {took:.1f} s; "
        f"p50 {sizes[0] / 1000:.1f} KB gz, p95 {sizes[1] / 1000:.1f} (goal <= 6), "
        f"largest {sizes[2] / 1000:.1f}, together {sum(map(len, cells.values())) / 1e6:.2f} MB"
    )
    riders = crowd(streets, RIDERS)
    placed = streets.place(lons=np.array(sites.lons), lats=np.array(sites.lats))
    squares = {name: json.loads(gzip.decompress(body)) for name, body in cells.items()}
    firsts = page.evaluate(
        FIRST,
        {
            "squares": squares,
            "riders": np.column_stack((riders.lons, riders.lats)).tolist(),
        },
    )
    asked = Asked(streets, placed, sites, riders)
    by_table = [None if first is None else sites.ids.index(first[0]) for first in firsts]
    print(f"  from the square    {asked.verdict(by_table)}")
    print(f"  points 100 m apart {asked.verdict(asked.by_points())}")
    print(f"  straight line      {asked.verdict(asked.by_straight_line())}")
    errors = [abs(first[1] - asked.best_min[at]) for at, first in enumerate(firsts) if first]
    known = [first[2] for first in firsts if first]
    print(
        f"  minutes shown for the first differ by p95 {np.percentile(errors, 95):.2f}, "
        f"at most {max(errors):.2f}; minutes are known of {np.median(known):.0f} sites (median)"
    )


@dataclass
class Asked:
    """Riders with the exact answer for each."""

    streets: Streets
    placed: Placed
    sites: RankedSites
    riders: Crowd

    def __post_init__(self) -> None:
        """Ask for the exact nearest of each."""
        self.best_min = [self._minutes(at) for at in range(self.riders.lons.size)]

    def _minutes(self, rider: int, site: int | None = None) -> float:
        passing = None
        if site is not None:
            passing = np.zeros(len(self.sites.ids), dtype=np.bool_)
            passing[site] = True
        legs = self.streets.nearest(
            lon=float(self.riders.lons[rider]),
            lat=float(self.riders.lats[rider]),
            to=self.placed,
            k=1,
            passing=passing,
        )
        return legs[0].travel_min if legs else np.inf

    def verdict(self, chosen: list[int | None]) -> str:
        """Say how much longer the way to the places chosen is than to the best ones."""
        more = [
            np.inf if site is None else self._minutes(at, site) - self.best_min[at]
            for at, site in enumerate(chosen)
        ]
        same = np.mean([extra <= 1e-6 for extra in more])
        near = np.mean([extra <= NEAR_MIN for extra in more])
        return (
            f"same first {same:7.2%}, within {NEAR_MIN:.0f} min {near:7.2%} (goal >= 99 %), "
            f"worst {max(more):.1f} min more, none {sum(site is None for site in chosen)}"
        )

    def by_points(self) -> list[int | None]:
        """Return the site that is nearest to the point of a lattice that is nearest to each."""
        west, south, east, north = self.streets.network.about.bbox
        lons, lats = (
            axis.ravel()
            for axis in np.meshgrid(
                np.arange(west, east, LATTICE_DEG), np.arange(south, north, LATTICE_DEG)
            )
        )
        points = self.streets.place(lons=lons, lats=lats)
        near = np.flatnonzero(points.off_m < HALF_A_STEP_M)
        first, _ = self.streets.nearest_each(points, to=self.placed, k=1)
        east_m = np.cos(np.radians(south))
        tree = cKDTree(np.column_stack((points.lons[near] * east_m, points.lats[near])))
        _, found = tree.query(np.column_stack((self.riders.lons * east_m, self.riders.lats)))
        return [int(site) for site in first[near[found], 0]]

    def by_straight_line(self) -> list[int | None]:
        """Return the site that is nearest in a straight line to each rider."""
        doors = np.array(self.sites.lons), np.array(self.sites.lats)
        count = doors[0].size
        return [
            int(
                distance_m(
                    lon1=np.full(count, lon), lat1=np.full(count, lat), lon2=doors[0], lat2=doors[1]
                ).argmin()
            )
            for lon, lat in zip(self.riders.lons, self.riders.lats, strict=True)
        ]


def made_up_sites(network: StreetNetwork, count: int) -> RankedSites:
    """Return sites beside streets, the same in every run."""
    rng = np.random.default_rng(count)
    lons, lats = beside_streets(network, count, rng, spread_deg=0.0002)
    always = rng.random(count) < ALWAYS
    ids = tuple(f"made-up-{number:06d}" for number in range(count))
    return RankedSites(ids, tuple(lons.tolist()), tuple(lats.tolist()), tuple(always.tolist()))


def crowd(streets: Streets, count: int) -> Crowd:
    """Return riders: half beside streets, half anywhere from where a street is near."""
    rng = np.random.default_rng(7)
    near = beside_streets(streets.network, count // 2, rng, spread_deg=0.0002)
    west, south, east, north = streets.network.about.bbox
    lons, lats = rng.uniform((west, south), (east, north), (count * 4, 2)).T
    on = streets.place(lons=lons, lats=lats).snapped.nonzero()[0][: count - count // 2]
    return Crowd(np.concatenate((near[0], lons[on])), np.concatenate((near[1], lats[on])))


def beside_streets(
    network: StreetNetwork, count: int, rng: np.random.Generator, *, spread_deg: float
) -> tuple[Floats, Floats]:
    """Return places along streets, as many as these are long, and somewhat off."""
    edges = rng.choice(network.edge_count, count, p=network.edge_m / network.edge_m.sum())
    begin, end = network.vertex_start[edges], network.vertex_start[edges + 1]
    vertex = begin + (rng.random(count) * (end - begin - 1)).astype(np.int64)
    part = rng.random(count)
    off = rng.normal(0, spread_deg, (2, count))
    lons = network.vertex_lons[vertex] * (1 - part) + network.vertex_lons[vertex + 1] * part
    lats = network.vertex_lats[vertex] * (1 - part) + network.vertex_lats[vertex + 1] * part
    return lons + off[0], lats + off[1]


if __name__ == "__main__":
    main()
