"""A fresh store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.store import Store


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/folder/yizhan.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened
