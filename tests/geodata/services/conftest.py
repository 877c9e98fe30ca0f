"""A stand-in for whoever is asked."""

from collections.abc import Iterator

import pytest

from tests.geodata.services.service import Service, running_service


@pytest.fixture
def service() -> Iterator[Service]:
    with running_service() as running:
        yield running
