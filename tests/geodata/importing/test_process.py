"""An import as a process: killed at any moment, and how much memory it takes."""

import hashlib
import json
import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from geodata.importing import import_file
from geodata.store import Store
from tests.geodata.importing.importer import ASKED
from tests.geodata.importing.making import NOW, write_csv
from tests.shared import ROOT

COMMAND = [sys.executable, "-m", "tests.geodata.importing.importer"]
HEADER = (
    *("站点名称", "详细地址", "区县", "经度", "纬度", "开放时间", "服务设施", "服务内容"),
    *("联系电话", "站点编码", "更新时间", "备注"),
)
FACILITIES = ("空调", "饮水", "微波炉", "冰箱", "桌椅", "手机充电", "雨具", "卫生间", "书报")
SERVICES = ("法律咨询;心理咨询", "", "培训", "法律咨询:周四14:00-17:00")


def a_list(path: Path, rows: int, *, phone: str = "0535") -> Path:
    """Write a long list of made-up stations, the same for the same arguments."""
    chance = random.Random(1)

    def lines() -> Iterator[tuple[str, ...]]:
        yield HEADER
        for number in range(rows):
            opens = chance.randrange(5, 9)
            yield (
                f"{chance.choice('望迎春和平安')}海第{number}工会驿站",
                f"示例市望海区示例路{number}号",
                f"{chance.choice('东西南北')}海区",
                f"{chance.uniform(120, 122):.6f}",
                f"{chance.uniform(36, 38):.6f}",
                f"周一至周五{opens}:00—{opens + chance.randrange(8, 14)}:30",
                "、".join(chance.sample(FACILITIES, chance.randrange(1, 7))),
                chance.choice(SERVICES),
                f"{phone}-{chance.randrange(10**7):07d}",
                f"SL{number:06d}",
                f"2026-03-0{chance.randrange(1, 9)}",
                chance.choice(("", "二期建设,与邻里中心共享停车")),
            )

    return write_csv(path, lines(), encoding="gb18030")


# --- killed ------------------------------------------------------------------------

ROWS = 2500
KILLED_ANYWHERE = 20
KILLED_WRITING = 80
Kill = Callable[[float], bool]  # seconds that a child has worked → whether to kill it now


class Server:
    """Forks imports; see `tests.geodata.importing.importer`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self._orders, self._answers = process.stdin, process.stdout

    def hear(self) -> str:
        return self._answers.readline().decode().strip()

    def say(self, line: str) -> None:
        self._orders.write(f"{line}\n".encode())

    def run(self, task: str, file: Path, kill: Kill) -> float:
        """Let a child work until it ends or is to be killed; return the seconds it has worked.

        `kill` is asked again and again, with the seconds since the child began.
        """
        self.say(f"{task} sqlite:///{file}")
        said = {self.hear(), self.hear()}  # go, and the number of the child
        (child,) = said - {"go"}
        began = time.monotonic()
        while not select.select([self._answers], [], [], 0.0005)[0]:
            if kill(time.monotonic() - began):
                os.kill(int(child), signal.SIGKILL)
                break
        assert self.hear() == "ended"
        worked = time.monotonic() - began
        self.say("thanks")
        return worked


@contextmanager
def serving(path: Path, base: Path) -> Iterator[Server]:
    process = subprocess.Popen(
        [*COMMAND, "serve", path, f"sqlite:///{base}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,  # what is heard is all there is, so that one can wait for more
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(base.parent)},
    )
    with process:
        server = Server(process)
        assert server.hear() == "ready"
        yield server
        assert process.stdin
        process.stdin.close()


def log_of(file: Path) -> int:
    """Return how much of a change stands in the store's write-ahead log."""
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size
    except FileNotFoundError:
        return 0


def state_of(file: Path) -> str:
    """Return a digest of all that a store holds, after opening it and finding it sound."""
    with Store.open(f"sqlite:///{file}") as store:
        assert store.revision() in (1, 2)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = ("revisions", "sites", "site_changes")
        told = [
            connection.execute(f"SELECT * FROM {t} ORDER BY 1, 2, 3").fetchall() for t in tables
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


@pytest.mark.slow
def test_a_killed_import_leaves_the_old_store_or_the_new_one(tmp_path: Path) -> None:
    base, file = tmp_path / "base.db", tmp_path / "yizhan.db"
    with Store.open(f"sqlite:///{base}") as store:
        before = a_list(tmp_path / "before.csv", ROWS // 2)
        import_file(before, store, at=NOW, actor="test", options=ASKED)
    path = a_list(tmp_path / "after.csv", ROWS, phone="0531")
    found = Counter[str]()
    with serving(path, base) as server:
        states = {state_of(base): "old"}
        longest = Longest(file)
        for task in ("write", "import"):
            shutil.copy(base, file)
            seconds = server.run(task, file, longest)
            states[state_of(file)] = "new"
        assert len(states) == 2
        for task, kill in moments(file, seconds, longest.log):
            for left in tmp_path.glob("yizhan.db*"):
                left.unlink()
            shutil.copy(base, file)
            server.run(task, file, kill)
            writing = log_of(file) > 0
            state = states[state_of(file)]
            found[state] += 1
            found["old, half written"] += writing and state == "old"
    print(f"\n100 imports of {seconds:.1f} s killed: {dict(found)}")  # noqa: T201 - a figure
    assert found["old"] + found["new"] == KILLED_ANYWHERE + KILLED_WRITING
    assert found["old"] > 10
    assert found["old, half written"] > 10  # else nothing was killed while it wrote


@dataclass
class Longest:
    """Never kills, and remembers how long the log grew."""

    file: Path
    log: int = 0

    def __call__(self, _seconds: float) -> bool:
        self.log = max(self.log, log_of(self.file))
        return False


def moments(file: Path, seconds: float, longest: int) -> Iterator[tuple[str, Kill]]:
    """Yield when to kill: anywhere in an import, and close together while it writes."""
    chance = random.Random(9)

    def after(pause_s: float) -> Kill:
        return lambda worked: worked >= pause_s

    def beyond(size: float) -> Kill:
        return lambda _: log_of(file) > size

    for _ in range(KILLED_ANYWHERE):
        yield "import", after(chance.uniform(0, seconds))
    for _ in range(KILLED_WRITING):
        yield "write", beyond(chance.uniform(0, 1.02) * longest)


# --- measured ----------------------------------------------------------------------


@pytest.mark.slow
def test_200_000_rows_take_less_than_a_gigabyte(tmp_path: Path) -> None:
    path = a_list(tmp_path / "list.csv", 200_000)
    url = f"sqlite:///{tmp_path}/yizhan.db"
    for counted in ("new", "unchanged"):
        run = subprocess.run(
            [*COMMAND, "measure", path, url], cwd=ROOT, capture_output=True, text=True, check=True
        )
        told = json.loads(run.stdout)
        print(f"\n200,000 rows {counted}: {told['seconds']:.0f} s, peak {told['peak_mb']} MB")  # noqa: T201 - a figure
        assert told[counted] == told["read"] == 200_000
        assert sum(told["peak_mb"]) < 1000
