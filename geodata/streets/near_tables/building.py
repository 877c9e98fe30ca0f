"""The process that makes street tables in the background.

Any number of web workers may start it; one at a time holds the lock and builds, and the others
end at once. It goes by the store and the network files alone, so whoever kills it loses only
its work so far: the next one begins anew, and until then the old tables serve.
"""

import logging
from pathlib import Path
from typing import Final

from geodata.background import in_background, only_builder
from geodata.store import Store
from geodata.streets.files import streets_folder
from geodata.streets.following import FollowedStreets
from geodata.streets.near_tables.files import NearTables, tables_path
from geodata.streets.near_tables.making import RankedSites, make_tables
from locator.streets import StreetNetwork

LOCK: Final = "near.lock"

log = logging.getLogger("yizhan.near")


def build_tables(store_url: str) -> int:
    """Make every table that is not up to date; return how many were made.

    Nothing is made where another process is at it: that one looks again when it is done.
    """
    folder = streets_folder(store_url)
    made = 0
    with only_builder(folder, LOCK) as alone:
        while alone and (stale := first_stale(store_url, folder)):
            network, sites = stale
            make_tables(network, sites, tables_path(folder, network.mode))
            made += 1
    return made


def first_stale(store_url: str, folder: Path) -> tuple[StreetNetwork, RankedSites] | None:
    """Return a network whose tables are not made from what there is now, and the sites."""
    with Store.open(store_url) as store:
        loaded = store.load()
    sites = RankedSites.of(loaded.sites, calendar=loaded.calendar, at=loaded.changed_at)
    streets = FollowedStreets(folder)
    streets.look()  # a file that cannot be used keeps nobody from the other one
    for mode, network in streets.networks.items():
        if key_at(tables_path(folder, mode)) != sites.key(network):
            return network, sites
    return None


def key_at(path: Path) -> str | None:
    """Return what the tables of a file were made from, None where there are none of ours."""
    try:
        return NearTables(path).key
    except (OSError, ValueError):
        return None


def somebody_builds(folder: Path) -> bool:
    """Tell whether a process is building here."""
    with only_builder(folder, LOCK) as alone:
        return not alone


def main(store_url: str) -> None:
    """Build as a process of its own."""
    with in_background():
        log.setLevel(logging.INFO)
        build_tables(store_url)
