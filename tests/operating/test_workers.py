"""Several real workers follow the store together, outlive one another, and stop in peace.

`WITHIN_S` is far above the two seconds that docs/operating.md promises on a machine with
time to spare: it ends what never comes, and does not judge a busy machine.
"""

import json
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from geodata.store import Store
from tests.operating.files import GUIDE
from tests.web.conftest import SITES
from tests.web.live import Live, live_server
from tests.web.metrics.reading import labels_of, samples, value
from web.state import POLL_S

WORKERS = 3
WITHIN_S = 60
# A server whose searches take long, and tell that they have begun.
SLOW = """
import os
from pathlib import Path
from time import sleep
from locator.snapshot import Snapshot
from web.cli import main

answer = Snapshot.search

def search(self, *args, **more):
    Path(os.environ["BEGUN"]).touch()
    sleep(2)
    return answer(self, *args, **more)

Snapshot.search = search
main(["serve"])
"""


def revisions(live: Live) -> list[float]:
    text = live.request("GET", "/metrics")[1].decode()
    return [each for (name, _), each in samples(text).items() if name == "yizhan_snapshot_revision"]


def wait_for(live: Live, expected: list[float]) -> None:
    """Wait until the workers serve these revisions."""
    begun = monotonic()
    while revisions(live) != expected:
        assert monotonic() < begun + WITHIN_S, (revisions(live), expected, live.said())
        sleep(0.02)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("workers")
    with Store.open(f"sqlite:///{folder}/yizhan.db") as store:
        revision = store.apply(SITES, source="test", actor="test", at=datetime.now(UTC))
    with live_server(folder, YIZHAN_WORKERS=str(WORKERS)) as server:
        wait_for(server, [float(revision)] * WORKERS)
        yield server


def test_the_guide_promises_two_looks_of_the_workers() -> None:
    assert 2 * POLL_S == 2.0
    assert "within 2 seconds" in GUIDE.read_text(encoding="utf-8")


def test_every_worker_follows_a_change(live: Live) -> None:
    with Store.open(f"sqlite:///{live.folder}/yizhan.db") as store:
        for name in ("示例新名一", "示例新名二"):
            site = replace(SITES[0], name=name)
            revision = store.apply([site], source="test", actor="test", at=datetime.now(UTC))
            wait_for(live, [float(revision)] * WORKERS)
            answers = [json.loads(live.request("GET", "/api/v1/sites/s1")[1]) for _ in range(40)]
            assert {answer["name"] for answer in answers} == {name}


def test_requests_of_all_workers_are_counted_together(live: Live) -> None:
    path, asked = "/api/v1/search", 60
    for _ in range(asked):
        live.request("GET", f"{path}?q=x")
    text = live.request("GET", "/metrics")[1].decode()
    assert value(text, "yizhan_requests_total", route=path, method="GET", status="200") == asked
    assert value(text, "yizhan_request_seconds_count", route=path) == asked
    assert labels_of(text)["worker"] == {str(number) for number in range(WORKERS)}


def test_a_worker_that_is_killed_is_replaced_and_its_counts_stay(live: Live) -> None:
    before = value(live.request("GET", "/metrics")[1].decode(), "yizhan_requests_total")
    known, workers = revisions(live), worker_processes(live)
    assert len(workers) == WORKERS
    os.kill(min(workers), signal.SIGKILL)
    begun = monotonic()
    while not replaced(live, min(workers)) or revisions(live) != known:
        assert monotonic() < begun + WITHIN_S, live.said()
        sleep(0.1)
    after = value(live.request("GET", "/metrics")[1].decode(), "yizhan_requests_total")
    assert after > before


def worker_processes(live: Live) -> set[int]:
    found = set()
    for child in psutil.Process(live.process.pid).children():
        with suppress(psutil.NoSuchProcess):  # it has ended
            if "resource_tracker" not in str(child.cmdline()):
                found.add(child.pid)
    return found


def replaced(live: Live, killed: int) -> bool:
    now = worker_processes(live)
    return killed not in now and len(now) == WORKERS


def test_sigterm_lets_a_request_finish(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/yizhan.db") as store:
        store.apply(SITES, source="test", actor="test", at=datetime.now(UTC))
    begun = tmp_path / "begun"
    with (
        live_server(tmp_path, code=SLOW, YIZHAN_WORKERS="2", BEGUN=str(begun)) as live,
        ThreadPoolExecutor(1) as pool,
    ):
        answer = pool.submit(live.request, "GET", "/api/v1/search?q=%E7%A4%BA%E4%BE%8B")
        while not begun.exists():
            assert not answer.done()
            sleep(0.01)
        assert live.stop() == 0
        status, body = answer.result()
        assert status == 200
        assert json.loads(body)["results"]
        with pytest.raises(OSError, match="refused"):
            live.request("GET", "/healthz")
