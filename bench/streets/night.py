"""The nearest that are open in the made-up city at 23:00, by street and with filters."""

from datetime import datetime
from math import nan
from time import perf_counter
from typing import Final

import numpy as np

from bench.streets.trial import SEED, beside_streets
from geodata.demo import demo_city, demo_network
from geodata.holidays import builtin_calendar
from locator.hours import CHINA
from locator.model import Site
from locator.nearest import NearestQuery, SiteFilter
from locator.snapshot import Snapshot
from locator.streets import StreetMode, Streets
from locator.unions import Jurisdictions
from locator.vocabulary import Accuracy, Kind, Status

NIGHT: Final = datetime(2026, 11, 18, 23, tzinfo=CHINA)
QUESTIONS: Final = 300
CHECKED: Final = 15
K: Final = 5
FILTERS: Final = {
    "all": SiteFilter(),
    "toilet": SiteFilter(amenities=frozenset({"toilet"})),
    "battery swap": SiteFilter(amenities=frozenset({"battery_swap"})),
    "hubs": SiteFilter(kinds=frozenset({Kind.SERVICE_CENTRE})),
}


def print_night() -> None:
    """Print times and exactness; the oracle measures the way to every site and then chooses."""
    city = demo_city()
    modes: tuple[StreetMode, ...] = ("walk", "ebike")
    networks = {mode: Streets(demo_network(mode)) for mode in modes}
    snapshot = Snapshot(
        city.sites,
        calendar=builtin_calendar(),
        jurisdictions=Jurisdictions(city.unions),
        revision=1,
        changed_at=NIGHT,
        streets=networks,
    )
    riders = beside_streets(networks["walk"].network, QUESTIONS, np.random.default_rng(SEED))
    print(f"\n示例市 at 23:00, k = {K} open ones; passing, median ms (p99), exact")
    for mode, streets in networks.items():
        for title, where in FILTERS.items():
            open_ones = [site for site in snapshot.sites if _counts(site, where, snapshot)]
            ms, right = [], 0
            for number, (lon, lat) in enumerate(riders.tolist()):
                query = NearestQuery(
                    lon=lon, lat=lat, at=NIGHT, k=K, where=where, openness="open", mode=mode
                )
                started = perf_counter()
                answer = snapshot.nearest(query)
                ms.append((perf_counter() - started) * 1e3)
                if number < CHECKED:
                    found = [each.travel_min for each in answer.found if each.by_street]
                    right += np.allclose(found, _minutes(streets, open_ones, lon, lat), atol=1e-6)
            median, late = np.percentile(ms, (50, 99))
            print(
                f"{mode:6} {title:14}{len(open_ones):5}{median:9.2f} ms ({late:5.1f})"
                f"{right / CHECKED:8.0%}"
            )


def _counts(site: Site, where: SiteFilter, snapshot: Snapshot) -> bool:
    door = site.entrance or site.position
    return (
        door is not None
        and door.accuracy is Accuracy.EXACT
        and site.kind is not Kind.REMOTE
        and (not where.kinds or site.kind in where.kinds)
        and where.amenities <= set(site.amenities or ())
        and snapshot.state(site, NIGHT).status is Status.OPEN
    )


def _minutes(streets: Streets, sites: list[Site], lon: float, lat: float) -> list[float]:
    """Return minutes to the k nearest, from the ways to all of them drawn one by one."""
    minutes = []
    for site in sites:
        door = site.entrance or site.position
        way = streets.route(
            lon1=lon, lat1=lat, lon2=door.lon if door else nan, lat2=door.lat if door else nan
        )
        if way is not None:
            minutes.append(way.travel_min)
    return sorted(minutes)[:K]
