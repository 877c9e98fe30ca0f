from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
import xlwt

from geodata.tables import Limits, read_tables
from locator.errors import InvalidInput
from tests.geodata.tables.making import KNOWN, read_here, refusal_of, rows_of


def workbook(path: Path, rows: Iterable[Sequence[object]], *merges: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(path)
    return path


def test_title_rows_blank_edges_and_footers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            [None, "示例市户外劳动者驿站一览表"],
            [],
            [None, "名称", None, "地址", "电话"],
            [None, "甲", None, "示例路1号", 13800000000],
            [],
            [None, "乙", None, "示例路2号", "0535-1"],
            [None, "合计", None, 2],
            [],
        ],
        "B1:E1",
    )
    (table,) = read_here(path)
    assert table.sheet == "Sheet"
    assert table.first_row == 4
    assert table.columns == ("名称", "地址", "电话")
    assert list(table.rows) == [
        ("甲", "示例路1号", "13800000000"),
        ("", "", ""),
        ("乙", "示例路2号", "0535-1"),
        ("合计", "2", ""),
    ]


def test_values_are_as_a_person_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "hh:mm"})
        hours = book.add_format({"num_format": "[h]:mm"})
        sheet.write_row(0, 0, ["名称", "地址", *"abcdefghi"])
        sheet.write_row(1, 0, ["甲", "007", 121.4, 13800000000, True])
        sheet.write_datetime(1, 5, date(2026, 1, 31), day)
        sheet.write_datetime(1, 6, time(9, 30), clock)
        sheet.write_datetime(1, 7, timedelta(hours=24), hours)
        sheet.write_formula(1, 8, "=1+1", None, 2)
        sheet.write_formula(1, 9, "=1/0", None, "#DIV/0!")
        sheet.write_string(1, 10, "=cmd()")
    (table,) = read_here(path)
    assert table.rows[0] == (
        *("甲", "007", "121.4", "13800000000", "true", "2026-01-31", "09:30", "24:00", "2"),
        *("", "=cmd()"),
    )


def test_coordinates_keep_every_digit_that_the_file_has(tmp_path: Path) -> None:
    numbers = [121.39134567891234, 37.52345678901234, 0.1 + 0.2, 1e-7, 123456.7]
    path = workbook(tmp_path / "a.xlsx", [["名称", "经度"], *([str(n), n] for n in numbers)])
    (table,) = read_here(path)
    told = pd.read_excel(path, engine="openpyxl")["经度"].tolist()
    assert [float(row[1]) for row in table.rows] == told


def test_a_merged_district_fills_its_rows_and_only_those(tmp_path: Path) -> None:
    rows = [("区县", "名称"), ("东区", "甲"), (None, "乙"), (None, "丙"), (None, "丁")]
    path = workbook(tmp_path / "a.xlsx", rows, "A2:A4")
    (table,) = read_here(path)
    assert [row[0] for row in table.rows] == ["东区", "东区", "东区", ""]


def test_a_merge_of_blank_cells_beside_the_data_fills_nothing(tmp_path: Path) -> None:
    rows = [(None, "名称", "地址"), (None, "甲", "乙"), (None, "丙", None)]
    (table,) = read_here(workbook(tmp_path / "a.xlsx", rows, "A2:A3"))
    assert list(table.rows) == [("甲", "乙"), ("丙", "")]


def test_blank_rows_under_a_merge_stay_blank(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["区县", "名称"], ["东区", "甲"], [], [None, "乙"]], "A2:A4"
    )
    (table,) = read_here(path)
    assert list(table.rows) == [("东区", "甲"), ("", ""), ("东区", "乙")]


def test_groups_over_two_rows_of_headers_are_joined(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["一览表"],
            ["序号", "名称", "位置", None, "服务时间", None],
            [None, None, "经度", "纬度", "夏季", "冬季"],
            [1, "甲", 121.4, 37.5, "7:00-19:00", "8:00-18:00"],
        ],
        *("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"),
    )
    (table,) = read_here(path)
    assert table.columns == ("序号", "名称", "经度", "纬度", "服务时间 夏季", "服务时间 冬季")
    assert table.first_row == 4
    assert len(table.rows) == 1


