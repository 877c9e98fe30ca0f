"""Which rows are one site: ids that last, duplicates merged whatever their order."""

from collections.abc import Sequence

from geodata.importing.matching.identity import Record
from locator.geodesy import GEOD
from locator.model import Site
from tests.geodata.importing.making import WGS84, plan, table

HEADER = "名称 地址 经度 纬度 编号 来源 电话 服务设施 核实日期"
HERE = ("121.1", "36.1")


def metres_east(metres: float) -> tuple[str, str]:
    lon, lat, _ = GEOD.fwd(121.1, 36.1, 90, metres)
    return f"{lon:.9f}", f"{lat:.9f}"


def row(
    name: str = "迎春驿站",
    address: str = "",
    at: tuple[str, str] = ("", ""),
    **told: str,
) -> tuple[str, ...]:
    rest = (told.get(field, "") for field in ("code", "source", "phone", "has", "verified"))
    return (name, address, *at, *rest)


def sites(*rows: Sequence[str]) -> list[Site]:
    return list(plan(table(HEADER, *rows), datum=WGS84).new)


# --- ids ---------------------------------------------------------------------------


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
