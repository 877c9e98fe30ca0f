"""A check finds what is wrong, and nothing where nothing is."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import python_calamine
from pyproj import Geod
from shapely.geometry import box

from geodata.calendars import builtin_calendar
from geodata.quality import CHECKS, Check, QualityReport, check_sites
from geodata.quality.duplicates import near_duplicates
from locator.hours import DateException, with_exceptions
from locator.model import OpeningHours, Position, Site
from locator.unions import Union
from locator.vocabulary import Accuracy, Datum, Kind

TODAY = date(2026, 6, 1)
CITY = Union(id="city", name="示例市总工会", level="city", catch_all=True)
EAST = Union(
    id="east",
    name="望海区总工会",
    level="district",
    parent_id="city",
    adcode="999901",
    area=box(120.5, 30.0, 121.0, 30.5),
)
WEST = Union(
    id="west",
    name="西岭区总工会",
    level="district",
    parent_id="city",
    adcode="999902",
    area=box(120.0, 30.0, 120.5, 30.5),
)
UNIONS = (CITY, EAST, WEST)


def at(lon: float, lat: float, accuracy: Accuracy = Accuracy.EXACT) -> Position:
    return Position(
        lon=lon, lat=lat, given_lon=lon, given_lat=lat, datum=Datum.WGS84, accuracy=accuracy
    )


SOUND = Site(
    id="sound",
    name="望海路驿站",
    address="示例市望海区望海路1号",
    adcode="999901",
    district="望海区",
    position=at(120.7, 30.2),
    hours=OpeningHours("9:00-17:00", "09:00-17:00"),
    amenities=("water",),
    verified_on=TODAY - timedelta(days=30),
)


def check(*sites: Site, unions: tuple[Union, ...] = UNIONS, today: date = TODAY) -> QualityReport:
    return check_sites(sites, unions=unions, calendar=builtin_calendar(), today=today)


def found(report: QualityReport) -> dict[Check, list[str]]:
    by_check: dict[Check, list[str]] = {}
    for finding in report.findings:
        by_check.setdefault(finding.check, []).append(finding.site_id)
    return by_check


def detail(report: QualityReport) -> str:
    (finding,) = report.findings
    return finding.detail.en


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    hotline = Site(
        id="hotline",
        name="示例热线",
        kind=Kind.REMOTE,
        hours=OpeningHours("24小时", "24/7"),
        verified_on=TODAY,
    )
    report = check(SOUND, hotline)
    assert (report.checked, report.findings, report.calendar) == (2, (), None)
    assert set(report.counts) == set(Check)


def test_unknown_hours_say_why() -> None:
    nothing = replace(SOUND, hours=OpeningHours())
    vague = replace(SOUND, hours=OpeningHours("以站点为准"))
    assert "nothing" in detail(check(nothing))
    assert "以站点为准" in detail(check(vague))
    assert len(detail(check(vague))) > len("“以站点为准”: ")
    shut = DateException(date(2026, 2, 16), date(2026, 2, 22))
    told_once = replace(vague, hours=with_exceptions(vague.hours, [shut]))
    assert detail(check(told_once)) == detail(check(vague))


def test_positions() -> None:
    report = check(
        replace(SOUND, id="a", position=None),
        replace(SOUND, id="b", position=at(120.7, 30.2, Accuracy.DISTRICT)),
        replace(SOUND, id="c", position=at(120.7, 30.2, Accuracy.STREET)),
        replace(SOUND, id="d", position=None, kind=Kind.REMOTE, amenities=None),
    )
    assert found(report) == {Check.POSITION_MISSING: ["a"], Check.POSITION_COARSE: ["b", "c"]}
    assert SOUND.address in report.findings[0].detail.en


def test_a_position_outside_the_area_named() -> None:
    in_the_west = at(120.2, 30.2)
    for site in (
        replace(SOUND, position=in_the_west),
        replace(SOUND, position=in_the_west, adcode="999901001"),  # a street of the district
        replace(SOUND, position=in_the_west, adcode=""),
        replace(SOUND, position=in_the_west, adcode="", district=""),
    ):
        report = check(site)
        assert found(report) == {Check.DISTRICT_MISMATCH: ["sound"]}
        assert "望海区" in detail(report)
        assert "西岭区" in detail(report)


def test_a_record_that_names_no_area_cannot_contradict() -> None:
    assert (
        check(replace(SOUND, position=at(120.2, 30.2), adcode="", district="", address="")).findings
        == ()
    )


def test_borders_are_not_exact_to_the_metre() -> None:
    assert check(replace(SOUND, position=at(120.4995, 30.2))).findings == ()
    assert len(check(replace(SOUND, position=at(120.498, 30.2))).findings) == 1


def test_a_coarse_position_contradicts_nothing() -> None:
    coarse = replace(SOUND, position=at(120.2, 30.2, Accuracy.DISTRICT))
    assert found(check(coarse)) == {Check.POSITION_COARSE: ["sound"]}


def test_outside_every_jurisdiction() -> None:
    far = replace(SOUND, position=at(100.0, 30.2), adcode="", district="", address="")
    report = check(far)
    assert found(report) == {Check.OUTSIDE: ["sound"]}
    assert "示例市总工会" in detail(report)
    assert check(far, unions=()).findings == ()


def test_verification_grows_stale() -> None:
    report = check(
        replace(SOUND, id="a", position=None, kind=Kind.REMOTE, verified_on=None),
        replace(SOUND, id="b", position=None, kind=Kind.REMOTE, verified_on=date(2025, 6, 1)),
        replace(SOUND, id="c", position=None, kind=Kind.REMOTE, verified_on=date(2025, 5, 31)),
    )
    assert found(report) == {Check.STALE: ["a", "c"]}
    assert "366 days" in report.findings[1].detail.en
    strict = check_sites(
        [SOUND], unions=(), calendar=builtin_calendar(), today=TODAY, stale_days=10
    )
    assert found(strict) == {Check.STALE: ["sound"]}


def test_unknown_amenities_are_not_none() -> None:
    assert found(check(replace(SOUND, amenities=None))) == {Check.AMENITIES_UNKNOWN: ["sound"]}
    assert check(replace(SOUND, amenities=())).findings == ()


def test_the_end_of_the_calendar_is_told() -> None:
    calendar = check(SOUND, today=date(2026, 12, 1)).calendar
    assert calendar is not None
    assert "2026-12-31" in calendar.en


def test_deactivated_sites_and_candidates_are_passed_over() -> None:
    bad = Site(id="bad", name="?")
    report = check(replace(bad, active=False), replace(bad, id="worse", kind=Kind.CANDIDATE))
    assert (report.checked, report.findings) == (0, ())


# --- near-duplicates ---------------------------------------------------------------


def alike(one: str, other: str, *, metres: float = 50.0, kind: Kind = Kind.STATION) -> bool:
    lon, lat, _ = Geod(ellps="WGS84").fwd(120.7, 30.2, 30.0, metres)
    first = replace(SOUND, id="1", name=one)
    second = replace(SOUND, id="2", name=other, position=at(lon, lat), kind=kind, source="other")
    twice = [finding.site_id for finding in check(first, second).findings]
    assert twice in ([], ["1", "2"])
    return bool(twice)


def test_like_names_near_each_other() -> None:
    assert alike("望海路驿站", "望海路驿站")
    assert alike("望海路工会驿站", "望海路爱心驿站")
    assert alike("望海路工会驿站(银行内)", "望海路爱心驿站（银行）")
    assert alike("迎春社区党群服务中心", "迎春社区党群服务中芯")
    assert alike("望海路驿站", "望海路驿站", metres=199.9)


def test_different_sites_near_each_other() -> None:
    assert not alike("望海路驿站", "望海路驿站", metres=200.1)
    assert not alike("望海路驿站", "迎春街驿站")
    assert not alike("望海路一号驿站", "望海路二号驿站")
    assert not alike("望海东路爱心驿站", "望海西路爱心驿站")
    assert not alike("望海街道", "望海街道", kind=Kind.VENUE)


def test_duplicates_agree_with_looking_at_every_pair() -> None:
    generator = random.Random(7)
    sites = [
        replace(
            SOUND,
            id=f"{number:03}",
            name=generator.choice(["望海路驿站", "迎春街驿站", "银行驿站"]),
            position=at(120.7 + generator.uniform(0, 0.03), 30.2 + generator.uniform(0, 0.03)),
        )
        for number in range(300)
    ]
    geod = Geod(ellps="WGS84")
    expected = {}
    for place, one in enumerate(sites):
        for other in sites[place + 1 :]:
            a, b = one.position, other.position
            if a and b and one.name == other.name:
                metres = geod.inv(a.lon, a.lat, b.lon, b.lat)[2]
                if metres <= 200:
                    expected[one.id, other.id] = metres
    pairs = {(one.id, other.id): metres for one, other, metres in near_duplicates(sites)}
    assert pairs.keys() == expected.keys()
    assert len(pairs) > 50
    assert all(abs(pairs[key] - metres) < 1e-5 for key, metres in expected.items())


# --- tables ------------------------------------------------------------------------

BAD = (
    replace(SOUND, id="a", name="=1+1", amenities=None),
    replace(SOUND, id="b", position=None),
    replace(SOUND, id="c", hours=OpeningHours()),
    SOUND,
)


def test_rows_for_a_terminal() -> None:
    report = check(*BAD)
    assert ("no position", "1", "25%") in report.summary("en")
    assert ("缺少位置", "1", "25%") in report.summary("zh-CN")
    assert len(report.summary("en")) == len(CHECKS) == len(Check)
    assert ("缺少位置", "b", "望海路驿站", "按地址补充坐标：示例市望海区望海路1号") in report.rows(
        "zh-CN"
    )
    assert check().summary("en")[0] == ("hours unknown", "0", "0%")


def test_a_workbook(tmp_path: Path) -> None:
    report = check(*BAD, today=date(2026, 12, 1))
    path = tmp_path / "check.xlsx"
    report.to_xlsx(path, lang="zh-CN")
    book = python_calamine.CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["汇总", "明细"]
    summary = book.get_sheet_by_name("汇总").to_python()
    assert ["缺少位置", 1.0, 0.25] in summary
    assert "2026-12-31" in str(summary[-1][0])
    header, *rows = book.get_sheet_by_name("明细").to_python()
    assert header == ["检查项", "编号", "名称", "说明"]
    assert len(rows) == len(report.findings)
    assert "'=1+1" in [row[2] for row in rows]
