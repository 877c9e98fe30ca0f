"""The files of all sites over HTTP: whole, with a checksum, in parts, known again by their tag."""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from geodata.dumps.building import build_dumps
from geodata.dumps.following import FollowedDumps
from geodata.exporting import FORMATS, Licence
from geodata.store import Store
from web.app import create_app
from web.settings import Settings
from web.state import State

LICENCE = Licence("CC-BY-4.0", "https://example.org/by", "<示例市>")


@pytest.fixture
def client(store: Store, tmp_path: Path) -> Iterator[FlaskClient]:
    """Give a client of an application with dumps."""
    url = f"sqlite:///{tmp_path}/yizhan.db"
    build_dumps(url, LICENCE)
    state = State(store, dumps=FollowedDumps(url, LICENCE))
    yield create_app(Settings(), state).test_client()
    state.close()


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_file_comes_whole_with_its_checksum(client: FlaskClient, ending: str) -> None:
    for encoding in ("identity", "gzip"):
        with client.get(f"/data/sites{ending}", headers={"Accept-Encoding": encoding}) as answer:
            digest = base64.b64encode(hashlib.sha256(answer.data).digest()).decode()
            assert answer.status_code == 200
            assert answer.headers["Repr-Digest"] == f"sha-256=:{digest}:"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.headers["Content-Disposition"].endswith(f"sites{ending}")
            assert "stale-while-revalidate" in answer.headers["Cache-Control"]
            plain = (
                gzip.decompress(answer.data)
                if answer.headers.get("Content-Encoding") == "gzip"
                else answer.data
            )
        files = {each["name"]: each for each in client.get("/data/manifest.json").json["files"]}  # type: ignore[index]  # JSON
        listed = files[f"sites{ending}"]
        assert (len(plain), hashlib.sha256(plain).hexdigest()) == (
            listed["bytes"],
            listed["sha256"],
        )


def test_a_file_is_sent_in_parts(client: FlaskClient) -> None:
    with (
        client.get("/data/sites.fgb") as whole,
        client.get("/data/sites.fgb", headers={"Range": "bytes=8-15"}) as part,
    ):
        assert (part.status_code, part.data) == (206, whole.data[8:16])


def test_the_manifest_and_the_page_tell_date_and_licence(client: FlaskClient) -> None:
    told = client.get("/data/manifest.json").get_json()
    assert told["licence"] == {
        "name": "CC-BY-4.0",
        "url": "https://example.org/by",
        "attribution": "<示例市>",
    }
    assert (told["revision"], told["sites"]) == (1, 9)
    for lang, title in (("zh-CN", "开放数据"), ("en", "Open data")):
        page = client.get(f"/data/?lang={lang}").text
        assert f"<h1>{title}</h1>" in page
        assert "&lt;示例市&gt;" in page
        assert all(each["sha256"] in page for each in told["files"])
    assert client.get("/data/SHA256SUMS").text.count("\n") == len(FORMATS)


def test_nobody_is_named_and_no_place_of_a_rider_is_there(client: FlaskClient) -> None:
    with client.get("/data/sites.geojson") as answer:
        features = json.loads(answer.data)["features"]
    assert len(features) == 9
    assert {"manager", "note", "extra"}.isdisjoint(features[0]["properties"])


def test_what_is_not_there_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/data/sites.shp")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_without_a_place_for_files_there_are_none(state: State) -> None:
    bare = create_app(Settings(), state).test_client()
    assert bare.get("/data/sites.csv").status_code == 404
    assert bare.get("/data/").status_code == 404
