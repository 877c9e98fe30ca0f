"""Lists as clerks keep them: notes below, the header once more, columns to tick, cut numbers."""

import pytest

from locator.model import ServiceOffer
from tests.geodata.importing.making import WGS84, one, plan, said, table

# --- rows that are no sites --------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    ["填表人：张三", "制表: 李四", "说明:本表由示例区总工会提供", "联系人:王五", "注：每季更新"],
)
def test_notes_below_a_list_are_no_sites(note: str) -> None:
    made = plan(table("名称 地址 电话", ("甲", "一路"), (note,)))
    assert [site.name for site in made.new] == ["甲"]
    assert [(each.row, each.reason.zh) for each in made.rejected] == [(3, "填表说明,不是站点")]


@pytest.mark.parametrize("name", ["注册处驿站", "说明书店", "联系人之家", "统计局驿站(A:1)"])
def test_names_that_begin_like_notes_are_names(name: str) -> None:
    assert one("名称 地址", (name, "一路")).name == name


def test_the_header_once_more_is_no_site() -> None:
    made = plan(table("序号 名称 地址", ("1", "甲", "一路"), ("序号", "名称", "地址"), ("2", "乙")))
    assert [site.name for site in made.new] == ["甲", "乙"]
    assert [(each.row, each.reason.zh) for each in made.rejected] == [(3, "重复的表头,不是站点")]


# --- numbers that stand for something ----------------------------------------------


@pytest.mark.parametrize(("header", "field"), [("电话", "phone"), ("编号", "code")])
def test_numbers_that_lost_their_digits_are_kept_aside_and_told(header: str, field: str) -> None:
    made = plan(table(f"名称 {header}", ("甲", "1.38E+10"), ("乙", "1.38E+10")))
    assert [site.name for site in made.new] == ["甲", "乙"], "one shortened code is not one site"
    assert {getattr(site, field) for site in made.new} == {""}
    assert {dict(site.extra)[header] for site in made.new} == {"1.38E+10"}
    assert f"从原表重新保存:{header}(第 2、3 行)" in said(made)


def test_numbers_that_stand_for_something_have_no_decimals() -> None:
    site = one("名称 电话 编号", ("甲", "13800000000.0", "12.0"))
    assert (site.phone, site.code) == ("13800000000", "12")
    assert one("名称 编号", ("甲", "V1.0")).code == "V1.0"


def test_what_formulas_leave_behind_counts_as_nothing() -> None:
    site = one("名称 地址 经度 纬度", ("甲", "#N/A", "#VALUE!", "#REF!"), datum=WGS84)
    assert (site.address, site.position) == ("", None)


def test_an_area_written_as_a_number_is_its_code() -> None:
    site = one("名称 行政区划", ("甲", "990101"))
    assert (site.district, site.adcode) == ("", "990101")
    assert one("名称 行政区划", ("甲", "望海区")).district == "望海区"


# --- columns to tick, and pairs of columns -----------------------------------------


def test_columns_to_tick_tell_facilities_and_services() -> None:
    header = "名称 空调 是否有微波炉 饮水机 法律服务 卫生间"
    site = one(header, ("甲", "是", "√", "有", "1", "无"))
    assert site.amenities == ("ac", "microwave", "water")
    assert site.services == (ServiceOffer("legal"),)
    assert dict(site.extra) == {"卫生间": "无"}


def test_what_is_no_tick_under_a_facility_is_kept() -> None:
    site = one("名称 空调 图书", ("甲", "2台", "否"))
    assert (site.amenities, dict(site.extra)) == (None, {"空调": "2台", "图书": "否"})


def test_only_a_clear_no_takes_a_site_out_of_use() -> None:
    told = {
        cell: one("名称 启用", ("甲", cell)).active for cell in ("是", "√", "无", "", "否", "×")
    }
    assert [cell for cell, active in told.items() if not active] == ["否", "×"]


@pytest.mark.parametrize(
    ("cells", "osm"),
    [
        (("", "是"), "24/7"),
        (("", "否"), None),
        (("8:00-22:00", "是"), "08:00-22:00"),
        (("", "不详"), None),
    ],
)
def test_a_yes_under_24_hours_is_hours_where_no_others_are_told(
    cells: tuple[str, str], osm: str | None
) -> None:
    assert one("名称 开放时间 是否24小时", ("甲", *cells)).hours.osm == osm


def test_opening_and_closing_times_in_two_columns_are_one_text() -> None:
    assert one("名称 开门时间 关门时间", ("甲", "8:00", "18:00")).hours.osm == "08:00-18:00"
    assert one("名称 开门时间", ("甲", "8:00-20:00")).hours.osm == "08:00-20:00"
    site = one("名称 开放时间 开门时间 关门时间", ("甲", "每天8:00-20:00", "9:00", "17:00"))
    assert site.hours.osm == "08:00-20:00"
    assert dict(site.extra) == {"开门时间": "9:00", "关门时间": "17:00"}


# --- positions ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["300,37", "121,4479;37,4638", "13800000000", "121.4479,"])
def test_figures_that_are_no_position_are_rejected_and_never_an_address(text: str) -> None:
    for header, row in (("名称 坐标", ("甲", text)), ("名称 坐标 地址", ("甲", text, "一路"))):
        (refused,) = plan(table(header, row), datum=WGS84).rejected
        assert refused.reason.zh == f"坐标“{text}”不能识别"


def test_words_beside_an_address_where_a_position_should_be_are_told() -> None:
    made = plan(table("名称 坐标 地址", ("甲", "详见附件", "一路")))
    assert dict(made.new[0].extra) == {"坐标": "详见附件"}
    assert "“坐标”一栏有读不懂的内容,原文保留:详见附件(第 2 行)" in said(made)


@pytest.mark.parametrize("pair", [("37.4", "37.5"), ("0", "37.5"), ("121.4", "-37.5")])
def test_positions_outside_china_are_told(pair: tuple[str, str]) -> None:
    assert "坐标不在中国,请核对(第 2 行)" in said(
        plan(table("名称 经度 纬度", ("甲", *pair)), datum=WGS84)
    )
    assert not plan(table("名称 经度 纬度", ("甲", "121.4", "37.5")), datum=WGS84).warnings
