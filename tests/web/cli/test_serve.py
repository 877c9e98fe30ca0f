"""``yizhan serve``: says where it is, follows the store in every worker, stops when told to."""

import json
import socket
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import pytest

from geodata.store import Store
from tests.web.cli.conftest import Run
from tests.web.conftest import SITES
from tests.web.live import free_port, live_server


def test_it_starts_without_a_store_says_where_it_is_and_stops_in_peace(tmp_path: Path) -> None:
    with live_server(tmp_path) as live:
        status, body = live.request("GET", "/healthz")
        assert (status, json.loads(body)["sites"]) == (200, 0)
        assert live.stop() == 0
        assert f"http://127.0.0.1:{live.port}" in live.said()
        assert "Traceback" not in live.said()


def test_every_worker_follows_the_store(tmp_path: Path) -> None:
    with live_server(tmp_path, YIZHAN_WORKERS="2") as live:
        with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
            store.apply(SITES, source="test", actor="test", at=datetime.now(UTC))
            revision = store.revision()
        end = monotonic() + 60  # within two looks, on a machine that is not busy
        agreeing = 0
        while agreeing < 20:  # answers in a row, from whichever worker takes the request
            served = json.loads(live.request("GET", "/healthz")[1])["revision"]
            agreeing = agreeing + 1 if served == revision else 0
            assert monotonic() < end
            sleep(0.02)


def test_a_port_in_use_is_said_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        monkeypatch.setenv("YIZHAN_PORT", str(port))
        said = run("serve", code=1).stderr
    assert len(said.splitlines()) == 1
    assert str(port) in said
    assert "YIZHAN_PORT" in said


def test_an_address_that_is_not_ours_is_said_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YIZHAN_HOST", "192.0.2.1")
    monkeypatch.setenv("YIZHAN_PORT", str(free_port()))
    said = run("serve", code=1).stderr
    assert len(said.splitlines()) == 1
    assert "192.0.2.1" in said


def test_wrong_settings_are_a_wrong_call_and_all_named(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PORT", "x"), ("WORKERS", "0"), ("PROT", "1")):
        monkeypatch.setenv(f"YIZHAN_{name}", value)
    said = run("serve", code=2).stderr
    for name in ("YIZHAN_PORT", "YIZHAN_WORKERS", "YIZHAN_PROT"):
        assert name in said


def test_a_store_that_cannot_be_made_is_said_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("YIZHAN_STORE", f"sqlite:///{tmp_path}/file/yizhan.db")
    monkeypatch.setenv("YIZHAN_PORT", str(free_port()))
    said = run("serve", code=1).stderr
    assert len(said.splitlines()) == 1
    assert "YIZHAN_STORE" in said
