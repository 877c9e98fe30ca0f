"""What cells say: facilities, services with hours, ways in, days, numbers, nothing at all."""

from datetime import date, datetime, timedelta

import pytest

from geodata.cells import parse_day
from geodata.importing.reading.offers import item_spans, read_offers
from geodata.importing.reading.values import read_count, read_links, read_names
from locator.hours import CHINA, access_at
from locator.model import AccessHours, OpeningHours, ServiceOffer
from locator.vocabulary import Access, Kind, Operation, Tier, Welcome
from tests.geodata.importing.making import NO_CALENDAR, one, plan, said, table


def test_unknown_is_not_none() -> None:
    assert one("名称 服务设施", ("甲", "")).amenities is None
    assert one("名称", ("甲",)).amenities is None
    assert one("名称 服务设施", ("甲", "/")).amenities is None
    assert one("名称 服务设施", ("甲", "无")).amenities == ()
    assert one("名称 服务设施", ("甲", "无")).services is None
    both = one("名称 服务设施/内容", ("甲", "无"))
    assert (both.amenities, both.services) == ((), ())


@pytest.mark.parametrize("mark", ["、", ",", "，", ";", "；", "/", " ", "\n", "|"])
def test_facilities_are_split(mark: str) -> None:
    site = one("名称 服务设施", ("甲", mark.join(("空调", "微波炉", "饮水机"))))
    assert site.amenities == ("ac", "microwave", "water")


def test_facilities_and_services_are_told_apart_in_any_column() -> None:
    site = one("名称 服务内容", ("甲", "热水、手机充电、法律咨询"))
    assert site.amenities == ("charging", "water")
    assert site.services == (ServiceOffer("legal"),)


def test_words_that_are_not_understood_are_kept_and_told() -> None:
    made = plan(table("名称 服务设施", ("甲", "空调、时光机"), ("乙", "时光机")))
    first, second = made.new
    assert (first.amenities, dict(first.extra)) == (("ac",), {"服务设施": "空调、时光机"})
    assert (second.amenities, dict(second.extra)) == (None, {"服务设施": "时光机"})
    assert "时光机" in said(made)
    assert "第 2、3 行" in said(made)


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("法律咨询:周四14:00-17:00", {"legal": "Th 14:00-17:00"}),
        ("法律咨询(周四14:00-17:00);理发", {"legal": "Th 14:00-17:00", "haircut": None}),
        (
            "法律咨询:周一9:00-11:00、周四14:00-17:00",
            {"legal": "Mo 09:00-11:00; Th 14:00-17:00"},
        ),
        ("心理咨询(每周四下午)", {"counselling": "Th 12:00-18:00 unknown"}),
        ("法律咨询 周四14:00-17:00 培训", {"legal": "Th 14:00-17:00", "training": None}),
        ("legal@周四@Th 14:00-17:00|training", {"legal": "Th 14:00-17:00", "training": None}),
    ],
)
def test_services_keep_hours_of_their_own(cell: str, hours: dict[str, str | None]) -> None:
    offers = one("名称 服务项目", ("甲", cell)).services
    assert offers is not None
    assert {o.code: o.hours.osm if o.hours else None for o in offers} == hours


def test_hours_of_a_service_keep_their_text() -> None:
    (offer,) = one("名称 服务项目", ("甲", "法律咨询(随律师时间,每周四)")).services or ()
    assert offer.hours is not None
    assert "每周四" in offer.hours.text
    assert offer.hours.osm is None


def test_an_hour_that_belongs_to_a_facility_is_no_service_hour() -> None:
    offers = read_offers(("24小时热水、手机充电",), (), ())
    assert offers.amenities == ("charging", "water")
    assert offers.services is None


def test_separators_in_brackets_separate_nothing() -> None:
    text = "法律(周一、周四),phone charging；茶水"
    assert [text[a:b] for a, b in item_spans(text)] == [
        "法律(周一、周四)",
        "phone charging",
        "茶水",
    ]


