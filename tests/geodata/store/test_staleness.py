"""A change to what somebody else has changed meanwhile is refused, with all versions told."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from geodata.backup import backup, restore
from geodata.store import Store
from locator.errors import Stale
from locator.history import LABELS, Versions
from locator.model import Site

AT = datetime(2026, 11, 21, tzinfo=UTC)
SITE = Site(id="a", name="示例驿站", phone="1", note="旧")


def put(store: Store, *sites: Site, expecting: dict[str, int] | None = None) -> int:
    return store.apply(sites, source="desk", actor="user:1", at=AT, expecting=expecting)


def refused(store: Store, *sites: Site, expecting: dict[str, int]) -> Stale:
    before = store.load()
    with pytest.raises(Stale) as caught:
        put(store, *sites, expecting=expecting)
    assert store.load() == before
    return caught.value


def test_the_versions_of_a_stale_edit_are_told(store: Store) -> None:
    seen = put(store, SITE)
    put(store, replace(SITE, phone="2", note=""))
    put(store, replace(SITE, phone="3", note=""))
    stale = refused(store, replace(SITE, phone="9", name="新"), expecting={"a": seen})
    assert stale.name == "a"
    assert stale.versions == (
        Versions("name", "示例驿站", "示例驿站", "新"),
        Versions("phone", "1", "3", "9"),
        Versions("note", "旧", None, "旧"),
    )


def test_an_edit_that_saw_the_last_change_is_taken(store: Store) -> None:
    put(store, SITE, replace(SITE, id="b"))
    seen = put(store, replace(SITE, phone="2"))
    put(store, replace(SITE, id="b", phone="5"))  # another site: no matter
    assert put(store, replace(SITE, phone="3"), expecting={"a": seen}) == 4


def test_one_stale_site_holds_all_back(store: Store) -> None:
    seen = put(store, SITE, replace(SITE, id="b"))
    put(store, replace(SITE, id="b", phone="2"))
    changed = [replace(SITE, phone="3"), replace(SITE, id="b", phone="3")]
    assert refused(store, *changed, expecting={"a": seen, "b": seen}).name == "b"


def test_a_site_that_came_in_meanwhile_is_stale_too(store: Store) -> None:
    seen = put(store, replace(SITE, id="b"))
    assert put(store, SITE, expecting={"a": seen}) == 2  # nobody had it yet
    stale = refused(store, replace(SITE, phone="9"), expecting={"a": seen})
    assert Versions("phone", None, "1", "9") in stale.versions


def test_after_a_restore_everything_is_stale(store: Store, url: str, tmp_path: Path) -> None:
    put(store, SITE)
    backup(url, tmp_path / "saved.db")
    seen = put(store, replace(SITE, phone="2"))
    restore(tmp_path / "saved.db", url)
    refused(store, replace(SITE, phone="2", note="新"), expecting={"a": seen})
    assert put(store, replace(SITE, phone="2"), expecting={"a": store.revision()})


def test_many_sites_are_looked_at(store: Store) -> None:
    sites = [replace(SITE, id=f"s{n}") for n in range(1200)]
    seen = put(store, *sites)
    put(store, replace(sites[-1], phone="2"))
    expecting = dict.fromkeys([site.id for site in sites], seen)
    changed = [replace(site, note="新") for site in sites]
    assert refused(store, *changed, expecting=expecting).name == "s1199"


def test_every_column_has_a_name_in_both_languages() -> None:
    assert all(words.zh and words.en for words in LABELS.values())
    assert len({words.en for words in LABELS.values()}) == len(LABELS)
