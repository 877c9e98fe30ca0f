"""Snippets of the docs: fenced blocks that say `run` behind their language.

A block such as

    ```sh run
    curl -fsS http://127.0.0.1:8000/healthz
    ```

is run as it stands, against a server on the demo city. Where a block ```` ```text ````
follows at once, it is what the snippet prints, word for word. The snippets of a file run in
turn in one folder, so that one may use what another has written.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from playwright.sync_api import Browser, Page

from tests.web.browser import Watch

HOME: Final = "http://127.0.0.1:8000"  # where the docs say that the server is
FENCED: Final = re.compile(
    r"^```(?P<language>\w+) run\n(?P<code>.*?)^```\n(?:\n```text\n(?P<prints>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
TIMEOUT_S: Final = 120


@dataclass(frozen=True)
class Snippet:
    """A block to run.

    Parameters
    ----------
    line : int
        Where it stands in its file.
    language : str
        sh, python, js or html.
    code : str
        What it says.
    prints : str or None
        What it prints; None where the file does not say.
    """

    line: int
    language: str
    code: str
    prints: str | None


def snippets(text: str) -> list[Snippet]:
    """Return the snippets of a Markdown text, in order."""
    return [
        Snippet(text.count("\n", 0, found.start()) + 1, *found.group("language", "code", "prints"))
        for found in FENCED.finditer(text)
    ]


@dataclass(frozen=True)
class Ground:
    """Where snippets run.

    Parameters
    ----------
    address : str
        Of the server on the demo city, in place of the one that the docs name.
    store : str
        What `YIZHAN_STORE` is for snippets that call `yizhan`.
    folder : Path
        Their working directory.
    browser : callable
        Gives the browser for those that need one.
    """

    address: str
    store: str
    folder: Path
    browser: Callable[[], Browser]

    def run(self, snippet: Snippet) -> None:
        """Run a snippet. AssertionError: it fails, or prints something else."""
        code = snippet.code.replace(HOME, self.address)
        printed = RUNNERS[snippet.language](self, code).replace(self.address, HOME)
        if snippet.prints is not None:
            assert printed.strip() == snippet.prints.strip(), f"prints {printed!r}"


def _in_shell(ground: Ground, code: str) -> str:
    return _printed(ground, "bash", "-euo", "pipefail", "-c", code)


def _in_python(ground: Ground, code: str) -> str:
    return _printed(ground, sys.executable, "-W", "error", "-c", code)


def _printed(ground: Ground, *command: str) -> str:
    environ = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "YIZHAN_STORE": ground.store,
    }
    done = subprocess.run(
        command,
        cwd=ground.folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, f"exit {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout


def _as_script(ground: Ground, code: str) -> str:
    """Run a script in a page of another origin, as web pages of others would."""
    (ground.folder / "page.html").write_text("<!doctype html><title>-</title>", encoding="utf-8")
    said: list[str] = []

    def run(page: Page) -> None:
        page.on("console", lambda message: said.append(message.text))
        page.evaluate(f"async () => {{\n{code}\n}}")

    _in_page(ground, run)
    return "\n".join(said)


def _as_page(ground: Ground, code: str) -> str:
    """Open a page of another origin; return its text and that of its frames."""
    (ground.folder / "page.html").write_text(f"<!doctype html>\n{code}", encoding="utf-8")
    texts: list[str] = []

    def read(page: Page) -> None:
        page.wait_for_load_state("networkidle")
        texts.extend(frame.locator("body").inner_text() for frame in page.frames)

    _in_page(ground, read)
    return "\n".join(texts)


def _in_page(ground: Ground, act: Callable[[Page], None]) -> None:
    """Open `page.html` from a port of its own. AssertionError: something goes wrong in it."""
    handler = partial(_Quiet, directory=str(ground.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        page = ground.browser().new_page()
        watch, refused = Watch(page), list[str]()
        page.on("requestfailed", lambda failed: refused.append(f"{failed.url}: {failed.failure}"))
        try:
            page.goto(f"http://127.0.0.1:{server.server_port}/page.html")
            act(page)
        finally:
            page.close()
            server.shutdown()
    wrong = watch.troubles + watch.foreign + refused
    assert not wrong, wrong


class _Quiet(SimpleHTTPRequestHandler):
    """Writes no access log, and has an icon."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Drop a line."""

    def do_GET(self) -> None:
        """Answer nothing where an icon is asked for, and files else."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()


RUNNERS: Final[dict[str, Callable[[Ground, str], str]]] = {
    "sh": _in_shell,
    "python": _in_python,
    "js": _as_script,
    "html": _as_page,
}
