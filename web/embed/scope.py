"""Which sites an embedded page is about, and where its list begins."""

from typing import Final, NamedTuple

from locator.errors import InvalidInput, problem
from locator.model import Site
from locator.nearest import NearestQuery, SiteFilter
from locator.snapshot import Snapshot
from locator.unions import area_name
from locator.vocabulary import Kind
from locator.words import Words
from web.data.index import goal
from web.data.parts import by_union
from web.embed.options import Bbox, EmbedOptions
from web.embed.remembering import once_per_snapshot
from web.pages.browsing import busiest
from web.pages.finding import FARTHEST_M
from web.pages.places import Place, chosen_place

AN_ID: Final = Words("辖区的编号,见 /embed/new", "the id of a union, as /embed/new has it")
UNKNOWN: Final = Words("没有这个编号的辖区。", "No union has this id.")
IN_BOX: Final = Words("所选范围中心", "the middle of this area")
NEAR_YOU: Final = Words("附近的驿站", "Stations near you")
EVERY: Final = SiteFilter()


class Scope(NamedTuple):
    """What an embedded page is about.

    Parameters
    ----------
    snapshot : Snapshot
        Holds the sites that may be shown, and no others that have a place.
    place : Place or None
        Where the list begins; None where there is nothing at all.
    title : Words
        What the page is called.
    farthest_m : float or None
        How far from the place a site may be; None where the sites are chosen already.
    """

    snapshot: Snapshot
    place: Place | None
    title: Words
    farthest_m: float | None

    @property
    def chosen(self) -> bool:
        """Whether nothing outside of an area is looked at."""
        return self.farthest_m is None

    def first_sites(self, count: int, where: SiteFilter = EVERY) -> list[Site]:
        """Return so many sites, whatever their hours, by distance from the place."""
        if self.place is None or not self.snapshot.sites:
            return []
        query = NearestQuery(
            lon=self.place.lon,
            lat=self.place.lat,
            at=self.snapshot.changed_at,
            k=count,
            where=where,
            mode="straight",
            max_m=self.farthest_m,
        )
        return [found.site for found in self.snapshot.nearest(query).found]


def scope_of(options: EmbedOptions, snapshot: Snapshot) -> Scope:
    """Return what options are about.

    Raises
    ------
    InvalidInput
        Naming the option: no union has this id, or nothing is known of its place.
    """
    if options.bbox:
        west, south, east, north = options.bbox
        place = Place((west + east) / 2, (south + north) / 2, IN_BOX)
        title = Words("这一带的驿站", "Stations in this area")
        return Scope(inside(snapshot, options.bbox), place, title, None)
    if options.jurisdiction:
        place = middle_of(options.jurisdiction, snapshot, "jurisdiction")
        title = _named(options.jurisdiction, snapshot)
        return Scope(within(snapshot, options.jurisdiction), place, title, None)
    if options.area:
        place = middle_of(options.area, snapshot, "area")
        return Scope(snapshot, place, _named(options.area, snapshot), FARTHEST_M)
    busy = busiest(snapshot)
    return Scope(snapshot, busy and busy[1], NEAR_YOU, FARTHEST_M)


def middle_of(union_id: str, snapshot: Snapshot, field: str) -> Place:
    """Return the middle of a union's area. InvalidInput: naming the field, there is none."""
    try:
        return chosen_place(union_id, snapshot)
    except InvalidInput:
        raise InvalidInput(problem(field, union_id, AN_ID, UNKNOWN)) from None


def _named(union_id: str, snapshot: Snapshot) -> Words:
    union = next(each for each in snapshot.jurisdictions.unions if each.id == union_id)
    name = area_name(union.name)
    return Words(f"{name}的驿站", f"Stations in {name}")


@once_per_snapshot
def within(snapshot: Snapshot, union_id: str) -> Snapshot:
    """Return the sites of one union's area, as a snapshot of their own."""
    ids = {site.id for site in by_union(snapshot).get(union_id, ())}
    return _only(snapshot, ids)


@once_per_snapshot
def inside(snapshot: Snapshot, bbox: Bbox) -> Snapshot:
    """Return the sites in a box, as a snapshot of their own."""
    west, south, east, north = bbox
    ids = {
        site.id
        for site in snapshot.sites
        if (point := goal(site)) and west <= point.lon <= east and south <= point.lat <= north
    }
    return _only(snapshot, ids)


def _only(snapshot: Snapshot, ids: set[str]) -> Snapshot:
    """Return a snapshot of some sites and of those that one turns to by telephone."""
    return Snapshot(
        (site for site in snapshot.sites if site.id in ids or site.kind is Kind.REMOTE),
        calendar=snapshot.calendar,
        jurisdictions=snapshot.jurisdictions,
        revision=snapshot.revision,
        changed_at=snapshot.changed_at,
    )
