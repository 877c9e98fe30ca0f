"""What holds for every test of the tree."""

import re

import pytest

_CHANGING = re.compile(r"frozenset\(\{|set\(\{| at 0x[0-9a-f]+")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse names of tests that differ from process to process.

    The order of a set and the address of an object do, and workers of pytest-xdist that
    collect different names stop the whole run: by chance, so not on every machine.
    """
    changing = [item.nodeid for item in items if _CHANGING.search(item.nodeid)]
    if changing:
        raise pytest.UsageError("give these tests names (ids=) that stay: " + ", ".join(changing))
