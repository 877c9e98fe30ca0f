import csv
from collections import Counter

import pytest

from locator.reading import (
    read_access,
    read_datum,
    read_kind,
    read_operation,
    read_tier,
    read_welcome,
)
from locator.vocabulary import (
    STATION_BRANDS,
    VENUE_BRANDS,
    Access,
    Datum,
    Kind,
    Operation,
    Tier,
    Welcome,
)
from tests.shared import shared_path


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("户外劳动者服务站点", "station"),
        ("智能驿站(15平方米)", "station"),
        ("骑士之家", "station"),
        ("小哥之家", "station"),
        ("心理关爱工会驿站", "station"),
        ("职工法律服务中心", "service_centre"),
        ("区级法律服务中心", "service_centre"),
        ("心理关爱服务站", "service_centre"),
        ("心理咨询室", "service_centre"),
        ("预约服务点(14个镇区和2个园区)", "service_centre"),
        ("农民工之家", "service_centre"),
        ("职工之家", "venue"),
        ("职工服务中心", "venue"),
        ("共享阵地(5家)", "venue"),
        ("工人文化宫", "venue"),
        ("优惠商户", "partner"),
        ("12351职工服务热线", "remote"),
        ("候选点", "candidate"),
        ("Service centre", "service_centre"),
        ("某某大厦", None),
        ("", None),
    ],
)
def test_kinds(text: str, kind: str | None) -> None:
    assert read_kind(text) == kind


def test_brands_and_codes_are_kinds() -> None:
    assert {read_kind(f"望海{brand}(东店)") for brand in STATION_BRANDS} == {Kind.STATION}
    assert {read_kind(f"望海{brand}") for brand in VENUE_BRANDS} == {Kind.VENUE}
    for kind in Kind:
        assert read_kind(kind.value) is kind


def test_every_type_in_press_texts_is_a_kind() -> None:
    with shared_path("stations/press.csv").open(encoding="utf-8-sig", newline="") as file:
        kinds = Counter(read_kind(row["类型"]) for row in csv.DictReader(file))
    assert kinds == {Kind.STATION: 16, Kind.SERVICE_CENTRE: 5, Kind.VENUE: 4}


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("微信扫码进门", {"scan"}),
        ("白天有工作人员值守,夜晚刷身份证", {"staffed", "card"}),
        ("人脸识别或输入密码", {"face", "code"}),
        ("App 开门", {"app"}),
        ("推门即进", {"open"}),
        ("需提前电话预约", {"appointment"}),
        ("无人值守,扫码", {"scan"}),
        ("无需预约", set()),
        ("免扫码,推门", {"open"}),
        ("空调", set()),
    ],
)
def test_ways_in(text: str, ways: set[str]) -> None:
    assert set(read_access(text)) == ways
    assert read_access(text) == tuple(sorted(read_access(text)))


@pytest.mark.parametrize(
    ("text", "welcome"),
    [
        ("户外劳动者", "outdoor_workers"),
        ("环卫工人、快递员、外卖骑手", "outdoor_workers"),
        ("户外劳动者及市民", "anyone"),
        ("工会会员", "members"),
        ("成员单位职工", "member_companies"),
        ("不详", "unknown"),
        ("职工群众", None),
        ("", None),
    ],
)
def test_who_is_welcome(text: str, welcome: str | None) -> None:
    assert read_welcome(text) == welcome


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("正常", "operating"),
        ("运营中", "operating"),
        ("已停用", "closed"),
        ("暂停开放", "closed"),
        ("未启用", "closed"),
        ("装修中", "under_repair"),
        ("停业装修", "under_repair"),
        ("不知道", None),
    ],
)
def test_operations(text: str, operation: str | None) -> None:
    assert read_operation(text) == operation


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("区级中心", "hub"),
        ("街道站", "station"),
        ("服务站点", "station"),
        ("服务点", "point"),
        ("某", None),
    ],
)
def test_tiers(text: str, tier: str | None) -> None:
    assert read_tier(text) == tier


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("WGS-84", "wgs84"),
        ("WGS 84", "wgs84"),
        ("CGCS2000", "wgs84"),
        ("国家2000大地坐标系", "wgs84"),
        ("2000坐标系", "wgs84"),
        ("地球坐标系", "wgs84"),
        ("EPSG:4326", "wgs84"),
        ("GCJ-02", "gcj02"),
        ("火星坐标系", "gcj02"),
        ("高德", "gcj02"),
        ("BD-09", "bd09"),
        ("bd09ll", "bd09"),
        ("百度地图", "bd09"),
        ("bd09mc", None),
        ("GCJ-02转WGS-84", None),
        ("北京54", None),
        ("", None),
    ],
)
def test_datums(text: str, datum: str | None) -> None:
    assert read_datum(text) == datum


def test_codes_and_what_we_call_them_ourselves_are_read() -> None:
    for access in Access:
        assert read_access(access.value) == (access,)
    for welcome in Welcome:
        assert read_welcome(welcome.value) is welcome
    for operation in Operation:
        assert read_operation(operation.value) is operation
    for tier in Tier:
        assert read_tier(tier.value) is tier
    for datum in Datum:
        assert read_datum(datum.value) is datum


def test_ten_megabytes_are_no_trouble() -> None:
    huge = "某" * 10_000_000
    readers = (read_kind, read_welcome, read_operation, read_tier, read_datum)
    assert [read(huge) for read in readers] == [None] * 5
    assert read_access(huge) == ()
