"""Coverage along real and made-up streets against networkx and every site's own status."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from geodata.calendars import builtin_calendar
from geodata.demo import demo_city, demo_raw_streets
from geodata.streets import RawStreets, build_streets, segments
from geodata.streets.osm.extract import read_extract
from locator.datum import position
from locator.hours import CHINA
from locator.model import Site
from locator.planning.coverage import Coverage, Reason, cover
from locator.planning.demand import Demand
from locator.planning.question import PlanQuestion
from locator.planning.reach import Reach, doors, places_to_go, reach_by_street
from locator.streets import SPEEDS_KMH, STREET_MODES, StreetMode, Streets
from locator.vocabulary import Datum
from tests.locator.hours.state_council import STATE_COUNCIL
from tests.locator.planning.graphs import Graph
from tests.locator.planning.plain import MINUTE, best, codes, told_by_the_oracle, worth
from tests.locator.planning.test_coverage import FILTERS
from tests.locator.planning.towns import demand, town
from tests.shared import shared_path

LIMIT_MIN = 10.0
CLOSE_MIN = 1e-3  # a way that ends within 0.06 s of the limit is neither in nor out

Floats = NDArray[np.float64]


def somewhere(raw: RawStreets, count: int, seed: int) -> tuple[Floats, Floats]:
    """Return places in the middle of the streets, a few of them off any street."""
    rng = np.random.default_rng(seed)
    west, east = np.quantile(raw.node_lons, (0.02, 0.98))
    south, north = np.quantile(raw.node_lats, (0.02, 0.98))
    return rng.uniform(west, east, count), rng.uniform(south, north, count)


def cells_of(raw: RawStreets, count: int, seed: int) -> Demand:
    lons, lats = somewhere(raw, count, seed)
    plain = demand([(float(n), 0.0) for n in range(count)])
    return replace(plain, lons=lons, lats=lats)


def moved(sites: Sequence[Site], raw: RawStreets) -> tuple[Site, ...]:
    """Return sites put somewhere into a city."""
    spots = zip(*(axis.tolist() for axis in somewhere(raw, len(sites), 5)), strict=True)
    return places_to_go(
        [
            replace(site, position=position(lon, lat, Datum.WGS84)) if site.position else site
            for site, (lon, lat) in zip(sites, spots, strict=True)
        ]
    )


def compared(
    raw: RawStreets, cells: Demand, sites: Sequence[Site], mode: StreetMode
) -> tuple[Reach, Floats]:
    """Return the reach and minutes by networkx, after checking one against the other."""
    network = build_streets(raw, mode=mode, speeds=SPEEDS_KMH[mode])
    reach = reach_by_street(Streets(network), cells, sites, max_min=LIMIT_MIN)
    graph = Graph(segments(raw, mode=mode, speeds=SPEEDS_KMH[mode]))
    truth = graph.table((cells.lons, cells.lats), doors(reach.sites), LIMIT_MIN)
    ours = np.full(truth.shape, np.inf)
    ours[reach.cells, reach.to] = reach.minutes
    sure = abs(truth - LIMIT_MIN) > CLOSE_MIN
    assert ((ours <= LIMIT_MIN) == (truth <= LIMIT_MIN))[sure].all()
    near = (ours <= LIMIT_MIN) & sure
    assert near.any()
    np.testing.assert_allclose(ours[near], truth[near], atol=0.1 / 60.0)
    assert (~reach.on_streets == np.isinf(truth).all(axis=1))[~reach.on_streets].all()
    return reach, np.where(sure, truth, np.where(ours <= LIMIT_MIN, 0.0, np.inf))


def values(coverage: Coverage, name: str) -> NDArray[np.uint8]:
    found: NDArray[np.uint8] = getattr(coverage, name)[coverage.row_of]
    return found


def check_instants(cells: Demand, reach: Reach, near: NDArray[np.bool_], seed: int) -> None:
    dice, calendar = Random(seed), builtin_calendar()
    seen = set()
    for _ in range(50):
        at = datetime(2026, 1, 1, tzinfo=CHINA) + timedelta(minutes=dice.randrange(365 * 1440))
        where = dice.choice(FILTERS)
        question = PlanQuestion(at=at, where=where, mode=reach.mode, max_min=LIMIT_MIN)
        got = cover(question, cells, reach, calendar)
        truth = best(near, codes([[worth(site, where, at, calendar)] for site in reach.sites]))
        assert (values(got, "covered") == 60 * (truth == 2)).all(), (at, where)
        assert (values(got, "unknown") == 60 * (truth == 1)).all(), (at, where)
        off = got.reasons(0) == Reason.NOT_ON_STREETS
        assert (off == ~reach.on_streets).all()
        seen |= set(got.reasons(0).tolist())
    assert {-1, Reason.NO_SITE, Reason.LACKS, Reason.HOURS_UNKNOWN, Reason.CLOSED} <= seen


@pytest.fixture(scope="module")
def porto_alegre() -> RawStreets:
    path = shared_path("osm/porto_alegre.osm.pbf")
    return read_extract(path, progress=lambda _: None).streets


@pytest.mark.slow
@pytest.mark.parametrize("mode", STREET_MODES)
def test_porto_alegre_at_50_random_instants(porto_alegre: RawStreets, mode: StreetMode) -> None:
    cells = cells_of(porto_alegre, 400, seed=1)
    sites = moved(town(120, seed=2), porto_alegre)
    reach, truth = compared(porto_alegre, cells, sites, mode)
    check_instants(cells, reach, truth <= LIMIT_MIN, seed=3)


@pytest.mark.slow
@pytest.mark.parametrize("mode", STREET_MODES)
def test_the_made_up_city_at_50_random_instants(mode: StreetMode) -> None:
    raw = demo_raw_streets()
    cells = cells_of(raw, 300, seed=1)
    reach, truth = compared(raw, cells, demo_city().sites, mode)
    check_instants(cells, reach, truth <= LIMIT_MIN, seed=4)


@pytest.mark.slow
@pytest.mark.parametrize("monday", [date(2026, 2, 9), date(2026, 9, 28)], ids=str)
def test_porto_alegre_in_every_minute_of_a_week(porto_alegre: RawStreets, monday: date) -> None:
    cells = cells_of(porto_alegre, 60, seed=6)
    sites = moved(town(40, seed=7), porto_alegre)
    reach, truth = compared(porto_alegre, cells, sites, "walk")
    got = cover(PlanQuestion(monday=monday, max_min=LIMIT_MIN), cells, reach, STATE_COUNCIL)
    midnight = datetime(monday.year, monday.month, monday.day, tzinfo=CHINA)
    minutes = [midnight + number * MINUTE for number in range(7 * 24 * 60)]
    code = codes([told_by_the_oracle(site, minutes, STATE_COUNCIL) for site in reach.sites])
    told = best(truth <= LIMIT_MIN, code).reshape(60, 168, 60)
    assert (values(got, "covered") == (told == 2).sum(axis=2)).all()
    assert (values(got, "unknown") == (told == 1).sum(axis=2)).all()
    assert 0 < (told == 2).mean() < 1
