"""Where rows are: pairs, axes, datums, links; and what says nothing of where it is."""

import random
import re
from pathlib import Path

import numpy as np
import pytest

from geodata.importing import ImportOptions, plan_import, read_file
from locator.datum import from_wgs84
from locator.errors import InvalidInput
from locator.geodesy import distance_m
from locator.model import Site
from locator.vocabulary import Accuracy, Datum
from tests.geodata.importing.making import (
    EAST,
    UNIONS,
    WEST,
    WGS84,
    loaded,
    one,
    plan,
    said,
    table,
    write_csv,
)

PAIR = "名称 经度 纬度"


def given(site: Site) -> tuple[float, float, Datum] | None:
    position = site.position
    return (position.given_lon, position.given_lat, position.datum) if position else None


def reason(header: str, *row: str) -> str:
    (rejected,) = plan(table(header, row), datum=WGS84).rejected
    assert rejected.reason.en
    return rejected.reason.zh


def test_a_pair_keeps_what_was_given_beside_wgs84() -> None:
    site = one(PAIR, ("甲", "121.4", "37.5"), datum=Datum.GCJ02)
    assert given(site) == (121.4, 37.5, Datum.GCJ02)
    assert site.position
    back = from_wgs84(site.position.lon, site.position.lat, Datum.GCJ02)
    assert back == pytest.approx((121.4, 37.5), abs=1e-9)
    assert site.position.accuracy is Accuracy.EXACT


@pytest.mark.parametrize("nothing", ["无", "暂无", "没有", "-", "0"])
def test_words_for_no_position_leave_the_row_without_one(nothing: str) -> None:
    (site,) = plan(table(PAIR, ("甲", nothing, nothing)), datum=WGS84).new
    assert site.position is None
    (site,) = plan(table("名称 坐标", ("甲", "无"))).new
    assert (site.position, site.address, site.extra) == (None, "", ())
    assert reason(PAIR, "甲", nothing if nothing != "0" else "", "37.5") == "缺少经度"


def test_a_link_that_holds_no_position_is_told() -> None:
    link = "https://surl.amap.com/abcXYZ"
    made = plan(table("名称 地图链接", ("甲", link), ("乙", "geo:37.5,121.4")))
    assert dict(made.new[0].extra) == {"地图链接": link}
    assert made.new[0].position is None
    (warning,) = made.warnings
    assert "链接" in warning.zh
    assert link in warning.zh
    assert "2" in warning.en  # the row
    assert given(made.new[1]) == (121.4, 37.5, Datum.WGS84)


def test_an_entrance_s_link_that_holds_no_position_is_told() -> None:
    made = plan(table("名称 入口坐标", ("甲", "https://j.map.baidu.com/ab/cd")))
    assert "链接" in said(made)


def test_a_pair_cut_off_by_a_spreadsheet_is_rejected_with_what_to_do() -> None:
    assert "科学计数法" in reason(PAIR, "甲", "1.2E+02", "3.7536E+01")
    assert given(one(PAIR, ("甲", "1.21447E+02", "3.7536E+01"), datum=WGS84)) == (
        *(121.447, 37.536),
        WGS84,
    )


def test_positions_without_a_datum_are_asked_about() -> None:
    with pytest.raises(InvalidInput) as caught:
        plan(table(PAIR, ("甲", "121.4", "37.5")))
    (problem,) = caught.value.problems
    assert problem.field == "datum"
    assert problem.allowed.en == "wgs84, gcj02, bd09"
    assert plan(table(PAIR, ("甲", "", ""))).new[0].position is None


@pytest.mark.parametrize(
    ("row", "datum"),
    [
        (("甲", "121.4,37.5", "GCJ-02"), Datum.GCJ02),
        (("甲", "121.4,37.5", "百度"), Datum.BD09),
        (("甲", "121.4,37.5", ""), Datum.WGS84),
        (("甲", "121.4,37.5", "西安80"), Datum.WGS84),  # kept as written, told, not believed
        (("甲", "geo:37.5,121.4", "GCJ-02"), Datum.WGS84),  # a link tells its own
    ],
)
def test_the_row_tells_its_datum_before_the_option(row: tuple[str, ...], datum: Datum) -> None:
    assert given(one("名称 坐标 坐标系", row, datum=WGS84)) == (121.4, 37.5, datum)


