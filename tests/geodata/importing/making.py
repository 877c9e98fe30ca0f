"""Tables, stores and districts of a made-up city, made in a line each."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import shapely

from geodata.importing import ImportOptions, ImportPlan, plan_import
from geodata.store import Loaded
from geodata.tables import Table
from locator.hours import Calendar
from locator.model import Site
from locator.unions import Union
from locator.vocabulary import Datum

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NO_CALENDAR = Calendar(frozenset(), frozenset(), frozenset())

# Two districts side by side and a street in the western one, 18 km wide and 22 km high.
CITY = Union(id="city", name="示例市总工会", level="city", catch_all=True)
WEST = Union(
    id="west",
    name="望海区总工会",
    level="district",
    parent_id="city",
    adcode="990101",
    area=shapely.box(121.0, 36.0, 121.2, 36.2),
)
EAST = Union(
    id="east",
    name="听涛区总工会",
    level="district",
    parent_id="city",
    adcode="990102",
    area=shapely.box(121.2, 36.0, 121.4, 36.2),
)
STREET = Union(
    id="street",
    name="迎春街道",
    level="street",
    parent_id="west",
    area=shapely.box(121.0, 36.0, 121.1, 36.1),
)
UNIONS = (CITY, WEST, EAST, STREET)


def table(header: str, *rows: Sequence[str], sheet: str = "", **told: Any) -> Table:
    """Return a table under a header of words; short rows are filled up."""
    columns = tuple(header.split())
    cells = tuple((*row, *[""] * (len(columns) - len(row))) for row in rows)
    return Table(sheet, 2, columns, cells, **told)


def loaded(sites: Iterable[Site] = (), unions: Iterable[Union] = ()) -> Loaded:
    return Loaded(0, NOW, tuple(sites), tuple(unions), NO_CALENDAR)


def plan(
    *tables: Table,
    sites: Iterable[Site] = (),
    unions: Iterable[Union] = (),
    file: str = "list.csv",
    **asked: Any,
) -> ImportPlan:
    """Return what an import of the tables would do, its counts checked to add up."""
    made = plan_import(tables, loaded(sites, unions), options=ImportOptions(**asked), file=file)
    assert made.read == sum(count for name, count in made.counts.items() if name != "read")
    return made


def after(made: ImportPlan, sites: Iterable[Site] = ()) -> dict[str, Site]:
    """Return the sites by name as an import leaves them."""
    changes = {change.new.id: change.new for change in (*made.changed, *made.filled)}
    kept = [changes.get(site.id, site) for site in sites]
    named = {site.name: site for site in (*kept, *made.new)}
    assert len(named) == len(kept) + len(made.new), "tests tell sites apart by name"
    return named


def one(header: str, row: Sequence[str], **asked: Any) -> Site:
    """Return the one site that a row makes in an empty store."""
    (site,) = plan(table(header, row), **asked).new
    return site


def said(made: ImportPlan) -> str:
    """Return all warnings of a plan, checked to exist in both languages."""
    assert all(warning.zh and warning.en for warning in made.warnings)
    return "\n".join(warning.zh for warning in made.warnings)


def write_csv(path: Path, rows: Iterable[Sequence[object]], *, encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def moved(site: Site, **fields: Any) -> Site:
    """Return a site with its position changed."""
    assert site.position is not None
    return replace(site, position=replace(site.position, **fields))


WGS84 = Datum.WGS84
