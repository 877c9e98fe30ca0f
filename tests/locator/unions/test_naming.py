from dataclasses import replace

import pytest

from locator.unions import Jurisdictions, Union
from tests.locator.unions.samples import CITY, NANSHAN, UNIONS, WANGHAI

ALL = Jurisdictions(UNIONS)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("示例市望海区迎春街道12号", "yingchun"),
        ("某省示例市望海区迎春街道 12 号", "yingchun"),
        ("示例市望海区新建路3号", "wanghai"),
        ("示例望海新建路3号", "wanghai"),
        ("望海区", "wanghai"),
        ("望海", "wanghai"),
        ("示例市", "city"),
        ("示例市 南山区 解放街道 5号", "jiefang-n"),
        ("望海区解放街道", "jiefang-w"),
        # A road, a school or a park is no district.
        ("望海路12号", None),
        ("示例市望海南路12号", "city"),
        ("示例市望海小学", "city"),
        ("南山公园", None),
        ("示例市解放路5号", "city"),
        ("示例市南山区望海大厦", "nanshan"),
        ("示例市望海区南山加油站", "wanghai"),
        # Not clear which one, or a contradiction: the wider one that is clear, or none.
        ("解放街道5号", None),
        ("示例市解放街道5号", "city"),
        ("望海区与南山区交界", None),
        ("示例市南山区迎春街道5号", "nanshan"),
        # The same name in another city.
        ("别的市望海区迎春街道5号", None),
        ("", None),
        ("海", None),
        ("12号", None),
    ],
)
def test_addresses(address: str, found: str | None) -> None:
    union = ALL.named_in(address)
    assert (union.id if union else None) == found


@pytest.mark.parametrize(
    "name",
    [
        "望海区",
        "望海区总工会",
        "望海区工会",
        "望海区工会联合会",
        "示例市望海区总工会",
        "望海区 总工会",
    ],
)
def test_a_union_is_named_by_its_area(name: str) -> None:
    loaded = Jurisdictions((CITY, replace(WANGHAI, name=name), NANSHAN))
    union = loaded.named_in("示例市望海区某路1号")
    assert union is not None
    assert union.id == "wanghai"


def test_a_street_office_is_named_by_its_street() -> None:
    office = Union(id="o", name="新村街道办事处", level="street", parent_id="wanghai")
    loaded = Jurisdictions((*UNIONS, office))
    for address in ("望海区新村街道1号", "望海区新村街道办事处"):
        union = loaded.named_in(address)
        assert union is not None
        assert union.id == "o"


def test_a_short_name_inside_a_longer_one_is_not_meant() -> None:
    town = replace(NANSHAN, id="town", name="城区")
    east = replace(WANGHAI, id="east", name="东城区")
    loaded = Jurisdictions((CITY, town, east))
    for address, found in (("示例市东城区1号", "east"), ("示例市城区1号", "town")):
        union = loaded.named_in(address)
        assert union is not None
        assert union.id == found
    assert Jurisdictions((CITY, town)).named_in("南城区1号") is None


def test_a_cell_of_ten_megabytes_is_no_trouble() -> None:
    assert ALL.named_in("望海区" * 4_000_000) is not None
    assert ALL.named_in(" " * 10_000_000) is None
