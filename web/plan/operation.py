"""Coverage by the API."""

from typing import TYPE_CHECKING, Final

import msgspec
from werkzeug.exceptions import ServiceUnavailable

from locator.errors import NotFound
from locator.words import Lang, Words
from web.api.operation import Asked, Operation
from web.plan.answers import (
    Asking,
    CoverageAnswer,
    Demanded,
    PlanDistrict,
    PlanGap,
    PlanHour,
)
from web.plan.asking import PARAMETERS, question_of
from web.plan.running import ASK_AGAIN_S

if TYPE_CHECKING:  # names of types only
    from web.plan.desk import AreaRow, Figures, GapRow, Report

WAIT_S: Final = 25.0  # then a program is told to ask again
DIGITS: Final = 6  # of a degree
NO_DESK: Final = Words("这里不计算覆盖。", "Coverage is not worked out here.")


def coverage(asked: Asked) -> CoverageAnswer:
    """Answer who is left out, and when. NotFound: there is nothing to answer from."""
    if asked.plans is None:
        raise NotFound(NO_DESK)
    question, lang = question_of(asked.given, asked.now), asked.lang
    run = asked.plans.asked(question, ("api", lang), lambda report, _: answer(report, lang))
    if not run.is_done(WAIT_S):
        raise ServiceUnavailable(retry_after=ASK_AGAIN_S)
    return run.result()


def answer(report: "Report", lang: Lang) -> CoverageAnswer:
    """Return what a report says, in one language."""
    return CoverageAnswer(
        revision=report.revision,
        data_date=report.data_date,
        made_up=report.made_up,
        definition=report.definition.say(lang),
        unit=report.unit.say(lang),
        unit_of_sums=report.unit_of_sums.say(lang),
        question=msgspec.convert(report.settings, Asking),
        total=demanded(report.total),
        day=demanded(report.day) if report.day else None,
        night=demanded(report.night) if report.night else None,
        by_reason=report.by_reason,
        notes=[note.say(lang) for note in report.notes],
        hours=[
            PlanHour(
                at=report.slots.at(slot), name=report.slot(slot).say(lang), figures=demanded(each)
            )
            for slot, each in enumerate(report.hours)
        ],
        districts=[district(area) for area in report.areas],
        gap_count=report.gap_count,
        gaps=[gap_told(gap, report, lang) for gap in report.gaps],
    )


def demanded(figures: "Figures") -> Demanded:
    """Return figures for programs."""
    return Demanded(
        demand=figures.demand,
        covered=figures.covered,
        unknown=figures.unknown,
        uncovered=figures.uncovered,
        low=figures.low,
        high=figures.high,
    )


def district(area: "AreaRow") -> PlanDistrict:
    """Return the figures of a union's area."""
    return PlanDistrict(
        id=area.id,
        name=area.name,
        level=area.level,
        cells=area.cells,
        sites=area.sites,
        whole=demanded(area.whole),
        day=demanded(area.day) if area.day else None,
        night=demanded(area.night) if area.night else None,
    )


def gap_told(gap: "GapRow", report: "Report", lang: Lang) -> PlanGap:
    """Return a gap, its reason by code and in words."""
    return PlanGap(
        name=gap.name.say(lang),
        lon=round(gap.lon, DIGITS),
        lat=round(gap.lat, DIGITS),
        cells=len(gap.cells),
        uncovered=gap.uncovered,
        unknown=gap.unknown,
        reason=gap.reason,
        because=report.reasons[gap.reason].say(lang),
        worst=gap.worst.say(lang),
        nearest_id=gap.nearest_id or None,
        nearest_name=gap.nearest_name or None,
        nearest_m=gap.nearest_m,
        nearest_min=gap.nearest_min,
        remedy=gap.remedy.say(lang),
    )


COVERAGE: Final = Operation(
    name="coverage",
    path="/api/v1/coverage",
    summary=Words(
        "谁在什么时候没有站点可去:覆盖、各辖区、缺口与原因",
        "who is left out, and when: coverage, districts, gaps and their reasons",
    ),
    parameters=PARAMETERS,
    answer=CoverageAnswer,
    run=coverage,
    cached=True,
)
