"""A store of two districts, uploads for it, and an administrator."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.store import Store
from tests.geodata.importing.making import NOW, UNIONS
from tests.geodata.uploads.here import UploadsHere


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/yizhan.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        opened.apply((), source="test", actor="test", at=NOW, unions=UNIONS)
        yield opened


@pytest.fixture
def uploads(url: str, store: Store) -> UploadsHere:
    return UploadsHere(url, store)
