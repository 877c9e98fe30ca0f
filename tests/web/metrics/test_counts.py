"""Counts stay right when processes and threads count at once, and when one of them is killed."""

import multiprocessing
import os
import random
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest

from web.metrics import Metrics, answered
from web.metrics.answered import BOUNDS_S, REST, Kind
from web.metrics.metrics import SIZE
from web.metrics.workers import Serving

KINDS = [Kind(f"/made/up/{n}", "GET", status) for n in range(9) for status in (200, 404)]
EACH, THREADS, PROCESSES = 300, 2, 3
APART = multiprocessing.get_context("forkserver")
APART.set_forkserver_preload(["web.metrics"])  # imported once, not by each process


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "metrics"
    file.write_bytes(bytes(SIZE))
    return file


def count_many(path: Path, seed: int) -> None:
    metrics = Metrics(path)

    def some(number: int) -> None:
        draw = random.Random(number)
        for _ in range(EACH):
            metrics.requests.add(draw.choice(KINDS), 0.25)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(some, range(seed, seed + THREADS)))


def count_for_ever(path: Path) -> None:
    metrics = Metrics(path)
    while True:
        metrics.requests.add(KINDS[0], 0.0)


def serve_for_ever(path: Path, revision: int) -> None:
    Metrics(path).workers.note(serving(revision))
    sleep(600)


def serving(revision: int) -> Serving:
    now = datetime.now(UTC)
    return Serving(revision, now, now, trouble=False)


def test_processes_and_threads_lose_no_count(path: Path) -> None:
    seeds = [THREADS * number for number in range(PROCESSES)]
    workers = [APART.Process(target=count_many, args=(path, seed)) for seed in seeds]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    expected: Counter[Kind] = Counter()
    for seed in range(PROCESSES * THREADS):
        draw = random.Random(seed)
        expected.update(draw.choice(KINDS) for _ in range(EACH))
    counted = Metrics(path).requests.counted()
    assert {kind: figures.count for kind, figures in counted.items()} == expected
    assert sum(figures.seconds for figures in counted.values()) == expected.total() * 0.25


def test_one_that_is_killed_holds_nobody_up(path: Path) -> None:
    for _ in range(3):
        worker = APART.Process(target=count_for_ever, args=(path,))
        worker.start()
        metrics = Metrics(path)
        before = metrics.requests.counted()
        while metrics.requests.counted() == before:
            sleep(0.01)
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        metrics.requests.add(KINDS[1], 0.0)
    assert Metrics(path).requests.counted()[KINDS[1]].count == 3


def test_a_bucket_holds_what_took_as_long_as_its_bound() -> None:
    metrics = Metrics()
    for bound in BOUNDS_S:
        metrics.requests.add(KINDS[0], bound)
    metrics.requests.add(KINDS[0], BOUNDS_S[-1] + 1)
    assert metrics.requests.counted()[KINDS[0]].buckets == (1,) * (len(BOUNDS_S) + 1)


def test_a_full_table_counts_the_rest_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered, "ENTRIES", 20)
    metrics = Metrics()
    for number in range(25):
        metrics.requests.add(Kind(f"/{number}", "GET", 200), 0.0)
    counted = metrics.requests.counted()
    assert len(counted) == 20
    assert counted[REST].count == 6


def test_a_worker_keeps_its_place() -> None:
    metrics = Metrics()
    for revision in range(200):
        metrics.workers.note(serving(revision))
    (found,) = metrics.workers.serving().items()
    assert (found[0], found[1].revision) == (0, 199)


def test_a_worker_that_died_is_forgotten_and_its_place_taken(path: Path) -> None:
    metrics = Metrics(path)
    for revision in (7, 8):
        worker = APART.Process(target=serve_for_ever, args=(path, revision))
        worker.start()
        while not metrics.workers.serving():
            sleep(0.01)
        (found,) = metrics.workers.serving().items()
        assert (found[0], found[1].revision) == (0, revision)
        worker.kill()
        worker.join()
        assert metrics.workers.serving() == {}
