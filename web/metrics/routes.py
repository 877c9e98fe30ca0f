"""``/metrics``, for the operator's monitoring and for nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hmac import compare_digest
from ipaddress import ip_address
from time import perf_counter
from typing import Final, cast

from flask import Blueprint, Flask, Request, Response, current_app
from flask.globals import request_ctx
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from locator.reports import ANSWERED_WITHIN
from web.logs import METHODS, STARTED
from web.metrics.answered import NO_ROUTE, Kind
from web.metrics.metrics import Metrics
from web.metrics.text import CONTENT_TYPE, Family, gauge, requests_families, written
from web.metrics.workers import Serving
from web.state import State

PATH: Final = "/metrics"
PASSED_ON: Final = ("X-Forwarded-For", "Forwarded", "X-Real-IP")  # a proxy was asked, not we

metrics_page = Blueprint("metrics", __name__)


def count_requests(app: Flask, metrics: Metrics) -> None:
    """Count every request of an application once it is answered; log_requests starts the clock."""
    app.extensions["yizhan.metrics"] = metrics

    @app.after_request
    def finish(response: Response) -> Response:
        asked = request_ctx.request
        kind = Kind(
            route=asked.url_rule.rule if asked.url_rule else NO_ROUTE,
            method=asked.method if asked.method in METHODS else "other",
            status=response.status_code,
        )
        metrics.requests.add(kind, perf_counter() - asked.environ[STARTED])
        return response


@metrics_page.get(PATH)
def page() -> Response:
    """Send what was counted and what the workers serve."""
    check_allowed(request_ctx.request, current_app.config["METRICS_TOKEN"])
    state = cast("State", current_app.extensions["yizhan"])
    metrics = cast("Metrics", current_app.extensions["yizhan.metrics"])
    metrics.note(state)
    now = datetime.now(UTC)
    families = [
        *requests_families(metrics.requests.counted()),
        *serving_families(metrics.workers.serving(), now),
        *report_families(state, now),
    ]
    headers = {"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"}
    return Response(written(families), headers=headers)


def check_allowed(asking: Request, token: str) -> None:
    """Refuse whoever may not read the metrics.

    With a token in the settings, whoever sends it may. Without one only this machine
    itself may, and not by way of a proxy, which passes on what others ask.

    Raises
    ------
    Unauthorized, Forbidden
        With and without a token in the settings.
    """
    if token:
        given = asking.headers.get("Authorization", "")
        if not compare_digest(given.encode(), f"Bearer {token}".encode()):
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
    elif not is_loopback(asking.remote_addr) or any(each in asking.headers for each in PASSED_ON):
        raise Forbidden


def is_loopback(address: str | None) -> bool:
    """Return whether an address is this machine's own."""
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def serving_families(workers: dict[int, Serving], now: datetime) -> Iterator[Family]:
    """Return what the workers serve."""
    each = sorted(workers.items())
    yield Family(
        "yizhan_snapshot_revision",
        "gauge",
        "Revision of the store that each worker process serves.",
        [("", {"worker": str(number)}, worker.revision) for number, worker in each],
    )
    yield Family(
        "yizhan_snapshot_age_seconds",
        "gauge",
        "Seconds since each worker process last saw that it serves the store's last revision.",
        [("", {"worker": str(number)}, seconds(worker.looked_at, now)) for number, worker in each],
    )
    newest = max(worker.changed_at for worker in workers.values())
    yield gauge(
        "yizhan_data_age_seconds",
        "Seconds since the data that is served was last changed.",
        seconds(newest, now),
    )
    yield gauge(
        "yizhan_store_trouble",
        "Worker processes that could not read the store when they last looked.",
        sum(worker.trouble for worker in workers.values()),
    )


def report_families(state: State, now: datetime) -> Iterator[Family]:
    """Return how many reports wait; nothing where the store cannot be read."""
    try:
        waiting = state.reports.open()
    except Exception:  # noqa: BLE001 -- yizhan_store_trouble tells; the rest is wanted now
        return
    overdue = [report for report in waiting if report.at < now - ANSWERED_WITHIN]
    yield gauge("yizhan_reports_open", "Reports of riders that nobody has closed.", len(waiting))
    yield gauge("yizhan_reports_overdue", "Open reports older than 24 hours.", len(overdue))


def seconds(since: datetime, now: datetime) -> float:
    """Return the seconds between two instants, to the millisecond."""
    return round(max(0.0, (now - since).total_seconds()), 3)
