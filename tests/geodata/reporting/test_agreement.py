"""Figures are the same in every file, read back by other programs than wrote them."""

import json
import re
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pyogrio
import pytest

from geodata.reporting import FORMATS, Report, write_report
from geodata.reporting.map_content import map_content
from locator.words import Lang
from tests.geodata.reporting.reports import yantai_report

LANGS: tuple[Lang, ...] = ("zh-CN", "en")


@pytest.fixture(scope="module")
def report() -> Report:
    return yantai_report()


@pytest.fixture(scope="module")
def folder(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    for lang in LANGS:
        for ending in (".json", ".geojson", ".gpkg", ".xlsx"):
            write_report(report, made / f"{lang}{ending}", lang=lang)
    return made


def workbook_rows(path: Path, sheet: int) -> Iterator[dict[str, Any]]:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = book.worksheets[sheet].iter_rows(min_row=2, values_only=True)
    headers = next(rows)
    for row in rows:
        yield dict(zip(headers, row, strict=True))


def test_it_is_about_real_demand(report: Report) -> None:
    assert report.total.demand > 1_000
    assert 0.2 < (report.total.low or 0) < (report.total.high or 1) < 1
    assert report.gaps
    assert report.day is not None
    assert report.night is not None
    assert (report.night.high or 0) < (report.day.high or 0)


@pytest.mark.parametrize("lang", LANGS)
def test_totals_agree(report: Report, folder: Path, lang: Lang) -> None:
    told = json.loads((folder / f"{lang}.json").read_text())
    from_json = {name: told["tables"]["summary"][name][0] for name in ("demand", "covered", "low")}
    sheet = next(workbook_rows(folder / f"{lang}.xlsx", 0))
    from_xlsx = dict(zip(("demand", "covered"), list(sheet.values())[1:3], strict=True))
    cells = gpd.read_file(folder / f"{lang}.gpkg", layer="cells")
    points = gpd.read_file(folder / f"{lang}.geojson")
    drawn = points[points["layer"] == "cells"]
    content = map_content(report, lang)["parts"][0]
    assert from_json["demand"] == from_xlsx["demand"] == content["demand"] == report.total.demand
    assert from_json["covered"] == from_xlsx["covered"] == content["covered"]
    for frame in (cells, drawn):
        assert isclose(frame["demand"].sum(), report.total.demand)
        assert isclose(frame["covered"].sum(), report.total.covered)
        assert isclose(frame["unknown"].sum(), report.total.unknown)
    assert json.loads((folder / f"{lang}.geojson").read_text())["total"]["low"] == report.total.low


@pytest.mark.parametrize("lang", LANGS)
def test_hours_agree(report: Report, folder: Path, lang: Lang) -> None:
    told = json.loads((folder / f"{lang}.json").read_text())["tables"]["hours"]
    sheet = list(workbook_rows(folder / f"{lang}.xlsx", 2))
    content = map_content(report, lang)["hours"]
    assert len(sheet) == len(content) == len(report.hours) == 168
    for slot, row in enumerate(sheet):
        demand, covered, unknown, uncovered, low, high = list(row.values())[3:]
        hour = report.hours[slot]
        assert (demand, covered, unknown) == (hour.demand, hour.covered, hour.unknown)
        assert content[slot]["low"] == told["low"][slot] == low == hour.low
        assert content[slot]["high"] == told["high"][slot] == high == hour.high
        assert isclose(covered + unknown + uncovered, demand, abs_tol=1e-9)


@pytest.mark.parametrize("lang", LANGS)
def test_no_sum_over_a_week_is_headed_as_heads(report: Report, folder: Path, lang: Lang) -> None:
    heads, times = {"zh-CN": ("需求", "×小时"), "en": ("demand", " × hours")}[lang]
    book = openpyxl.load_workbook(folder / f"{lang}.xlsx", read_only=True)
    for sheet in (book.worksheets[place] for place in (0, 1, 4, 5)):
        headers = next(sheet.iter_rows(min_row=2, max_row=2, values_only=True))
        assert sum(str(header).endswith(times) for header in headers) in {2, 4}
        assert heads not in headers
    hour = next(workbook_rows(folder / f"{lang}.xlsx", 2))
    assert hour[heads] == report.hours[0].demand
    sums = f"{report.unit.say(lang)}{times}"
    told = json.loads((folder / f"{lang}.json").read_text())
    assert told["unit"][lang[:2]] == report.unit.say(lang)
    assert told["unit_of_sums"][lang[:2]] == sums
    assert json.loads((folder / f"{lang}.geojson").read_text())["unit_of_sums"] == sums
    layer = pyogrio.read_info(folder / f"{lang}.gpkg", layer="gaps")
    assert layer["layer_metadata"]["unit_of_sums"] == sums
    assert map_content(report, lang)["unit_of_sums"] == sums


@pytest.mark.parametrize("lang", LANGS)
def test_at_every_hour_the_reasons_add_up(report: Report, folder: Path, lang: Lang) -> None:
    told = json.loads((folder / f"{lang}.json").read_text())["tables"]
    hours, sheet = told["hours"], list(workbook_rows(folder / f"{lang}.xlsx", 3))
    assert list(told["hourly_reasons"])[-5:] == list(report.reasons)
    assert list(sheet[0])[-5:] == [words.say(lang) for words in report.reasons.values()]
    for slot, row in enumerate(sheet):
        reasons = {code: told["hourly_reasons"][code][slot] for code in report.reasons}
        assert list(row.values())[3:] == list(reasons.values())
        unknown = reasons.pop("hours_unknown")
        assert isclose(unknown, hours["unknown"][slot], abs_tol=1e-9)
        assert isclose(sum(reasons.values()), hours["uncovered"][slot], abs_tol=1e-6)
        whole = hours["covered"][slot] + unknown + sum(reasons.values())
        assert isclose(whole, hours["demand"][slot])


def test_gaps_agree(report: Report, folder: Path) -> None:
    told = json.loads((folder / "en.json").read_text())["tables"]["gaps"]
    layer = gpd.read_file(folder / "en.gpkg", layer="gaps")
    sheet = list(workbook_rows(folder / "en.xlsx", 4))
    assert told["uncovered"] == layer["uncovered"].tolist() == [g.uncovered for g in report.gaps]
    assert [row["uncovered demand × hours"] for row in sheet] == told["uncovered"]
    assert layer["place"].tolist() == told["place_en"] == [row["place"] for row in sheet]
    assert layer.geometry.is_valid.all()
    missing = sum(report.by_reason.values())
    assert isclose(missing, report.total.uncovered + report.total.unknown, rel_tol=1e-9)


def test_the_layers_of_a_geopackage_are_named_and_defined(report: Report, folder: Path) -> None:
    names = {name for name, _ in pyogrio.list_layers(folder / "zh-CN.gpkg").tolist()}
    assert names == {"areas", "cells", "gaps", "sites"}
    about = pyogrio.read_info(folder / "zh-CN.gpkg", layer="cells")
    assert about["features"] == len(report.cells)
    assert about["layer_metadata"]["definition"] == report.definition.zh
    sites = gpd.read_file(folder / "zh-CN.gpkg", layer="sites")
    assert len(sites) == len(report.sites) == 60


def test_the_sheets_are_named_in_the_language(folder: Path) -> None:
    zh = openpyxl.load_workbook(folder / "zh-CN.xlsx", read_only=True).sheetnames
    en = openpyxl.load_workbook(folder / "en.xlsx", read_only=True).sheetnames
    assert zh == ["汇总", "各辖区", "逐小时", "每小时原因", "覆盖缺口", "需求单元", "站点", "定义"]
    assert en[:4] == ["summary", "districts", "hours", "hourly reasons"]
    assert en[4:] == ["gaps", "cells", "sites", "definitions"]


def test_every_percentage_comes_with_its_definition(report: Report, folder: Path) -> None:
    assert re.search(r"直线步行 15 分钟, 4.8 km/h, .*需求=订单", report.definition.zh)
    book = openpyxl.load_workbook(folder / "en.xlsx", read_only=True)
    for sheet in book.worksheets:
        assert next(sheet.iter_rows(max_row=1, values_only=True))[0] == report.definition.en


def test_json_has_no_language_and_is_the_same_each_time(report: Report, folder: Path) -> None:
    assert (folder / "zh-CN.json").read_bytes() == (folder / "en.json").read_bytes()
    again = folder / "again.json"
    write_report(yantai_report(), again, lang="en")
    assert again.read_bytes() == (folder / "en.json").read_bytes()
    assert ".json" in FORMATS
    assert report.revision == json.loads(again.read_text())["revision"]