def test_hours_keep_their_text_beside_what_was_understood() -> None:
    site = one("名称 开放时间", ("甲", "工作日9:00—17:30"))
    assert site.hours == OpeningHours("工作日9:00—17:30", "Mo-Fr 09:00-17:30", workdays=True)
    assert one("名称 开放时间", ("甲", "随物业上下班")).hours == OpeningHours("随物业上下班")


def test_osm_syntax_wins_over_words() -> None:
    site = one("名称 开放时间 opening_hours", ("甲", "朝九晚五", "Mo-Su 09:00-17:00"))
    assert site.hours == OpeningHours("朝九晚五", "Mo-Su 09:00-17:00")


def test_hours_columns_for_parts_of_the_year_are_one_text() -> None:
    header = "名称 开放时间(夏季5月-10月) 开放时间(冬季11月-4月)"
    site = one(header, ("甲", "8:00-20:00", "8:30-18:00"))
    assert site.hours.osm == "May-Oct 08:00-20:00; Nov-Apr 08:30-18:00"
    only_winter = one("名称 开放时间(冬季)", ("甲", "8:30-18:00"))
    assert only_winter.hours.osm != "08:30-18:00"
    weekends = one("名称 开放时间 开放时间(周末)", ("甲", "9:00-17:00", "10:00-16:00"))
    assert weekends.hours.text == "9:00-17:00;周末10:00-16:00"
    assert weekends.hours.osm != "09:00-17:00"
    assert one("名称 开放时间(24小时制)", ("甲", "9:00-17:00")).hours.osm == "09:00-17:00"


def test_ways_in_come_from_their_column_and_from_the_hours() -> None:
    site = one("名称 进入方式", ("甲", "微信扫码或刷身份证"))
    assert site.access == (AccessHours(Access.CARD), AccessHours(Access.SCAN))
    told = one(
        "名称 开放时间 进入方式",
        (
            "甲",
            "有人值守时间段为8:00-22:00;无人值守时间段为22:00至次日8:00,可通过扫码门禁进入",
            "扫码",
        ),
    )
    assert told.access is not None
    assert {way.access: way.during for way in told.access} == {
        Access.STAFFED: "08:00-22:00",
        Access.SCAN: "22:00-08:00",
    }


@pytest.mark.parametrize(
    ("cell", "ways"),
    [
        (
            "8:00-18:00有人值守,18:00-次日8:00扫码",
            {Access.STAFFED: "08:00-18:00", Access.SCAN: "18:00-08:00"},
        ),
        (
            "工作日8:00-18:00有人值守,其他时间扫码",
            {Access.STAFFED: "Mo-Fr 08:00-18:00", Access.SCAN: "24/7; Mo-Fr 08:00-18:00 off"},
        ),
        (
            "staffed@08:00-18:00|scan@18:00-08:00",
            {Access.STAFFED: "08:00-18:00", Access.SCAN: "18:00-08:00"},
        ),
        ("24小时扫码", {Access.SCAN: None}),
    ],
)
def test_ways_in_keep_their_hours(cell: str, ways: dict[Access, str | None]) -> None:
    made = plan(table("名称 开放时间 进入方式", ("甲", "24小时", cell)))
    assert {way.access: way.during for way in made.new[0].access or ()} == ways
    assert not made.warnings


def test_at_noon_the_door_is_staffed_that_is_scanned_at_night() -> None:
    cell = "8:00-18:00有人值守,18:00-次日8:00扫码"
    site = one("名称 开放时间 进入方式", ("甲", "24小时", cell))
    noon = datetime(2026, 11, 23, 12, tzinfo=CHINA)
    assert access_at(site, noon, NO_CALENDAR) is Access.STAFFED
    assert access_at(site, noon + timedelta(hours=10), NO_CALENDAR) is Access.SCAN


def test_hours_of_a_way_in_that_are_not_understood_are_told_and_kept() -> None:
    cell = "有人值守(8:00-18:00)、刷身份证(22:00后)"
    made = plan(table("名称 进入方式", ("甲", cell)))
    (site,) = made.new
    assert site.access == (AccessHours(Access.CARD), AccessHours(Access.STAFFED))
    assert site.extra == (("进入方式", cell),)
    assert "进入方式" in said(made)


