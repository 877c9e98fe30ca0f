"""Small files, small functions, small folders: counted, with a listed reason for an exception."""

from collections import Counter
from pathlib import Path
from statistics import median

from tests.contract.tree import code_lines, functions, product_modules, tracked
from tests.shared import ROOT

MODULE_LINES = 300
FUNCTION_LINES = 40
MEDIAN_LINES = 10
FOLDER_FILES = 12

# path -> why it may be longer
LONG_MODULES: dict[str, str] = {}
# path::function -> why it may be longer
LONG_FUNCTIONS: dict[str, str] = {}
# folder -> why it may hold more files
FULL_FOLDERS: dict[str, str] = {}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_modules_are_short() -> None:
    long = {
        name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in tracked("*.py")
    }
    assert {
        path: lines
        for path, lines in long.items()
        if lines > MODULE_LINES and path not in LONG_MODULES
    } == {}


def test_functions_are_short() -> None:
    sizes: dict[str, int] = {}
    for path in product_modules():
        code = code_lines(path)
        for function in functions(path):
            span = range(function.lineno, (function.end_lineno or function.lineno) + 1)
            sizes[f"{name(path)}::{function.name}"] = len(code.intersection(span))
    too_long = {
        key: size
        for key, size in sizes.items()
        if size > FUNCTION_LINES and key not in LONG_FUNCTIONS
    }
    assert too_long == {}
    assert median(sizes.values()) <= MEDIAN_LINES


def test_folders_are_small() -> None:
    count = Counter(name(path.parent) for path in tracked("*.py"))
    assert {
        folder: files
        for folder, files in count.items()
        if files > FOLDER_FILES and folder not in FULL_FOLDERS
    } == {}


def test_exceptions_are_still_needed() -> None:
    for path in LONG_MODULES:
        assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) > MODULE_LINES, path
    for key in LONG_FUNCTIONS:
        assert (ROOT / key.partition("::")[0]).exists(), key
    for folder in FULL_FOLDERS:
        assert len(list((ROOT / folder).glob("*.py"))) > FOLDER_FILES, folder
