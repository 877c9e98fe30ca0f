"""Where couriers in Yantai really picked up parcels, against made-up sites."""

import csv
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.sites import FILTERS, sites
from locator.datum import to_wgs84
from locator.hours import CHINA, Calendar
from locator.model import Site
from locator.nearest import NearestQuery, NearestRows, SiteFilter
from locator.snapshot import Snapshot
from locator.unions import Jurisdictions
from locator.vocabulary import Datum
from tests.locator.oracle import MILLIMETRE, measured
from tests.shared import shared_path

AT = datetime(2026, 11, 20, 10, 30, tzinfo=CHINA)
K = 5

Floats = NDArray[np.float64]
Ranks = list[tuple[str, float]]


def pickups() -> tuple[Floats, Floats]:
    with shared_path("demand/yantai_pickups.csv").open(encoding="utf-8", newline="") as file:
        rows = [(float(row["lng"]), float(row["lat"])) for row in csv.DictReader(file)]
    assert len(rows) == 1_512
    lons, lats = np.array(rows).T.copy()
    return to_wgs84(lons, lats, Datum.GCJ02)


def passing(made_up: Sequence[Site], where: SiteFilter) -> NDArray[np.intp]:
    return np.flatnonzero([where.amenities <= set(site.amenities or ()) for site in made_up])


def brute_force(ids: NDArray[np.object_], metres: Floats) -> Ranks:
    """Return ids and metres of the first few; ids are sorted."""
    near = np.flatnonzero(metres <= np.partition(metres, K - 1)[K - 1])
    order = near[np.argsort(metres[near], kind="stable")][:K]
    return list(zip(ids[order].tolist(), metres[order].tolist(), strict=True))


def of_point(rows: NearestRows, point: int) -> Ranks:
    mine = rows.point == point
    return list(zip(rows.id[mine].tolist(), rows.distance_m[mine].tolist(), strict=True))


def single(snapshot: Snapshot, lon: float, lat: float, where: SiteFilter) -> Ranks:
    answer = snapshot.nearest(NearestQuery(lon=lon, lat=lat, at=AT, k=K, where=where))
    return [(found.site.id, found.distance_m) for found in answer.found]


def same(got: Ranks, truth: Ranks) -> bool:
    return [name for name, _ in got] == [name for name, _ in truth] and all(
        abs(metres - meant) <= MILLIMETRE
        for (_, metres), (_, meant) in zip(got, truth, strict=True)
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "asked", "within_deg"), [(20_000, 1_512, 360.0), (200_000, 200, 0.6)]
)
def test_bulk_and_single_answers_equal_brute_force(
    count: int, asked: int, within_deg: float
) -> None:
    """Of 200,000 only those within 0.6 degrees are measured: all others are over 50 km away."""
    made_up = sites(count)
    snapshot = Snapshot(
        made_up, calendar=Calendar(), jurisdictions=Jurisdictions(()), revision=1, changed_at=AT
    )
    doors = [site.position for site in made_up if site.position]
    to = np.array([door.lon for door in doors]), np.array([door.lat for door in doors])
    ids = np.array([site.id for site in made_up], dtype=np.object_)
    among = {share: passing(made_up, where) for share, where in FILTERS.items()}
    lons, lats = (axis[:: 1_512 // asked][:asked] for axis in pickups())
    bulk = {
        share: snapshot.nearest_many(lons=lons, lats=lats, at=AT, k=K, where=where)
        for share, where in FILTERS.items()
    }
    for point, (lon, lat) in enumerate(zip(lons.tolist(), lats.tolist(), strict=True)):
        near = (np.abs(to[0] - lon) < within_deg) & (np.abs(to[1] - lat) < within_deg)
        metres = np.full(count, np.inf)
        metres[near] = measured(lon, lat, to[0][near], to[1][near])
        for share, where in FILTERS.items():
            truth = brute_force(ids[among[share]], metres[among[share]])
            assert len(truth) == K
            assert truth[-1][1] < 50_000 or near.all()
            assert same(of_point(bulk[share], point), truth), (share, lon, lat)
            assert same(single(snapshot, lon, lat, where), truth), (share, lon, lat)
