"""Log lines hold the route, the method, the status and the milliseconds: never a coordinate."""

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from geodata.store import Store
from geodata.streets.files import write_networks
from locator.datum import position
from locator.model import Site
from locator.vocabulary import Datum
from tests.locator.finding.grids import grid
from tests.web.live import Live, live_server
from web.logs import JsonLines, logging_setup

# Digits that stand nowhere else; each request carries one of them.
MARKS = [f"{number}" for number in range(47382910, 47382940)]

# A server whose snapshot breaks with the coordinates in the message of the exception.
BREAKING = """
from locator.snapshot import Snapshot
from locator.streets import Streets
from web.cli import main

answer = Snapshot.nearest

def nearest(self, query):
    if query.k == 7:
        raise RuntimeError(f"broken at {query.lon} {query.lat}")
    return answer(self, query)

way = Streets.route

def route(self, *, lon1, lat1, lon2, lat2):
    if lat2 > 31.5005:
        raise RuntimeError(f"broken at {lon1} {lat1}")
    return way(self, lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2)

Snapshot.nearest = nearest
Streets.route = route
main(["serve"])
"""


def ask(live: Live) -> list[int]:
    """Send every kind of request that can carry a coordinate and return the statuses."""
    marks = iter(MARKS)
    near, route = "/api/v1/nearest", "/api/v1/route"
    json_type = {"Content-Type": "application/json"}
    form_type = {"Content-Type": "application/x-www-form-urlencoded"}

    def lon() -> str:
        return f"121.{next(marks)}"

    def body(**more: object) -> bytes:
        return json.dumps({"lon": float(lon()), "lat": 31.5} | more).encode()

    requests: list[tuple[str, str, bytes | None, dict[str, str]]] = [
        ("GET", f"{near}?lon={lon()}&lat=31.5", None, {}),
        ("POST", near, body(), json_type),
        ("GET", f"{near}?lon=9{lon()}&lat=31.5", None, {}),
        ("GET", f"{near}?lon={lon()}", None, {}),
        ("GET", f"{near}?{lon()}=1", None, {}),
        ("POST", near, body(k=0), json_type),
        ("POST", near, body()[:-1], json_type),
        ("POST", near, f"lon={lon()}".encode(), {"Content-Type": "text/plain"}),
        ("GET", f"/api/v1/{lon()},31.5", None, {}),
        ("GET", f"/s/{lon()},31.5", None, {}),
        ("GET", f"/{lon()},31.5", None, {}),
        ("GET", f"{near}?lon={lon()}&lat=31.5&k=7", None, {}),
        ("POST", near, body(k=7), json_type),
        ("GET", "/healthz", None, {"Referer": f"http://x/?lon={lon()}", "User-Agent": lon()}),
        (f"X{next(marks)}", near, None, {}),
        ("POST", "/", f"place={lon()},31.5".encode(), form_type),
        ("POST", near, (b" " * 70_000) + lon().encode(), json_type),
        ("POST", route, body(to="near"), json_type),
        ("POST", route, body(to="breaks"), json_type),
        ("POST", route, body(to="nobody"), json_type),
        ("POST", route, body(to="near", mode=lon()), json_type),
        ("POST", route, body(to="near")[:-1], json_type),
        ("GET", f"{route}?lon={lon()}&lat=31.5&to=near", None, {}),
    ]  # fmt: skip
    return [live.request(*each)[0] for each in requests]


class Run(NamedTuple):
    """What a server left behind, and what it answered."""

    folder: Path
    statuses: list[int]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("logs")
    sites = [
        Site(id=name, name=name, position=position(121.4738, lat, Datum.WGS84))
        for name, lat in (("near", 31.5), ("breaks", 31.501))
    ]
    with Store.open(f"sqlite:///{folder}/yizhan.db") as store:
        store.apply(sites, source="test", actor="test", at=datetime.now(UTC))
    streets = grid("walk", east=121.475, north=31.51).network
    write_networks([streets], folder / "streets")
    with live_server(folder, code=BREAKING, YIZHAN_LOG_LEVEL="debug") as live:
        statuses = ask(live)
        live.raw(f"GET /?lon=121.{MARKS[-1]} HTTP/9.9\r\n\r\n".encode())
        live.raw(f"GET /\x00121.{MARKS[-2]} HTTP/1.1\r\nbad header\r\n\r\n".encode())
    return Run(folder, statuses)


def test_no_coordinate_is_left_behind(run: Run) -> None:
    assert run.statuses[:2] == [200, 200]
    assert run.statuses.count(500) == 3
    assert run.statuses[17:] == [200, 500, 404, 400, 400, 405]
    assert {400, 404, 405, 413, 415} <= set(run.statuses)
    files = [path for path in run.folder.rglob("*") if path.is_file()]
    assert {"yizhan.db", "stdout", "stderr"} <= {path.name for path in files}
    for path in files:
        held = path.read_bytes()
        assert not [mark for mark in MARKS if mark.encode() in held], path


def test_a_line_for_each_request_says_what_happened_and_no_more(run: Run) -> None:
    lines = [
        json.loads(line)
        for line in (run.folder / "stderr").read_text(encoding="utf-8").splitlines()
    ]
    requests = [line for line in lines if line["logger"] == "yizhan.requests"]
    assert len(requests) >= 23
    for line in requests:
        assert set(line) == {
            "time", "level", "logger", "message", "route", "method", "status", "ms",
        }  # fmt: skip
    assert {"/api/v1/nearest", "/api/v1/route", "/healthz", "/s/<path:site_id>", None} <= {
        line["route"] for line in requests
    }
    assert {"GET", "POST", "other"} <= {line["method"] for line in requests}
    failures = [line for line in lines if line["logger"] == "yizhan.errors"]
    assert len(failures) == 3
    for failure in failures:
        assert failure["exception"]["type"] == "RuntimeError"
        assert {"answering.py", "route.py"} & {p.split(":")[0] for p in failure["exception"]["at"]}


def test_the_message_of_an_exception_is_not_logged() -> None:
    try:
        float("121.47382931 east")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert line["exception"]["type"] == "ValueError"
    assert "47382931" not in str(line)
    assert line["message"] == "failed"


def test_libraries_do_not_speak_below_warning() -> None:
    setup = logging_setup("debug")
    assert setup["root"]["level"] == "WARNING"
    assert setup["loggers"]["yizhan"]["level"] == "DEBUG"
