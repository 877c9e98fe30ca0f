"""Makes a report from a coverage: once, for every file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.reporting.making.cells import cell_table
from geodata.reporting.making.notes import notes
from geodata.reporting.making.settings import as_settings
from geodata.reporting.report import AreaRow, CellTable, Figures, GapRow, Json, Report, SiteRow
from locator.hours import CHINA
from locator.planning.coverage import Coverage, Reason
from locator.planning.demand import DEMAND_WORDS
from locator.planning.figures.definitions import REASONS, of_mean_hour
from locator.planning.figures.figures import AreaFigures, PlanFigures, at_night
from locator.planning.figures.tallies import Tally
from locator.planning.gaps.gaps import Gap
from locator.planning.planner import Planner
from locator.planning.question import Slots
from locator.planning.reach import doors
from locator.planning.times.fitness import PERHAPS, YES
from locator.unions import Jurisdictions
from locator.words import Words

__all__ = ["Origin", "make_report"]

EVERY_HOUR = Words("所有时段相同", "every hour alike")
ONLY_ONE = Words("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the data of a report come from.

    Parameters
    ----------
    revision : int
        Of the store.
    changed_at : datetime
        When it was last changed.
    jurisdictions : Jurisdictions
        The unions in it.
    made_up : bool
        Whether it is the demo city.
    inputs : dict
        Hashes of everything, as `inputs_of` returns them.
    """

    revision: int
    changed_at: datetime
    jurisdictions: Jurisdictions
    made_up: bool
    inputs: dict[str, Json]


def make_report(
    planner: Planner, coverage: Coverage, origin: Origin, *, service_area: BaseGeometry | None
) -> Report:
    """Return what there is to say about a coverage.

    Parameters
    ----------
    planner : Planner
        What answered.
    coverage : Coverage
        Its answer.
    origin : Origin
        Where its data are from.
    service_area : Polygon or MultiPolygon or None
        From where a site is within reach.
    """
    figures, gaps = planner.figures(coverage), planner.gaps(coverage)
    cells = cell_table(coverage, planner.areas, gaps.of_cell)
    return Report(
        settings=as_settings(coverage.question),
        inputs=origin.inputs,
        revision=origin.revision,
        data_date=origin.changed_at.astimezone(CHINA).date(),
        made_up=origin.made_up,
        definition=figures.headline,
        definitions=tuple((each.term, each.meaning) for each in figures.definitions),
        unit=DEMAND_WORDS[coverage.demand.kind],
        reasons={reason.name.lower(): words for reason, words in REASONS.items()},
        by_reason={reason.name.lower(): figures.total.reasons[reason] for reason in Reason},
        reasons_by_hour=tuple(slot.reasons for slot in figures.slots),
        gap_count=gaps.count,
        notes=tuple(notes(coverage, figures, planner.calendar)),
        slots=coverage.slots,
        total=_of(figures.total),
        day=_of(figures.day) if figures.day else None,
        night=_of(figures.night) if figures.night else None,
        key_figures=_key_figures(coverage, figures),
        hours=tuple(_of(slot) for slot in figures.slots),
        areas=tuple(_area(area, coverage.slots, origin) for area in figures.areas),
        gaps=tuple(_gap(gap, coverage.slots, cells) for gap in gaps.listed),
        cells=cells,
        sites=_sites(coverage, figures),
        site_states=_states(coverage),
        service_area=service_area,
    )


def _of(tally: Tally) -> Figures:
    return Figures(tally.demand, tally.covered, tally.unknown)