def test_a_vector_file_says_its_datum_unless_somebody_knows_better() -> None:
    vector = table(
        "name lon lat", ("甲", "121.4", "37.5"), geometry=("lon", "lat"), datum_hint=Datum.WGS84
    )
    assert given(plan(vector).new[0]) == (121.4, 37.5, Datum.WGS84)
    assert given(plan(vector, datum=Datum.GCJ02).new[0]) == (121.4, 37.5, Datum.GCJ02)


def test_overruling_what_the_file_says_of_itself_is_told() -> None:
    header = "名称 经度(WGS84) 纬度(WGS84)"
    row = ("甲", "121.4", "37.5")
    assert "按要求的坐标系读" in said(plan(table(header, row), datum=Datum.GCJ02))
    assert said(plan(table(header, row), datum=WGS84)) == ""


@pytest.mark.parametrize(
    "cells",
    [
        ("121.4", "37.5"),
        ("37.5", "121.4"),
        ("121°24′00″E", "37°30′0″N"),
        ("东经121.4°", "北纬37.5°"),
        ("121度24分", "37度30分"),
        ("121.4,37.5", ""),
        ("", "37.5,121.4"),
    ],
)
def test_pairs_in_all_their_forms(cells: tuple[str, str]) -> None:
    assert given(one(PAIR, ("甲", *cells), datum=WGS84)) == pytest.approx((121.4, 37.5, "wgs84"))


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("121.4 37.5", Datum.WGS84),
        ("37.5，121.4", Datum.WGS84),
        ("东经121°24′,北纬37°30′", Datum.WGS84),
        ("https://uri.amap.com/marker?position=121.4,37.5&name=示例驿站", Datum.GCJ02),
        (
            "https://api.map.baidu.com/marker?location=37.5,121.4&title=x&coord_type=bd09ll&output=html",
            Datum.BD09,
        ),
        ("https://apis.map.qq.com/uri/v1/marker?marker=coord:37.5,121.4;title:x", Datum.GCJ02),
    ],
)
def test_one_column_or_a_shared_link(text: str, datum: Datum) -> None:
    site = one("名称 位置", ("甲", text), datum=WGS84)
    assert given(site) == pytest.approx((121.4, 37.5, datum))
    assert site.extra == ()


def test_a_text_without_coordinates_is_an_address_or_kept() -> None:
    assert one("名称 位置", ("甲", "商场一楼东门3号")).address == "商场一楼东门3号"
    both = one("名称 地址 位置", ("甲", "迎春路1号", "商场一楼东门"))
    assert (both.address, both.extra) == ("迎春路1号", (("位置", "商场一楼东门"),))
    assert one("名称 位置", ("甲", "3号楼2单元5层")).address == "3号楼2单元5层"
    door = one("名称 入口坐标", ("甲", "东门"))
    assert (door.address, door.extra) == ("", (("入口坐标", "东门"),))
    short = one("名称 位置", ("甲", "https://surl.amap.com/abc123"))
    assert (short.address, short.position) == ("", None)
    assert short.extra == (("位置", "https://surl.amap.com/abc123"),)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("甲", "221.4", "37.5"), "经度“221.4”:不在地球上"),
        (("甲", "121.4", "甲乙"), "纬度“甲乙”:不是度数"),
        (("甲", "121.4", ""), "缺少纬度"),
        (("甲", "", "37.5"), "缺少经度"),
        (("", "121.4", "37.5"), "没有名称"),
    ],
)
def test_a_row_that_is_nowhere_is_rejected_with_the_reason(
    row: tuple[str, ...], words: str
) -> None:
    assert words in reason(PAIR, *row)


def test_an_unreadable_position_is_rejected() -> None:
    assert "不能识别" in reason("名称 坐标", "甲", "221.4,137.5")


def test_nought_nought_is_no_position() -> None:
    made = plan(table(PAIR, ("甲", "0", "0")))
    assert made.new[0].position is None
    assert "0,0" in said(made)


def test_the_entrance_is_read_as_the_site_is() -> None:
    site = one(
        "名称 经度 纬度 入口经度 入口纬度",
        ("甲", "121.4", "37.5", "121.401", "37.501"),
        datum=WGS84,
    )
    assert site.entrance
    assert (site.entrance.lon, site.entrance.lat) == (121.401, 37.501)
    assert one("名称 入口坐标", ("甲", "121.4,37.5"), datum=WGS84).entrance == site.position


