"""Published folders of the made-up city, and Python's own web server to serve them."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from geodata.store import Store
from geodata.streets import FollowedStreets, streets_folder
from geodata.streets.near_tables import FollowedTables
from locator.words import Words
from tests.browser.phones import demo_folder
from web.publishing import publish
from web.settings import Settings
from web.state import State

BELOW = "工会/yizhan/"
QUOTED = "%E5%B7%A5%E4%BC%9A/yizhan/"


def quiet(_what: Words, _share: float) -> None:
    """Say nothing."""


def published(folder: Path) -> Path:
    """Return a folder with the made-up city published below it."""
    store_url = f"sqlite:///{demo_folder().name}/yizhan.db"
    with Store.open(store_url) as store:
        state = State(store, FollowedStreets(streets_folder(store_url)), FollowedTables(store_url))
        publish(Settings(), state, folder / BELOW, quiet)
        state.close()
    return folder


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder by Python's own web server and give its address."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "-d"]
    with subprocess.Popen(
        [*command, folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout
        told = re.search(r"http://[\d.:]+/", process.stdout.readline())  # once it listens
        try:
            assert told
            yield told[0]
        finally:
            process.kill()


def refused(page: Page) -> list[str]:
    """Note every answer that is no success."""
    wrong: list[str] = []
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    return wrong
