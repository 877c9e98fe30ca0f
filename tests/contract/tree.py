"""What the contract tests look at: the project's own Python, as git knows it."""

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.shared import ROOT

PRODUCT = ("locator", "geodata", "web")


def tracked(*patterns: str) -> list[Path]:
    """Return the tracked and the new, not ignored files that match."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / line for line in listed.stdout.splitlines())
    return sorted({path for path in paths if path.is_file()})


def product_modules() -> list[Path]:
    """Return the modules of the product itself, migrations excepted."""
    return [
        path
        for path in tracked(*(f"{top}/*.py" for top in PRODUCT))
        if "versions" not in path.parts
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(path: Path) -> set[int]:
    """Return the numbers of the lines that hold code: no comment, blank line or docstring."""
    text = path.read_text(encoding="utf-8")
    skipped = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in skipped:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines - docstring_lines(text)


def docstring_lines(text: str) -> set[int]:
    """Return the numbers of the lines that docstrings stand on."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            value = body[0].value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                lines.update(range(value.lineno, (value.end_lineno or value.lineno) + 1))
    return lines
