"""Readers, writers and forks at once, in a process that may crash without taking us along."""

import subprocess
import sys

import pytest

from tests.shared import ROOT

COMMON = """
import os, sys, threading
import numpy as np
from locator.index import SiteIndex
from tests.locator.oracle import brute_force, same_answer

rng = np.random.default_rng(1)
corners = [(0.0, 90.0), (90.0, 90.0), (0.0, -90.0), (180.0, 0.0), (-180.0, 0.0), (179.99999, 1.0)]
lons = np.concatenate([[c[0] for c in corners], rng.normal(121, 0.1, 2000), [121.0] * 500,
                       rng.uniform(-180, 180, 500)])
lats = np.concatenate([[c[1] for c in corners], rng.normal(37, 0.1, 2000), [37.0] * 500,
                       rng.uniform(-90, 90, 500)])
asked = corners + [(121.0, 37.0), (-59.0, -37.0), (-180.0, 1.0), (45.0, -89.9)]
asked += list(zip(rng.normal(121, 0.1, 30).tolist(), rng.normal(37, 0.1, 30).tolist()))
truth = [brute_force(lon, lat, lons, lats, 5) for lon, lat in asked]
built, edited = (SiteIndex(lons=lons, lats=lats) for _ in range(2))
edited.insert(10**6, lon=1.0, lat=1.0)
edited.remove(10**6)
wrong = []

def read(index, rounds):
    for turn in range(rounds):
        for at, (lon, lat) in enumerate(asked):
            if not same_answer(index.nearest(lon=lon, lat=lat, k=5), truth[at]):
                wrong.append((lon, lat))
    positions, metres = index.nearest_many(lons=[a[0] for a in asked], lats=[a[1] for a in asked],
                                           k=5)
    wrong.extend(a for a, p, t in zip(asked, positions.tolist(), truth) if p != t[0])

def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    [t.start() for t in threads]
    [t.join() for t in threads]
"""

READERS = """
together(*[lambda index=index: read(index, 15) for index in [built, edited] * 4])
sys.exit(len(wrong) > 0)
"""

WRITER = """
# Far from all that is asked: readers see the tree change, never their answer.
def write():
    for turn in range(400):
        edited.insert(10**6 + turn, lon=-20.0, lat=-30.0 - turn * 0.01)
        if turn % 2:
            edited.remove(10**6 + turn)

together(write, *[lambda: read(edited, 10)] * 7)
sys.exit(len(wrong) > 0 or len(edited) != len(lons) + 200)
"""

FORKS = """
# Children of a process whose threads are in the middle of reading, writing and building.
stop = threading.Event()

def busy():
    while not stop.is_set():
        read(edited, 1)

def building():
    while not stop.is_set():
        index = SiteIndex(lons=lons[:300], lats=lats[:300])
        index.insert(10**6, lon=1.0, lat=1.0)

threads = [threading.Thread(target=job) for job in [busy] * 4 + [building] * 2]
[t.start() for t in threads]
codes = []
for _ in range(12):
    child = os.fork()
    if child == 0:
        wrong.clear()
        together(*[lambda index=index: read(index, 1) for index in [built, edited] * 4])
        os._exit(len(wrong) > 0)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
stop.set()
[t.join() for t in threads]
sys.exit(any(codes) or len(wrong) > 0)
"""


@pytest.mark.parametrize(
    "script", [READERS, WRITER, FORKS], ids=["eight readers", "a writer", "forks"]
)
def test_no_crash_and_no_wrong_answer(script: str) -> None:
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", COMMON + script]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert run.returncode == 0, run.stderr
