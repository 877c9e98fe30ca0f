"""500 writes of all kinds while processes are killed: nothing is lost.

What somebody was told is done has to be in the store, once, whatever is killed afterwards; and the
history has to lead from the first state of every site to its last.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from http.client import HTTPException
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic, sleep
from urllib.parse import urlencode

import psutil
import pytest

from geodata.rows import to_row
from geodata.store import Store
from tests.operating.writing import FORM, SITES, asked, hidden, hire
from tests.web.live import Live, live_server

EDITS, REPORTS, IMPORTS = 240, 245, 15
CLIENTS = 4
TIRED_S = 240  # ends what hangs, and does not judge a busy machine
# Imports the files that it is told of, and tells each as soon as it is in.
IMPORTER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from geodata.importing import import_file
from geodata.store import Store

with Store.open(sys.argv[1]) as store:
    for file in sys.argv[2:]:
        import_file(Path(file), store, at=datetime.now(UTC), actor="clerk")
        print(Path(file).name, flush=True)
"""


class Crowd:
    """Clients that write as fast as they can, and remember what they were told is done."""

    def __init__(self, live: Live, token: str) -> None:
        self.port, self.token = live.port, token
        self.edits: list[tuple[str, str]] = []  # site, and the longitude that it was given
        self.tried: set[str] = set()
        self.reports: list[str] = []
        self.refused = 0
        self.numbers = count(1)

    def again(self, deed: Callable[[], bool]) -> None:
        """Do something until it is done; a server that is killed is waited for."""
        end = monotonic() + TIRED_S
        while monotonic() < end:
            try:
                if deed():
                    return
            except (OSError, HTTPException):
                sleep(0.05)
        raise AssertionError("it never came to an end")

    def edit(self, site_id: str) -> None:
        """Put a site where no edit has put any, as the page for it was drawn."""
        self.again(lambda: self._edited(site_id))

    def _edited(self, site_id: str) -> bool:
        bearer, path = {"Authorization": f"Bearer {self.token}"}, f"/desk/placing/{site_id}"
        status, _, page = asked(self.port, "GET", path, bearer)
        if status != 200:
            return False
        lon = f"121.{next(self.numbers):05d}01"
        self.tried.add(lon)
        form = {"place": f"{lon},37.5", "datum": "wgs84", "accuracy": "exact", "step": "save"}
        form |= {"looked": f"{lon},37.5000000,exact", "seen": hidden(page, "seen")}
        status = asked(self.port, "POST", path, FORM | bearer, urlencode(form))[0]
        assert status in (303, 409, 500, 503), status
        self.refused += status == 409
        if status == 303:
            self.edits.append((site_id, lon))
        return status == 303

    def report(self, site_id: str) -> None:
        """Report a site, as somebody who has not been here before."""
        self.again(lambda: self._reported(site_id))

    def _reported(self, site_id: str) -> bool:
        number = next(self.numbers)
        headers = {
            "Content-Type": "application/json",
            "X-Forwarded-For": f"10.{number // 200}.{number % 200}.1",
        }
        body = json.dumps({"site_id": site_id, "kind": "locked"})
        status, _, answer = asked(self.port, "POST", "/api/v1/reports", headers, body)
        if status == 201:
            self.reports.append(json.loads(answer)["code"])
        return status == 201


def lists(folder: Path) -> Iterator[Path]:
    """Write the files to import: each gives three sites a telephone number of its own."""
    for number in range(IMPORTS):
        path = folder / f"list{number}.csv"
        chosen = [SITES[(number + step) % len(SITES)] for step in (0, 4, 8)]
        rows = [
            f"{site.id},{site.name},{site.address},0535-{number:03d}{at},市总工会"
            for at, site in enumerate(chosen)
        ]
        path.write_text("\n".join(("编号,名称,地址,电话,来源", *rows)), encoding="utf-8")
        yield path


