"""Valhalla on the same extract, in an environment of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.streets.trial import EXTRACT, Trial
from locator.geodesy import Floats
from locator.streets import StreetMode

PYTHONS: Final = ("python3.12", "python3.13", "python3.14")
INSTALLS: Final = tuple((Path.home() / ".pyenv" / "versions").glob("3.1[2-9]*/bin/python"))
WORKER: Final = Path(__file__).parent / "worker.py"
PACKAGE: Final = "pyvalhalla==3.9.1"
BUILD: Final = """
import json, subprocess, sys, valhalla
from pathlib import Path
config = valhalla.get_config(tile_extract="", tile_dir=sys.argv[1])
config["mjolnir"]["concurrency"] = 1
Path(sys.argv[2]).write_text(json.dumps(config))
program = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
subprocess.run([program, "-c", sys.argv[2], sys.argv[3]], check=True, capture_output=True)
print(valhalla.__version__)
"""


class Skipped(Exception):
    """Why Valhalla was not asked."""


class Valhalla:
    """Valhalla at work.

    Parameters
    ----------
    version : str
        Its version.
    process : subprocess.Popen
        The worker that asks it.
    """

    def __init__(self, version: str, process: subprocess.Popen[str]) -> None:
        self.version = version
        self._process = process

    def ways(self, trial: Trial, mode: StreetMode) -> dict[str, Any]:
        """Return seconds from riders to the sites near them, and what each rider took."""
        places = {"sites": trial.sites, "riders": trial.riders, "near": trial.near}
        return self._ask({"mode": mode, **{what: each.tolist() for what, each in places.items()}})

    def area_ms(self, mode: StreetMode, site: Floats, minutes: float) -> float:
        """Return the milliseconds of processor time that an area takes."""
        ms: float = self._ask({"mode": mode, "site": site.tolist(), "minutes": minutes})["ms"]
        return ms

    def _ask(self, question: dict[str, object]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(question)}\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def valhalla() -> Iterator[Valhalla]:
    """Start Valhalla on the extract.

    Raises
    ------
    Skipped
        There is no Python for it, or it cannot be installed.
    """
    with TemporaryDirectory(prefix="yizhan-valhalla-") as name:
        folder = Path(name)
        python = _environment(folder / "env")
        tiles = folder / "tiles"
        tiles.mkdir()
        config = str(folder / "config.json")
        version = _run(python, "-c", BUILD, str(tiles), config, str(EXTRACT))
        with subprocess.Popen(
            (python, str(WORKER), str(tiles)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            yield Valhalla(version.strip(), process)


def _environment(folder: Path) -> str:
    found = [sys.executable, *(path for path in map(which, PYTHONS) if path), *map(str, INSTALLS)]
    fit = next((path for path in found if _is_fit(path)), None)
    if fit is None:
        raise Skipped("pyvalhalla needs Python 3.12 or later, and there is none on this machine")
    _run(fit, "-m", "venv", str(folder))
    python = str(folder / "bin" / "python")
    _run(python, "-m", "pip", "install", "--quiet", PACKAGE)
    return python


def _is_fit(python: str) -> bool:
    asked = "import sys, venv; sys.exit(sys.version_info < (3, 12))"
    return subprocess.run([python, "-c", asked], capture_output=True, check=False).returncode == 0


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise Skipped(f"{Path(command[0]).name} {command[1][:40]}: {lines[-1]}")
    return done.stdout
