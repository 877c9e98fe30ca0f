"""Rows without a position: at the centre of what they name, or where a geocoder finds them."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import shapely

from geodata.importing import ImportOptions, plan_import
from geodata.services.asking import ServiceError
from geodata.services.geocoding import Place
from locator.model import Site
from locator.unions import Union
from locator.vocabulary import Accuracy, Datum, Kind
from tests.geodata.importing.making import (
    CITY,
    EAST,
    STREET,
    UNIONS,
    WEST,
    WGS84,
    loaded,
    one,
    plan,
    said,
    table,
)


def placed(address: str, district: str = "", street: str = "", **asked: Any) -> Site:
    (site,) = plan(
        table("名称 地址 区县 街道", ("甲", address, district, street)), unions=UNIONS, **asked
    ).new
    return site


@pytest.mark.parametrize(
    ("told", "accuracy", "union"),
    [
        (("示例市望海区潮声路1号",), Accuracy.DISTRICT, WEST),
        (("示例市听涛区",), Accuracy.DISTRICT, EAST),
        (("示例市望海区迎春街道12号",), Accuracy.STREET, STREET),
        (("潮声路1号", "望海区"), Accuracy.DISTRICT, WEST),
        (("", "望海区", "迎春街道"), Accuracy.STREET, STREET),
    ],
)
def test_a_row_stands_at_the_centre_of_what_it_names(
    told: tuple[str, ...], accuracy: Accuracy, union: Union
) -> None:
    position = placed(*told).position
    assert position
    assert union.area is not None
    assert shapely.contains_xy(union.area, position.lon, position.lat)
    assert (position.accuracy, position.datum) == (accuracy, Datum.WGS84)
    assert (position.given_lon, position.given_lat) == (position.lon, position.lat)


@pytest.mark.parametrize("address", ["示例市", "乙市丙区1号", ""])
def test_a_row_that_names_no_district_has_no_position(address: str) -> None:
    assert placed(address).position is None


def test_without_districts_nothing_is_placed() -> None:
    assert one("名称 地址", ("甲", "示例市望海区1号")).position is None


def test_a_street_whose_area_is_unknown_is_placed_in_its_district() -> None:
    unions = (CITY, WEST, replace(STREET, area=None))
    (site,) = plan(table("名称 地址", ("甲", "望海区迎春街道1号")), unions=unions).new
    assert site.position
    assert site.position.accuracy is Accuracy.DISTRICT


def test_a_hotline_stands_nowhere() -> None:
    assert placed("示例市望海区1号", kind=Kind.REMOTE).position is None


def test_a_position_of_its_own_is_kept_whatever_the_address_says() -> None:
    header = "名称 地址 经度 纬度"
    (site,) = plan(
        table(header, ("甲", "示例市望海区1号", "121.39", "36.19")), unions=UNIONS, datum=WGS84
    ).new
    assert site.position
    assert (site.position.lon, site.position.accuracy) == (121.39, Accuracy.EXACT)


def test_a_centre_never_takes_the_place_of_a_position() -> None:
    header = "名称 地址 经度 纬度"
    where = ("甲", "示例市望海区1号")
    old = plan(table(header, (*where, "121.05", "36.05")), datum=WGS84).new
    made = plan(table(header, where), sites=old, unions=UNIONS)
    assert made.counts["unchanged"] == 1


def test_districts_loaded_later_place_what_was_nowhere() -> None:
    rows = table("名称 地址", ("甲", "示例市望海区1号"))
    old = plan(rows).new
    made = plan(rows, sites=old, unions=UNIONS)
    assert made.changed[0].new.position
    assert plan(rows, sites=[made.changed[0].new], unions=UNIONS).counts["unchanged"] == 1


def test_a_site_that_moves_to_another_district_moves_to_its_centre() -> None:
    old = plan(table("编码 名称 地址", ("A", "甲", "示例市望海区1号")), unions=UNIONS).new
    made = plan(table("编码 名称 地址", ("A", "甲", "示例市听涛区1号")), sites=old, unions=UNIONS)
    position = made.changed[0].new.position
    assert position
    assert EAST.area is not None
    assert shapely.contains_xy(EAST.area, position.lon, position.lat)


@dataclass
class Map:
    """A geocoder that knows some addresses."""

    known: dict[str, Place]
    failing: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)

    def locate(self, address: str, city: str) -> Place | None:
        self.asked.append((address, city))
        if self.failing:
            raise ServiceError("quota exceeded")
        return self.known.get(address)


DOOR = Place(121.05, 36.05, Datum.GCJ02, Accuracy.EXACT)
ROWS = table(
    "名称 地址 经度 纬度",
    ("甲", "示例市望海区1号"),
    ("乙", "示例市听涛区2号"),
    ("丙", "示例市听涛区3号", "121.3", "36.1"),
    ("丁", ""),
)


def test_a_geocoder_is_asked_for_rows_without_a_position_only() -> None:
    geocoder = Map({"示例市望海区1号": DOOR})
    made = plan(ROWS, unions=UNIONS, geocoder=geocoder, datum=WGS84)
    assert geocoder.asked == [("示例市望海区1号", "示例市"), ("示例市听涛区2号", "示例市")]
    first, second, *_ = made.new
    assert first.position
    assert second.position
    assert (first.position.given_lon, first.position.datum) == (121.05, Datum.GCJ02)
    assert first.position.lon != first.position.given_lon
    assert first.position.accuracy is Accuracy.EXACT
    assert second.position.accuracy is Accuracy.DISTRICT
    assert "示例市听涛区2号" in said(made)
    assert made.geocoded == 1


def test_what_a_geocoder_found_stays_when_it_is_not_asked_again() -> None:
    street = DOOR._replace(accuracy=Accuracy.STREET)
    geocoder = Map({"示例市望海区1号": street, "示例市听涛区2号": DOOR})
    old = plan(ROWS, unions=UNIONS, geocoder=geocoder, datum=WGS84).new
    assert plan(ROWS, sites=old, unions=UNIONS, datum=WGS84).counts["unchanged"] == 4
    again = Map({"示例市望海区1号": street, "示例市听涛区2号": DOOR})
    made = plan(ROWS, sites=old, unions=UNIONS, geocoder=again, datum=WGS84)
    assert (made.counts["unchanged"], made.geocoded) == (4, 0)
    assert again.asked == [("示例市望海区1号", "示例市")]  # better than a street may be known


def test_a_failing_geocoder_is_told_and_left_alone() -> None:
    geocoder = Map({}, failing=True)
    rows = [(f"驿站{n}", f"示例市望海区{n}号") for n in range(9)]
    made = plan(table("名称 地址", *rows), unions=UNIONS, geocoder=geocoder)
    assert len(geocoder.asked) == 3
    assert made.counts["new"] == 9
    assert all(s.position and s.position.accuracy is Accuracy.DISTRICT for s in made.new)
    assert "quota exceeded" in said(made)
    assert "不再查询" in said(made)


def test_how_far_a_geocoder_is_is_told_after_each_address() -> None:
    told: list[tuple[str, float]] = []
    options = ImportOptions(geocoder=Map({}), datum=WGS84)
    plan_import(
        [ROWS], loaded(), options=options, progress=lambda stage, share: told.append((stage, share))
    )
    assert [share for stage, share in told if stage == "place"] == [0, 0.25, 0.5, 0.75]
