"""The snippets in the docs do what they say, on a server with the demo city."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.contract.tree import tracked
from tests.docs.snippets import Ground, Snippet, snippets
from tests.shared import ROOT

READ = {path: snippets(path.read_text(encoding="utf-8")) for path in tracked("*.md")}
FILES = [path for path, found in READ.items() if found]


@pytest.fixture
def ground(demo: tuple[str, str], tmp_path: Path, browser: Callable[[], Browser]) -> Ground:
    """Give a folder to run snippets in."""
    return Ground(*demo, tmp_path, browser)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_snippets_do_what_they_say(path: Path, ground: Ground) -> None:
    for snippet in READ[path]:
        try:
            ground.run(snippet)
        except Exception as wrong:
            wrong.add_note(f"{path.name}, line {snippet.line}")
            raise


def test_blocks_to_run_are_read_with_what_they_print() -> None:
    text = "a\n```sh run\none\ntwo\n```\n\n```text\nthree\n```\n```sh\nno\n```\n```js run\nx\n```\n"
    assert snippets(text) == [
        Snippet(2, "sh", "one\ntwo\n", "three\n"),
        Snippet(13, "js", "x\n", None),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "code", "prints"),
    [
        ("sh", "false | true", None),
        ("sh", "echo one", "two"),
        ("sh", "curl -fsS http://127.0.0.1:8000/nothing-here", None),
        ("python", "assert False", None),
        ("python", "print(1)", "2"),
        ("js", "throw new Error('no')", None),
        ("js", "await fetch('http://127.0.0.1:8000/nothing-here')", None),
        ("js", "console.log(1)", "2"),
        ("html", "<script src='http://127.0.0.1:8000/nothing-here.js'></script>", None),
        ("html", "one", "two"),
    ],
)
def test_what_goes_wrong_is_noticed(
    language: str, code: str, prints: str | None, ground: Ground
) -> None:
    with pytest.raises(Exception, match=r"."):
        ground.run(Snippet(1, language, code, prints))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "code", "prints"),
    [
        ("sh", "yizhan nearest --lon 123.52 --lat 31.5 --json | jq .revision", "1"),
        ("sh", "curl -fsS http://127.0.0.1:8000/healthz > health.json; ls", "health.json"),
        ("python", "print('http://127.0.0.1:8000')", "http://127.0.0.1:8000"),
        (
            "js",
            "const got = await fetch('http://127.0.0.1:8000/api/v1/sites')\nconsole.log(got.status)",
            "200",
        ),
        ("html", "<meta charset=utf-8>驿站", "驿站"),
    ],
)
def test_what_goes_right_passes(language: str, code: str, prints: str, ground: Ground) -> None:
    ground.run(Snippet(1, language, code, prints))
