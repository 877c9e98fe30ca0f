"""From the form to the answer, grouped as people look for it."""

from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple, cast

from locator.nearest import Found, Mode, NearestAnswer, NearestQuery, SiteFilter
from locator.reports import nearest_with_care
from locator.snapshot import Snapshot
from locator.vocabulary import Kind, Status
from locator.words import Words
from web.pages.asking import Asked, check_choices
from web.pages.cards import Card, hotline_card, site_card
from web.pages.places import Place, find_place

EACH: Final = 5  # cards in a group
FARTHEST_M: Final = 20_000.0  # nobody takes a break farther away

TITLES: Final = {
    Status.OPEN: Words("现在能进", "Open now"),
    Status.UNKNOWN: Words("时间未知,先问问", "Hours unknown, better ask"),
    Status.CLOSED: Words("已关门", "Closed"),
}


class Group(NamedTuple):
    """Cards of one status, nearest first."""

    status: Status
    title: Words
    cards: tuple[Card, ...]


class Answer(NamedTuple):
    """What the page says to one question.

    ``own`` tells whether somebody said that they are at the place, so that distances from it
    mean something to them.
    """

    place: Place
    own: bool
    summary: Words
    how_far: Words
    groups: tuple[Group, ...]
    remote: tuple[Card, ...]

    @property
    def any_open(self) -> bool:
        """Whether there is a place that is open for certain."""
        return any(group.cards for group in self.groups if group.status is Status.OPEN)


def find(
    asked: Asked, snapshot: Snapshot, *, now: datetime, troubled: frozenset[str] = frozenset()
) -> Answer:
    """Return the answer to a form.

    Raises
    ------
    InvalidInput
        A field holds what cannot be used.
    """
    check_choices(asked)
    place = find_place(asked, snapshot)
    query = _query(asked, place, now)
    answer = nearest_with_care(snapshot, query, troubled)
    return Answer(
        place=place,
        own=True,
        summary=_summary(place, answer.found),
        how_far=_how_far(answer, cast("Mode", asked.mode)),
        groups=_groups(answer.found, asked, now, troubled),
        remote=hotlines(answer, query, snapshot, now),
    )


def _query(asked: Asked, place: Place, now: datetime) -> NearestQuery:
    return NearestQuery(
        lon=place.lon,
        lat=place.lat,
        at=now,
        k=EACH,
        where=SiteFilter(
            kinds=frozenset({Kind(asked.kind)} if asked.kind else ()),
            amenities=asked.amenities,
            service=asked.service or None,
        ),
        openness="grouped",
        mode=cast("Mode", asked.mode),
        max_m=FARTHEST_M,
    )


def hotlines(
    answer: NearestAnswer, query: NearestQuery, snapshot: Snapshot, now: datetime
) -> tuple[Card, ...]:
    """Return hotlines where nothing near is open, though no hotline has a microwave oven."""
    remotes = answer.remote
    if not remotes and not any(found.open.status is Status.OPEN for found in answer.found):
        by_phone = SiteFilter(kinds=frozenset({Kind.REMOTE}), service=query.where.service)
        remotes = snapshot.nearest(replace(query, where=by_phone)).remote
    return tuple(hotline_card(remote, at=now) for remote in remotes)


def _groups(
    found: tuple[Found, ...], asked: Asked, now: datetime, troubled: frozenset[str]
) -> tuple[Group, ...]:
    """Return the groups in the order of the answer: open, unknown, closed."""
    mode = cast("Mode", asked.mode)
    return tuple(
        Group(
            status,
            title,
            tuple(
                site_card(f, at=now, mode=mode, troubled=f.site.id in troubled)
                for f in found
                if f.open.status is status
            ),
        )
        for status, title in TITLES.items()
    )


def _summary(place: Place, found: tuple[Found, ...]) -> Words:
    count = len(found)
    is_open = sum(one.open.status is Status.OPEN for one in found)
    if not found:
        return Words(
            f"{place.name.zh}附近 {FARTHEST_M / 1000:.0f} 公里内没有找到",
            f"Nothing found within {FARTHEST_M / 1000:.0f} km of {place.name.en}",
        )
    return Words(
        f"{place.name.zh}附近列出 {count} 处,其中 {is_open} 处现在能进",
        f"{count} {'place' if count == 1 else 'places'} near {place.name.en}, {is_open} open now",
    )


def _how_far(answer: NearestAnswer, mode: Mode) -> Words:
    if mode == "straight":
        return Words("距离为直线距离。", "Distances are straight lines.")
    if answer.source == "streets":
        return Words("按街道上的时间排列。", "Ordered by time by street.")
    return Words(
        f"距离为直线;时间按直线 × {answer.detour:g} 估算,不是街道时间。",
        f"Distances are straight lines; minutes are estimated from the line × {answer.detour:g}, "
        "not from streets.",
    )