def _key_figures(coverage: Coverage, figures: PlanFigures) -> tuple[tuple[Words, str], ...]:
    told: list[tuple[Words, str]] = [
        (Words("所问的站点", "sites asked about"), str(len(coverage.sites))),
        (Words("其中符合要求的", "of which have what is asked for"), str(_fitting(coverage))),
        (Words("需求单元", "cells of demand"), str(len(coverage.demand))),
    ]
    if figures.demand_per_site is not None:
        words = of_mean_hour(Words("每站的需求", "demand a site"), coverage.slots)
        told.append((words, f"{figures.demand_per_site:,.1f}"))
    if figures.sites_in_reach is not None:
        words = Words("平均可达站点数", "sites in reach, mean")
        told.append((words, f"{figures.sites_in_reach:.2f}"))
    if figures.two_in_reach is not None:
        words = Words("有两个以上站点可达的需求", "demand with two or more sites in reach")
        told.append((words, f"{figures.two_in_reach:.1%}"))
    return tuple(told)


def _fitting(coverage: Coverage) -> int:
    return int((coverage.fit[coverage.asked] == YES).sum())


def _area(area: AreaFigures, slots: Slots, origin: Origin) -> AreaRow:
    parts = list(zip(area.slots, at_night(slots), strict=True))
    day, night = (
        _sum(part for part, is_dark in parts if is_dark is half) for half in (False, True)
    )
    return AreaRow(
        id=area.union.id,
        name=area.union.name,
        level=area.union.level,
        cells=area.cells,
        sites=area.sites,
        whole=_of(area.total),
        day=day if slots.is_week else None,
        night=night if slots.is_week else None,
        outline=origin.jurisdictions.area(area.union),
    )


def _sum(tallies: Iterable[Tally]) -> Figures:
    parts = [(each.demand, each.covered, each.unknown) for each in tallies]
    return Figures(*(float(column) for column in np.array(parts).reshape(-1, 3).sum(axis=0)))


def _gap(gap: Gap, slots: Slots, cells: CellTable) -> GapRow:
    return GapRow(
        name=gap.name,
        lon=gap.lon,
        lat=gap.lat,
        cells=gap.cells,
        uncovered=gap.uncovered,
        unknown=gap.unknown,
        reason=gap.reason.name.lower(),
        worst=_worst(gap.worst_slot, slots),
        worst_slot=gap.worst_slot,
        nearest_id=gap.nearest.id if gap.nearest else "",
        nearest_name=gap.nearest.name if gap.nearest else "",
        nearest_m=gap.nearest_m,
        nearest_min=gap.nearest_min,
        remedy=gap.remedy.words,
        solves=gap.remedy.solves,
        outline=shapely.union_all([cells.outlines[cell] for cell in gap.cells]),
    )


def _worst(slot: int | None, slots: Slots) -> Words:
    """Return when most is missing: of one instant there is nothing to say."""
    if not slots.is_week:
        return ONLY_ONE
    return EVERY_HOUR if slot is None else slots.words(slot)


def _states(coverage: Coverage) -> NDArray[np.uint8]:
    """Return what each site is worth when each slot begins, shape (sites, slots)."""
    slots = coverage.slots
    states = [coverage.week.at(slot * slots.length_min) for slot in range(slots.count)]
    return np.array(states, dtype=np.uint8).T[coverage.asked]


def _sites(coverage: Coverage, figures: PlanFigures) -> tuple[SiteRow, ...]:
    lons, lats = doors(coverage.sites)
    asked = np.flatnonzero(coverage.asked)
    week = coverage.week
    lengths = np.diff(week.edges) / (week.edges[-1] - week.edges[0])
    codes = week.codes[week.of_site[asked]]
    shares = [((codes == code) @ lengths).tolist() for code in (YES, PERHAPS)]
    return tuple(
        SiteRow(
            id=each.site.id,
            name=each.site.name,
            kind=each.site.kind,
            lon=lon,
            lat=lat,
            address=each.site.address,
            hours=each.site.hours.text,
            open_share=open_share,
            unknown_share=unknown_share,
            demand=each.in_reach,
            nearest_demand=each.nearest,
        )
        for each, lon, lat, open_share, unknown_share in zip(
            figures.sites, lons.tolist(), lats.tolist(), *shares, strict=True
        )
    )
