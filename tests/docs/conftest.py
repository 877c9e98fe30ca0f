"""A server on the demo city, and a browser for those that need one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import Browser

from tests.web.browser import chromium
from tests.web.live import live_server

DEMO = "from web.cli import main; main(['demo'])"


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Give the address of a server on the demo city, and its store."""
    folder = tmp_path_factory.mktemp("demo")
    store = f"sqlite:///{folder}/yizhan.db"
    subprocess.run(
        [sys.executable, "-c", DEMO], env={"YIZHAN_STORE": store}, check=True, capture_output=True
    )
    with live_server(folder) as live:
        yield f"http://127.0.0.1:{live.port}", store


@pytest.fixture(scope="package")
def browser() -> Iterator[Callable[[], Browser]]:
    """Give a way to a browser, which is started for the first who asks."""
    with ExitStack() as until_the_end:
        yield cache(lambda: until_the_end.enter_context(chromium()))
