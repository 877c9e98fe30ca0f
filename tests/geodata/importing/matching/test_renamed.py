"""A site that staff have renamed is known again by a list that calls it as it was called."""

from dataclasses import replace

import pytest

from tests.geodata.importing.making import WGS84, after, plan, table

ROW = ("迎春驿站", "迎春路1号", "121.1", "36.1")


@pytest.mark.parametrize(
    "mended",
    [
        {"name": "新名驿站"},
        {"address": "新名路9号"},
        {"name": "新名驿站", "address": "新名路9号"},
    ],
)
@pytest.mark.parametrize("row", [ROW, ROW[:2]], ids=["placed", "without a place"])
def test_a_list_knows_a_site_again_that_staff_have_renamed(
    mended: dict[str, str], row: tuple[str, ...]
) -> None:
    first = table("名称 地址 经度 纬度", row, ("望海驿站", "望海路2号", "121.2", "36.1"))
    came_in = plan(first, datum=WGS84).new
    stored = [replace(came_in[0], **mended), came_in[1]]  # type: ignore[arg-type]  # texts
    again = plan(first, sites=stored, datum=WGS84)
    assert (again.new, again.missing) == ((), ())
    (change,) = again.changed  # the list speaks, and it is told
    assert {each.field: (each.old, each.new) for each in change.fields} == {
        name: (text, getattr(came_in[0], name)) for name, text in mended.items()
    }
    assert after(again, stored) == {site.name: site for site in came_in}


def test_of_places_named_alike_the_renamed_one_is_known_by_where_it_is() -> None:
    alike = table(
        "名称 经度 纬度",
        *[("迎春驿站", f"121.{place}", "36.1") for place in (1, 2, 3)],
    )
    came_in = plan(alike, datum=WGS84).new
    for number in range(3):
        stored = [replace(s, name="新名驿站") if s is came_in[number] else s for s in came_in]
        again = plan(alike, sites=stored, datum=WGS84)
        assert (again.new, again.missing) == ((), ())
        assert [change.new for change in again.changed] == [came_in[number]]
