"""Nothing to count, nothing open, nowhere to go: words instead of a division by zero."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from geodata.reporting import FORMATS, Report, write_report
from geodata.reporting.map_content import map_content
from geodata.reporting.report import FULL
from locator.hours import CHINA
from locator.planning.question import PlanQuestion
from tests.geodata.reporting.reports import (
    HOURS,
    LAT,
    LON,
    MONDAY,
    demand,
    report_of,
    site,
    small_report,
)

NIGHT = datetime(2026, 11, 25, 3, tzinfo=CHINA)
SHOPS = [site(n, LON + 0.004 * n, LAT, HOURS[1]) for n in range(3)]


def questions() -> dict[str, PlanQuestion]:
    return {
        "week": PlanQuestion(mode="straight", monday=MONDAY),
        "night": PlanQuestion(mode="straight", at=NIGHT),
    }


CASES: dict[str, Any] = {
    "no demand": (SHOPS, ()),
    "no weight": (SHOPS, (0.0, 0.0)),
    "no site": ((), (1.0, 2.0)),
    "nothing at all": ((), ()),
    "all shut at night": (SHOPS, (1.0, 2.0)),
}


DRAWN = {("nothing at all", "week"), ("all shut at night", "night")}


@pytest.mark.parametrize("when", ["week", "night"])
@pytest.mark.parametrize("case", CASES)
def test_every_format_can_be_written(case: str, when: str, tmp_path: Path) -> None:
    sites, weights = CASES[case]
    report = report_of(sites, demand(weights), questions()[when])
    drawn = set() if (case, when) in DRAWN else {".png", ".pdf"}  # these take seconds
    for ending in FORMATS.keys() - drawn:
        write_report(report, tmp_path / f"r{ending}", lang="en")
        assert (tmp_path / f"r{ending}").stat().st_size > 300
    assert map_content(report, "zh-CN")["parts"]


def said(report: Report) -> str:
    return "\n".join(note.zh for note in report.notes)


def test_no_demand_is_said_and_has_no_percentage() -> None:
    report = report_of(SHOPS, demand(), questions()["week"])
    assert "没有任何单元" in said(report)
    assert report.total.share("zh-CN") == "无需求"
    assert report.total.low is None


def test_no_weight_is_said() -> None:
    report = report_of(SHOPS, demand((0.0,)), questions()["week"])
    assert "没有需求" in said(report)


def test_nothing_open_is_said_and_is_nought_percent() -> None:
    report = report_of(SHOPS, demand((1.0, 2.0)), questions()["night"])
    assert "此刻没有一个站点确定开放" in said(report)
    assert report.total.share("en") == "0.0%"
    assert report.day is None
    week = report_of(SHOPS, demand((1.0, 2.0)), questions()["week"])
    assert "一周有 70 个整点没有一个站点确定开放,如周一 00:00" in said(week)


def test_no_site_is_said() -> None:
    report = report_of((), demand((1.0,)), questions()["week"])
    assert "没有符合条件的站点" in said(report)
    assert report.gaps[0].nearest_name == ""


def test_hostile_names_stay_text_in_a_workbook(tmp_path: Path) -> None:
    report = small_report(['=HYPERLINK("http://example.invalid")', "@SUM(A1)"])
    write_report(report, tmp_path / "r.xlsx", lang="en")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    for row in book["sites"].iter_rows(min_row=3):
        assert [cell.data_type for cell in row if cell.data_type == "f"] == []


def test_the_reasons_of_an_hour_are_those_of_its_cells() -> None:
    report = small_report()
    cells = report.cells
    lost = FULL - cells.covered.astype(float) - cells.unknown
    for slot, told in enumerate(report.reasons_by_hour):
        missed = cells.weights * lost[cells.row_of, slot] / FULL  # every hour weighs the same
        perhaps = (cells.weights * cells.unknown[cells.row_of, slot] / FULL).sum()
        for place, code in enumerate(report.reasons):
            summed = missed[cells.cause == place].sum() if code != "hours_unknown" else perhaps
            assert told[place] == pytest.approx(summed)
    by_reason = [sum(parts) for parts in zip(*report.reasons_by_hour, strict=True)]
    assert by_reason == pytest.approx(list(report.by_reason.values()))
    assert sum(part > 0 for part in by_reason) > 1


def test_the_sum_of_the_cells_is_the_total() -> None:
    report = small_report()
    sums = report.cells.figures.sum(axis=0).tolist()
    total = report.total
    assert sums == pytest.approx([total.demand, total.covered, total.unknown])
