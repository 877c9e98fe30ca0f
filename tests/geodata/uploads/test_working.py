"""What comes of a file: understood, asked otherwise, applied, or another plan by then."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from math import dist

import pytest

from geodata.store import Store
from locator.errors import NotFound
from locator.geodesy import GEOD
from locator.unions import Member, Role
from locator.uploads import Choices, Outcome
from locator.vocabulary import Datum
from tests.geodata.importing.making import EAST, WEST
from tests.geodata.uploads.here import UploadsHere

CLERK = Member(1, "王芳", Role.ADMINISTRATOR)
GCJ02 = Choices(datum=Datum.GCJ02)
CSV = """名称,地址,经度,纬度,电话,别的
甲站,示例路1号,121.05,36.05,1,a
乙站,示例路2号,121.30,36.05,2,
,示例路3号,121.30,36.06,3,
"""


def dropped(uploads: UploadsHere, text: str = CSV, name: str = "a.csv") -> str:
    content, now = io.BytesIO(text.encode()), datetime.now(UTC)
    return uploads.receive(content, name=name, member=CLERK, at=now)


def outcome(uploads: UploadsHere, number: str) -> Outcome:
    found = uploads.find(number, CLERK).outcome
    assert found is not None
    return found


def applied(uploads: UploadsHere, number: str, *, deactivate: bool = False) -> Outcome:
    digest = outcome(uploads, number).digest
    uploads.apply(number, CLERK, digest=digest, deactivate=deactivate)
    return outcome(uploads, number)


def test_a_file_is_asked_about_seen_and_applied(uploads: UploadsHere, store: Store) -> None:
    number = dropped(uploads)
    asking = outcome(uploads, number)
    assert (asking.state, [p.field for p in asking.problems]) == ("refused", ["datum"])
    assert [column.field for column in asking.sheets[0].columns] == [
        *("name", "address", "lon", "lat", "phone", "extra"),
    ]
    assert asking.sheets[0].columns[0].sample == ("甲站", "乙站")
    uploads.plan(number, CLERK, GCJ02)
    found = outcome(uploads, number)
    assert found.state == "planned"
    assert {fate: n for fate, n in found.counts.items() if n} == {"new": 2, "rejected": 1}
    (rejected,) = uploads.rows(number, CLERK, "rejected", start=0, count=9)
    assert (rejected.row, rejected.name) == ("4", "示例路3号")
    second = uploads.rows(number, CLERK, "new", start=1, count=9)
    assert [(row.row, row.name, row.placed) for row in second] == [("3", "乙站", True)]
    assert found.sketch is not None
    assert len(found.sketch.marks) == 2
    assert {name for _, _, name in found.sketch.names} <= {"望海区", "听涛区"}
    assert store.load().sites == ()
    done = applied(uploads, number)
    assert (done.state, done.revision) == ("applied", store.revision())
    one, two = (site.position for site in store.load().sites)
    assert {site.name for site in store.load().sites} == {"甲站", "乙站"}
    assert one
    assert two
    away_m = GEOD.inv(one.lon, one.lat, two.lon, two.lat)[2]
    away = dist(*((mark.x, mark.y) for mark in found.sketch.marks))
    assert found.sketch.scale_m / found.sketch.scale_width == pytest.approx(away_m / away, rel=0.01)
    assert re.fullmatch("[125]0*", str(found.sketch.scale_m))
    (entry,) = store.history(store.load().sites[0].id)
    assert (entry.actor, entry.source) == ("user:1", "a.csv")


def test_after_applying_only_the_rejected_rows_are_kept(uploads: UploadsHere) -> None:
    number = dropped(uploads)
    uploads.plan(number, CLERK, GCJ02)
    applied(uploads, number)
    folder = uploads.rejects(number, CLERK).parent
    kept = {path.name for path in folder.iterdir()} - {"lock"}
    assert kept == {"about.json", "asked.json", "outcome.json", "progress.json", "rejects.xlsx"}
    revision = outcome(uploads, number).revision
    uploads.plan(number, CLERK, Choices())
    assert applied(uploads, number).revision == revision


def test_choices_are_obeyed(uploads: UploadsHere) -> None:
    number = dropped(uploads)
    fields = {"别的": "note", "电话": "extra", "没有": "name"}
    uploads.plan(number, CLERK, Choices(datum=Datum.GCJ02, fields=fields, source="甲单位"))
    found = outcome(uploads, number)
    assert [(c.field, c.how) for c in found.sheets[0].columns[4:]] == [
        ("extra", "given"),
        ("note", "given"),
    ]


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_overwritten(
    uploads: UploadsHere, store: Store
) -> None:
    first = dropped(uploads)
    uploads.plan(first, CLERK, GCJ02)
    applied(uploads, first)
    again = dropped(uploads, CSV.replace(",1,", ",100,"))
    uploads.plan(again, CLERK, GCJ02)
    site = next(site for site in store.load().sites if site.name == "甲站")
    theirs = replace(site, phone="999", note="改过")
    store.apply([theirs], source="desk", actor="user:2", at=datetime.now(UTC))
    refused = applied(uploads, again)
    assert (refused.state, refused.moved) == ("planned", True)
    assert theirs in store.load().sites
    (row,) = uploads.rows(again, CLERK, "changed", start=0, count=9)
    assert [(each.field, each.old, each.new) for each in row.changes] == [("phone", "999", "100")]
    done = applied(uploads, again)
    assert (done.state, done.moved) == ("applied", False)
    assert replace(theirs, phone="100") in store.load().sites


def test_a_change_that_has_nothing_to_do_with_the_file_is_no_hindrance(
    uploads: UploadsHere, store: Store
) -> None:
    first = dropped(uploads, "名称,地址\n丁站,示例路9号\n", name="other.csv")
    applied(uploads, first)
    number = dropped(uploads)
    uploads.plan(number, CLERK, GCJ02)
    (site,) = store.load().sites
    store.apply([replace(site, note="x")], source="desk", actor="user:2", at=datetime.now(UTC))
    assert applied(uploads, number).state == "applied"


def test_what_is_gone_from_the_file_stays_unless_it_is_ticked(
    uploads: UploadsHere, store: Store
) -> None:
    number = dropped(uploads)
    uploads.plan(number, CLERK, GCJ02)
    applied(uploads, number)
    for deactivate in (False, True):
        less = dropped(uploads, "\n".join(CSV.splitlines()[:2]))
        uploads.plan(less, CLERK, GCJ02)
        assert outcome(uploads, less).counts["missing"] == 1
        assert outcome(uploads, less).writes == 0
        applied(uploads, less, deactivate=deactivate)
        active = {site.name for site in store.load().sites if site.active}
        assert active == {"甲站"} | (set() if deactivate else {"乙站"})


def test_an_editor_gets_the_rows_of_others_back(uploads: UploadsHere, store: Store) -> None:
    editor = Member(2, "李强", Role.EDITOR, WEST.id)
    number = uploads.receive(
        io.BytesIO(CSV.encode()), name="a.csv", member=editor, at=datetime.now(UTC)
    )
    uploads.plan(number, editor, GCJ02)
    rows = uploads.rows(number, editor, "rejected", start=0, count=9)
    assert [row.why.zh for row in rows if row.why] == [
        f"归“{EAST.name}”管,不在您的范围内",
        "没有名称",
    ]
    found = uploads.find(number, editor).outcome
    assert found is not None
    uploads.apply(number, editor, digest=found.digest, deactivate=False)
    assert [site.name for site in store.load().sites] == ["甲站"]


def test_an_upload_is_its_owners_alone(uploads: UploadsHere) -> None:
    number = dropped(uploads)
    stranger = Member(2, "李强", Role.ADMINISTRATOR)
    for ask in (
        lambda: uploads.find(number, stranger),
        lambda: uploads.plan(number, stranger, GCJ02),
        lambda: uploads.apply(number, stranger, digest="", deactivate=False),
        lambda: uploads.rows(number, stranger, "new", start=0, count=9),
        lambda: uploads.rejects(number, stranger),
        lambda: uploads.drop(number, stranger),
        lambda: uploads.find(f"../{number}", CLERK),
        lambda: uploads.find("", CLERK),
    ):
        with pytest.raises(NotFound):
            ask()
    assert uploads.of(stranger) == []
    assert [upload.id for upload in uploads.of(CLERK)] == [number]
