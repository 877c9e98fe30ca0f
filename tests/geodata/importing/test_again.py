"""The same file again, a newer one, a smaller one: what changes and what stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geodata.importing import ImportOptions, import_file, plan_import
from geodata.store import Store
from geodata.tables import Tables
from geodata.tables.table import Skipped
from locator.hours import DateException, with_exceptions
from locator.model import OpeningHours, Site
from locator.vocabulary import Operation
from locator.words import Words
from tests.geodata.importing.making import NOW, WGS84, after, loaded, plan, said, table, write_csv

LIST = [
    ("名称", "地址", "经度", "纬度", "电话", "开放时间"),
    ("迎春驿站", "迎春路1号", "121.1", "36.1", "1", "9:00-17:00"),
    ("望海驿站", "望海路2号", "121.2", "36.1", "2", "24小时"),
    ("听涛驿站", "听涛路3号", "", "", "3", ""),
    ("", "无名路4号", "121.3", "36.1", "4", ""),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as opened:
        yield opened


def imported(store: Store, path: Path, **asked: Any) -> dict[str, int]:
    result = import_file(
        path, store, at=NOW, actor="test", options=ImportOptions(datum=WGS84), **asked
    )
    assert result.revision == store.revision()
    return result.counts


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", LIST)
    first = imported(store, path)
    assert first == {
        "read": 4,
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "merged": 0,
        "rejected": 1,
    }
    before = store.load()
    again = imported(store, path)
    assert again == {**first, "new": 0, "unchanged": 3}
    assert store.load() == before


def test_a_dry_run_tells_the_difference_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", LIST)
    assert imported(store, path, dry_run=True)["new"] == 3
    assert (store.revision(), store.load().sites) == (0, ())
    imported(store, path)
    changed = [LIST[0], (*LIST[1][:4], "110", "8:00-18:00"), *LIST[2:]]
    result = import_file(
        write_csv(path, changed),
        store,
        at=NOW,
        actor="test",
        options=ImportOptions(datum=WGS84),
        dry_run=True,
    )
    (change,) = result.plan.changed
    assert [(field.field, field.old, field.new) for field in change.fields] == [
        ("hours", "9:00-17:00", "8:00-18:00"),
        ("opening_hours", "09:00-17:00", "08:00-18:00"),
        ("phone", "1", "110"),
    ]
    assert store.revision() == 1


def test_rows_that_are_not_taken_are_written_with_their_reasons(
    store: Store, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "list.csv", LIST)
    rejects = tmp_path / "rejects.csv"
    imported(store, path, rejects=rejects)
    text = rejects.read_text("utf-8-sig")
    assert "无名路4号" in text
    assert "没有名称 / there is no name" in text
    mended = write_csv(
        tmp_path / "mended.csv",
        [line.split(",") for line in text.replace("\n,无名", "\n无名驿站,无名").splitlines()],
    )
    assert imported(store, mended)["new"] == 1


def test_no_file_of_rejects_is_made_of_nothing(store: Store, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    imported(store, write_csv(tmp_path / "list.csv", LIST[:3]), rejects=rejects)
    assert not rejects.exists()


def test_the_history_names_the_file(store: Store, tmp_path: Path) -> None:
    imported(store, write_csv(tmp_path / "list.csv", LIST))
    (site, *_) = store.load().sites
    (entry,) = store.history(site.id)
    assert (entry.source, entry.actor, entry.at) == ("list.csv", "test", NOW)
    assert site.source == "file:list.csv"


def test_stages_are_told_in_order_with_shares(store: Store, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    path = write_csv(tmp_path / "list.csv", LIST)
    imported(store, path, progress=lambda stage, share: told.append((stage, share)))
    stages = list(dict.fromkeys(stage for stage, _ in told))
    assert stages[-2:] == ["place", "write"]
    assert all(0 <= share <= 1 for _, share in told)


def test_a_change_by_somebody_else_meanwhile_is_seen(store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", LIST)
    imported(store, path)
    wanted = replace(store.load().sites[0], note="手工备注")
    interfered: list[str] = []

    def interfere(stage: str, _share: float) -> None:
        if stage == "place" and not interfered:
            interfered.append(stage)
            store.apply([wanted], source="desk", actor="somebody", at=NOW)

    changed = [LIST[0], *[(*line[:4], "110", line[5]) for line in LIST[1:]]]
    imported(store, write_csv(path, changed), progress=interfere)
    site = next(site for site in store.load().sites if site.id == wanted.id)
    assert (site.note, site.phone) == ("手工备注", "110")


# --- what stays --------------------------------------------------------------------

OLD = [
    Site(
        id="a",
        name="迎春驿站",
        code="A",
        address="迎春路1号",
        phone="1",
        amenities=("ac",),
        hours=OpeningHours("9:00-17:00", "09:00-17:00"),
        operation=Operation.UNDER_REPAIR,
        source="市总工会",
        extra=(("验收", "是"),),
    )
]


def changes(header: str, *rows: tuple[str, ...], **asked: Any) -> dict[str, Site]:
    made = plan(table(header, *rows), sites=OLD, source="市总工会", **asked)
    return after(made, OLD)


def test_an_absent_column_and_an_empty_cell_erase_nothing() -> None:
    told = changes("名称 地址 电话 服务设施", ("迎春驿站", "迎春路1号", "", ""))
    assert list(told.values()) == OLD


def test_what_a_newer_file_tells_replaces_what_was() -> None:
    told = changes("编码 名称 电话 服务设施 状态 验收", ("A", "迎新驿站", "2", "无", "正常", "否"))
    site = told["迎新驿站"]
    assert (site.id, site.phone, site.amenities) == ("a", "2", ())
    assert (site.operation, site.address) == (Operation.OPERATING, "迎春路1号")
    assert site.extra == (("验收", "否"),)


def test_hours_that_are_no_longer_understood_are_unknown() -> None:
    told = changes("名称 地址 开放时间", ("迎春驿站", "迎春路1号", "随物业上下班"))
    assert told["迎春驿站"].hours == OpeningHours("随物业上下班")


def test_a_deactivated_site_stays_so_and_is_told() -> None:
    old = [replace(OLD[0], active=False)]
    made = plan(table("编码 名称 来源", ("A", "迎春驿站", "市总工会")), sites=old)
    assert made.counts["unchanged"] == 1
    assert "停用" in said(made)


# --- what a newer file lacks -------------------------------------------------------


def names(count: int, skip: int = -1) -> list[tuple[str, str]]:
    return [(f"驿站{n}", f"示例路{n}号") for n in range(count) if n != skip]


@pytest.mark.parametrize("file", ["2025.xlsx", "2026.xlsx"])
def test_rows_that_a_newer_file_lacks_are_kept_and_listed(file: str) -> None:
    old = plan(table("名称 地址", *names(6)), file="2025.xlsx").new
    made = plan(table("名称 地址", *names(6, skip=2)), sites=old, file=file)
    assert [site.name for site in made.missing] == ["驿站2"]
    assert made.counts["unchanged"] == 5
    assert "驿站2" in said(made)


def test_a_source_that_is_named_is_spoken_for_whatever_the_file() -> None:
    old = plan(table("名称 地址", *names(6)), source="市总工会").new
    made = plan(table("名称 地址", *names(1)), sites=old, source="市总工会", file="x.csv")
    assert len(made.missing) == 5


def test_a_list_of_another_city_lacks_nothing() -> None:
    old = plan(table("名称 地址", *names(6)), file="甲市.xlsx").new
    other = [(name, f"乙市{address}") for name, address in names(6)]
    made = plan(table("名称 地址", *other), sites=old, file="乙市.xlsx")
    assert (made.missing, made.counts["new"]) == ((), 6)


def test_what_was_deactivated_is_not_missed() -> None:
    old = plan(table("名称 地址", *names(3))).new
    gone = [replace(old[0], active=False), *old[1:]]
    assert plan(table("名称 地址", *names(3)[1:]), sites=gone).missing == ()


# --- several tables ----------------------------------------------------------------


def test_sheets_are_one_file() -> None:
    made = plan(
        table("名称 地址", ("甲", "1"), sheet="一区"),
        table("驿站名称 详细地址", ("乙", "2"), ("甲", "1"), ("", "3"), sheet="二区"),
    )
    assert [columns.sheet for columns in made.columns] == ["一区", "二区"]
    assert (made.counts["new"], made.counts["merged"], made.counts["rejected"]) == (2, 1, 1)
    assert (made.rejected[0].table, made.rejected[0].row) == (1, 4)


def test_sheets_that_were_left_out_are_told() -> None:
    tables = Tables([table("名称", ("甲",))])
    tables.skipped = (Skipped("图表", Words("没有表格", "no table")),)
    made = plan_import(tables, loaded(), options=ImportOptions())
    assert "图表" in said(made)


def test_a_list_without_rows_is_a_list() -> None:
    assert set(plan(table("名称 地址")).counts.values()) == {0}


def test_blank_rows_are_not_counted() -> None:
    made = plan(table("名称 地址", ("甲", "1"), ("", ""), (" ", ""), ("乙", "2")))
    assert made.read == 2


ONE = "名称 地址 经度 纬度 开放时间"
ROW = ("迎春驿站", "迎春路1号", "121.1", "36.1")
CLOSED = DateException(date(2027, 2, 5), date(2027, 2, 12))


def stored_with(hours: OpeningHours, text: str) -> Site:
    """Return a site that a list has brought in, with the hours that staff made of its text."""
    (site,) = plan(table(ONE, (*ROW, text)), datum=WGS84).new
    return replace(site, hours=hours)


@pytest.mark.parametrize(
    ("stored", "written", "kept"),
    [
        # what staff understood of the same text stays, and so does what they announced
        (OpeningHours("看情况", "Mo-Fr 09:00-17:00"), "看情况", "Mo-Fr 09:00-17:00"),
        (
            with_exceptions(OpeningHours("24小时", "24/7"), (CLOSED,)),
            "24小时",
            "24/7; 2027 Feb 05-2027 Feb 12 off",
        ),
        # another text is read, under what was announced
        (
            with_exceptions(OpeningHours("24小时", "24/7"), (CLOSED,)),
            "9:00-17:00",
            "09:00-17:00; 2027 Feb 05-2027 Feb 12 off",
        ),
        # a text that nobody understood so far is read again
        (OpeningHours("9:00-17:00"), "9:00-17:00", "09:00-17:00"),
    ],
)
def test_a_list_takes_nothing_back_that_staff_know_better(
    stored: OpeningHours, written: str, kept: str
) -> None:
    site = stored_with(stored, stored.text)
    made = plan(table(ONE, (*ROW, written)), sites=[site], datum=WGS84)
    assert after(made, [site])[site.name].hours == OpeningHours(written, kept)
