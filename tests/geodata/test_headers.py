"""Which field a header means, however people write it."""

import pytest

from geodata.headers import FIELDS, SYNONYMS, header_words, plain_header, read_header
from geodata.rows import COLUMNS
from locator.vocabulary import Datum

HEADERS = {
    "名称": "name",
    "站点名称": "name",
    "驿站名称": "name",
    "Site Name": "name",
    "经度": "lon",
    "lng": "lon",
    "LON": "lon",
    "X": "lon",
    "东经": "lon",
    "经度(°)": "lon",
    "站点经度": "lon",
    "纬度": "lat",
    "Ｌａｔ": "lat",
    "y 坐标": "lat",
    "坐标": "position",
    "经纬度": "position",
    "经度/纬度": "position",
    "GPS坐标": "position",
    "location": "position",
    "地址*": "address",
    "详细地址": "address",
    "开放时间": "hours",
    "开放时间（冬季）": "hours",
    "驿站开放时间": "hours",
    "opening_hours": "opening_hours",
    "开放时间(OSM)": "opening_hours",
    "服务设施": "amenities",
    "服务设施/内容": "offers",
    "服务设施、服务内容": "offers",
    "设施及服务": "offers",
    "服务内容": "services",
    "类型": "kind",
    "所属街道": "street",
    "联系人及电话": "phone",
    "联系人(电话)": "manager",
    "负责人及联系电话": "phone",
    "县（市、区）": "district",
    "区/县": "district",
    "地图坐标": "position",
    "关门时间": "closes",
    "是否24小时": "always",
    "空调": "offered",
    "是否有卫生间": "offered",
    "饮水机": "offered",
    "法律服务": "offered",
    "编号": "code",
    "坐标系": "datum",
    "入口经度": "entrance_lon",
    "状态": "operation",
    "服务对象": "welcome",
}


@pytest.mark.parametrize(("header", "field"), HEADERS.items())
def test_a_header_means_a_field(header: str, field: str) -> None:
    assert read_header(header).field == field


@pytest.mark.parametrize("header", ["序号", "", "是否验收", "备注2", "名称" * 40, "面积(平方米)"])
def test_an_unknown_header_means_none(header: str) -> None:
    assert read_header(header).field is None


@pytest.mark.parametrize(
    ("header", "field", "datum"),
    [
        ("经度(GCJ-02)", "lon", Datum.GCJ02),
        ("lng_bd09", "lon", Datum.BD09),
        ("gcj02_lat", "lat", Datum.GCJ02),
        ("百度经度", "lon", Datum.BD09),
        ("高德坐标", "position", Datum.GCJ02),
        ("纬度（WGS84）", "lat", Datum.WGS84),
        ("经度(CGCS2000)", "lon", Datum.WGS84),
        ("GPS坐标", "position", None),  # any datum is called so
        ("经度", "lon", None),
    ],
)
def test_a_header_may_name_the_datum(header: str, field: str, datum: Datum | None) -> None:
    assert read_header(header)[:2] == (field, datum)


def test_no_name_means_two_fields() -> None:
    plain = [plain_header(name) for names in SYNONYMS.values() for name in names]
    assert len(plain) == len(set(plain))


def test_every_column_of_an_export_is_a_field_or_stands_only_in_exports() -> None:
    only_exported = {
        *("given_lon", "given_lat", "given_datum", "accuracy", "workdays", "extra"),
        *("entrance_given_lon", "entrance_given_lat", "entrance_given_datum"),
        "entrance_accuracy",
    }
    assert set(COLUMNS) - only_exported <= set(FIELDS)


def test_the_words_that_tell_a_header_row_hold_what_people_put_before_them() -> None:
    assert {"名称", "驿站开放时间", "所属街道", "lng"} <= header_words()
