"""The first page: what stands in a part of town, before anybody said where they are."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from statistics import median
from typing import Final

from locator.errors import InvalidInput
from locator.nearest import ANY_SITE, Found, NearestAnswer, NearestQuery, SiteFilter
from locator.reports import CAUTION, nearest_with_care
from locator.snapshot import Snapshot
from locator.vocabulary import Status
from locator.words import Words
from web.data.parts import by_district
from web.pages.asking import Asked
from web.pages.cards import Card, site_card
from web.pages.finding import FARTHEST_M, TITLES, Answer, Group, hotlines
from web.pages.places import Place, chosen_place, middle

CARDS: Final = 20  # on the first page
AT_LEAST: Final = {Status.OPEN: 10, Status.UNKNOWN: 5, Status.CLOSED: 5}  # of those, if there are


def browse(
    area: str, snapshot: Snapshot, *, now: datetime, troubled: frozenset[str] = frozenset()
) -> tuple[Asked, Answer | None]:
    """Return the area shown and its cards: that of an id, else the one with most sites.

    An unknown id is no error here: links live longer than districts.
    """
    found = _place(area, snapshot)
    if found is None:
        return Asked(), None
    union_id, place = found
    return Asked(area=union_id), around(place, snapshot, now=now, troubled=troubled)


def around(
    place: Place,
    snapshot: Snapshot,
    *,
    now: datetime,
    troubled: frozenset[str],
    where: SiteFilter = ANY_SITE,
    open_only: bool = False,
    max_m: float | None = FARTHEST_M,
) -> Answer:
    """Return the cards of what stands around a place where nobody said that they are."""
    query = NearestQuery(
        lon=place.lon,
        lat=place.lat,
        at=now,
        k=CARDS,
        where=where,
        openness="grouped",
        mode="straight",
        max_m=max_m,
    )
    answer = nearest_with_care(snapshot, query, troubled)
    if open_only:
        is_open = tuple(found for found in answer.found if found.open.status is Status.OPEN)
        answer = replace(answer, found=is_open)
    return Answer(
        place=place,
        own=False,
        summary=_summary(place, answer),
        how_far=_order(place),
        groups=_groups(answer.found, now, troubled),
        remote=hotlines(answer, query, snapshot, now),
    )


def _place(area: str, snapshot: Snapshot) -> tuple[str, Place] | None:
    if area:
        try:
            return area, chosen_place(area, snapshot)
        except InvalidInput:
            pass
    return busiest(snapshot)


@lru_cache(maxsize=2)
def busiest(snapshot: Snapshot) -> tuple[str, Place] | None:
    """Return the district with most sites, else the middle of all; None without a site."""
    jurisdictions = snapshot.jurisdictions
    by_size = sorted(by_district(snapshot).items(), key=lambda item: (-len(item[1]), item[0]))
    unions = {union.id: union for union in jurisdictions.unions}
    for union_id, _ in by_size:
        centre = jurisdictions.centre(unions[union_id]) if union_id in unions else None
        if centre:
            return union_id, middle(unions[union_id], centre)
    points = [point for site in snapshot.sites if (point := site.entrance or site.position)]
    if not points:
        return None
    lon, lat = median(point.lon for point in points), median(point.lat for point in points)
    return "", Place(lon, lat, Words("全部站点", "all places"))


def _groups(found: tuple[Found, ...], now: datetime, troubled: frozenset[str]) -> tuple[Group, ...]:
    """Return the cards, without distances: nobody stands at the middle of a district."""
    return tuple(
        Group(status, TITLES[status], tuple(_card(each, now, troubled) for each in chosen))
        for status, chosen in shares(found).items()
    )


def shares(found: tuple[Found, ...]) -> dict[Status, list[Found]]:
    """Share the places on the page out among open, unknown and closed ones.

    Each status has its share as far as there are sites; what is left over goes to the
    open ones first.
    """
    by_status = {status: [f for f in found if f.open.status is status] for status in AT_LEAST}
    counts = {status: min(AT_LEAST[status], len(each)) for status, each in by_status.items()}
    for status, each in by_status.items():
        counts[status] = min(len(each), counts[status] + CARDS - sum(counts.values()))
    return {status: each[: counts[status]] for status, each in by_status.items()}


def _card(found: Found, now: datetime, troubled: frozenset[str]) -> Card:
    card = site_card(found, at=now, mode="straight")
    cautions = (CAUTION,) if found.site.id in troubled else ()
    return replace(card, minutes=None, distance=None, host="", cautions=cautions)


def _summary(place: Place, answer: NearestAnswer) -> Words:
    count = sum(found.open.status is Status.OPEN for found in answer.found)
    if not count:
        return Words(
            f"{place.name.zh}附近没有确定开着的地方",
            f"Nothing near {place.name.en} is known to be open",
        )
    if count == CARDS:  # no more were looked for
        return Words(
            f"{place.name.zh}附近至少 {count} 处现在能进",
            f"At least {count} open now near {place.name.en}",
        )
    return Words(
        f"{place.name.zh}附近 {count} 处现在能进", f"{count} open now near {place.name.en}"
    )


def _order(place: Place) -> Words:
    return Words(f"按离{place.name.zh}的远近排列。", f"Ordered by distance from {place.name.en}.")
