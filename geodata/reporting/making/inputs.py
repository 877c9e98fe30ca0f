"""What a report was made from, each part with its hash."""

import json
from collections.abc import Iterable
from hashlib import sha256

from shapely import to_wkb

from geodata.reporting.report import Json
from geodata.rows import to_row
from locator.hours import Calendar
from locator.model import Site
from locator.planning.demand import Demand
from locator.unions import Union


def inputs_of(
    sites: Iterable[Site],
    unions: Iterable[Union],
    calendar: Calendar,
    demand: Demand,
    streets_id: str | None,
) -> dict[str, Json]:
    """Return the hashes of everything that figures depend on.

    Parameters
    ----------
    streets_id : str or None
        Of the network of the mode; None where ways are straight lines.
    """
    about = demand.about
    return {
        "sites": digest(to_row(site) for site in sites if site.active),
        "unions": digest(_union(union) for union in unions),
        "calendar": digest(_calendar(calendar)),
        "demand": demand.digest,
        "streets": streets_id,
        "demand_source": {
            "name": about.source,
            "sha256": about.sha256,
            "kind": demand.kind,
            "datum": about.datum,
            "cells": len(demand),
            "cell": f"{about.cell} {about.cell_size}",
            "total": about.total,
            "read": about.read,
            "rejected": about.rejected,
            "min_count": about.min_count,
            "suppressed_cells": about.suppressed_cells,
            "suppressed_weight": about.suppressed_weight,
        },
    }


def digest(values: Iterable[Json]) -> str:
    """Return the SHA-256 of plain values, one after the other."""
    told = sha256()
    for value in values:
        told.update(json.dumps(value, sort_keys=True, default=str).encode() + b"\n")
    return told.hexdigest()


def _union(union: Union) -> Json:
    area = None if union.area is None else to_wkb(union.area, hex=True)
    return [union.id, union.name, union.level, union.parent_id, union.catch_all, area]


def _calendar(calendar: Calendar) -> Json:
    days = (calendar.holidays, calendar.makeup_workdays, calendar.years)
    return [sorted(str(day) for day in some) for some in days]
