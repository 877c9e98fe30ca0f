"""Many threads ask one network at once, and a fork in between harms nobody."""

import subprocess
import sys

import pytest

from tests.shared import ROOT

THREADS = """
import os
from concurrent.futures import ThreadPoolExecutor
import numpy as np
from locator.streets import Streets
from tests.locator.streets.city import random_city

streets = Streets(random_city(3, blocks=14).network())
network = streets.network
rng = np.random.default_rng(0)
low = network.node_lons.min(), network.node_lats.min()
high = network.node_lons.max(), network.node_lats.max()
sites = streets.place(lons=(p := rng.uniform(low, high, (90, 2)))[:, 0], lats=p[:, 1])
few = rng.random(90) < 0.1
riders = rng.uniform(low, high, (300, 2)).tolist()

def ask(rider):
    lon, lat = rider
    return [
        streets.nearest(lon=lon, lat=lat, to=sites, k=4, passing=mask) for mask in (None, few)
    ] + [streets.route(lon1=lon, lat1=lat, lon2=riders[0][0], lat2=riders[0][1])]

def rounded(answers):
    return [
        [(leg.position, round(leg.travel_min, 6)) for leg in answer or ()]
        for answer in answers[:2]
    ] + [answers[2] and answers[2].lonlats]

FORK
alone = [rounded(ask(rider)) for rider in riders]
fresh = Streets(network)
streets, sites = fresh, fresh.place(lons=p[:, 0], lats=p[:, 1])
with ThreadPoolExecutor(8) as pool:
    together = [rounded(answers) for answers in pool.map(ask, riders)]
assert together == alone
print("alike")
"""

FORK = """
with ThreadPoolExecutor(4) as pool:
    under_way = [pool.submit(ask, rider) for rider in riders]
    child = os.fork()
    if not child:
        os._exit(0 if ask(riders[0])[0] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    [each.result() for each in under_way]
"""


@pytest.mark.parametrize("fork", ["", FORK], ids=["threads", "fork"])
def test_threads_get_the_answers_that_one_gets_alone(fork: str) -> None:
    code = THREADS.replace("FORK", fork)
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "alike\n", "")
