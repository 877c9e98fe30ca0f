"""The command line, run in this process over a store of its own."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geodata.store import Store
from web.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs a command in English and checks its exit code."""
    for name in [name for name in os.environ if name.startswith("YIZHAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("YIZHAN_STORE", f"sqlite:///{tmp_path}/yizhan.db")
    monkeypatch.setenv("YIZHAN_LANG", "en")
    monkeypatch.chdir(tmp_path)

    def runs(*arguments: object, code: int = 0, text: str | None = None) -> Result:
        result = CliRunner().invoke(main, [str(each) for each in arguments], input=text)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return runs


@pytest.fixture
def filled(run: Run, store: Store) -> Run:
    """Give the same over the store of made-up sites."""
    assert store.revision()
    return run
