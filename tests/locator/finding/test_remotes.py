"""Whom to turn to when nothing near is open."""

from dataclasses import replace

import pytest
from shapely.geometry import box

from locator.finding.remotes import area_prefix, serves
from locator.hours import Calendar
from locator.model import ServiceOffer, Site
from locator.nearest import NearestAnswer, NearestQuery, Openness, SiteFilter
from locator.snapshot import Snapshot
from locator.unions import Jurisdictions, Union
from locator.vocabulary import Kind, Status
from tests.locator.street import DAY, FRIDAY_NOON, LAT, LON, NIGHT, hours, site

CITY = Union(
    id="city", name="示例市总工会", level="city", adcode="990600", area=box(121, 37, 123, 39)
)
DISTRICT = Union(
    id="near",
    name="望海区总工会",
    level="district",
    parent_id="city",
    adcode="990602",
    area=box(121.3, 37.4, 121.5, 37.6),
)


def line(name: str, adcode: str = "", osm: str | None = "24/7", **more: object) -> Site:
    made = Site(id=name, name=name, kind=Kind.REMOTE, adcode=adcode, hours=hours(osm))
    return replace(made, **more)  # type: ignore[arg-type]  # named by each test


LINES = (
    line("everywhere"),
    line("night", "990602", NIGHT),
    line("unknown", "990602", None),
    line("city", "990600", DAY),
    line("province", "990000", NIGHT),
    line("district", "990602", DAY),
    line("other-district", "990603"),
    line("other-province", "980000"),
)


def ask(*sites: Site, lon: float = LON, lat: float = LAT, **how: object) -> NearestAnswer:
    snapshot = Snapshot(
        sites,
        calendar=Calendar(),
        jurisdictions=Jurisdictions((CITY, DISTRICT)),
        revision=1,
        changed_at=FRIDAY_NOON,
    )
    given: dict[str, object] = {"lon": lon, "lat": lat, "at": FRIDAY_NOON, **how}
    return snapshot.nearest(NearestQuery(**given))  # type: ignore[arg-type]  # named by each test


def lines(answer: NearestAnswer) -> list[str]:
    return [remote.site.id for remote in answer.remote]


def test_those_of_the_place_are_offered_open_ones_first() -> None:
    answer = ask(*LINES)
    assert answer.found == ()
    assert lines(answer) == ["city", "district", "everywhere", "unknown", "night", "province"]
    assert [remote.open.status for remote in answer.remote] == [
        *[Status.OPEN] * 3,
        *[Status.UNKNOWN],
        *[Status.CLOSED] * 2,
    ]


def test_only_open_ones_where_only_those_are_asked_for() -> None:
    assert lines(ask(*LINES, openness="open")) == ["city", "district", "everywhere"]


def test_elsewhere_others_serve() -> None:
    assert lines(ask(*LINES, lon=122.5, lat=38.5)) == ["city", "everywhere", "province"]


@pytest.mark.parametrize("openness", ["any", "open", "grouped"])
def test_none_while_a_site_near_is_open(openness: Openness) -> None:
    closed = [site(f"closed-{n}", n, NIGHT) for n in range(9)]
    assert lines(ask(*LINES, *closed, openness=openness))
    assert lines(ask(*LINES, *closed, site("open", 2_900, DAY), openness=openness)) == []
    assert lines(ask(*LINES, *closed, site("open", 3_100, DAY), openness=openness))


def test_near_is_no_farther_than_the_rider_goes() -> None:
    assert lines(ask(*LINES, site("open", 900, DAY), max_m=500.0))
    assert lines(ask(*LINES, site("open", 900, DAY), max_min=5.0))
    assert lines(ask(*LINES, site("open", 900, DAY), max_m=1000.0)) == []


def test_they_pass_the_same_filter() -> None:
    legal = line("legal", services=(ServiceOffer("legal", hours(NIGHT)),))
    station = site("station", 10, DAY)
    by_service = ask(legal, station, *LINES, where=SiteFilter(service="legal"))
    assert lines(by_service) == ["legal"]
    assert by_service.remote[0].open.status is Status.CLOSED
    assert by_service.remote[0].services == (("legal", by_service.remote[0].open),)
    assert lines(ask(*LINES, where=SiteFilter(amenities=frozenset({"water"})))) == []
    assert lines(ask(*LINES, where=SiteFilter(kinds=frozenset({Kind.STATION})))) == []
    only = ask(station, *LINES, where=SiteFilter(kinds=frozenset({Kind.REMOTE})))
    assert len(lines(only)) == 6


def test_what_a_code_covers() -> None:
    assert [area_prefix(code) for code in ("370602", "370600", "370000", "370602003", "")] == [
        *("370602", "3706", "37", "370602003", "")
    ]
    assert serves("", [])
    assert serves("3706", ["370602003", "370602"])
    assert not serves("3706", ["370702"])
    assert not serves("3706", [""])