def import_all(url: str, files: list[Path], killed: list[int]) -> list[str]:
    """Import files one by one in another process, which is killed once on the way."""
    left, done = files, list[str]()
    while left:
        command = [sys.executable, "-c", IMPORTER, url, *map(str, left)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as importer:
            assert importer.stdout
            for line in importer.stdout:
                done.append(line.strip())
                if len(done) >= len(files) // 2 and not killed:
                    sleep(0.02)  # into the next one
                    importer.kill()
                    killed.append(importer.pid)
            assert importer.wait() in (0, -signal.SIGKILL)
        left = [path for path in files if path.name not in done]
    return done


def kill_all(live: Live) -> None:
    """Kill a server and its workers at once, as a power cut does."""
    server = psutil.Process(live.process.pid)
    everybody = [server, *server.children(recursive=True)]
    for each in everybody:
        each.send_signal(signal.SIGKILL)
    psutil.wait_procs(everybody, 30)


def wait_for(done: Callable[[], bool]) -> None:
    end = monotonic() + TIRED_S
    while not done():
        assert monotonic() < end
        sleep(0.02)


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    url, killed = f"sqlite:///{tmp_path}/yizhan.db", list[int]()
    with Store.open(url) as store:
        store.apply(SITES, source="list.csv", actor="root", at=datetime.now(UTC))
        number = hire(store, "王芳")
        token = store.accounts.tokens.make(number, "test", at=datetime.now(UTC))
    settings = {"YIZHAN_WORKERS": "2", "YIZHAN_PROXIES": "1"}
    chance = Random(7)
    with ExitStack() as until_the_end, ThreadPoolExecutor(CLIENTS + 1) as pool:
        live = until_the_end.enter_context(live_server(tmp_path, **settings))
        crowd = Crowd(live, token)
        deeds = [crowd.edit] * EDITS + [crowd.report] * REPORTS
        chance.shuffle(deeds)
        importing = pool.submit(import_all, url, list(lists(tmp_path)), killed)
        doing = [pool.submit(deed, f"d{min(chance.randrange(16), 11)}") for deed in deeds]

        wait_for(lambda: sum(each.done() for each in doing) >= len(doing) // 3)
        worker = min(psutil.Process(live.process.pid).children(), key=lambda each: each.pid)
        os.kill(worker.pid, signal.SIGKILL)
        wait_for(lambda: sum(each.done() for each in doing) >= 2 * len(doing) // 3)
        kill_all(live)
        again = until_the_end.enter_context(live_server(tmp_path, **settings))
        crowd.port = again.port
        for each in doing:
            each.result(TIRED_S)
        imported = importing.result(TIRED_S)
        wait_for(lambda: served(again) == stored(url))  # by whichever worker
    assert killed
    assert len(crowd.edits) + len(crowd.reports) + len(imported) == EDITS + REPORTS + IMPORTS
    with closing(sqlite3.connect(tmp_path / "yizhan.db")) as database:
        check_acknowledged(database, crowd, imported)
        check_history(database)


def served(live: Live) -> list[tuple[float, str]]:
    """Return where sites are and their telephones, as riders are told."""
    answers = [json.loads(live.request("GET", f"/api/v1/sites/{each.id}")[1]) for each in SITES]
    return [(round(each["lon"], 6), each["phone"]) for each in answers]


def stored(url: str) -> list[tuple[float, str]]:
    with Store.open(url) as store:
        sites = {site.id: site for site in store.load().sites}
    found = [(sites[each.id].position, sites[each.id].phone) for each in SITES]
    return [(round(place.lon, 6), phone) for place, phone in found if place]


def check_acknowledged(database: sqlite3.Connection, crowd: Crowd, imported: list[str]) -> None:
    """Each change that somebody was told of is in the history once, and no try twice."""
    query = "SELECT site_id, new FROM site_changes WHERE field = 'given_lon'"
    moved = Counter((site_id, f"{float(lon):.7f}") for site_id, lon in database.execute(query))
    assert {moved[each] for each in crowd.edits} == {1}
    assert set(moved.values()) == {1}
    assert {lon for _, lon in moved} <= crowd.tried
    codes = Counter(code for (code,) in database.execute("SELECT code FROM reports"))
    assert {codes[code] for code in crowd.reports} == {1}
    sources = Counter(
        source for (source,) in database.execute("SELECT source FROM revisions WHERE number > 1")
    )
    assert {sources[name] for name in imported} == {1}
    assert len(set(imported)) == IMPORTS


def check_history(database: sqlite3.Connection) -> None:
    """Every revision tells of something, and all of them lead to what is there now."""
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    numbers = [number for (number,) in database.execute("SELECT number FROM revisions ORDER BY 1")]
    assert numbers == list(range(len(numbers)))
    told = {number for (number,) in database.execute("SELECT DISTINCT revision FROM site_changes")}
    assert told == set(numbers) - {0, 1}
    state = {site.id: {name: text(cell) for name, cell in to_row(site).items()} for site in SITES}
    query = "SELECT site_id, field, old, new FROM site_changes ORDER BY revision"
    for site_id, field, old, new in database.execute(query):
        assert state[site_id][field] == old
        state[site_id][field] = new
    database.row_factory = sqlite3.Row
    rows = database.execute("SELECT * FROM sites")
    assert {
        row["id"]: {name: text(row[name]) for name in state[row["id"]]} for row in rows
    } == state


def text(cell: object) -> str | None:
    return None if cell is None else str(cell)
