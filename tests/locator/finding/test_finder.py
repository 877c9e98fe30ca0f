"""The whole answer equals asking everything of every site."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import get_args

import pytest

from locator.hours import CHINA, Calendar
from locator.model import Site
from locator.nearest import Found, Mode, NearestQuery, Openness, SiteFilter
from locator.snapshot import NO_STREETS, Snapshot
from locator.streets import StreetMode, Streets
from locator.unions import Jurisdictions
from locator.vocabulary import Access, Kind, Tier, Welcome
from tests.locator.finding.towns import AMENITIES, SERVICES, STREETS, town
from tests.locator.oracle import MILLIMETRE
from tests.locator.plain import Plain, plain_answer

CALENDAR = Calendar(years=frozenset({2026}))
NOW = datetime(2026, 11, 20, 10, 30, tzinfo=CHINA)


def snapshot_of(sites: list[Site], streets: Mapping[StreetMode, Streets] = NO_STREETS) -> Snapshot:
    return Snapshot(
        sites,
        calendar=CALENDAR,
        jurisdictions=Jurisdictions(()),
        revision=1,
        changed_at=NOW,
        streets=streets,
    )


def some_filter(dice: Random) -> SiteFilter:
    """Return a filter that mostly asks one or two things."""

    def seldom(value: object, share: float = 0.25) -> object | None:
        return value if dice.random() < share else None

    wanted: dict[str, object] = {
        "kinds": seldom(frozenset(dice.sample(list(Kind), 2))) or frozenset(),
        "tier": seldom(dice.choice(list(Tier))),
        "amenities": frozenset(dice.sample(AMENITIES, dice.choice((0, 0, 1, 2)))),
        "service": seldom(dice.choice(SERVICES)),
        "access": seldom(dice.choice(list(Access)[:3])),
        "welcome": seldom(dice.choice(list(Welcome))),
        "coarse": dice.random() < 0.3,
    }
    return SiteFilter(**wanted)  # type: ignore[arg-type]  # drawn by name


def some_query(dice: Random) -> NearestQuery:
    lon, lat = dice.choice(STREETS)
    return NearestQuery(
        lon=max(-180.0, min(180.0, lon + dice.uniform(-0.01, 0.01))),
        lat=lat - dice.random() * 0.01,
        at=NOW + timedelta(minutes=dice.randrange(20_000)),
        k=dice.choice((1, 3, 5, 20)),
        where=some_filter(dice),
        openness=dice.choice(get_args(Openness)),
        mode=dice.choice(get_args(Mode)),
        max_m=dice.choice((None, None, 0.0, 300.0, 5_000.0, 1e6)),
        max_min=dice.choice((None, None, 0.0, 4.0, 60.0)),
    )


def told(found: Found) -> Plain:
    return Plain(found.site.id, found.distance_m, found.open.status, found.closes_before_arrival)


@pytest.mark.parametrize("count", [0, 1, 30, 400, 3_000])
def test_any_query_over_any_town(count: int) -> None:
    sites, dice = town(count, seed=count), Random(count)
    snapshot = snapshot_of(sites)
    found_any = 0
    for _ in range(60 if count < 1_000 else 25):
        query = some_query(dice)
        answer = [told(found) for found in snapshot.nearest(query).found]
        truth = plain_answer(sites, query, CALENDAR)
        assert [each._replace(distance_m=0.0) for each in answer] == [
            each._replace(distance_m=0.0) for each in truth
        ], query
        for got, meant in zip(answer, truth, strict=True):
            assert abs(got.distance_m - meant.distance_m) < MILLIMETRE
        found_any += bool(truth)
    assert found_any > 0 or count < 30
