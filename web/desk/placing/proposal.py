"""A place for a site as it would be: whose area it is in, what is near, what looks wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from locator.errors import InvalidInput, Problem, problem
from locator.hours import CHINA
from locator.model import Position, Site
from locator.nearest import Found, NearestQuery
from locator.unions import Jurisdictions, Union, area_name, may_edit
from locator.words import Words
from web.desk.blueprint import state
from web.desk.guard import member

NEIGHBOURS: Final = 3
NOBODYS: Final = Words(
    "不在任何区县或街道的范围内,请再看一眼坐标系和位置",
    "it lies in no district's area: look again at the datum and the place",
)
ENTRANCE: Final = Words(
    "原来另记的入口会去掉,骑手会被带到这里",
    "the entrance kept apart goes: riders are led here",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a site would be.

    Parameters
    ----------
    position : Position
        The place.
    chain : tuple of Union
        Who would answer for it, most local first.
    warnings : tuple of Words
        What looks wrong.
    near : tuple of Found
        The sites that are nearest to it.
    """

    position: Position
    chain: tuple[Union, ...]
    warnings: tuple[Words, ...]
    near: tuple[Found, ...]

    @property
    def mark(self) -> str:
        """What a form sends back, so that nothing is kept that nobody has looked at."""
        place = self.position
        return f"{place.lon:.7f},{place.lat:.7f},{place.accuracy}"


def proposed(site: Site, place: Position, said: Sequence[Words]) -> Proposal:
    """Return what a place would mean for a site.

    Raises
    ------
    InvalidInput
        It lies outside the area of whoever asks.
    """
    unions = state().snapshot().jurisdictions
    chain = unions.chain(lon=place.lon, lat=place.lat)
    if not may_edit(member(), chain):
        raise InvalidInput(_not_yours(place, chain, unions))
    warnings = [*said, _doubt(site, chain, unions), ENTRANCE if site.entrance else None]
    found = around(place.lon, place.lat, NEIGHBOURS + 1)
    near = [each for each in found if each.site.id != site.id][:NEIGHBOURS]
    return Proposal(place, chain, tuple(filter(None, warnings)), tuple(near))


def around(lon: float, lat: float, count: int) -> tuple[Found, ...]:
    """Return the sites nearest to a place by the straight line."""
    query = NearestQuery(lon=lon, lat=lat, at=datetime.now(CHINA), k=count, mode="straight")
    return state().snapshot().nearest(query).found


def union_of_record(site: Site, unions: Jurisdictions) -> Union | None:
    """Return the most local union that the record of a site names, by code or in words."""
    coded = unions.by_adcode(site.adcode) if site.adcode else None
    return coded or unions.named_in(f"{site.district}{site.street}{site.address}")


def elsewhere(named: Union | None, chain: tuple[Union, ...], unions: Jurisdictions) -> Words | None:
    """Return why a place does not fit the union that a record names, None where it does."""
    if named is None or named in chain or unions.area(named) is None:
        return None
    alike = [union for union in chain if union.level == named.level]
    here, there = area_name((*alike, chain[0])[0].name), area_name(named.name)
    return Words(
        f"资料里写的是{there},这个位置却在{here}",
        f"the record says {there}, but this place is in {here}",
    )


def _doubt(site: Site, chain: tuple[Union, ...], unions: Jurisdictions) -> Words | None:
    """Return what looks wrong about a place with its chain of unions, None where nothing does."""
    if doubt := elsewhere(union_of_record(site, unions), chain, unions):
        return doubt
    placed = any(union.area is not None for union in unions.unions)
    return NOBODYS if placed and chain[0].catch_all and chain[0].area is None else None


def _not_yours(place: Position, chain: tuple[Union, ...], unions: Jurisdictions) -> Problem:
    """Say that a place is another union's."""
    mine = next((union for union in unions.unions if union.id == member().union_id), None)
    here = area_name(chain[0].name) if chain else ""
    name = area_name(mine.name) if mine else ""
    return problem(
        "place",
        f"{place.lon:.5f},{place.lat:.5f}",
        Words(f"{name}范围内的位置", f"a place in {name}"),
        Words(f"这个位置在{here},不归您管", f"this place is in {here}, which is not yours"),
    )
