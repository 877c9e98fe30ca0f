"""Eight threads and their forks ask one snapshot, in a process that may crash alone."""

import subprocess
import sys

from tests.shared import ROOT

SCRIPT = """
import os, sys, threading
from random import Random
from tests.locator.finding.test_finder import CALENDAR, snapshot_of, some_query, told
from tests.locator.finding.towns import town
from tests.locator.plain import plain_answer

sites, dice = town(1500, seed=1), Random(2)
queries = [some_query(dice) for _ in range(25)]
truth = [[each.id for each in plain_answer(sites, query, CALENDAR)] for query in queries]
wrong = []

def ask(snapshot, start):
    for turn in range(3 * len(queries)):
        at = (start + turn) % len(queries)
        if [told(found).id for found in snapshot.nearest(queries[at]).found] != truth[at]:
            wrong.append(queries[at])

def together():
    snapshot = snapshot_of(sites)  # nothing is kept ready: all threads want the same at once
    threads = [threading.Thread(target=ask, args=(snapshot, 3 * n)) for n in range(8)]
    [thread.start() for thread in threads]
    codes = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            wrong.clear()
            ask(snapshot, 0)
            os._exit(len(wrong) > 0)
        codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    [thread.join() for thread in threads]
    return codes

sys.exit(any(together() + together()) or len(wrong) > 0)
"""


def test_no_crash_and_no_wrong_answer() -> None:
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", SCRIPT]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert run.returncode == 0, run.stderr
