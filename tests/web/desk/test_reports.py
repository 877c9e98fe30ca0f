"""A report reaches exactly one union, and what is answered is what riders and the site show."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geodata.store import Store
from locator.datum import position
from locator.model import OpeningHours, Site
from locator.reports import Report, ReportKind, ReportState
from locator.vocabulary import Datum, Operation
from tests.web.desk.staff import mark_on, sign_in
from web.state import State


def sent(
    store: Store, site_id: str = "s1", *, hours_ago: float = 1, kind: str = "locked"
) -> Report:
    at = datetime.now(UTC) - timedelta(hours=hours_ago)
    return store.reports.add(
        site_id=site_id, kind=ReportKind(kind), at=at, independent=lambda: True
    )


def put(store: Store, *sites: Site) -> int:
    return store.apply(sites, source="test", actor="somebody", at=datetime.now(UTC))


def answer(client: FlaskClient, *codes: str, **form: object) -> TestResponse:
    data = {"csrf": mark_on(client, "/desk"), "code": list(codes), **form}
    return client.post("/desk/reports", data=data)


def current(store: Store, site_id: str = "s1") -> Site:
    return next(site for site in store.load().sites if site.id == site_id)


PLACES = {
    "within u1": (121.4, 37.5),
    "within u2": (121.4, 37.3),
    "on the border of both": (121.4, 37.4),
    "in the catch-all": (121.9, 37.5),
    "outside everything": (2.35, 48.85),
}


@pytest.mark.parametrize("place", [*PLACES, "no position"])
def test_a_report_reaches_exactly_one_union(
    desk_app: Flask, desk_store: Store, state: State, place: str
) -> None:
    at = position(*PLACES[place], Datum.WGS84) if place in PLACES else None
    put(desk_store, Site(id="x", name="某处驿站", position=at))
    state.refresh()
    code = sent(desk_store, "x").code
    pages = {
        who: sign_in(desk_app, who).get("/desk/reports").text
        for who in ("editor here", "editor elsewhere", "administrator", "reader")
    }
    reached = [who for who in ("editor here", "editor elsewhere") if code in pages[who]]
    expected = {"within u1": ["editor here"], "within u2": ["editor elsewhere"]}
    if place in expected:
        assert reached == expected[place]
    elif place.startswith("on the border"):
        assert len(reached) == 1
    else:
        assert reached == []
        assert "示例市总工会" in pages["administrator"]  # the catch-all
    assert code in pages["administrator"]
    assert pages["administrator"].count("Responsible") == 1
    assert "某处驿站" in pages["reader"]
    assert code not in pages["reader"]  # who may not answer is told no code


def test_confirming_changes_the_site_at_once(
    desk_app: Flask, desk_store: Store, state: State
) -> None:
    one, two = sent(desk_store, hours_ago=3), sent(desk_store)
    other = sent(desk_store, kind="hours_wrong")
    client = sign_in(desk_app, "editor here")
    seen = desk_store.revision()
    done = answer(
        client,
        one.code,
        two.code,
        seen=seen,
        decision="confirm",
        change="under_repair",
        reason="水管爆裂,正在修",
    )
    assert done.status_code == 303
    assert current(desk_store).operation is Operation.UNDER_REPAIR
    served = state.snapshot().site("s1")
    assert served
    assert served.operation is Operation.UNDER_REPAIR
    entry = desk_store.history("s1")[-1]
    assert (entry.actor, entry.source) == ("user:2", "desk")
    assert desk_store.reports.open() == (other,)
    page = client.get(f"/r/{one.code}").text
    assert "checked and settled" in page
    assert "水管爆裂,正在修" in page
    told = client.get(f"/api/v1/reports/{two.code}").json
    assert told
    assert (told["state"], told["reason"]) == ("done", "水管爆裂,正在修")


def test_refusing_needs_a_reason_and_changes_nothing(desk_app: Flask, desk_store: Store) -> None:
    report, revision = sent(desk_store), desk_store.revision()
    client = sign_in(desk_app, "editor here")
    page = answer(client, report.code, seen=revision, decision="refuse", change="closed")
    assert page.status_code == 400
    assert "say why the report does not hold" in page.text
    kept = answer(client, report.code, decision="burn", change="closed", reason="去过了").text
    assert 'name="reason" value="去过了"' in kept
    assert '<option value="closed" selected>' in kept
    for wrong in ({"decision": "burn"}, {"decision": "confirm", "change": "burn"}, {}):
        assert answer(client, report.code, seen=revision, **wrong).status_code == 400
    for nothing in ([], ["NONE"]):
        assert answer(client, *nothing, decision="refuse", reason="x").status_code == 404
    assert desk_store.reports.open() == (report,)
    refused = {"decision": "refuse", "change": "closed", "reason": "去看过,门开着"}
    assert answer(client, report.code, seen=revision, **refused).status_code == 303
    closed = desk_store.reports.by_code(report.code)
    assert closed
    assert (closed.state, closed.closed_by) == (ReportState.REJECTED, "user:2")
    assert desk_store.revision() == revision


def test_reports_of_two_sites_are_not_answered_together(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "administrator")
    codes = [sent(desk_store, each).code for each in ("s1", "s2")]
    assert answer(client, *codes, decision="confirm").status_code == 404
    assert len(desk_store.reports.open()) == 2


@pytest.mark.parametrize("change", ["none", "under_repair", "closed", "hours_unknown"])
def test_what_a_confirmed_report_changes(desk_app: Flask, desk_store: Store, change: str) -> None:
    before, seen = current(desk_store), desk_store.revision()
    client = sign_in(desk_app, "administrator")
    answer(client, sent(desk_store).code, seen=seen, decision="confirm", change=change)
    after = current(desk_store)
    assert after.hours == OpeningHours(
        before.hours.text, None if change == "hours_unknown" else before.hours.osm
    )
    assert after.operation == (
        change if change in ("under_repair", "closed") else Operation.OPERATING
    )
    assert desk_store.reports.open() == ()


def test_a_stale_answer_is_refused_with_both_versions(
    desk_app: Flask, desk_store: Store, state: State
) -> None:
    report, seen = sent(desk_store), desk_store.revision()
    client = sign_in(desk_app, "editor here")
    moved = Site(id="s1", name="新名字", position=position(121.4, 37.5, Datum.WGS84))
    put(desk_store, moved)
    form = {"seen": seen, "decision": "confirm", "change": "closed", "reason": "x"}
    page = answer(client, report.code, **form)
    assert page.status_code == 409
    assert "新名字: somebody has just changed it" in page.text
    assert "Now: operating" in page.text
    assert "What you chose: closed from now on" in page.text
    assert current(desk_store) == moved
    assert desk_store.reports.open() == (report,)
    again = answer(client, report.code, **{**form, "seen": state.snapshot().revision})
    assert again.status_code == 303
    late = answer(client, report.code, **form)
    assert late.status_code == 409
    assert "somebody has answered this" in late.text


def test_what_is_overdue_stands_on_top(desk_app: Flask, desk_store: Store) -> None:
    young, old = sent(desk_store, "s1", hours_ago=23), sent(desk_store, "s2", hours_ago=25)
    forgotten = sent(desk_store, "s3", hours_ago=24 * 30)
    client = sign_in(desk_app, "editor here")
    page = client.get("/desk/reports").text
    found = sorted((page.index(each.code), each.code) for each in (young, old, forgotten))
    assert [code for _, code in found] == [forgotten.code, old.code, young.code]
    assert page.count(">overdue<") == 2
    assert "3 to answer" in client.get("/desk").text
    assert "2 overdue" in client.get("/desk").text
