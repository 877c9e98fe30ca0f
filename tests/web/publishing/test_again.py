"""A folder is published again where anything that it comes from is other than before."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from os import utime
from pathlib import Path

import pytest

from geodata.store import Store
from locator.hours import CHINA
from locator.words import Words
from tests.web.conftest import SITES
from tests.web.publishing.conftest import quiet
from web.data.routes import today
from web.data.timelines import Window
from web.publishing import Written, makings, publish
from web.publishing.folder import MANIFEST
from web.settings import Settings
from web.state import State


def test_published_again_nothing_is_done(own: Path, state: State) -> None:
    def never(_what: Words, _share: float) -> None:
        pytest.fail("something is rendered")

    assert publish(Settings(), state, own, never) is None


def test_a_file_that_was_touched_is_looked_at_and_mended(own: Path, state: State) -> None:
    page = own / "index.html"
    good, later = page.read_bytes(), (own / MANIFEST).stat().st_mtime + 9
    utime(page, (later, later))
    assert publish(Settings(), state, own, quiet) == Written(unchanged=files_in(own))
    page.write_bytes(b"broken")
    utime(page, (later, later))
    mended = publish(Settings(), state, own, quiet)
    assert mended is not None
    assert mended.changed == 1
    (own / "sw.js").unlink()
    mended = publish(Settings(), state, own, quiet)
    assert mended is not None
    assert mended.changed == 1
    assert page.read_bytes() == good


def files_in(folder: Path) -> int:
    return len(json.loads((folder / MANIFEST).read_bytes())["files"])


def test_other_settings_another_revision_and_another_day_are_published(
    own: Path, state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved = Settings(map_approval="GS(2026)1号")
    changed = publish(approved, state, own, quiet)
    assert changed is not None
    assert 0 < changed.changed < 10
    assert publish(approved, state, own, quiet) is None
    site = replace(SITES[0], name="改了名的驿站")
    store.apply([site], source="here", actor="test", at=datetime(2026, 11, 20, tzinfo=CHINA))
    state.refresh()
    changed = publish(approved, state, own, quiet)
    assert changed is not None
    assert "改了名的驿站" in (own / "s" / site.id / "index.html").read_text("utf-8")
    tomorrow = Window(today().start + timedelta(days=1))
    monkeypatch.setattr(makings, "today", lambda: tomorrow)
    assert publish(approved, state, own, quiet) is not None
