"""Where somebody is, from what they wrote or chose."""

from collections.abc import Sequence
from typing import NamedTuple

from locator.datum import check_degrees, to_wgs84
from locator.errors import InvalidInput, problem
from locator.model import Site
from locator.reading import read_position
from locator.snapshot import Snapshot
from locator.unions import Union, area_name
from locator.vocabulary import Datum
from locator.words import Words, same
from web.pages.asking import Asked

ALLOWED = Words(
    "街道或站点的名字、“121.5,31.2”这样的坐标,或地图分享的链接",
    "the name of a street or a place, a pair such as “121.5,31.2”, or a link shared from a map",
)


class Place(NamedTuple):
    """A place in WGS-84 degrees, and what to call it."""

    lon: float
    lat: float
    name: Words


def find_place(asked: Asked, snapshot: Snapshot) -> Place:
    """Return the place that was asked about.

    What was written goes before what was chosen from the list. Written words are read as
    a position, then as the name of a site, then as an address in some part of town, and
    at last as something like the name of a site.

    Raises
    ------
    InvalidInput
        Naming ``place`` or ``area``: nothing was said, or nothing is known by that name.
    """
    if asked.place:
        found = _given(asked) or _written(asked.place, snapshot)
        if found:
            return found
        message = Words("不认识这个地方。", "No place of that name is known.")
        raise InvalidInput(problem("place", asked.place, ALLOWED, message))
    if asked.area:
        return chosen_place(asked.area, snapshot)
    message = Words("请告诉我们你在哪儿。", "Tell us where you are.")
    raise InvalidInput(problem("place", "", ALLOWED, message))


def _given(asked: Asked) -> Place | None:
    """Return a position that was written out; its own datum goes before the chosen one."""
    given = read_position(asked.place)
    if given is None:
        return None
    check_degrees(given.lon, given.lat)
    lon, lat = to_wgs84(given.lon, given.lat, given.datum or Datum(asked.datum))
    name = same(given.name) if given.name else Words("你给的坐标", "the coordinates you gave")
    return Place(lon, lat, name)


def _written(text: str, snapshot: Snapshot) -> Place | None:
    located = [site for site in snapshot.search(text, k=5) if site.position is not None]
    called_so = [site for site in located if site.name == text]
    return _at(called_so) or _named(text, snapshot) or _at(located)


def _at(sites: Sequence[Site]) -> Place | None:
    for site in sites:
        if site.position is not None:
            return Place(site.position.lon, site.position.lat, same(site.name))
    return None


def _named(text: str, snapshot: Snapshot) -> Place | None:
    union = snapshot.jurisdictions.named_in(text)
    centre = snapshot.jurisdictions.centre(union) if union else None
    return middle(union, centre) if union and centre else None


def middle(union: Union, centre: tuple[float, float]) -> Place:
    """Return the middle of a union's area as a place."""
    name = area_name(union.name)
    return Place(*centre, Words(f"{name}中心", f"the middle of {name}"))


def chosen_place(area: str, snapshot: Snapshot) -> Place:
    """Return the middle of the area of a union.

    Raises
    ------
    InvalidInput
        Naming ``area``: no union has this id, or nobody knows where it is.
    """
    for union in snapshot.jurisdictions.unions:
        centre = snapshot.jurisdictions.centre(union) if union.id == area else None
        if centre:
            return middle(union, centre)
    message = Words("列表里没有这个街道。", "The list holds no such part of town.")
    raise InvalidInput(problem("area", area, Words("列表里的街道", "one of the list"), message))
