"""Valhalla on the same extract, in an environment of its own."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.streets.trial import EXTRACT, Trial

PYTHONS: Final = ("python3.12", "python3.13", "python3.14")
INSTALLS: Final = tuple((Path.home() / ".pyenv" / "versions").glob("3.1[2-9]*/bin/python"))
WORKER: Final = Path(__file__).parent / "worker.py"
PACKAGE: Final = "pyvalhalla==3.9.1"
AREAS: Final = 40
MINUTES: Final = (5, 10, 15)
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


def ask_valhalla(trial: Trial) -> dict[str, Any]:
    """Return what Valhalla says, and its version.

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
        questions, answers = folder / "questions.json", folder / "answers.json"
        questions.write_text(json.dumps(_questions(trial)))
        _run(python, str(WORKER), str(tiles), str(questions), str(answers))
        found: dict[str, Any] = json.loads(answers.read_text())
        return found | {"version": version.strip()}


def _questions(trial: Trial) -> dict[str, object]:
    return {
        "sites": trial.sites.tolist(),
        "riders": trial.riders.tolist(),
        "near": trial.near.tolist(),
        "areas": AREAS,
        "minutes": MINUTES,
    }


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
