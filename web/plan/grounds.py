"""Coverage as features: the cells where workers are."""

from datetime import datetime
from math import isnan
from typing import Final

from locator.features import Feature
from locator.hours import CHINA
from locator.planning.question import PlanQuestion, monday_of
from web.plan.desk import PlanDesk, Report
from web.plan.running import Run

WITHIN_MIN: Final = 15.0  # the service circle of the plans
DIGITS: Final = 3


def covered_cells(desk: PlanDesk) -> Run[tuple[Feature, ...]]:
    """Return the run that makes the cells by id, for this week and 15 minutes on foot.

    Raises
    ------
    NotFound
        There is neither demand nor streets.
    ServiceUnavailable
        Too many are waiting.
    """
    monday = monday_of(datetime.now(CHINA).date())
    question = PlanQuestion(mode="walk", max_min=WITHIN_MIN, monday=monday)
    return desk.asked(
        question,
        "features",
        lambda report, _: tuple(sorted(cells(report), key=lambda cell: cell.id)),
    )


def cells(report: Report) -> list[Feature]:
    """Return the cells of the demand with what is covered in them over the week."""
    table = report.cells
    found = []
    for at, name in enumerate(table.names):
        demand, covered, unknown = (float(each) for each in table.figures[at])
        nearest = float(table.nearest_min[at])
        properties = {
            "demand": round(float(table.weights[at]), DIGITS),
            "covered": round(covered / demand, DIGITS) if demand else None,
            "unknown": round(unknown / demand, DIGITS) if demand else None,
            "nearest_min": None if isnan(nearest) else round(nearest, 1),
            "sites_in_reach": int(table.in_reach[at]),
            "reason": table.reason[at] or None,
            "area": table.areas[at] or None,
        }
        found.append(Feature(name, table.outlines[at], properties))
    return found
