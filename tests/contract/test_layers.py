"""locator decides, geodata remembers, web shows: arrows point only at locator."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.contract.tree import tracked
from tests.shared import ROOT


def test_import_linter_agrees() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def users_of(package: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in tracked("locator/*.py", "geodata/*.py", "web/*.py")
        if any(name.partition(".")[0] == package for name in imported(path))
    }


def test_folium_lives_in_one_module() -> None:
    assert users_of("folium") == {"web/maps/drawing.py"}


def test_rtree_lives_in_the_index_and_the_unions() -> None:
    folders = {Path(path).parent.as_posix() for path in users_of("rtree")}
    assert folders <= {"locator/index", "locator/unions"}
    assert folders


def test_locator_asks_no_clock() -> None:
    forbidden = ("datetime.now(", "date.today(", "time.time(", "utcnow(")
    for path in tracked("locator/*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in forbidden if word in text], path


def test_web_meets_geodata_only_where_the_parts_are_put_together() -> None:
    meeting = {path for path in users_of("geodata") if path.startswith("web/")}
    allowed = (
        "web/cli/",
        "web/state/",
        "web/server.py",
        "web/plan/desk.py",  # reports are put together for the page
        "web/plan/writing.py",  # as for the command line
        "web/door_codes.py",  # the fonts of the machine are found in one place
        "web/site/share_image.py",  # the same
    )
    assert {path for path in meeting if not path.startswith(allowed)} == set()
