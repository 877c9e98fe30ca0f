"""An index in one file, or in one per district where a city has many sites."""

from functools import lru_cache
from typing import Final

from locator.model import Site
from locator.snapshot import Snapshot
from locator.unions import Chain, area_name
from locator.vocabulary import Kind
from web.data.index import Json, goal, head, pack
from web.data.timelines import Window

ONE_FILE: Final = 3_000  # sites; beyond, a phone fetches the districts around it
REST: Final = "rest"  # the part of sites that lie in no district


@lru_cache(maxsize=2)
def whole_index(snapshot: Snapshot, window: Window) -> Json:
    """Return the index: of all sites, or of the parts to fetch them by."""
    if len(snapshot.sites) <= ONE_FILE:
        return pack(snapshot, snapshot.sites, window)
    empty = pack(snapshot, (site for site in snapshot.sites if site.kind is Kind.REMOTE), window)
    parts = [part(name, sites, snapshot) for name, sites in by_district(snapshot).items()]
    return {**empty, **head(snapshot, window), "sites": None, "parts": parts}


def part(name: str, sites: tuple[Site, ...], snapshot: Snapshot) -> Json:
    """Return what a phone needs to know of a part before it fetches it."""
    points = [point for site in sites if (point := goal(site))]
    lons, lats = [point.lon for point in points], [point.lat for point in points]
    union = next((union for union in snapshot.jurisdictions.unions if union.id == name), None)
    return {
        "id": name,
        "name": area_name(union.name) if union else "",
        "sites": len(sites),
        "bbox": [min(lons), min(lats), max(lons), max(lats)],
        "href": f"index/{name}.json",
    }


@lru_cache(maxsize=2)
def by_district(snapshot: Snapshot) -> dict[str, tuple[Site, ...]]:
    """Return the sites that have a position, by the id of their district's union."""
    found: dict[str, list[Site]] = {}
    for site, chain in located(snapshot):
        name = next((union.id for union in chain if union.level == "district"), REST)
        found.setdefault(name, []).append(site)
    return {name: tuple(sites) for name, sites in sorted(found.items())}


@lru_cache(maxsize=2)
def by_union(snapshot: Snapshot) -> dict[str, tuple[Site, ...]]:
    """Return the sites that have a position, by the id of each union in their chain."""
    found: dict[str, list[Site]] = {}
    for site, chain in located(snapshot):
        for union in chain:
            found.setdefault(union.id, []).append(site)
    return {name: tuple(sites) for name, sites in found.items()}


@lru_cache(maxsize=2)
def located(snapshot: Snapshot) -> tuple[tuple[Site, Chain], ...]:
    """Return the sites that have a position, with the unions responsible there."""
    return tuple(
        (site, snapshot.jurisdictions.chain(lon=point.lon, lat=point.lat))
        for site in snapshot.sites
        if (point := goal(site))
    )


@lru_cache(maxsize=64)
def part_index(snapshot: Snapshot, window: Window, name: str) -> Json | None:
    """Return the index of a union's sites or of the rest, None where there is no such part.

    It names no revision: it stays as it is when sites elsewhere change.
    """
    sites = by_union(snapshot).get(name) or by_district(snapshot).get(name)
    if sites is None and all(union.id != name for union in snapshot.jurisdictions.unions):
        return None
    whole = pack(snapshot, sites or (), window)
    return {key: value for key, value in whole.items() if key != "revision"}
