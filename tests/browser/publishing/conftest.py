"""One published folder for all tests of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.publishing.folders import hosted, published


@pytest.fixture(scope="package")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the made-up city published below it."""
    return published(tmp_path_factory.mktemp("root"))


@pytest.fixture(scope="package")
def host(root: Path) -> Iterator[str]:
    """Serve it, and give the address."""
    with hosted(root) as address:
        yield address
