"""Which row is which site again, where a list comes anew."""

from geodata.importing.matching.identity import Record
from tests.geodata.importing.making import WGS84, plan, table
from tests.geodata.importing.matching.rows import HEADER, metres_east, row, sites


def test_places_of_one_name_keep_their_ids_when_rows_change_places() -> None:
    rows = [row("劳动者港湾", at=metres_east(900 * n), phone=str(n)) for n in range(4)]
    old = sites(*rows)
    again = plan(table(HEADER, *rows[::-1]), sites=old, datum=WGS84)
    assert again.counts["unchanged"] == 4
    without_first = plan(table(HEADER, *rows[1:]), sites=old, datum=WGS84)
    assert without_first.counts["unchanged"] == 3


def test_an_id_of_somebody_else_is_not_taken_over() -> None:
    (old,) = plan(table("id 名称 来源", ("7", "甲", "一区"))).new
    made = plan(table("id 名称 来源", ("7", "乙", "二区")), sites=[old])
    assert made.counts["rejected"] == 1
    renamed = plan(table("id 名称 来源", ("7", "乙", "一区")), sites=[old])
    assert renamed.changed[0].new.name == "乙"


def test_a_record_is_the_same_from_a_row_and_from_its_site() -> None:
    values = {"name": "甲", "district": "望海区", "street": "迎春街道", "source": "乙"}
    (site,) = plan(table("名称 区县 街道 来源", tuple(values.values()))).new
    assert Record.of_row(values).identity == Record.of_site(site).identity
    assert site.id == Record.of_site(site).derived_id
