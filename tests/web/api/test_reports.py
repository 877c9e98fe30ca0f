"""Reports over HTTP: sent without a login, looked up by a code, and heeded by the next answer."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geodata.store import Store
from locator.reports import ReportState
from tests.web.conftest import LAT, LON, NOON, SITES
from tests.web.live import Live, live_server
from web.state import State

PATH = "/api/v1/reports"
GROUPED = f"/api/v1/nearest?lon={LON}&lat={LAT}&at={NOON.replace('+', '%2B')}&open=grouped"


def send(client: FlaskClient, site_id: str, phone: str = "phone", **more: Any) -> TestResponse:
    body = {"site_id": site_id, "kind": "locked"} | more
    return client.post(PATH, json=body, headers={"User-Agent": phone})


def results(client: FlaskClient) -> dict[str, bool]:
    """Return the sites of a grouped answer in order, and whether each is troubled."""
    return {each["id"]: each["troubled"] for each in client.get(GROUPED).get_json()["results"]}


def test_a_report_is_answered_by_a_code_that_it_is_looked_up_by(client: FlaskClient) -> None:
    sent = send(client, "s1", kind="hours_wrong")
    assert sent.status_code == 201
    told = sent.get_json()
    assert told["state"] == "received"
    assert abs(datetime.fromisoformat(told["at"]).timestamp() - datetime.now(UTC).timestamp()) < 120
    found = client.get(f"{PATH}/{told['code']}")
    assert (found.status_code, found.get_json()) == (200, told)
    assert found.headers["Cache-Control"] == "no-store"
    assert found.get_json()["kind"] == "hours_wrong"


def test_a_second_independent_report_sinks_the_site(client: FlaskClient) -> None:
    before = results(client)
    assert list(before)[:3] == ["s1", "s3", "s5"]  # the open ones, nearest first
    assert not any(before.values())
    send(client, "s1", "one phone")
    assert results(client) == before
    send(client, "s1", "one phone")
    assert results(client) == before
    send(client, "s1", "another phone")
    after = results(client)
    assert list(after)[:3] == ["s3", "s5", "s1"]
    assert [each for each, troubled in after.items() if troubled] == ["s1"]


def test_troubles_are_a_small_file_with_an_etag(client: FlaskClient) -> None:
    before = client.get("/data/troubles.json")
    assert before.get_json() == {"troubled": [], "until": None}
    assert before.headers["Cache-Control"] == "no-cache"
    again = client.get("/data/troubles.json", headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 304
    for phone in ("one", "another"):
        send(client, "s2", phone)
    after = client.get("/data/troubles.json", headers={"If-None-Match": before.headers["ETag"]})
    assert after.get_json()["troubled"] == ["s2"]
    assert datetime.fromisoformat(after.get_json()["until"]) > datetime.now(UTC)


def test_a_confirmation_by_staff_clears_it(client: FlaskClient, store: Store, state: State) -> None:
    for phone in ("one", "another"):
        code = send(client, "s1", phone).get_json()["code"]
    assert results(client)["s1"]
    store.reports.close("s1", state=ReportState.REJECTED, at=datetime.now(UTC))
    state.refresh()
    assert not results(client)["s1"]
    assert client.get(f"{PATH}/{code}").get_json()["state"] == "rejected"


def test_the_page_without_scripts_warns_too(client: FlaskClient) -> None:
    for phone in ("one", "another"):
        send(client, "s1", phone)
    page = client.post("/", data={"place": f"{LON},{LAT}", "datum": "wgs84"})
    assert page.text.count("近期有人反映进不去") == 1
    assert "近期有人反映进不去" in client.get("/s/s1").text
    assert "近期有人反映进不去" not in client.get("/s/s3").text


def test_too_many_reports_are_told_to_wait(client: FlaskClient) -> None:
    for _ in range(5):
        assert send(client, "s1").status_code == 201
    refused = send(client, "s1", lang="en")
    assert refused.status_code == 429
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 601
    assert refused.get_json()["title"].startswith("Too many reports")
    assert send(client, "s1", "another phone").status_code == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"site_id": "s1", "kind": "boring"}, "kind"),
        ({"site_id": "s1"}, "kind"),
        ({"kind": "locked"}, "site_id"),
        ({"site_id": "s1", "kind": "locked", "note": "free text"}, "note"),
        ({"site_id": "s1", "kind": "locked", "lon": 121.4}, "lon"),
    ],
)
def test_anything_else_is_refused_by_name(
    client: FlaskClient, body: dict[str, object], field: str
) -> None:
    refused = client.post(PATH, json=body)
    assert refused.status_code == 400
    assert field in {each["field"] for each in refused.get_json()["errors"]}


def test_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert send(client, "nowhere").status_code == 404
    assert client.get(f"{PATH}/ABCDEFGH").status_code == 404
    assert client.get(PATH).status_code == 405


def test_neither_the_store_nor_the_log_knows_who_reported(
    client: FlaskClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        send(client, "s1", "a very rare phone")
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("yizhan.db*"))
    logged = "".join(str(record.__dict__) for record in caplog.records if "yizhan" in record.name)
    assert "/api/v1/reports" in logged
    for secret in ("a very rare phone", "127.0.0.1"):
        assert secret.encode() not in stored
        assert secret not in logged


def live_send(live: Live, phone: str) -> tuple[int, bytes]:
    body = json.dumps({"site_id": "s1", "kind": "locked"}).encode()
    headers = {"Content-Type": "application/json", "User-Agent": phone}
    return live.request("POST", PATH, body, headers)


def live_order(live: Live) -> list[str]:
    return [each["id"] for each in json.loads(live.request("GET", GROUPED)[1])["results"]][:3]


def test_two_workers_agree_soon(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
        store.apply(SITES, source="test", actor="test", at=datetime.now(UTC))
    with live_server(tmp_path, YIZHAN_WORKERS="2") as live:
        for _ in range(4):  # whichever worker takes them
            assert live_send(live, "one phone")[0] == 201
        sleep(2)
        assert [live_order(live) for _ in range(20)] == [["s1", "s3", "s5"]] * 20
        assert live_send(live, "another phone")[0] == 201
        end = monotonic() + 60  # about one second, on a machine that is not busy
        agreeing = 0
        while agreeing < 20:
            agreeing = agreeing + 1 if live_order(live) == ["s3", "s5", "s1"] else 0
            assert monotonic() < end
        assert live.stop() == 0
        assert "phone" not in live.said()
        assert "shared_memory" not in live.said()
