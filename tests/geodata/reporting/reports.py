"""Reports of small places: of made-up demand, and of real pick-ups with generated sites."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from geodata.demand import read_demand
from geodata.demand.cells import cells_of
from geodata.holidays import builtin_calendar
from geodata.reporting.making import Origin, make_report
from geodata.reporting.making.ground import ground
from geodata.reporting.making.inputs import inputs_of
from geodata.reporting.report import Report
from locator.datum import position
from locator.model import OpeningHours, Site
from locator.planning.demand import Demand, DemandAbout
from locator.planning.planner import Planner
from locator.planning.question import PlanQuestion
from locator.unions import Jurisdictions, Union
from locator.vocabulary import Datum
from tests.shared import shared_path

MONDAY = date(2026, 11, 23)
CHANGED = datetime(2026, 11, 20, 1, tzinfo=UTC)
HOURS = ("24/7", "Mo-Su 08:00-22:00", "Mo-Fr 09:00-12:00,14:00-17:30", None)
LON, LAT = 123.5, 31.5


def site(number: int, lon: float, lat: float, osm: str | None, **more: Any) -> Site:
    hours = OpeningHours(text=osm or "以站点为准", osm=osm)
    given = {"id": f"s{number:03}", "name": f"{number} 号驿站"} | more
    return Site(position=position(lon, lat, Datum.WGS84), hours=hours, **given)


def demand(weights: Sequence[float] = (), *, hourly: bool = False) -> Demand:
    """Return one weight a cell, in a row of squares from west to east."""
    cells = cells_of("square", 300)
    lons = LON + 0.004 * np.arange(len(weights), dtype=np.float64)
    found = dict(zip(cells.names(lons, np.full(len(lons), LAT)), weights, strict=True))
    names = tuple(sorted(found))
    middles = np.array([cells.centre(name) for name in names]).reshape(-1, 2)
    values = np.array([found[name] for name in names], dtype=np.float64)
    by_hour = np.repeat(values[:, None], 168, axis=1).astype(np.float32) if hourly else None
    about = DemandAbout(
        source="made-up.csv",
        sha256="0" * 64,
        cell="square",
        cell_size=300,
        total=float(values.sum()),
        made_at=CHANGED,
    )
    return Demand(
        cells=names,
        lons=middles[:, 0],
        lats=middles[:, 1],
        weights=values,
        hourly=by_hour,
        kind="orders",
        about=about,
    )


def report_of(
    sites: Sequence[Site],
    wanted: Demand,
    question: PlanQuestion,
    unions: Sequence[Union] = (),
) -> Report:
    calendar, jurisdictions = builtin_calendar(), Jurisdictions(unions)
    planner = Planner(
        sites, demand=wanted, calendar=calendar, jurisdictions=jurisdictions, streets={}
    )
    coverage = planner.cover(question)
    origin = Origin(
        revision=7,
        changed_at=CHANGED,
        jurisdictions=jurisdictions,
        made_up=False,
        inputs=inputs_of(sites, unions, calendar, wanted, None),
    )
    return make_report(planner, coverage, origin, service_area=ground(coverage, None))


def small_report(names: Sequence[str] = (), **asked: Any) -> Report:
    """Return a report on six cells and four sites, which may be called something else."""
    sites = [site(number, LON + 0.008 * number, LAT + 0.002, HOURS[number]) for number in range(4)]
    renamed = [
        site(number, LON + 0.008 * number, LAT, HOURS[number], name=name, address=name)
        for number, name in enumerate(names)
    ]
    given: dict[str, Any] = {"monday": MONDAY, "mode": "straight", "max_min": 8.0}
    question = PlanQuestion(**(given | asked))
    return report_of([*renamed, *sites[len(names) :]], demand((4, 2, 1, 0.5, 3, 2, 5)), question)


def yantai_report() -> Report:
    """Return a report on a day of real pick-ups, with sites that exist nowhere."""
    path = shared_path("demand/yantai_pickups.csv")
    read = read_demand(path, kind="orders", at=CHANGED, datum=Datum.GCJ02, min_count=0)
    wanted = read.demand
    rng = np.random.default_rng(20)
    places = rng.integers(0, len(wanted), 60)
    spots = zip(wanted.lons[places].tolist(), wanted.lats[places].tolist(), strict=True)
    sites = [site(n, lon + 0.002, lat, HOURS[n % 4]) for n, (lon, lat) in enumerate(spots)]
    return report_of(sites, wanted, PlanQuestion(mode="straight", max_min=15.0, monday=MONDAY))