def test_codes_of_every_kind_are_read_from_words() -> None:
    site = one(
        "名称 类型 服务对象 状态 层级 容量 荣誉 核实日期",
        (
            "甲",
            "职工之家",
            "户外劳动者",
            "维修中",
            "街道站",
            "约20人",
            "最美驿站、示范点",
            "2026年3月1日",
        ),
    )
    assert (site.kind, site.welcome) == (Kind.VENUE, Welcome.OUTDOOR_WORKERS)
    assert (site.operation, site.tier) == (Operation.UNDER_REPAIR, Tier.STATION)
    assert (site.capacity, site.awards) == (20, ("最美驿站", "示范点"))
    assert site.verified_on == date(2026, 3, 1)
    assert site.extra == ()


def test_a_code_that_is_not_understood_is_kept() -> None:
    made = plan(table("名称 容量 核实日期", ("甲", "很多", "开春以后")))
    assert made.new[0].extra == (("容量", "很多"), ("核实日期", "开春以后"))
    assert (made.new[0].capacity, made.new[0].verified_on) == (None, None)
    assert "容量" in said(made)


def test_the_kind_comes_from_column_then_option_then_name() -> None:
    assert one("名称 类型", ("示例工会驿站", "职工之家"), kind=Kind.PARTNER).kind is Kind.VENUE
    assert one("名称", ("示例工会驿站",), kind=Kind.PARTNER).kind is Kind.PARTNER
    assert one("名称", ("示例职工书屋",)).kind is Kind.VENUE
    assert one("名称", ("示例",)).kind is Kind.STATION


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-01-23", date(2026, 1, 23)),
        ("2026/1/3", date(2026, 1, 3)),
        ("2026.1.3", date(2026, 1, 3)),
        ("2026年1月3日", date(2026, 1, 3)),
        ("2026-01-23 00:00:00", date(2026, 1, 23)),
        ("20260123", date(2026, 1, 23)),
        ("46045", date(2026, 1, 23)),  # a spreadsheet's day number
        ("2026-02-30", None),
        ("20261301", None),
        ("2026-01", None),
        ("上周", None),
    ],
)
def test_days(cell: str, day: date | None) -> None:
    assert parse_day(cell) == day


def test_day_numbers_count_as_spreadsheets_do() -> None:
    assert parse_day("1") is None
    assert parse_day("36526") == date(2000, 1, 1)  # documented by Excel and LibreOffice


def test_numbers_and_lists() -> None:
    assert [read_count(cell) for cell in ("30", "约 30 人", "30.0", "10-20", "多")] == [
        *(30, 30, 30, None, None)
    ]
    assert read_names("甲公司、乙公司;丙公司") == ("甲公司", "乙公司", "丙公司")
    assert read_names("无") == ()
    assert read_links("https://a.example/x,y.jpg;https://b.example/z.png") == (
        *("https://a.example/x,y.jpg", "https://b.example/z.png"),
    )


def test_what_stands_where_nothing_is_meant_counts_as_nothing() -> None:
    site = one("名称 电话 地址 备注", ("甲", "无", "——", "无"))
    assert (site.phone, site.address, site.note) == ("", "", "无")
    assert site.extra == ()


def test_text_that_was_guarded_against_formulas_is_as_it_was() -> None:
    assert one("名称 备注", ("'=1+1驿站", "'-5度")).name == "=1+1驿站"


def test_dates_and_sources_asked_for_fill_rows_that_have_none() -> None:
    made = plan(
        table("名称 来源", ("甲", "街道报表"), ("乙", "")),
        source="市总工会",
        source_date=date(2026, 5, 1),
    )
    assert [(site.source, site.source_date) for site in made.new] == [
        ("街道报表", date(2026, 5, 1)),
        ("市总工会", date(2026, 5, 1)),
    ]
    assert plan(table("名称", ("甲",)), file="名单.xlsx").new[0].source == "file:名单.xlsx"
