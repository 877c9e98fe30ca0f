"""Tiles of an archive: sent once, nothing where there is none, never a failure."""

import gzip
import json
import logging
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import mapbox_vector_tile
import pytest
from flask.testing import FlaskClient
from pmtiles.tile import TileType

from geodata.basemap import Archive, open_archive
from locator.errors import InvalidInput
from tests.geodata.basemap.made import PNG, write_archive
from web import caching
from web.app import create_app
from web.server import archive_of, serve
from web.settings import Settings
from web.state import State

NUMBER = "GS(2000)0000号"
BOUNDARY = {
    "name": "boundaries",
    "features": [{"geometry": "LINESTRING (0 0, 9 9)", "properties": {"kind": "country"}}],
}
POND = {
    "name": "water",
    "features": [{"geometry": "POLYGON ((0 0, 0 9, 9 9, 0 0))", "properties": {"kind": "lake"}}],
}
BROKEN = b"\xff" * 40


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an archive of drawings, one of them broken."""
    tiles = {
        (8, 1, 1): mapbox_vector_tile.encode([POND, BOUNDARY]),
        (7, 1, 1): mapbox_vector_tile.encode([POND]),
        (9, 1, 1): BROKEN,
    }
    told = {"attribution": "<b>示例</b> & 测绘"}
    path = write_archive(tmp_path / "a.pmtiles", tiles, TileType.MVT, told)
    with open_archive(path) as opened:
        yield opened


@pytest.fixture
def tiled(client: FlaskClient, archive: Archive) -> FlaskClient:
    """Give a client of an application with that archive."""
    settings = Settings.from_env(
        {
            "YIZHAN_TILES": "pmtiles",
            "YIZHAN_TILES_FILE": "a.pmtiles",
            "YIZHAN_MAP_APPROVAL": NUMBER,
        }
    )
    state: State = client.application.extensions["yizhan"]
    return create_app(settings, state, archive=archive).test_client()


def test_a_drawing_is_sent_packed_and_once_and_holds_no_boundary(tiled: FlaskClient) -> None:
    answer = tiled.get("/data/tiles/8/1/1", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"].startswith("public, max-age=86400")
    drawing = json.loads(gzip.decompress(answer.data))
    assert drawing == {"areas": {"water": drawing["areas"]["water"]}, "lines": {}, "names": []}
    plain = tiled.get("/data/tiles/8/1/1", headers={"Accept-Encoding": "identity"})
    assert plain.json == drawing
    tag = {"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]}
    again = tiled.get("/data/tiles/8/1/1", headers=tag)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "place",
    ["7/1/1", "10/1/1", "8/256/0", "8/0/256", "8/-1/0", "99999999999999999999/0/0", "8/1/1.png"],
)
def test_nothing_is_so_wide_so_near_or_so_far_out(tiled: FlaskClient, place: str) -> None:
    answer = tiled.get(f"/data/tiles/{place}")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_where_there_is_no_tile_there_is_an_empty_answer(tiled: FlaskClient) -> None:
    answer = tiled.get("/data/tiles/8/2/2")
    assert (answer.status_code, answer.data) == (204, b"")
    assert "max-age=86400" in answer.headers["Cache-Control"]


def test_a_broken_tile_is_empty_kept_by_nobody_and_noted_without_its_place(
    tiled: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "yizhan"):
        answer = tiled.get("/data/tiles/9/1/1")
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    (record,) = caplog.records
    assert vars(record)["facts"] == {"zoom": 9, "exception": "DecodeError"}


def test_a_picture_is_sent_as_it_is(client: FlaskClient, tmp_path: Path) -> None:
    path = write_archive(tmp_path / "b.pmtiles", {(9, 1, 2): PNG})
    with open_archive(path) as archive:
        app = create_app(Settings(), client.application.extensions["yizhan"], archive=archive)
        answer = app.test_client().get("/data/tiles/9/1/2")
    assert (answer.data, answer.mimetype) == (PNG, "image/png")
    assert "Content-Encoding" not in answer.headers


def test_without_an_archive_there_are_no_tiles(client: FlaskClient) -> None:
    answer = client.get("/data/tiles/9/1/2")
    assert answer.status_code == 404
    assert answer.json
    assert answer.json["detail"] == "这里没有地图瓦片。"


@pytest.mark.parametrize("page", ["/", "/embed?view=both"])
def test_pages_are_told_of_our_own_tiles_and_of_no_other_host(
    tiled: FlaskClient, page: str
) -> None:
    assert facts_of(tiled, page) == {
        "urls": ["/data/tiles/{z}/{x}/{y}"],
        "datum": "wgs84",
        "attribution": "示例 & 测绘",
        "approval": NUMBER,
        "archive": {"vector": True, "min_zoom": 8, "max_zoom": 9},
    }
    policy = tiled.get(page).headers["Content-Security-Policy"]
    assert "img-src 'self' data:;" in policy
    assert "connect-src 'self';" in policy


def facts_of(client: FlaskClient, page: str) -> dict[str, object]:
    """Return what a page tells its map script of tiles."""
    told = re.search(r'data-map="([^"]*)"', client.get(page).get_data(as_text=True))
    assert told
    tiles: dict[str, object] = json.loads(unescape(told[1]))["tiles"]
    return tiles


def test_the_operator_may_say_whom_tiles_are_by(client: FlaskClient, archive: Archive) -> None:
    settings = Settings(tiles_attribution="某某测绘院")
    app = create_app(settings, client.application.extensions["yizhan"], archive=archive)
    assert facts_of(app.test_client(), "/")["attribution"] == "某某测绘院"


def test_the_server_does_not_start_with_what_is_no_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.server.check_address", lambda *_: None)
    path = tmp_path / "notes.txt"
    path.write_text("no tiles", encoding="utf-8")
    settings = Settings.from_env(
        {
            "YIZHAN_STORE": f"sqlite:///{tmp_path}/yizhan.db",
            "YIZHAN_TILES": "pmtiles",
            "YIZHAN_TILES_FILE": str(path),
            "YIZHAN_REGION": "SG",
        }
    )
    with pytest.raises(InvalidInput, match=r"YIZHAN_TILES_FILE: .* no PMTiles file"):
        serve(settings, started=lambda: None)
    assert archive_of(Settings()) is None


def test_tiles_are_dated_by_their_file(
    tiled: FlaskClient, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "STARTED", archive.changed_at)
    monkeypatch.setattr(caching, "SETTLED", archive.changed_at - archive.changed_at)
    answer = tiled.get("/data/tiles/8/1/1")
    assert answer.last_modified == archive.changed_at.replace(microsecond=0)
