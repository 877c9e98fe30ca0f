import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from geodata.store import Store
from geodata.streets import FollowedStreets
from geodata.streets.near_tables import FollowedTables
from geodata.streets.near_tables.building import build_tables
from tests.web.conftest import LAT, LON, lay_streets
from web import caching
from web.app import create_app
from web.settings import Settings
from web.state import State

CELL = f"/data/near/walk/{int(LAT * 100)}_{int(LON * 100)}.json"


@pytest.fixture
def near_client(store: Store, tmp_path: Path) -> Iterator[FlaskClient]:
    url = f"sqlite:///{tmp_path}/yizhan.db"
    lay_streets(tmp_path / "streets", "walk")
    build_tables(url)
    state = State(store, FollowedStreets(tmp_path / "streets"), FollowedTables(url))
    yield create_app(Settings(), state).test_client()
    state.close()


def test_a_square_is_sent_packed_and_once(
    near_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "SETTLED", timedelta())
    answer = near_client.get(CELL, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    square = json.loads(gzip.decompress(answer.data))
    assert "s1" in square["ids"]
    assert square["mode"] == "walk"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"].startswith("public, max-age=60")
    assert answer.last_modified is not None
    tag = answer.headers["ETag"]
    again = near_client.get(CELL, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    since = {"If-Modified-Since": answer.headers["Last-Modified"]}
    assert near_client.get(CELL, headers=since).status_code == 304
    assert json.loads(near_client.get(CELL).data) == square


@pytest.mark.parametrize("path", ["walk/0_0", "ebike/3750_12140", "straight/3750_12140", "walk/x"])
def test_where_there_is_no_square_a_problem_says_so(near_client: FlaskClient, path: str) -> None:
    answer = near_client.get(f"/data/near/{path}.json", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert "street table" in answer.json["detail"]  # type: ignore[index]  # it has one


def test_the_index_tells_which_tables_there_are(
    near_client: FlaskClient, street_client: FlaskClient, client: FlaskClient
) -> None:
    walk = near_client.get("/data/index.json").json["near"]  # type: ignore[index]  # an object
    assert list(walk) == ["walk"]
    assert len(walk["walk"]) == 8
    none_yet = street_client.get("/data/index.json").json
    assert none_yet["near"] == {"walk": "", "ebike": ""}  # type: ignore[index]  # an object
    assert "near" not in client.get("/data/index.json").json  # type: ignore[operator]  # an object
