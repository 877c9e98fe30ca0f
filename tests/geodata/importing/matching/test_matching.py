"""Which rows are one site: ids that last, duplicates merged whatever their order."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.importing.matching.crowd import crowded
from locator.model import Site
from locator.vocabulary import Datum
from tests.geodata.anysite import PATIENT
from tests.geodata.importing.making import WGS84, after, one, plan, said, table
from tests.geodata.importing.matching.rows import HEADER, HERE, metres_east, row, sites

# --- ids ---------------------------------------------------------------------------


def test_ids_are_short_stable_and_fit_for_a_link() -> None:
    (site,) = sites(row(address="示例市迎春路1号", source="市总工会"))
    assert re.fullmatch(r"[a-z2-7]{13}", site.id)
    assert site.id == "kss62vrjcwtbw"  # links on doors hang on it: it never changes


def test_an_id_depends_on_source_name_and_address_only() -> None:
    (plain,) = sites(row(address="迎春路1号", source="甲"))
    for same in (
        row(address="迎春路1号", source="甲", at=HERE, phone="12351", has="空调"),
        row("迎春 驿站", "迎春路１号", source="甲"),
    ):
        assert sites(same)[0].id == plain.id
    for other in (
        row(address="迎春路2号", source="甲"),
        row(address="迎春路1号", source="乙"),
        row("迎新驿站", "迎春路1号", source="甲"),
    ):
        assert sites(other)[0].id != plain.id


def test_given_ids_and_codes_are_kept() -> None:
    assert one("id 名称", ("a-1", "甲")).id == "a-1"
    coded = one("站点编码 名称", ("鲁F001", "甲"))
    assert (coded.id, coded.code) == ("鲁F001", "鲁F001")
    both = one("id 站点编码 名称", ("x", "y", "甲"))
    assert (both.id, both.code) == ("x", "y")


def test_an_id_that_fits_no_link_is_kept_as_a_code() -> None:
    site = one("id 名称", ("a/1 b", "甲"))
    assert re.fullmatch(r"[a-z2-7]{13}", site.id)
    assert site.code == "a/1 b"


def test_one_name_at_several_places_is_several_sites() -> None:
    made = sites(
        row("劳动者港湾", at=HERE),
        row("劳动者港湾", at=metres_east(900)),
        row("劳动者港湾", at=metres_east(5000)),
    )
    assert [site.id for site in made] == [made[0].id, f"{made[0].id}-2", f"{made[0].id}-3"]


# --- duplicates in a file ----------------------------------------------------------


@pytest.mark.parametrize(("metres", "merged"), [(0, 1), (150, 1), (199.9, 1), (200.1, 0)])
def test_one_name_within_200_metres_is_one_site(metres: float, merged: int) -> None:
    made = plan(
        table(HEADER, row(address="甲路", at=HERE), row(address="乙路", at=metres_east(metres))),
        datum=WGS84,
    )
    assert made.counts["merged"] == merged


def test_names_are_compared_without_marks_and_width() -> None:
    made = sites(row("迎春驿站(1号)", "甲路", HERE), row("迎春驿站１号", "乙路", HERE))
    assert len(made) == 1


def test_without_positions_of_their_own_one_name_is_two_sites() -> None:
    assert len(sites(row(address="甲路", at=HERE), row(address="乙路"))) == 2


def test_one_code_is_one_site() -> None:
    made = plan(
        table(
            HEADER,
            row("迎春驿站", code="A1", source="甲", phone="12351"),
            row("迎春工会驿站", code="A1", source="乙", has="空调"),
        )
    )
    (site,) = made.new
    assert (site.id, site.phone, site.amenities) == ("A1", "12351", ("ac",))
    (merged,) = made.merged
    assert (merged.site_id, merged.by) == ("A1", "code")
    assert set(merged.differing) == {"name"}
    assert "重复的行已并入" in said(made)
    assert "说法不同,以站点为准:name" in said(made)


def test_one_code_in_two_cities_is_two_sites() -> None:
    made = sites(row("甲", "甲路", HERE, code="1号"), row("乙", "乙路", ("116", "39"), code="1号"))
    assert [site.code for site in made] == ["1号", "1号"]
    assert len({site.id for site in made}) == 2


def test_codes_of_one_source_that_differ_are_two_sites() -> None:
    assert len(sites(row(at=HERE, code="A1"), row(at=HERE, address="x", code="A2"))) == 2


def test_a_row_given_twice_is_one_site() -> None:
    made = plan(table(HEADER, *[row(address="迎春路1号", phone="12351")] * 3))
    assert (made.counts["new"], made.counts["merged"]) == (1, 2)
    assert {merged.by for merged in made.merged} == {"identity"}


def test_the_row_that_was_verified_last_speaks_and_the_other_fills_in() -> None:
    made = plan(
        table(
            HEADER,
            row(address="迎春路1号", phone="旧", has="空调", verified="2025-01-01"),
            row(address="迎春路1号", phone="新", verified="2026-01-01"),
        )
    )
    (site,) = made.new
    assert (site.phone, site.amenities) == ("新", ("ac",))
    assert set(made.merged[0].differing) == {"phone", "verified_on"}


def test_an_id_given_to_two_places_is_rejected_with_the_other_row_named() -> None:
    made = plan(table("id 名称 电话", ("7", "甲", "1"), ("7", "乙", "")))
    assert (made.counts["new"], made.counts["rejected"]) == (1, 1)
    assert made.new[0].name == "甲"
    assert "第 2 行" in made.rejected[0].reason.zh
    assert "row 2" in made.rejected[0].reason.en


def test_an_id_given_twice_to_one_place_is_one_site() -> None:
    made = plan(table("id 名称 电话", ("7", "甲", "1"), ("7", "甲", "")))
    assert (made.counts["new"], made.counts["merged"]) == (1, 1)


MESSY = (
    row(at=HERE, source="甲"),
    row(at=metres_east(120), source="乙", phone="1", has="空调"),
    row(at=metres_east(240), source="丙", phone="2"),
    row(at=metres_east(360), source="丁", verified="2026-01-01"),
    row("别名", "甲路", code="A1", phone="3"),
    row("迎春驿站", "乙路", HERE, code="A1"),
    row("别名", "甲路", source="甲", phone="4"),
    row("别名", "甲路", source="甲", has="无"),
    row("迎春驿站", "丙路"),
)


@settings(PATIENT, max_examples=60)
@given(st.permutations(MESSY))
def test_the_order_of_rows_makes_no_difference(rows: list[tuple[str, ...]]) -> None:
    def outcome(made_from: Sequence[Sequence[str]]) -> tuple[object, ...]:
        made = plan(table(HEADER, *made_from), datum=WGS84)
        merged = sorted((m.name, m.site_id, m.by, m.differing) for m in made.merged)
        return sorted(made.new, key=lambda site: site.id), merged

    assert outcome(rows) == outcome(MESSY)


def test_merging_does_not_creep_along_a_street() -> None:
    made = plan(
        table(HEADER, *[row("驿站", str(n), metres_east(n * 150)) for n in range(9)]), datum=WGS84
    )
    for merged in made.merged:
        assert merged.by == "name"
    assert len(made.new) >= 3  # 1,200 m of one name, none drawn in from beyond 200 m


def test_rows_that_nothing_resembles_stand_alone() -> None:
    def told(name: str, **more: str) -> dict[str, str]:
        return {"name": name, **more}

    shared = [told("甲"), told("乙"), told("甲"), told("丙", code="x"), told("丁"), None]
    assert crowded(shared).tolist() == [True, False, True, False, False, False]
    assert crowded([told("丙", code="x"), told("丁", id="x")]).tolist() == [True, True]
    assert crowded([told("丙"), told("丁", id="x")]).tolist() == [True, False]
    assert crowded([]).tolist() == []
    assert crowded([told("甲"), told("乙"), None, None]).tolist() == [False] * 4
    assert crowded([told("甲", id="1"), told("乙", id="2")]).tolist() == [False] * 2
    assert crowded([told("甲", code="1"), told("乙", code="1")]).tolist() == [True] * 2


# --- duplicates of what is stored --------------------------------------------------


def stored(**told: str) -> list[Site]:
    return sites(row(at=HERE, source="甲", phone="12351", **told))


def test_another_source_fills_in_what_is_unknown_and_replaces_nothing() -> None:
    old = stored()
    new = row(address="迎春路1号", at=metres_east(50), source="乙", phone="110", has="空调")
    made = plan(table(HEADER, new), sites=old, datum=WGS84)
    assert made.counts == {
        "read": 1,
        "new": 0,
        "changed": 0,
        "unchanged": 0,
        "merged": 1,
        "rejected": 0,
    }
    (change,) = made.filled
    assert {field.field for field in change.fields} == {"address", "amenities"}
    assert (change.new.phone, change.new.source, change.new.position) == (
        *("12351", "甲", old[0].position),
    )
    assert "phone" in made.merged[0].differing
    again = plan(table(HEADER, new), sites=[change.new], datum=WGS84)
    assert (again.counts["merged"], again.filled) == (1, ())


def test_another_source_is_recognised_by_code() -> None:
    made = plan(
        table(HEADER, row("别名", code="A1", source="乙", has="空调")), sites=stored(code="A1")
    )
    assert (made.counts["merged"], made.filled[0].new.amenities) == (1, ("ac",))


def test_the_same_source_may_correct_an_address() -> None:
    old = stored(address="")
    new = row(address="迎春路1号", at=HERE, source="甲", phone="110")
    made = plan(table(HEADER, new), sites=old, datum=WGS84)
    (change,) = made.changed
    assert change.new.id == old[0].id
    assert (change.new.address, change.new.phone) == ("迎春路1号", "110")


def test_a_deactivated_site_draws_no_neighbour_in() -> None:
    old = [replace(site, active=False) for site in stored()]
    made = plan(table(HEADER, row(address="x", at=HERE, source="乙")), sites=old, datum=WGS84)
    assert made.counts["new"] == 1


def test_a_position_is_given_to_a_site_that_had_none() -> None:
    (old,) = sites(row(address="迎春路1号"))
    made = plan(table(HEADER, row(address="迎春路1号", at=HERE)), sites=[old], datum=WGS84)
    assert after(made, [old])["迎春驿站"].id == old.id
    assert made.counts["changed"] == 1


def test_a_site_that_moves_keeps_its_id() -> None:
    (old,) = sites(row(address="迎春路1号", at=HERE))
    made = plan(table(HEADER, row(address="迎春路1号", at=("116", "39"))), sites=[old], datum=WGS84)
    assert [change.new.id for change in made.changed] == [old.id]
    shifted = plan(table(HEADER, row(at=HERE)), sites=sites(row(at=HERE)), datum=Datum.GCJ02)
    assert shifted.counts["changed"] == 1


def test_one_name_without_address_in_another_city_is_another_site() -> None:
    (old,) = sites(row("劳动者港湾", at=HERE))
    made = plan(table(HEADER, row("劳动者港湾", at=("116", "39"))), sites=[old], datum=WGS84)
    assert [site.id for site in made.new] == [f"{old.id}-2"]
