"""Any site can go back to any revision, and a whole revision can be undone, by a new one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from geodata.exporting import export_sites
from geodata.importing import import_file
from geodata.store import Store
from locator.datum import position
from locator.history import FieldChange
from locator.model import OpeningHours, Site
from locator.vocabulary import Datum, Operation

AT = datetime(2026, 11, 21, tzinfo=UTC)
SITES = tuple(
    Site(
        id=f"d{n}",
        name=f"示例{n}号驿站",
        address=f"示例路{n}号",
        position=position(121.4 + n / 100, 37.5, Datum.GCJ02),
        amenities=("water",),
        capacity=n,
        source="市总工会",
    )
    for n in range(1, 7)
)
LIST = """编号,名称,地址,电话,开放时间,来源
d1,示例1号驿站,示例路1号,0535-111,9:00-17:00,市总工会
d2,示例2号驿站,示例路2号,0535-222,9:00-17:00,市总工会
n8,新来的驿站,新路8号,0535-888,24小时,市总工会
n9,另一新驿站,新路9号,0535-999,24小时,市总工会
"""


def put(store: Store, *sites: Site) -> int:
    return store.apply(sites, source="desk", actor="user:1", at=AT)


def exported(store: Store, path: Path) -> bytes:
    export_sites(store.load().sites, path, lang="zh-CN")
    return path.read_bytes()


def undo(store: Store, number: int) -> int:
    back = store.past.undoing(number).back
    return store.apply(
        [each.site for each in back if each.site],
        withdrawn=[each.id for each in back if not each.site],
        source="desk",
        actor="user:1",
        at=AT,
    )


def brought_in(store: Store, folder: Path) -> int:
    path = folder / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return import_file(path, store, at=AT, actor="user:1").revision


@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson"])
def test_an_import_that_is_undone_leaves_the_export_as_it_was(
    store: Store, tmp_path: Path, ending: str
) -> None:
    put(store, *SITES)
    before = exported(store, tmp_path / f"before.{ending}")
    number = brought_in(store, tmp_path)
    assert exported(store, tmp_path / f"with.{ending}") != before
    undoing = store.past.undoing(number)
    assert FieldChange("phone", "0535-111", None) in undoing.back[0].changes
    assert [each.name for each in undoing.back if not each.site] == ["新来的驿站", "另一新驿站"]
    undone = undo(store, number)
    assert exported(store, tmp_path / f"after.{ending}") == before
    again = undo(store, undone)
    assert exported(store, tmp_path / f"again.{ending}") == exported(
        store, tmp_path / f"with.{ending}"
    )
    undo(store, again)
    brought_in(store, tmp_path)  # the mended file finds no ruins of the first try
    phones = {site.name: site.phone for site in store.load().sites}
    assert (phones["示例1号驿站"], phones["新来的驿站"]) == ("0535-111", "0535-888")
    assert all(site.active for site in store.load().sites)


def test_sites_that_were_changed_since_stay(store: Store, tmp_path: Path) -> None:
    put(store, *SITES)
    number = brought_in(store, tmp_path)
    new = next(site for site in store.load().sites if site.name == "新来的驿站")
    verified = replace(new, verified_on=date(2026, 11, 22))
    put(store, verified)
    undoing = store.past.undoing(number)
    assert undoing.kept == ((new.id, "新来的驿站"),)
    assert len(undoing.back) == 3
    undo(store, number)
    left = {site.id: site for site in store.load().sites}
    assert left[new.id] == verified
    assert {left[site.id].phone for site in SITES} == {""}
    assert len(left) == len(SITES) + 1


def test_the_history_of_a_site_that_was_taken_back_out_stays(store: Store) -> None:
    created = put(store, SITES[0])
    undone = undo(store, created)
    assert store.load().sites == ()
    assert (store.past.site("d1"), store.past.site("d1", created)) == (None, SITES[0])
    came, went = store.past.of("d1")
    assert (came.created, came.revision, went.revision) == (True, created, undone)
    assert went.changes == (FieldChange("withdrawn", None, "yes"),)
    assert store.past.without("d1", undone) == SITES[0]
    changed = replace(SITES[0], phone="1")
    put(store, changed)
    assert store.load().sites == (changed,)
    assert store.past.site("d1", undone) is None
    assert {change.field for change in store.past.of("d1")[-1].changes} == {"phone", "withdrawn"}


def edited(site: Site, chance: Random) -> Site:
    return chance.choice(
        [
            replace(site, name=f"改名{chance.randrange(9)}"),
            replace(site, phone=str(chance.randrange(3)), capacity=chance.choice([None, 3, 8])),
            replace(site, position=None),
            replace(site, position=position(121 + chance.random(), 37.5, Datum.BD09)),
            replace(site, hours=OpeningHours("24小时", "24/7"), amenities=None),
            replace(site, operation=Operation.CLOSED, active=chance.random() < 0.5),
            replace(site, extra=(("列", "值;=1"),), verified_on=date(2026, 1, 2), amenities=()),
        ]
    )


@pytest.mark.parametrize("seed", range(3))
def test_every_revision_can_be_seen_again(store: Store, seed: int) -> None:
    chance, kept = Random(seed), [dict[str, Site]()]
    for _ in range(25):
        now = dict(kept[-1])
        for site in chance.sample(SITES, 2):
            now[site.id] = edited(now.get(site.id, site), chance)
        if put(store, *now.values()) == len(kept):
            kept.append(now)
    for number, sites in enumerate(kept):
        assert {id_: store.past.site(id_, number) for id_ in kept[-1]} == {
            id_: sites.get(id_) for id_ in kept[-1]
        }
        for site_id, site in sites.items():
            difference = store.past.difference(site_id, number)
            assert bool(difference) == (site != kept[-1][site_id])


def test_one_change_is_taken_out_of_the_others(store: Store) -> None:
    put(store, SITES[0])
    phoned = put(store, replace(SITES[0], phone="1", note="a"))
    named = put(store, replace(SITES[0], phone="1", note="a", name="新名"))
    put(store, replace(SITES[0], phone="1", note="b", name="新名"))
    history = store.past.of("d1")
    assert [each.undoable_in(history) for each in history] == [False, False, True, True]
    found = store.past.without("d1", named)
    assert found == replace(SITES[0], phone="1", note="b")
    assert store.past.without("d1", 1) is None
    assert phoned == 2


def test_revisions_are_told_with_what_they_did(store: Store) -> None:
    put(store, *SITES[:3])
    put(store, replace(SITES[0], phone="1", note="x"), replace(SITES[1], phone="1"), SITES[4])
    last, first = store.past.revisions(most=5)
    assert (first.number, first.created, first.changed) == (1, 3, 0)
    assert (last.number, last.created, last.changed) == (2, 1, 2)
    assert (last.actor, last.source, last.at) == ("user:1", "desk", AT)
    assert store.past.revisions(most=5, before=2) == (first,)
    assert store.past.revisions(most=1) == (last,)
    assert (store.past.revision(2), store.past.revision(3)) == (last, None)
