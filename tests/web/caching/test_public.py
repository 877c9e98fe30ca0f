"""Every public address answers 304 to whoever holds its body, walked by the map of addresses."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Final

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from geodata.basemap import open_archive
from geodata.dumps.building import build_dumps
from geodata.dumps.following import FollowedDumps
from geodata.exporting import Licence
from geodata.store import Store
from geodata.streets import FollowedStreets
from geodata.streets.near_tables import FollowedTables
from geodata.streets.near_tables.building import build_tables
from tests.geodata.basemap.made import PNG, write_archive
from tests.web.conftest import SITES, lay_streets
from web import caching
from web.app import create_app
from web.settings import Settings
from web.site.photos import address_of
from web.state import State
from web.wechat import Account

# Addresses that nobody may keep, and why.
NOT_KEPT: Final = {
    "/api/v1/nearest": "about where a rider is",
    "/api/v1/reports/<path:code>": "for whoever has the code",
    "/healthz": "about this very moment",
    "/metrics": "for the operator",
    "/ogc/collections/sites/nearest": "about where a rider is",
    "/r": "leads to the next one",
    "/r/<code>": "for whoever has the code",
}
PRIVATE: Final = "/desk"
# Addresses without a date, and what changes them besides the sites.
NOT_DATED: Final = {
    "/": "warnings of riders",
    "/api/v1/coverage": "demand",
    "/api/v1/sites/<path:id>": "opening and closing",
    "/data/plan/coverage.json": "demand",
    "/data/troubles.json": "warnings of riders",
    "/embed": "warnings of riders",
    "/plan": "demand",
    "/s/<path:site_id>": "warnings of riders",
}
# What stands for the parts of an address.
PARTS: Final = {
    "/api/v1/search": "/api/v1/search?q=1",
    "/api/v1/sites/<path:id>": "/api/v1/sites/s1",
    "/ogc/collections/<collection_id>": "/ogc/collections/stations",
    "/ogc/collections/<collection_id>/items": "/ogc/collections/sites/items?limit=2",
    "/ogc/collections/<collection_id>/items/<path:feature_id>": "/ogc/collections/sites/items/s1",
    "/data/sites.<ending>": "/data/sites.geojson",
    "/data/tiles/<int:z>/<int:x>/<int:y>": "/data/tiles/9/1/2",
    "/data/index/<name>.json": "/data/index/u1.json",
    "/embed/theme/<theme>-<colour>.css": "/embed/theme/dark-7a1fa2.css",
    "/oembed": "/oembed?url=http://localhost/map",
    "/plan/coverage<ending>": "/plan/coverage.json",
    "/s/<path:site_id>": "/s/s1",
    "/s/<path:site_id>.png": "/s/s1.png",
    "/static/<path:filename>": "/static/yizhan.css",
    "/static/leaflet/<path:filename>": "/static/leaflet/leaflet.js",
}
ENCODINGS: Final = ("gzip", "identity")


@pytest.fixture
def everything(store: Store, tmp_path: Path) -> Iterator[FlaskClient]:
    """Give a client of an application that has all there can be."""
    now = datetime.now(UTC)
    name = store.photos.add("s1", b"a picture", width=1, height=1, at=now)
    seen = replace(SITES[0], photos=(address_of(name),))
    store.apply([seen], source="test", actor="test", at=now)
    lay_streets(tmp_path / "streets", "walk")
    build_tables(f"sqlite:///{tmp_path}/yizhan.db")
    url = f"sqlite:///{tmp_path}/yizhan.db"
    build_dumps(url, Licence())
    state = State(
        store,
        FollowedStreets(tmp_path / "streets"),
        FollowedTables(url),
        dumps=FollowedDumps(url, Licence()),
    )
    account = Account("wx0123456789abcdef", lambda _url: None, b"window.wx = {};")
    path = write_archive(tmp_path / "city.pmtiles", {(9, 1, 2): PNG})
    with open_archive(path) as archive:
        yield create_app(Settings(), state, wechat_account=account, archive=archive).test_client()
    state.close()


def public_rules(client: FlaskClient) -> list[Rule]:
    return [
        rule
        for rule in client.application.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.rule not in NOT_KEPT
        and not rule.rule.startswith(PRIVATE)
    ]


def address(rule: Rule, client: FlaskClient) -> str:
    """Return an address of a rule."""
    if rule.rule == "/data/near/<mode>/<cell>.json":
        state: State = client.application.extensions["yizhan"]
        return f"/data/near/walk/{state.near_tables()['walk'].cells[0]}.json"
    if rule.rule == "/photo/<name>":
        return address_of(client.application.extensions["yizhan"].photos.of("s1")[0].name)
    found = PARTS.get(rule.rule, rule.rule)
    assert "<" not in found, f"say what stands for the parts of {rule.rule}"
    return found


def test_every_public_address_answers_304(everything: FlaskClient) -> None:
    rules = public_rules(everything)
    assert len(rules) >= 20
    for rule in rules:
        path = address(rule, everything)
        for encoding in ENCODINGS:
            headers = {"Accept-Encoding": encoding}
            with everything.get(path, headers=headers) as first:
                assert first.status_code == 200, path
                tag = first.headers.get("ETag", "")
                assert tag.startswith('"'), f"{path} has no strong tag"
                keep = first.headers["Cache-Control"]
                assert "private" not in keep
                assert "no-store" not in keep, path
            with everything.get(path, headers=headers | {"If-None-Match": tag}) as again:
                assert (again.status_code, again.data) == (304, b""), (path, encoding)
            with everything.get(path, headers=headers | {"If-None-Match": '"other"'}) as other:
                assert other.status_code == 200, path


def test_what_changes_with_the_sites_alone_is_dated(
    everything: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "SETTLED", timedelta())
    for rule in public_rules(everything):
        path = address(rule, everything)
        with everything.get(path) as first:
            dated = first.headers.get("Last-Modified")
        assert (dated is None) == (rule.rule in NOT_DATED), path
        if dated is None:
            continue
        for headers, status in (
            ({"If-Modified-Since": dated}, 304),
            ({"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
            ({"If-Modified-Since": dated, "If-None-Match": '"other"'}, 200),  # the tag decides
        ):
            with everything.get(path, headers=headers) as again:
                assert again.status_code == status, (path, headers)


def test_a_date_that_could_stand_for_two_bodies_is_not_said(
    client: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "SETTLED", timedelta())
    before = client.get("/data/index.json").headers["Last-Modified"]
    sleep(1.1)  # dates have whole seconds
    state: State = client.application.extensions["yizhan"]
    early = datetime(2020, 1, 1, tzinfo=UTC)  # what an import or a backup says is not when
    store.apply([replace(SITES[0], name="改了名")], source="test", actor="test", at=early)
    state.refresh()
    for path in ("/data/index.json", "/data/index/u1.json", "/api/v1/sites", "/ogc/collections"):
        assert client.get(path, headers={"If-Modified-Since": before}).status_code == 200, path
    monkeypatch.setattr(caching, "SETTLED", timedelta(hours=1))  # however slow the machine is
    assert "Last-Modified" not in client.get("/data/index.json").headers


def test_an_index_is_of_this_day(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(caching, "SETTLED", timedelta())
    monkeypatch.setattr(caching, "STARTED", long_ago)
    monkeypatch.setattr(State, "since", property(lambda _: long_ago))
    for path in ("/data/index.json", "/data/index/u1.json"):
        answer = client.get(path)
        assert answer.json is not None
        assert answer.last_modified == datetime.fromisoformat(answer.json["from"])
    assert client.get("/data/backdrop.json").last_modified == long_ago


def test_what_nobody_may_keep_says_so(everything: FlaskClient) -> None:
    for path in ("/api/v1/nearest?lon=121.4&lat=37.5", "/healthz"):
        assert everything.get(path).headers["Cache-Control"] == "no-store", path
    rules = {rule.rule for rule in everything.application.url_map.iter_rules()}
    assert set(NOT_KEPT) <= rules


def test_a_change_to_one_site_leaves_other_bodies_alone(client: FlaskClient, store: Store) -> None:
    others = (
        "/s/s10",
        "/s/s10.png",
        "/api/v1/search?q=示例2号",
        "/api/v1/sites/s10",
        "/ogc/collections/sites/items/s1",
        "/ogc/collections/sites/items?kind=venue",
        "/ogc/collections/jurisdictions/items",
        "/data/troubles.json",
        "/static/yizhan.css",
    )
    holding = (
        "/s/s3",
        "/api/v1/sites",
        "/api/v1/sites/s3",
        "/data/index.json",
        "/map.js",
        "/ogc/collections/sites/items",
    )
    before = {path: client.get(path) for path in (*others, *holding)}
    state: State = client.application.extensions["yizhan"]
    changed = state.snapshot().site("s3")
    assert changed is not None
    store.apply(
        [replace(changed, name="改了名")], source="test", actor="test", at=datetime.now(UTC)
    )
    state.refresh()
    after = {path: client.get(path) for path in before}
    same = {path for path in before if after[path].data == before[path].data}
    assert same == set(others)
    for path in others:
        assert after[path].headers["ETag"] == before[path].headers["ETag"]
    for answer in (*before.values(), *after.values()):
        answer.close()
