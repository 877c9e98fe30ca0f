"""Lists that number their rows 001, 002 …: such a code alone does not make two rows one site."""

import pytest

from tests.geodata.importing.making import WGS84, plan, table

HEADER = "编号 名称 地址 来源 经度 纬度"


@pytest.mark.parametrize("source", ["", "乙区"])
def test_two_lists_that_number_their_rows_do_not_overwrite_each_other(source: str) -> None:
    first = plan(table(HEADER, ("001", "甲", "一路"), ("007", "乙", "二路")))
    other = table(HEADER, ("001", "丙", "三路", source), ("007", "丁", "四路", source))
    made = plan(other, sites=first.new, file="other.csv")
    assert [(site.name, site.code) for site in made.new] == [("丙", "001"), ("丁", "007")]
    assert (made.changed, made.merged, made.filled) == ((), (), ())
    again = plan(other, sites=(*first.new, *made.new), file="other.csv")
    assert len(again.unchanged) == again.read == 2


def test_rows_of_one_list_numbered_alike_are_two_sites_unless_something_else_tells() -> None:
    far = [("001", "甲", "", "", "121.1", "36.1"), ("001", "乙", "", "", "121.2", "36.1")]
    assert len(plan(table(HEADER, *far), datum=WGS84).new) == 2
    beside = [("001", "甲", "", "", "121.1", "36.1"), ("001", "乙", "", "", "121.101", "36.1")]
    assert len(plan(table(HEADER, *beside), datum=WGS84).merged) == 1
    assert len(plan(table(HEADER, ("001", "甲", "一路"), ("001", "乙", "一路"))).merged) == 1


@pytest.mark.parametrize("renamed", [("001", "丙", "一路"), ("001", "丙", "三路"), ("001", "丙")])
def test_a_site_renamed_in_a_later_edition_keeps_its_id(renamed: tuple[str, ...]) -> None:
    first = plan(table(HEADER, ("001", "甲", "一路")))
    (change,) = plan(table(HEADER, renamed), sites=first.new).changed
    assert (change.old.id, change.new.id, change.new.name) == ("001", "001", "丙")
