"""A command that is told to end leaves no half-written file and nothing temporary."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.cli.conftest import Run

# Runs a command, which stands still in a function after some calls of it.
HELD_UP = """
import sys, time
from importlib import import_module
from web.cli import main

module, name, calls = sys.argv[1], sys.argv[2], int(sys.argv[3])
place = import_module(module)
for part in name.split(".")[:-1]:
    place = getattr(place, part)
name = name.split(".")[-1]
real = getattr(place, name)

def held_up(*arguments, **named):
    global calls
    calls -= 1
    if not calls:
        print("at it", flush=True)
        time.sleep(60)
    return real(*arguments, **named)

setattr(place, name, held_up)
main(sys.argv[4:])
"""
POINTS = "lon,lat\n121.4,37.5\n"
LIST = "编号,名称,地址,电话,来源\ns1,示例1号驿站,示例市示例路1号,0000-7,市总工会\n"


def temporary(folder: Path) -> list[Path]:
    """Return the files and folders that are not meant to stay."""
    return [*folder.rglob(".*"), *folder.rglob("scratch/*")]


@pytest.mark.parametrize(
    ("held_up", "command", "number"),
    [
        pytest.param(
            ("geodata.tables.answers", "NearestWriter.__exit__", 1),
            "nearest --points points.csv -o out.csv",
            signal.SIGTERM,
            id="nearest",
        ),
        pytest.param(
            ("geodata.atomic", "_flush", 1), "export out.gpkg", signal.SIGINT, id="interrupted"
        ),
        pytest.param(
            ("geodata.backup", "_is_sound", 1), "backup b.db", signal.SIGTERM, id="backup"
        ),
        pytest.param(
            ("geodata.tables.reading", "_heard", 1),
            "import list.csv --datum wgs84 --rejects out.csv",
            signal.SIGTERM,
            id="import",
        ),
        pytest.param(("pathlib", "Path.replace", 9), "publish out", signal.SIGTERM, id="publish"),
    ],
)
def test_a_command_that_is_told_to_end_tidies_up(
    filled: Run,  # noqa: ARG001 -- the store that it works on
    tmp_path: Path,
    held_up: tuple[str, str, int],
    command: str,
    number: signal.Signals,
) -> None:
    work, scratch = tmp_path / "work", tmp_path / "scratch"
    work.mkdir()
    scratch.mkdir()
    (work / "points.csv").write_text(POINTS, encoding="utf-8")
    (work / "list.csv").write_text(LIST, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", HELD_UP, *map(str, held_up), *command.split()],
        cwd=work,
        env=os.environ | {"TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"at it\n"
        assert temporary(tmp_path)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    told = {signal.SIGTERM: (143, ""), signal.SIGINT: (1, "ended early\n")}
    assert (process.returncode, said.decode()) == told[number]
    assert not temporary(tmp_path)
    if not command.startswith("publish"):  # which leaves whole files for the next time
        assert {path.name for path in work.iterdir()} == {"points.csv", "list.csv"}
