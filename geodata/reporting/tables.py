"""The tables of a report: the same headers and figures for every file and sheet."""

from collections.abc import Iterable
from math import isfinite
from typing import Final

from geodata.reporting.report import AreaRow, Figures, GapRow, Report
from geodata.reporting.table import FIGURES, LEVELS, Cell, Table, figures, reason, summed
from locator.planning.figures.definitions import of_mean_hour
from locator.vocabulary import KINDS
from locator.words import Lang, Words

DAY: Final = Words("白天", "day")
NIGHT: Final = Words("夜间", "night")
WHOLE: Final = Words("全部", "all")
SLOT: Final = {
    "slot": Words("序号", "slot"),
    "starts_at": Words("开始时刻", "starts at"),
    "hour": Words("时段", "hour"),
}

OPEN_SHARES: Final = {
    "open_share": Words("开放时间占比", "share of time open"),
    "unknown_share": Words("时间未知占比", "share of time unknown"),
}
OPEN_THEN: Final = {
    "open_share": Words("此刻开放", "open then"),
    "unknown_share": Words("此刻是否开放未知", "not known whether open then"),
}


def tables(report: Report, lang: Lang) -> tuple[Table, ...]:
    """Return summary, districts, hours and their reasons, gaps, cells, sites and definitions."""
    return (
        summary(report, lang),
        districts(report, lang),
        hours(report, lang),
        hourly_reasons(report, lang),
        gaps(report, lang),
        cells(report, lang),
        sites(report, lang),
        definitions(report, lang),
    )


def parts(report: Report) -> list[tuple[Words, Figures]]:
    """Return the whole, and of a week its days and its nights."""
    named = ((WHOLE, report.total), (DAY, report.day), (NIGHT, report.night))
    return [(name, part) for name, part in named if part is not None]


def summary(report: Report, lang: Lang) -> Table:
    """Return the figures of the whole, of day and night, and what is missing by reason."""
    rows: list[list[Cell]] = [[name.say(lang), *figures(part)] for name, part in parts(report)]
    for code, words in report.reasons.items():
        missing = report.by_reason[code]
        unknown = code == "hours_unknown"
        rows.append(
            [
                words.say(lang),
                None,
                None,
                *((missing, None) if unknown else (None, missing)),
                None,
                None,
            ]
        )
    return Table(
        key="summary",
        title=Words("汇总", "summary"),
        columns={"part": Words("时段", "part"), **summed(report)},
        rows=rows,
        shares=frozenset({"low", "high"}),
    )


def districts(report: Report, lang: Lang) -> Table:
    """Return one row for each jurisdiction."""
    halves = {"day": DAY, "night": NIGHT}
    ends = {"low": Words("下限", "least"), "high": Words("上限", "greatest")}
    split = {
        f"{part}_{end}": Words(f"{name.zh}{word.zh}", f"{name.en}, {word.en}")
        for part, name in halves.items()
        for end, word in ends.items()
    }
    return Table(
        key="districts",
        title=Words("各辖区", "districts"),
        columns={
            "area_id": Words("编号", "id"),
            "area": Words("辖区", "area"),
            "level": Words("级别", "level"),
            "cells": Words("单元数", "cells"),
            "sites": Words("站点数", "sites"),
            **summed(report),
            **split,
        },
        rows=[_area(area, lang) for area in report.areas],
        shares=frozenset({"low", "high", *split}),
    )


def _area(area: AreaRow, lang: Lang) -> list[Cell]:
    halves = [*figures(area.day)[-2:], *figures(area.night)[-2:]]
    level = LEVELS[area.level].say(lang) if area.level in LEVELS else ""
    return [area.id, area.name, level, area.cells, area.sites, *figures(area.whole), *halves]


def hours(report: Report, lang: Lang) -> Table:
    """Return one row for each slot."""
    return Table(
        key="hours",
        title=Words("逐小时", "hours"),
        columns={**SLOT, **FIGURES},
        rows=[
            [*_slot(report, number, lang), *figures(slot)]
            for number, slot in enumerate(report.hours)
        ],
        shares=frozenset({"low", "high"}),
    )


def hourly_reasons(report: Report, lang: Lang) -> Table:
    """Return one row for each slot: what is not covered for certain, by reason.

    The one of unknown hours is the unknown demand; the others add up to the uncovered one.
    """
    return Table(
        key="hourly_reasons",
        title=Words("每小时原因", "hourly reasons"),
        columns={**SLOT, **report.reasons},
        rows=[
            [*_slot(report, number, lang), *missing]
            for number, missing in enumerate(report.reasons_by_hour)
        ],
    )


def _slot(report: Report, number: int, lang: Lang) -> list[Cell]:
    """Return a slot in the order of `SLOT`."""
    return [number, report.slots.at(number).isoformat(), report.slot(number).say(lang)]


