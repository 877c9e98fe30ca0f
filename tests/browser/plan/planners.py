"""The page for planners, served with the made-up city, its streets and its riders."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page

from geodata.demand import FollowedDemand, demand_path, save_demand
from geodata.demand.demo import demo_demand
from geodata.demo import demo_city, write_demo_streets
from geodata.streets import FollowedStreets, streets_folder
from locator.hours import CHINA
from locator.model import Site
from tests.web.browser import Watch, serving
from tests.web.made_up import Memory
from web.app import create_app
from web.settings import Settings
from web.state import State

AT = datetime(2026, 11, 20, tzinfo=CHINA)
WEEK = "week=2026-11-23"


@contextmanager
def planned(folder: Path, sites: tuple[Site, ...] | None = None) -> Iterator[str]:
    """Serve the made-up city with its riders, and give the address of the page."""
    url = f"sqlite:///{folder}/yizhan.db"
    write_demo_streets(streets_folder(url))
    save_demand(demo_demand(at=AT), demand_path(url))
    city = demo_city()
    state = State(
        Memory(sites or city.sites, city.unions),
        FollowedStreets(streets_folder(url)),
        demand=FollowedDemand(demand_path(url)),
    )
    with serving(create_app(Settings(), state)) as address:
        yield f"{address}/plan?{WEEK}"
    state.close()


@contextmanager
def at_plan(
    browser: Browser, address: str, *, wide: int = 1280, dark: bool = False
) -> Iterator[tuple[Page, Watch]]:
    """Open the page and wait until its map is drawn."""
    context = browser.new_context(
        viewport={"width": wide, "height": 900},
        color_scheme="dark" if dark else "light",
        bypass_csp=True,  # for axe, which brings a script of its own
    )
    page = context.new_page()
    watch = Watch(page)
    page.goto(address)
    page.locator("html[data-ready]").wait_for(state="attached", timeout=60_000)
    yield page, watch
    context.close()