def test_groups_whose_neighbours_are_not_merged_are_joined_too(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["名称", "地址", "原始", None, "转换", None],
            [None, None, "经度", "纬度", "经度", "纬度"],
            ["甲", "乙", 1, 2, 3, 4],
        ],
        *("C1:D1", "E1:F1"),
    )
    (table,) = read_here(path)
    assert table.columns == ("名称", "地址", "原始 经度", "原始 纬度", "转换 经度", "转换 纬度")
    assert list(table.rows) == [("甲", "乙", "1", "2", "3", "4")]


def test_a_title_merged_above_the_header_is_no_group(tmp_path: Path) -> None:
    rows = [["一览表"], ["名称", "地址"], ["甲", "乙"]]
    (table,) = read_here(workbook(tmp_path / "a.xlsx", rows, "A1:B1"))
    assert table.columns == ("名称", "地址")


def test_every_visible_sheet_is_a_table_and_the_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("东区", "空表", "西区", "说明", "字典"):
            sheet = book.add_worksheet(name)
            if name in {"东区", "西区"}:
                sheet.write_row(0, 0, ["名称", "地址"])
                sheet.write_row(1, 0, [name + "驿站", "示例路"])
        book.get_worksheet_by_name("说明").write(0, 0, "请按要求填写")
        book.get_worksheet_by_name("字典").write_row(0, 0, ["名称", "地址"])
        book.get_worksheet_by_name("字典").hide()
        book.add_chartsheet("图")
    tables = read_tables(path, known_headers=KNOWN)
    assert [(table.sheet, table.rows[0][0]) for table in tables] == [
        ("东区", "东区驿站"),
        ("西区", "西区驿站"),
    ]
    assert [part.sheet for part in tables.skipped] == ["说明", "字典", "图"]
    assert "no header" in tables.skipped[0].reason.en
    assert "hidden" in tables.skipped[1].reason.en


def old_workbook(path: Path) -> Path:
    book = xlwt.Workbook(encoding="gb18030")
    sheet = book.add_sheet("驿站")
    sheet.write_merge(0, 0, 0, 4, "示例市驿站")
    for column, text in enumerate(["区县", "名称", "经度", "电话", "核实日期"]):
        sheet.write(1, column, text)
    sheet.write_merge(2, 3, 0, 0, "东区")
    for row, name in ((2, "甲"), (3, "乙")):
        sheet.write(row, 1, name)
        sheet.write(row, 2, 121.123456)
        sheet.write(row, 3, 13800000000)
        style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        sheet.write(row, 4, datetime(2026, 1, 31), style)  # noqa: DTZ001 (a sheet has no zone)
    book.save(str(path))
    return path


def test_old_workbooks_are_read_alike(tmp_path: Path) -> None:
    (table,) = read_here(old_workbook(tmp_path / "a.xls"))
    assert (table.sheet, table.first_row) == ("驿站", 3)
    common = {"区县": "东区", "经度": "121.123456", "电话": "13800000000", "核实日期": "2026-01-31"}
    assert rows_of(table) == [{**common, "名称": "甲"}, {**common, "名称": "乙"}]


def test_a_workbook_agrees_with_another_reader(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["名称", "地址", "数", "空"]]
    rows += [[f"驿站{i}", f"示例路{i}号", i / 7, None] for i in range(200)]
    path = workbook(tmp_path / "a.xlsx", rows)
    frame = pd.read_excel(path, engine="openpyxl")
    (table,) = read_here(path)
    assert [row[0] for row in table.rows] == frame["名称"].tolist()
    assert [float(row[2]) for row in table.rows] == frame["数"].tolist()


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(rows=2), '"Sheet": too many rows'),
        (Limits(columns=1), '"Sheet": too many columns'),
        (Limits(cell_chars=3), '"Sheet": row 2, column "名称": a cell of 4'),
        (Limits(sheets=0), "it has 1 sheets"),
    ],
)
def test_limits_name_the_sheet(tmp_path: Path, limits: Limits, message: str) -> None:
    rows = [["名称", "地址"], ["甲乙丙丁", "a"], ["乙", "b"], ["丙", "c"]]
    with pytest.raises(InvalidInput) as caught:
        read_here(workbook(tmp_path / "a.xlsx", rows), limits)
    assert message in refusal_of(caught.value)