def gaps(report: Report, lang: Lang) -> Table:
    """Return one row for each gap, the largest first."""
    headers = summed(report)
    return Table(
        key="gaps",
        title=Words("覆盖缺口", "gaps"),
        columns={
            "rank": Words("名次", "rank"),
            "place": Words("位置", "place"),
            "lon": Words("经度", "lon"),
            "lat": Words("纬度", "lat"),
            "cells": Words("单元数", "cells"),
            "uncovered": headers["uncovered"],
            "unknown": headers["unknown"],
            "reason": Words("主要原因", "main reason"),
            "worst": Words("最严重的时段", "worst hour"),
            "nearest_id": Words("最近站点编号", "nearest site, id"),
            "nearest": Words("最近站点", "nearest site"),
            "nearest_m": Words("到最近站点（直线，米）", "metres to it, straight line"),
            "nearest_min": Words("到最近站点（分钟）", "minutes to it"),
            "remedy": Words("建议", "remedy"),
            "solves": Words("可解决的占比", "share it would solve"),
        },
        rows=[_gap(rank, gap, report, lang) for rank, gap in enumerate(report.gaps, start=1)],
        shares=frozenset({"solves"}),
    )


def _gap(rank: int, gap: GapRow, report: Report, lang: Lang) -> list[Cell]:
    return [
        rank,
        gap.name.say(lang),
        gap.lon,
        gap.lat,
        len(gap.cells),
        gap.uncovered,
        gap.unknown,
        reason(report, gap.reason, lang),
        gap.worst.say(lang),
        gap.nearest_id,
        gap.nearest_name,
        gap.nearest_m,
        gap.nearest_min,
        gap.remedy.say(lang),
        gap.solves,
    ]


def cells(report: Report, lang: Lang) -> Table:
    """Return one row for each cell of demand."""
    table = report.cells
    columns: Iterable[tuple[Cell, ...]] = zip(
        table.names,
        table.lons.tolist(),
        table.lats.tolist(),
        table.areas,
        table.in_reach.tolist(),
        table.gap.tolist(),
        (_finite(value) for value in table.nearest_min.tolist()),
        (_finite(value) for value in table.second_min.tolist()),
        (reason(report, code, lang) for code in table.reason),
        strict=True,
    )
    sums = (Figures(*row) for row in table.figures.tolist())
    return Table(
        key="cells",
        title=Words("需求单元", "cells"),
        columns={
            "cell": Words("单元", "cell"),
            "lon": Words("经度", "lon"),
            "lat": Words("纬度", "lat"),
            "area": Words("辖区", "area"),
            "in_reach": Words("可达站点数", "sites in reach"),
            "gap": Words("所属缺口名次", "rank of its gap"),
            "nearest_min": Words("到最近开放站点（分钟）", "minutes to nearest open"),
            "second_min": Words("到第二近开放站点（分钟）", "minutes to second nearest open"),
            "reason": Words("缺失的主要原因", "main reason for what is missing"),
            **summed(report),
        },
        rows=[[*row, *figures(part)] for row, part in zip(columns, sums, strict=True)],
        shares=frozenset({"low", "high"}),
    )


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None


def sites(report: Report, lang: Lang) -> Table:
    """Return one row for each site that was considered."""
    return Table(
        key="sites",
        title=Words("站点", "sites"),
        columns={
            "site": Words("编号", "id"),
            "name": Words("名称", "name"),
            "kind": Words("类别", "kind"),
            "lon": Words("经度", "lon"),
            "lat": Words("纬度", "lat"),
            "address": Words("地址", "address"),
            "hours": Words("开放时间", "hours"),
            **(OPEN_SHARES if report.is_week else OPEN_THEN),
            "demand": of_mean_hour(Words("可达需求", "demand in reach"), report.slots),
            "nearest_demand": of_mean_hour(
                Words("以其为最近站点的需求", "demand it is nearest to"), report.slots
            ),
        },
        rows=[
            [
                site.id,
                site.name,
                KINDS[site.kind].say(lang),
                site.lon,
                site.lat,
                site.address,
                site.hours,
                site.open_share,
                site.unknown_share,
                site.demand,
                site.nearest_demand,
            ]
            for site in report.sites
        ],
        shares=frozenset(OPEN_SHARES),
    )


def definitions(report: Report, lang: Lang) -> Table:
    """Return what every figure means, and what it was made from."""
    rows: list[list[Cell]] = [[term.say(lang), text.say(lang)] for term, text in report.definitions]
    rows += [[term.say(lang), text] for term, text in report.key_figures]
    rows += [[Words("说明", "note").say(lang), note.say(lang)] for note in report.notes]
    return Table(
        key="definitions",
        title=Words("定义", "definitions"),
        columns={"term": Words("名目", "term"), "meaning": Words("含义", "meaning")},
        rows=rows,
    )
