"""Serves the made-up city of the coverage bench, and moves the slider in Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import numpy as np
from playwright.sync_api import Browser, Page
from shapely import box

from bench.planning import (
    CELLS,
    SIDE_DEG,
    SITES,
    SOUTH,
    WEST,
    city_demand,
    city_sites,
    city_unions,
)
from geodata.demand import FollowedDemand, demand_path, save_demand
from geodata.demand.cells import cells_of
from locator.planning.demand import Demand
from tests.web.browser import chromium, serving
from tests.web.made_up import Memory
from web.app import create_app
from web.settings import Settings
from web.state import State

ASKED: Final = "/plan?mode=walk&minutes=15&week=2026-09-28&lang=zh-CN"
SQUARE_M: Final = 130
GOAL_MS: Final = 50
WIDTHS: Final = {"1280 px": (1280, 900), "360 px": (360, 740)}
HOURS: Final = 48

# To the bitmap: reading one pixel waits until everything is drawn.
REDRAWS: Final = """
(hours) => {
  const pen = document.querySelector("canvas.cells").getContext("2d");
  return Array.from({ length: hours }, (_, step) => {
    const before = performance.now();
    yizhanReport.show((step * 5) % 168);
    pen.getImageData(0, 0, 1, 1);
    return performance.now() - before;
  });
}
"""
FRAMES: Final = """
async (hours) => {
  const took = [];
  for (let step = 0; step < hours; step++) {
    const before = performance.now();
    yizhanReport.show((step * 5) % 168);
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    took.push(performance.now() - before);
  }
  return took;
}
"""


def main() -> None:
    """Print how fast the slider redraws beside its goal, and what the page weighs."""
    print(f"Page for planners: {CELLS:,} cells, {SITES:,} sites, 168 hours")
    with served() as address, chromium() as browser:
        begun = perf_counter()
        wait_for_report(browser, address)
        print(f"  {'report, worked out once':38}{perf_counter() - begun:8.1f} s")
        for name, (width, height) in WIDTHS.items():
            show(browser, address, name, (width, height))


@contextmanager
def served() -> Iterator[str]:
    """Serve the city, and give the address of the page."""
    with TemporaryDirectory() as folder:
        path = demand_path(f"sqlite:///{Path(folder)}/yizhan.db")
        save_demand(squares(), path)
        source = Memory(tuple(city_sites()), city_unions().unions)
        state = State(source, demand=FollowedDemand(path))
        with serving(create_app(Settings(), state)) as address:
            yield address + ASKED
        state.close()


def squares() -> Demand:
    """Return the demand of the coverage bench in squares that have names."""
    cells = cells_of("square", SQUARE_M)
    names = cells.touching(box(WEST, SOUTH, WEST + SIDE_DEG, SOUTH + SIDE_DEG))[:CELLS]
    lons, lats = np.array([cells.centre(name) for name in names]).T
    demand = city_demand()
    about = replace(demand.about, cell_size=SQUARE_M)
    return replace(demand, cells=tuple(names), lons=lons, lats=lats, about=about)


def wait_for_report(browser: Browser, address: str) -> None:
    """Ask for the page until it is worked out."""
    page = browser.new_page()
    page.goto(address)
    page.locator("html[data-ready]").wait_for(state="attached", timeout=600_000)
    page.close()


def show(browser: Browser, address: str, name: str, size: tuple[int, int]) -> None:
    """Print the times on a screen of one size."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    sent = weights(page)
    begun = perf_counter()
    page.goto(address)
    page.locator("html[data-ready]").wait_for(state="attached", timeout=120_000)
    ready = perf_counter() - begun
    redraw = sorted(page.evaluate(REDRAWS, HOURS))
    frame = sorted(page.evaluate(FRAMES, HOURS))
    print(f"  {name}: ready after {ready:.1f} s")
    print(
        f"  {'redraw, median of ' + str(HOURS):38}{median(redraw):8.1f} ms  goal <= {GOAL_MS} ms"
        f"  (worst {redraw[-1]:.1f})"
    )
    print(f"  {'until the frame is on the screen':38}{median(frame):8.1f} ms")
    data = sum(size for url, size in sent.items() if "/data/" in url)
    print(f"  {'page, scripts and styles':38}{(sum(sent.values()) - data) / 1000:8.1f} KB gz")
    print(f"  {'arrays of all hours':38}{data / 1000:8.1f} KB gz")
    page.close()


def weights(page: Page) -> dict[str, float]:
    """Return a table of the bytes on the line by address, filled as they come."""
    sent: dict[str, float] = {}
    urls: dict[str, str] = {}
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on(
        "Network.responseReceived",
        lambda event: urls.update({event["requestId"]: event["response"]["url"]}),
    )
    line.on(
        "Network.loadingFinished",
        lambda event: sent.update(
            {urls.get(event["requestId"], ""): float(event["encodedDataLength"])}
        ),
    )
    return sent
