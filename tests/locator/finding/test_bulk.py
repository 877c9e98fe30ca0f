"""In bulk the answers are those of single questions."""

from datetime import timedelta
from random import Random
from typing import get_args

import pytest

from locator.errors import InvalidInput
from locator.nearest import Mode, NearestQuery, Openness
from locator.snapshot import Snapshot
from locator.streets import StreetMode, Streets
from tests.locator.finding.grids import EAST, NORTH, grid
from tests.locator.finding.test_finder import NOW, snapshot_of, some_filter
from tests.locator.finding.towns import STREETS, town

PLACES = [*STREETS, (121.395, 37.515), (-58.6, -37.5), (0.0, -90.0), (-180.0, 0.0)]


@pytest.mark.parametrize("openness", get_args(Openness))
def test_bulk_equals_one_by_one(openness: Openness) -> None:
    same_as_one_by_one(snapshot_of(town(800, seed=3)), openness)


@pytest.mark.parametrize("openness", get_args(Openness))
def test_by_street_too(openness: Openness) -> None:
    streets: dict[StreetMode, Streets] = {"walk": grid("walk"), "ebike": grid("ebike")}
    same_as_one_by_one(snapshot_of(town(300, seed=6), streets), openness)


def same_as_one_by_one(snapshot: Snapshot, openness: Openness) -> None:
    dice, rows_seen = Random(4), 0
    for _ in range(12):
        where, at = some_filter(dice), NOW + timedelta(minutes=dice.randrange(20_000))
        k, mode = dice.choice((1, 4, 30)), dice.choice(get_args(Mode))
        max_min = dice.choice((None, 20.0))
        rows = snapshot.nearest_many(
            lons=[lon for lon, _ in PLACES],
            lats=[lat for _, lat in PLACES],
            at=at,
            k=k,
            where=where,
            openness=openness,
            mode=mode,
            max_min=max_min,
        )
        one_by_one = [
            (point, rank, found.site.id, found.open.status.value, found)
            for point, (lon, lat) in enumerate(PLACES)
            for rank, found in enumerate(
                snapshot.nearest(
                    NearestQuery(
                        lon=lon,
                        lat=lat,
                        at=at,
                        k=k,
                        where=where,
                        openness=openness,
                        mode=mode,
                        max_min=max_min,
                    )
                ).found,
                start=1,
            )
        ]
        columns = (rows.point, rows.rank, rows.id, rows.open)
        told = list(zip(*(column.tolist() for column in columns), strict=True))
        assert told == [each[:4] for each in one_by_one]
        for name in ("distance_m", "travel_m", "travel_min", "by_street"):
            alone = [getattr(each[4], name) for each in one_by_one]
            assert getattr(rows, name).tolist() == pytest.approx(alone, abs=1e-3)
        rows_seen += len(told)
    assert rows_seen > 100


@pytest.mark.parametrize("openness", ["any", "grouped"])
def test_where_there_is_no_site_there_are_streets_all_the_same(openness: Openness) -> None:
    snapshot = snapshot_of([], {"walk": grid("walk")})
    rows = snapshot.nearest_many(lons=[EAST], lats=[NORTH], at=NOW, openness=openness)
    assert rows.id.size == 0


def test_no_places_and_bad_places() -> None:
    snapshot = snapshot_of(town(50, seed=5))
    assert snapshot.nearest_many(lons=[], lats=[], at=NOW).id.size == 0
    with pytest.raises(InvalidInput, match="lat"):
        snapshot.nearest_many(lons=[0.0], lats=[91.0], at=NOW)
    with pytest.raises(InvalidInput, match="at"):
        snapshot.nearest_many(lons=[0.0], lats=[0.0], at=NOW.replace(tzinfo=None))
