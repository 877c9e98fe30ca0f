"""Reports are kept to the minute, under a code, without a word about who reported."""

import re
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from geodata.store import Reports, Store
from geodata.store.tables import reports as table
from locator.errors import Stale
from locator.model import Site
from locator.reports import Report, ReportKind, ReportState
from locator.vocabulary import Operation

NOW = datetime(2026, 11, 18, 12, 34, 56, tzinfo=UTC)


@pytest.fixture
def reports(store: Store) -> Reports:
    sites = [Site(id=each, name=each) for each in ("a", "b")]
    store.apply(sites, source="test", actor="test", at=NOW)
    return store.reports


def add(reports: Reports, site_id: str = "a", at: datetime = NOW, *, own: bool = True) -> Report:
    return reports.add(site_id=site_id, kind=ReportKind.LOCKED, at=at, independent=lambda: own)


def test_a_report_comes_back_by_its_code_to_the_minute(reports: Reports) -> None:
    kept = add(reports, own=False)
    assert reports.by_code(kept.code) == kept
    assert reports.by_code(f" {kept.code.lower()} ") == kept
    assert kept.at == datetime(2026, 11, 18, 12, 34, tzinfo=UTC)
    assert (kept.independent, kept.state) == (False, ReportState.RECEIVED)
    assert reports.by_code("nothing") is None


def test_codes_are_read_aloud_without_a_doubt(reports: Reports) -> None:
    codes = [add(reports).code for _ in range(20)]
    assert len(set(codes)) == 20
    assert all(re.fullmatch("[2-9A-HJKMNP-Z]{8}", code) for code in codes)


def test_no_column_could_hold_who_reported_or_where(store: Store) -> None:
    assert {column["name"] for column in inspect(store._engine).get_columns("reports")} == {
        "number", "code", "site_id", "kind", "at", "independent", "state", "closed_at",
        "reason", "closed_by",
    }  # fmt: skip
    assert set(table.columns.keys()) - {"number"} == set(Report.__slots__)


def test_old_reports_are_not_recent(reports: Reports) -> None:
    add(reports, at=NOW - timedelta(days=9))
    young = add(reports, at=NOW - timedelta(days=7, hours=23))
    assert reports.recent(NOW) == (young,)


def test_a_report_is_no_revision_but_marks_the_store(store: Store, reports: Reports) -> None:
    revision, mark = store.revision(), reports.mark()
    add(reports)
    after = reports.mark()
    assert store.revision() == revision
    assert after != mark
    assert reports.close("a", state=ReportState.DONE, at=NOW) == 1
    assert reports.mark() != after


def test_closing_leaves_other_sites_and_closed_ones_alone(reports: Reports) -> None:
    first, other = add(reports), add(reports, "b")
    assert reports.close("a", state=ReportState.REJECTED, at=NOW) == 1
    assert reports.close("a", state=ReportState.DONE, at=NOW) == 0
    closed = reports.by_code(first.code)
    assert closed is not None
    assert (closed.state, closed.closed_at) == (ReportState.REJECTED, NOW)
    assert reports.by_code(other.code) == other


def test_a_report_of_no_site_is_refused(reports: Reports) -> None:
    with pytest.raises(IntegrityError):
        add(reports, "nowhere")
    assert reports.mark() == (0, None)


def test_whether_it_is_independent_is_asked_of_one_report_at_a_time(reports: Reports) -> None:
    inside: list[int] = []
    seen: list[int] = []
    together = Barrier(4)

    def independent() -> bool:
        inside.append(1)
        seen.append(len(inside))
        inside.pop()
        return True

    def send() -> None:
        together.wait(10)
        for _ in range(5):
            reports.add(site_id="a", kind=ReportKind.LOCKED, at=NOW, independent=independent)

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert seen == [1] * 20


def test_settling_changes_the_site_with_the_report_or_not_at_all(
    store: Store, reports: Reports
) -> None:
    one, other = add(reports), add(reports)
    seen = {"a": store.revision()}
    shut = Site(id="a", name="a", operation=Operation.UNDER_REPAIR)
    done = {"state": ReportState.DONE, "reason": "在修", "actor": "user:7", "at": NOW}
    store.apply([Site(id="a", name="新")], source="test", actor="test", at=NOW)
    with pytest.raises(Stale, match="a has"):
        store.settle([one.code], site=shut, expecting=seen, **done)  # type: ignore[arg-type]  # by name
    assert reports.open() == (one, other)
    with pytest.raises(Stale, match="NONE has"):
        store.settle([one.code, "NONE"], site=shut, **done)  # type: ignore[arg-type]  # by name
    assert reports.open() == (one, other)
    store.settle([one.code], site=shut, expecting={"a": store.revision()}, **done)  # type: ignore[arg-type]  # by name
    assert reports.open() == (other,)
    closed = reports.by_code(one.code)
    assert closed
    assert (closed.state, closed.reason, closed.closed_by) == (ReportState.DONE, "在修", "user:7")
    last = store.history("a")[-1]
    assert (last.actor, last.source, last.note) == ("user:7", "desk", one.code)
    assert {change.field for change in last.changes} == {"name", "operation"}
    revision = store.revision()
    store.settle([other.code], **done)  # type: ignore[arg-type]  # by name
    assert (reports.open(), store.revision()) == ((), revision)
