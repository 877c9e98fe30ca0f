"""The store keeps everything exactly, and tells what changed."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geodata.holidays import builtin_calendar
from geodata.store import Store
from locator.errors import InvalidInput
from locator.history import FieldChange
from locator.hours import Calendar
from locator.model import Site
from locator.unions import Union
from tests.geodata.anysite import PATIENT, sites

BEIJING = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 21, 8, 30, tzinfo=BEIJING)


def put(store: Store, *given: Site, at: datetime = AT, note: str = "") -> int:
    return store.apply(given, source="list.csv", actor="admin", at=at, note=note)


SITE = Site(id="demo-1", name="示例驿站", phone="0535-1234567", amenities=("water",))


@settings(PATIENT, max_examples=30)
@given(st.lists(sites().filter(lambda site: site.id != ""), unique_by=lambda s: s.id, max_size=4))
def test_every_site_comes_back_as_it_was(given_sites: list[Site]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/a.db") as store:
        put(store, *given_sites)
        loaded = store.load().sites
        assert loaded == tuple(sorted(given_sites, key=lambda site: site.id))
        assert put(store, *given_sites) == store.revision()


def test_a_new_store_is_empty_at_revision_0(store: Store) -> None:
    loaded = store.load()
    assert (loaded.revision, loaded.sites, loaded.unions) == (0, (), ())
    assert loaded.calendar == builtin_calendar()
    assert abs(loaded.changed_at - datetime.now(UTC)) < timedelta(minutes=5)


def test_every_change_is_one_revision(store: Store) -> None:
    assert put(store, SITE, replace(SITE, id="demo-2")) == 1
    assert store.changed_at() == AT
    assert put(store, replace(SITE, name="示例新站"), at=AT + timedelta(days=1)) == 2
    assert store.revision() == store.load().revision == 2
    assert store.changed_at() == store.load().changed_at == AT + timedelta(days=1)


def test_no_change_is_no_revision(store: Store) -> None:
    put(store, SITE)
    assert put(store, SITE, at=AT + timedelta(days=1)) == 1
    assert put(store) == 1
    assert store.changed_at() == AT
    assert len(store.history(SITE.id)) == 1


def test_history_tells_each_field(store: Store) -> None:
    put(store, SITE, note="first list")
    changed = replace(SITE, phone="", amenities=("microwave", "water"), capacity=12)
    put(store, changed, at=AT + timedelta(days=1))
    put(store, replace(SITE, id="another"))
    created, edited = store.history(SITE.id)
    assert (created.revision, created.created, created.changes) == (1, True, ())
    assert (created.at, created.actor) == (AT, "admin")
    assert (created.source, created.note) == ("list.csv", "first list")
    assert (edited.revision, edited.created, edited.note) == (2, False, "")
    assert edited.changes == (
        FieldChange("amenities", "water", "microwave;water"),
        FieldChange("capacity", None, "12"),
        FieldChange("phone", "0535-1234567", None),
    )


def test_history_of_nothing_is_empty(store: Store) -> None:
    assert store.history("nowhere") == ()


def test_sites_are_deactivated_never_deleted(store: Store) -> None:
    put(store, SITE)
    put(store, replace(SITE, active=False))
    assert store.load().sites == (replace(SITE, active=False),)
    assert store.history(SITE.id)[-1].changes == (FieldChange("active", "yes", "no"),)


def test_what_is_not_given_stays(store: Store) -> None:
    put(store, SITE)
    put(store, replace(SITE, id="demo-2"))
    assert [site.id for site in store.load().sites] == ["demo-1", "demo-2"]


def test_sites_of_a_source(store: Store) -> None:
    mine = [replace(SITE, id=name, source="mine.csv") for name in ("b", "a")]
    gone = replace(SITE, id="c", source="mine.csv", active=False)
    put(store, *mine, gone, replace(SITE, source="other.csv"))
    assert [site.id for site in store.sites_of("mine.csv")] == ["a", "b", "c"]
    assert store.sites_of("") == ()


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ([replace(SITE, id="")], "id"),
        ([SITE, SITE], "id"),
        ([replace(SITE, name="a\0b")], "name"),
        ([replace(SITE, extra=(("k", "\ud800"),))], "extra"),
    ],
)
def test_what_cannot_be_kept_is_refused(store: Store, bad: list[Site], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        put(store, replace(SITE, id="good"), *bad)
    assert caught.value.problems[0].field == field
    assert store.load().sites == ()


def test_an_instant_needs_a_time_zone(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        put(store, SITE, at=datetime(2026, 11, 21, 8, 30))  # noqa: DTZ001 - the mistake shown


# --- unions ------------------------------------------------------------------------

CITY = Union(id="city", name="示例市总工会", level="city", phone="12351", catch_all=True)
HOLE = Polygon(box(0, 0, 4, 4).exterior, [box(1, 1, 2, 2).exterior])
DISTRICT = Union(
    id="east",
    name="望海区总工会",
    level="district",
    parent_id="city",
    adcode="999901",
    address="示例路1号",
    area=MultiPolygon([HOLE, box(10 + 1 / 3, 0, 11, 1)]),
)


def put_unions(store: Store, *unions: Union) -> int:
    return store.apply([], source="u.gpkg", actor="admin", at=AT, unions=unions)


def test_unions_come_back_as_they_were(store: Store) -> None:
    assert put_unions(store, DISTRICT, CITY) == 1
    assert store.load().unions == (CITY, DISTRICT)
    assert put_unions(store, CITY, DISTRICT) == 1


def test_given_unions_are_all_there_are(store: Store) -> None:
    put_unions(store, CITY, DISTRICT)
    moved = replace(DISTRICT, parent_id="west", level="street", area=Point(1, 1).buffer(1))
    new = Union(id="west", name="西山区总工会", level="district")
    assert put_unions(store, moved, new) == 2
    assert store.load().unions == (moved, new)
    put(store, SITE)
    assert store.load().unions == (moved, new)


def test_unions_that_contradict_each_other_are_refused(store: Store) -> None:
    with pytest.raises(InvalidInput):
        put_unions(store, CITY, replace(DISTRICT, parent_id="nobody"))
    with pytest.raises(InvalidInput):
        put_unions(store, CITY, CITY)
    assert (store.revision(), store.load().unions) == (0, ())


# --- calendar ----------------------------------------------------------------------


def year(*holidays: date, workdays: tuple[date, ...] = (), of: int = 2027) -> Calendar:
    return Calendar(
        holidays=frozenset(holidays), makeup_workdays=frozenset(workdays), years=frozenset({of})
    )


def put_holidays(store: Store, calendar: Calendar) -> int:
    return store.apply([], source="h.csv", actor="admin", at=AT, holidays=calendar)


def test_a_year_is_added_to_the_built_in_ones(store: Store) -> None:
    first = date(2027, 1, 1)
    assert put_holidays(store, year(first, workdays=(date(2027, 1, 3),))) == 1
    calendar = store.load().calendar
    assert calendar.known_until == date(2027, 12, 31)
    assert calendar.kind(first) == "holiday"
    assert calendar.kind(date(2027, 1, 3)) == "workday"  # a Sunday
    assert calendar.kind(date(2026, 10, 1)) == "holiday"
    assert put_holidays(store, year(first, workdays=(date(2027, 1, 3),))) == 1


def test_a_year_is_taken_whole(store: Store) -> None:
    put_holidays(store, year(date(2028, 1, 3), of=2028))
    put_holidays(store, year(date(2027, 5, 3), workdays=(date(2027, 1, 3),)))
    assert put_holidays(store, year(date(2027, 5, 4))) == 3
    calendar = store.load().calendar
    assert calendar.kind(date(2027, 5, 3)) == "workday"
    assert calendar.kind(date(2027, 1, 3)) == "rest"
    assert calendar.kind(date(2027, 5, 4)) == "holiday"
    assert calendar.kind(date(2028, 1, 3)) == "holiday"


def test_a_notice_may_begin_in_the_december_before(store: Store) -> None:
    eve = date(2027, 12, 31)
    put_holidays(store, year(date(2027, 1, 1)))
    put_holidays(store, year(eve, date(2028, 1, 1), of=2028))
    assert store.load().calendar.kind(eve) == "holiday"
    assert store.load().calendar.kind(date(2027, 1, 1)) == "holiday"
    put_holidays(store, year(date(2028, 1, 1), of=2028))
    assert store.load().calendar.kind(eve) == "workday"