def a_list(rows: int, seed: int, datum: Datum = Datum.WGS84) -> list[tuple[str, ...]]:
    """Return rows in the two districts, told in a datum."""
    chance = random.Random(seed)
    lines: list[tuple[str, ...]] = [("名称", "地址", "经度", "纬度")]
    for number in range(rows):
        union = chance.choice((WEST, EAST))
        assert union.area is not None
        west, south, east, north = union.area.bounds
        lon, lat = from_wgs84(chance.uniform(west, east), chance.uniform(south, north), datum)
        address = f"示例市{union.name.removesuffix('总工会')}示例路{number}号"
        lines.append((f"驿站{number}", address, f"{lon:.6f}", f"{lat:.6f}"))
    return lines


def swapped(lines: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [lines[0], *((name, address, lat, lon) for name, address, lon, lat in lines[1:])]


def test_swapped_axes_are_caught_in_files(tmp_path: Path) -> None:
    lines = a_list(500, 6)
    path = write_csv(tmp_path / "swapped.csv", swapped(lines))
    asked = ImportOptions(datum=WGS84)
    made = plan_import(read_file(path), loaded(unions=UNIONS), options=asked, file=path.name)
    where = {site.name: given(site) for site in made.new}
    caught = [where[name] == (float(x), float(y), "wgs84") for name, _, x, y in lines[1:]]
    assert sum(caught) / len(caught) >= 0.99
    assert "写反" in said(made)


def test_swapped_axes_are_caught_all_over_china() -> None:
    chance = random.Random(5)
    points = [(chance.uniform(73.5, 134.8), chance.uniform(18.2, 53.5)) for _ in range(2000)]
    rows = [(f"驿站{i}", f"{lat:.6f}", f"{lon:.6f}") for i, (lon, lat) in enumerate(points)]
    made = plan(table(PAIR, *rows), datum=WGS84)
    right = np.array([[s.position.lon, s.position.lat] for s in made.new if s.position])
    assert distance_m(
        lon1=right[:, 0],
        lat1=right[:, 1],
        lon2=[lon for lon, _ in points],
        lat2=[lat for _, lat in points],
    ).max() == pytest.approx(0, abs=1)


def doubts(lines: list[tuple[str, ...]], *, datum: Datum) -> str:
    return said(plan(table(" ".join(lines[0]), *lines[1:]), unions=UNIONS, datum=datum))


def test_a_wrong_datum_is_doubted_by_the_districts_that_rows_name() -> None:
    lines = a_list(3000, 7, Datum.GCJ02)
    doubt = doubts(lines, datum=Datum.WGS84)
    assert "按 GCJ-02 读" in doubt
    assert doubts(lines, datum=Datum.GCJ02) == ""


def test_a_double_conversion_is_doubted() -> None:
    lines = a_list(3000, 8, Datum.GCJ02)
    twice = [lines[0]]
    for name, address, lon, lat in lines[1:]:
        x, y = from_wgs84(float(lon), float(lat), Datum.GCJ02)
        twice.append((name, address, f"{x:.6f}", f"{y:.6f}"))
    assert "多转换了一次" in doubts(twice, datum=Datum.GCJ02)


def test_rows_outside_the_district_that_they_name_are_told() -> None:
    lines = a_list(6, 10)
    name, address, *_ = lines[2]
    named, other = (WEST, EAST) if WEST.name[:2] in address else (EAST, WEST)
    assert other.area is not None
    west, south, east, north = other.area.bounds
    lines[2] = (name, address, f"{(west + east) / 2:.6f}", f"{(south + north) / 2:.6f}")
    told = doubts(lines, datum=Datum.WGS84)
    assert told.startswith("坐标不在资料所写的区县、街道里")
    assert f"{name} ({named.name} → {other.name})" in told
    assert told.count("驿站") == 1


def test_of_a_large_file_a_sample_is_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geodata.importing.suspicion.SAMPLE", 1500)
    lines = a_list(3000, 9, Datum.GCJ02)
    tested = re.search(r"(\d+) 个点", doubts(lines, datum=Datum.WGS84))
    assert tested
    assert 1000 < int(tested[1]) <= 1500
