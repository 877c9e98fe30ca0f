"""Puts the made-up city together, and into a store."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from geodata.demo.network import with_gaps, with_legal_points
from geodata.demo.records import SOURCE
from geodata.demo.services import centres, hotlines, partners
from geodata.demo.spots import Ground
from geodata.demo.stations import stations
from geodata.demo.streets import StreetPlan, street_plan
from geodata.demo.unions import demo_unions
from geodata.demo.venues import venues
from geodata.store import Store
from locator.model import Site
from locator.unions import Union

ACTOR: Final = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCity:
    """A city that nobody lives in.

    Parameters
    ----------
    sites : tuple of Site
        300 stations, 40 venues, 8 service centres, 22 partner shops and 2 hotlines, by id.
    unions : tuple of Union
        The city, 3 districts, 12 streets, and the catch-all.
    streets : StreetPlan
        What the sites stand along.
    """

    sites: tuple[Site, ...]
    unions: tuple[Union, ...]
    streets: StreetPlan


@lru_cache(maxsize=1)
def demo_city(seed: int = 1) -> DemoCity:
    """Return the made-up city; equal seeds give equal cities, whatever the machine or day.

    Its streets, sites and telephone numbers exist nowhere: it lies in the open sea, its
    codes and area code are none that were ever given out.
    """
    streets, unions = street_plan(seed), demo_unions()
    ground = Ground(streets)
    found_centres = centres(seed, ground)
    found_stations = with_legal_points(stations(seed, ground), found_centres)
    sites = [
        *found_centres,
        *with_gaps(found_stations, unions),
        *venues(seed, ground),
        *partners(seed, ground),
        *hotlines(),
    ]
    by_id = tuple(sorted(sites, key=lambda site: site.id))
    return DemoCity(sites=by_id, unions=unions, streets=streets)


def load_demo(store: Store, *, at: datetime) -> int:
    """Put the made-up city into a store, in one revision.

    Parameters
    ----------
    store : Store
        Takes the sites beside those it has; the unions replace its own.
    at : datetime
        When, timezone-aware.

    Returns
    -------
    int
        The revision; the last one when the city is in the store already.
    """
    city = demo_city()
    return store.apply(
        city.sites, source=SOURCE, actor=ACTOR, at=at, unions=city.unions, note="示例市"
    )
