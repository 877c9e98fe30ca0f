"""``yizhan reports``: staff see what riders reported, and close it."""

import json
from datetime import UTC, datetime

from geodata.store import Store
from locator.reports import Report, ReportKind
from tests.web.cli.conftest import Run


def sent(store: Store) -> Report:
    return store.reports.add(
        site_id="s1", kind=ReportKind.LOCKED, at=datetime.now(UTC), independent=lambda: True
    )


def test_reports_are_listed_and_closed(filled: Run, store: Store) -> None:
    report = sent(store)
    assert f"{report.code}  s1  Locked" in filled("reports").output
    (told,) = json.loads(filled("reports", "--json").output)
    assert (told["code"], told["state"]) == (report.code, "received")
    assert "1 closed" in filled("reports", "--done", "s1").output
    (told,) = json.loads(filled("reports", "--json").output)
    assert told["state"] == "done"


def test_closing_where_nothing_is_open_fails(filled: Run) -> None:
    assert "No report of s1" in filled("reports", "--rejected", "s1", code=1).output
    assert "no reports" in filled("reports").output
