"""Columns to fields: by synonyms, by what somebody gave, told before it is used."""

import pytest

from geodata.importing import ColumnMap
from geodata.importing.reading.columns import KNOWN_HEADERS, map_columns
from geodata.rows import COLUMNS, LABELS
from geodata.tables import Table, header_word
from geodata.tables.rejects import REJECT_COLUMNS
from locator.errors import InvalidInput
from locator.vocabulary import Datum
from tests.geodata.importing.making import WGS84, one, plan, said, table


def fields(columns: ColumnMap) -> dict[str, tuple[str, str]]:
    return {use.column: (use.field, use.how) for use in columns.uses}


def test_the_mapping_is_part_of_the_plan() -> None:
    made = plan(table("驿站名称 地址 是否验收", ("迎春驿站", "迎春路1号", "是")))
    assert fields(made.columns[0]) == {
        "驿站名称": ("name", "synonym"),
        "地址": ("address", "synonym"),
        "是否验收": ("extra", "kept"),
    }
    assert made.new[0].extra == (("是否验收", "是"),)


def test_a_given_field_wins_over_the_synonyms() -> None:
    site = one("名称 简称 地址", ("甲", "乙", "丙"), fields={"简称": "name", "地址": "note"})
    assert (site.name, site.note, site.address) == ("乙", "丙", "")
    assert site.extra == (("名称", "甲"),)


def test_a_given_field_may_be_named_by_a_header() -> None:
    assert one("名称 说法", ("甲", "迎春路"), fields={"说法": "地址"}).address == "迎春路"


def test_a_column_may_be_given_as_kept() -> None:
    site = one("名称 备注", ("甲", "内部"), fields={"备注": "extra"})
    assert (site.note, site.extra) == ("", (("备注", "内部"),))


@pytest.mark.parametrize(
    ("given", "allowed"), [({"不存在": "name"}, "名称"), ({"名称": "nothing"}, "opening_hours")]
)
def test_a_wrong_mapping_is_refused_with_what_is_allowed(
    given: dict[str, str], allowed: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        plan(table("名称 地址", ("甲", "乙")), fields=given)
    (problem,) = caught.value.problems
    assert problem.field == "map"
    assert allowed in problem.allowed.en


def test_a_file_without_names_asks_for_them() -> None:
    with pytest.raises(InvalidInput) as caught:
        plan(table("地址 电话", ("迎春路", "12351")))
    (problem,) = caught.value.problems
    assert problem.field == "map"
    assert "地址" in problem.allowed.zh


def test_a_sheet_without_names_is_rejected_row_by_row() -> None:
    made = plan(
        table("名称 地址", ("甲", "乙"), sheet="名单"),
        table("说明 日期", ("填报要求", "5月"), sheet="说明"),
    )
    assert (made.counts["new"], made.counts["rejected"]) == (1, 1)
    assert (made.rejected[0].table, made.rejected[0].row) == (1, 2)


def test_of_several_pairs_the_one_of_the_datum_asked_for_is_read() -> None:
    header = "名称 百度经度 百度纬度 经度(gcj02) 纬度(gcj02)"
    row = ("甲", "121.1", "36.1", "121.2", "36.2")
    site = one(header, row, datum=Datum.GCJ02)
    assert site.position
    assert (site.position.given_lon, site.position.datum) == (121.2, Datum.GCJ02)
    assert dict(site.extra) == {"百度经度": "121.1", "百度纬度": "36.1"}
    first = one(header, row)
    assert first.position
    assert (first.position.given_lon, first.position.datum) == (121.1, Datum.BD09)


def test_two_columns_of_one_field_lose_nothing() -> None:
    site = one("名称 详细地址 地址", ("甲", "迎春路1号", "示例市"))
    assert (site.address, site.extra) == ("示例市", (("详细地址", "迎春路1号"),))


def test_the_geometry_of_a_vector_file_wins_over_its_properties() -> None:
    made = plan(
        table(
            "名称 经度 纬度 lon lat",
            ("甲", "1", "2", "121.1", "36.1"),
            geometry=("lon", "lat"),
            datum_hint=Datum.WGS84,
        )
    )
    assert made.new[0].position
    assert (made.new[0].position.lon, made.new[0].position.lat) == (121.1, 36.1)
    assert dict(made.new[0].extra) == {"经度": "1", "纬度": "2"}


def test_numbers_that_only_count_the_rows_are_no_codes() -> None:
    counting = [(str(number), f"驿站{number}") for number in range(1, 4)]
    made = plan(table("编号 名称", *counting))
    assert {site.code for site in made.new} == {""}
    assert all(site.id != site.extra[0][1] for site in made.new)
    assert "序号" in said(made)
    coded = plan(table("编号 名称", *counting[::-1]))
    assert {site.id for site in coded.new} == {"1", "2", "3"}


@pytest.mark.parametrize(
    "total", [("合计", "2"), ("", "小计"), ("总 计:", "2"), ("", "共计 2 个"), ("望海区", "小计")]
)
def test_a_row_of_totals_is_no_site(total: tuple[str, str]) -> None:
    made = plan(table("序号 驿站名称 开放时间", ("1", "甲"), ("2", "合计广场驿站"), total))
    assert [site.name for site in made.new] == ["甲", "合计广场驿站"]
    (rejected,) = made.rejected
    assert (rejected.row, rejected.reason.zh) == (4, "合计行,不是站点")


def test_a_row_of_totals_makes_no_codes_of_numbers_that_count_the_rows() -> None:
    counting = [(str(number), f"驿站{number}") for number in range(1, 4)]
    made = plan(table("编号 名称", *counting, ("合计", "3")))
    assert {site.code for site in made.new} == {""}


def test_what_a_file_of_rejected_rows_added_is_dropped() -> None:
    mended = Table("", 2, ("名称", *REJECT_COLUMNS), (("甲", "2", "", "没有名称"),))
    made = plan(mended)
    assert [use.how for use in made.columns[0].uses] == ["synonym"] + ["dropped"] * 3
    assert made.new[0].extra == ()


@pytest.mark.parametrize("headers", [COLUMNS, tuple(LABELS.values())])
def test_our_own_exports_are_known_by_their_columns(headers: tuple[str, ...]) -> None:
    made = map_columns(table(" ".join(headers)), {}, None)
    assert made.own
    assert [use.field for use in made.uses] == list(COLUMNS)


def test_the_words_for_finding_a_header_row_are_in_the_reader_s_form() -> None:
    assert all(header_word(word) == word for word in KNOWN_HEADERS)
    assert {"站点名称", "lng", "驿站开放时间"} <= KNOWN_HEADERS


def test_a_header_names_the_datum_of_its_column() -> None:
    site = one("名称 经度(BD-09) 纬度(BD-09)", ("甲", "121.1", "36.1"))
    assert site.position
    assert site.position.datum is Datum.BD09
    asked = one("名称 经度(BD-09) 纬度(BD-09)", ("甲", "121.1", "36.1"), datum=WGS84)
    assert asked.position
    assert asked.position.datum is Datum.WGS84
