"""CPU and throughput of a nearest query over HTTP, above an empty route of the same server."""

import os
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep

import psutil

from geodata.demo import load_demo
from geodata.store import Store

BLOCK = 150  # requests of one route, then as many of the next
ROUNDS = 40
REQUESTS = 3_000  # to measure requests a second
PLACES = 500
CONNECTIONS = 8
GOAL_US = 250
START_S = 60

# The real server with two routes more: one that answers without doing anything, and one
# by which nearest goes through Flask, as plain questions do not (docs/decisions/0013).
SERVER = """
from web import server
from web.cli import main

make = server.application

def application():
    app = make()
    app.add_url_rule("/empty", "empty", lambda: "{}")
    app.add_url_rule("/flask", "flask", app.view_functions["api.nearest"])
    return app

server.application = application
main(["serve"])
"""


def main() -> None:
    """Print CPU µs and requests a second of each route."""
    with TemporaryDirectory() as folder, server_on_demo_city(Path(folder)) as (port, worker):
        routes = requests_of(Path(folder))
        blocks = measured_cpu(port, worker, routes)
        print(f"CPU of the one granian worker, us a request: least and median of {ROUNDS} blocks")
        least = {route: min(spent) for route, spent in blocks.items()}
        middle = {route: median(spent) for route, spent in blocks.items()}
        for route, requests in routes.items():
            print(
                f"  {route:16} {least[route]:5.0f} {middle[route]:5.0f}"
                f"   above empty {least[route] - least['empty']:+5.0f}"
                f" {middle[route] - middle['empty']:+5.0f}"
                f"   {requests_a_second(port, requests):6.0f} requests/s"
                f" over {CONNECTIONS} connections"
            )
        print("  empty is a route of Flask's, which nearest goes past (docs/decisions/0013)")
        print(f"  goal: nearest <= {GOAL_US} us above empty; other work on the machine adds to it")


@contextmanager
def server_on_demo_city(folder: Path) -> Iterator[tuple[int, psutil.Process]]:
    """Give the port and the worker process of a server that has the demo city."""
    store_url = f"sqlite:///{folder}/yizhan.db"
    with Store.open(store_url) as store:
        load_demo(store, at=datetime.now(UTC))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"STORE": store_url, "PORT": str(port), "WORKERS": "1", "THREADS": "1"}
    environ = os.environ | {f"YIZHAN_{name}": value for name, value in settings.items()}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER], env=environ, stdout=log, stderr=log
        )
        try:
            wait_for(port)
            yield port, worker_of(process.pid)
        finally:
            process.terminate()
            process.wait(30)


def worker_of(server: int) -> psutil.Process:
    """Return the process that answers; another one looks after shared memory."""
    children = psutil.Process(server).children()
    (worker,) = (each for each in children if "resource_tracker" not in " ".join(each.cmdline()))
    return worker


def wait_for(port: int) -> None:
    """Wait for the server's first answer."""
    end = monotonic() + START_S
    while True:
        try:
            with Connection(port) as connection:
                connection.ask(get("/empty"))
        except OSError:
            if monotonic() > end:
                raise
            sleep(0.1)
        else:
            return


def requests_of(folder: Path) -> dict[str, list[bytes]]:
    """Return the requests of each route; places are near sites of the demo city."""
    with Store.open(f"sqlite:///{folder}/yizhan.db") as store:
        doors = [site.position for site in store.load().sites if site.position]
    dice = random.Random(1)
    places = [
        (door.lon + dice.uniform(-0.005, 0.005), door.lat + dice.uniform(-0.005, 0.005))
        for door in dice.choices(doors, k=PLACES)
    ]
    queries = [f"/api/v1/nearest?lon={lon:.6f}&lat={lat:.6f}" for lon, lat in places]
    return {
        "empty": [get("/empty")],
        "nearest": [get(query) for query in queries],
        "... by Flask": [get(query.replace("/api/v1/nearest", "/flask")) for query in queries],
        "nearest open now": [get(query + "&open=now") for query in queries],
        "nearest grouped": [get(query + "&open=grouped") for query in queries],
    }


def get(path: str) -> bytes:
    """Return a GET request that keeps the connection."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


class Connection:
    """One connection that is kept; asks and waits for the whole answer."""

    def __init__(self, port: int) -> None:
        self._line = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    def ask(self, request: bytes) -> None:
        """Send a request and read its answer. RuntimeError: it is not 200."""
        self._line.sendall(request)
        data = self._line.recv(65536)
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._line.recv(65536)
        head = data[:end].lower()
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(head.decode("latin-1"))
        length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        missing = length - (len(data) - end - 4)
        while missing > 0:
            missing -= len(self._line.recv(missing))


def measured_cpu(
    port: int, worker: psutil.Process, routes: dict[str, list[bytes]]
) -> dict[str, list[float]]:
    """Return µs of CPU a request in each block of each route, the routes taken in turn."""
    blocks: dict[str, list[float]] = {route: [] for route in routes}
    with Connection(port) as connection:
        for round_ in range(ROUNDS + 1):
            for route, requests in routes.items():
                before = cpu_us(worker)
                for number in range(round_ * BLOCK, (round_ + 1) * BLOCK):
                    connection.ask(requests[number % len(requests)])
                if round_:  # the first one warms up
                    blocks[route].append((cpu_us(worker) - before) / BLOCK)
    return blocks


def cpu_us(process: psutil.Process) -> float:
    """Return the µs of CPU that the threads of a process have used, as Linux counts them."""
    tasks = Path(f"/proc/{process.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1000


def requests_a_second(port: int, requests: list[bytes]) -> float:
    """Return requests a second over several connections at once, the client included."""

    def keep_asking(first: int) -> None:
        with Connection(port) as connection:
            for number in range(REQUESTS // CONNECTIONS):
                connection.ask(requests[(first + number) % len(requests)])

    start = perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        list(threads.map(keep_asking, range(CONNECTIONS)))
    return REQUESTS / (perf_counter() - start)


if __name__ == "__main__":
    main()
