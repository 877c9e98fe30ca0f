"""``/metrics`` is read by monitoring, tells nothing of visitors, and not to anybody."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.store import Store
from locator.reports import ReportKind, ReportState
from tests.shared import ROOT
from tests.web.metrics.reading import OF_HISTOGRAM, labels_of, samples, value
from web.app import create_app
from web.metrics.answered import KEY
from web.settings import Settings
from web.state import State

MARK = "121.4738291"
TOKEN = "made-up-token-of-the-operator"


def scraped(client: FlaskClient) -> str:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    return answer.get_data(as_text=True)


def test_requests_are_counted_by_template_method_and_status(client: FlaskClient) -> None:
    for path in ("/s/s1", "/s/s2", "/s/nobody"):
        client.get(path)
    client.head("/s/s1")
    text = scraped(client)
    route = "/s/<path:site_id>"
    total = "yizhan_requests_total"
    assert value(text, total, route=route, method="GET", status="200") == 2
    assert value(text, total, route=route, method="HEAD", status="200") == 1
    assert value(text, total, route=route, method="GET", status="404") == 1
    assert value(text, total, route="/metrics") == 0
    assert value(scraped(client), total, route="/metrics", status="200") == 1


def test_the_histogram_adds_up(client: FlaskClient) -> None:
    for _ in range(5):
        client.get("/healthz")
    name, found = "yizhan_request_seconds", samples(scraped(client))
    buckets = {
        float(dict(labels)["le"]): each
        for (own, labels), each in found.items()
        if own == f"{name}_bucket" and ("route", "/healthz") in labels
    }
    in_order = [buckets[bound] for bound in sorted(buckets)]
    assert in_order == sorted(in_order)
    assert in_order[-1] == buckets[float("inf")] == 5
    route = frozenset({("route", "/healthz")})
    assert found[f"{name}_count", route] == 5
    assert 0 < found[f"{name}_sum", route] < 60


def test_no_label_holds_what_a_visitor_sent(client: FlaskClient) -> None:
    headers = {"User-Agent": MARK, "Referer": MARK, "Accept-Language": MARK, "Host": f"a{MARK}"}
    for path in (f"/{MARK}", f"/s/{MARK}", f"/api/v1/nearest?lon={MARK}&lat=31", f"/r/{MARK}"):
        for method in ("GET", "POST", f"X{MARK}", "DELETE"):
            client.open(path, method=method, headers=headers, data=MARK)
    client.post("/api/v1/nearest", json={"lon": float(MARK), "lat": 31.5})
    text = scraped(client)
    assert MARK[4:] not in text
    labels = labels_of(text)
    assert set(labels) == {"route", "method", "status", "le", "worker"}
    rules = {rule.rule for rule in client.application.url_map.iter_rules()}
    assert labels["route"] <= rules | {"none"}
    assert "none" in labels["route"]
    assert "other" in labels["method"]


def test_every_route_fits_into_its_place(app: Flask) -> None:
    room = KEY.size - 16
    assert [rule.rule for rule in app.url_map.iter_rules() if len(rule.rule) > room] == []


def test_it_tells_what_is_served(client: FlaskClient, state: State, store: Store) -> None:
    text = scraped(client)
    assert value(text, "yizhan_snapshot_revision", worker="0") == store.revision()
    assert 0 <= value(text, "yizhan_snapshot_age_seconds", worker="0") < 60
    assert 0 <= value(text, "yizhan_data_age_seconds") < 60
    assert value(text, "yizhan_store_trouble") == 0
    store.close()
    state.refresh()


def test_reports_are_counted_while_they_wait(client: FlaskClient, store: Store) -> None:
    now = datetime.now(UTC)
    for site_id, hours in (("s1", 1), ("s2", 23), ("s3", 25), ("s4", 400), ("s5", 26)):
        at = now - timedelta(hours=hours)
        store.reports.add(site_id=site_id, kind=ReportKind.LOCKED, at=at, independent=lambda: True)
    store.reports.close("s5", state=ReportState.DONE, at=now)
    text = scraped(client)
    assert value(text, "yizhan_reports_open") == 4
    assert value(text, "yizhan_reports_overdue") == 2


def test_a_store_that_cannot_be_read_shows(
    client: FlaskClient, state: State, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(MARK)

    monkeypatch.setattr(store, "revision", broken)
    monkeypatch.setattr(store.reports, "open", broken)
    looked_at = state.looked_at
    state.refresh()
    assert state.looked_at == looked_at
    text = scraped(client)
    assert value(text, "yizhan_store_trouble") == 1
    assert "yizhan_reports_open" not in text
    assert MARK not in text


@pytest.mark.parametrize("address", ["127.0.0.1", "127.3.2.1", "::1"])
def test_without_a_token_this_machine_may_read(client: FlaskClient, address: str) -> None:
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("2001:db8::7", {}),
        ("", {}),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"X-Real-IP": "127.0.0.1"}),
        ("192.0.2.7", {"Authorization": "Bearer "}),
    ],
)
def test_without_a_token_nobody_else_may(
    client: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 403
    assert answer.content_type == "application/problem+json"


def test_a_forged_address_does_not_get_past_the_proxy(state: State) -> None:
    client = create_app(Settings(proxies=1), state).test_client()
    answer = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("given", "status"),
    [(f"Bearer {TOKEN}", 200), ("", 401), ("Bearer wrong", 401), (TOKEN, 401), ("Bearer é", 401)],
)
def test_with_a_token_whoever_sends_it_may(state: State, given: str, status: int) -> None:
    client = create_app(Settings(metrics_token=TOKEN), state).test_client()
    for address in ("127.0.0.1", "192.0.2.7"):
        answer = client.get(
            "/metrics",
            headers={"Authorization": given},
            environ_base={"REMOTE_ADDR": address},
        )
        assert answer.status_code == status
        assert ("WWW-Authenticate" in answer.headers) == (status == 401)


def test_the_documentation_of_the_api_does_not_name_it(client: FlaskClient) -> None:
    assert "/metrics" not in client.get("/api/v1/openapi.json").get_data(as_text=True)


def test_every_metric_is_explained_and_every_explained_one_is_there(client: FlaskClient) -> None:
    client.get("/healthz")
    families = {OF_HISTOGRAM.sub("", name) for name, _ in samples(scraped(client))}
    guide = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(yizhan_\w+)", guide, re.MULTILINE)) == families
