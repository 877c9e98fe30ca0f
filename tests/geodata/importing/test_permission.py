"""An editor's import changes what is theirs; the rest comes back with the reason."""

from dataclasses import replace
from pathlib import Path

from geodata.importing import ImportPlan
from geodata.store import Store
from locator.model import Site
from locator.unions import Member, Role
from tests.geodata.importing.making import EAST, NOW, UNIONS, WEST, WGS84, moved, plan, table

WEST_EDITOR = Member(7, "李强", Role.EDITOR, WEST.id)
HEADER = "名称 地址 经度 纬度 电话"
ROWS = (
    ("甲站", "示例路1号", "121.05", "36.05", "1"),  # west
    ("乙站", "示例路2号", "121.30", "36.05", "2"),  # east
    ("丙站", "示例路3号", "", "", "3"),  # nowhere: the city's
)


def imported(*rows: tuple[str, ...], sites: tuple[Site, ...] = ()) -> tuple[Site, ...]:
    return plan(table(HEADER, *rows), sites=sites, unions=UNIONS, datum=WGS84).new


def asked(
    *rows: tuple[str, ...], sites: tuple[Site, ...] = (), member: Member = WEST_EDITOR
) -> ImportPlan:
    return plan(table(HEADER, *rows), sites=sites, unions=UNIONS, datum=WGS84, member=member)


def test_rows_of_others_are_rejected_with_who_is_responsible() -> None:
    made = asked(*ROWS)
    assert [site.name for site in made.new] == ["甲站"]
    assert [(row.row, row.reason.zh) for row in made.rejected] == [
        (3, f"归“{EAST.name}”管,不在您的范围内"),
        (4, "归“示例市总工会”管,不在您的范围内"),
    ]


def test_an_administrator_may_import_everything() -> None:
    made = asked(*ROWS, member=Member(1, "王芳", Role.ADMINISTRATOR))
    assert len(made.new) == 3
    assert not made.rejected


def test_a_reader_may_import_nothing() -> None:
    made = asked(*ROWS, member=Member(1, "王芳", Role.READER))
    assert (len(made.new), len(made.rejected)) == (0, 3)


def test_a_site_is_neither_taken_from_others_nor_given_to_them() -> None:
    stored = imported(*ROWS)
    east = ("甲站", "示例路1号", "121.30", "36.05", "1")
    west = ("乙站", "示例路2号", "121.05", "36.05", "2")
    made = asked(east, west, sites=stored)
    assert not made.changed
    assert [row.row for row in made.rejected] == [2, 3]


def test_what_is_unchanged_elsewhere_is_no_offence() -> None:
    stored = imported(*ROWS)
    made = asked(("甲站", "示例路1号", "121.05", "36.05", "9"), *ROWS[1:], sites=stored)
    assert made.counts == {
        **dict.fromkeys(("new", "merged", "rejected"), 0),
        "read": 3,
        "changed": 1,
        "unchanged": 2,
    }


def test_records_that_fill_in_a_site_of_others_are_rejected() -> None:
    (stored,) = imported(("乙站", "示例路2号", "121.30", "36.05", ""))
    other = replace(stored, id="other", source="elsewhere")
    made = asked(("乙站", "", "121.30", "36.05", "2"), sites=(other,))
    assert made.counts["rejected"] == 1
    assert not made.filled
    assert not made.merged


def test_sites_of_others_are_not_missing() -> None:
    stored = imported(*ROWS)
    made = asked(("丁站", "示例路4号", "121.06", "36.05", ""), sites=stored)
    assert [site.name for site in made.missing] == ["甲站"]


def test_missing_sites_are_deactivated_where_somebody_asks(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/a.db") as store:
        store.apply(imported(*ROWS), source="test", actor="test", at=NOW, unions=UNIONS)
        rows = (ROWS[0], ("乙站", "示例路2号", "121.30", "36.05", "9"))
        for deactivate, expected in ((False, []), (True, ["丙站"])):
            made = plan(table(HEADER, *rows), sites=store.load().sites, unions=UNIONS, datum=WGS84)
            made = replace(made, revision=store.revision())
            made.apply(store, at=NOW, actor="user:7", deactivate=deactivate)
            sites = store.load().sites
            assert [site.name for site in sites if not site.active] == expected


def test_rows_are_known_by_their_numbers() -> None:
    made = plan(table(HEADER, *ROWS), unions=UNIONS, datum=WGS84)
    assert {site.name: made.rows[site.id] for site in made.new} == {
        "甲站": (0, 2),
        "乙站": (0, 3),
        "丙站": (0, 4),
    }
    same = plan(
        table(HEADER, *ROWS), sites=[moved(made.new[0]), *made.new[1:]], unions=UNIONS, datum=WGS84
    )
    assert [site.id for site in same.unchanged] == [site.id for site in made.new]
