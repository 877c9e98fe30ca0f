"""One published folder for all tests of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.store import Store
from tests.browser.phones import demo_folder
from tests.browser.publishing.folders import hosted, published
from web.state import State


@pytest.fixture(scope="package")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the made-up city published below it."""
    return published(tmp_path_factory.mktemp("root"))


@pytest.fixture(scope="package")
def host(root: Path) -> Iterator[str]:
    """Serve it, and give the address."""
    with hosted(root) as address:
        yield address


@pytest.fixture(scope="package")
def state() -> Iterator[State]:
    """Give what was published."""
    with Store.open(f"sqlite:///{demo_folder().name}/yizhan.db") as store:
        made = State(store)
        yield made
        made.close()
