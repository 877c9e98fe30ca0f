"""Where a report is handed in, by a program or by a form."""

from datetime import datetime
from typing import NamedTuple, Protocol

from flask import Request, current_app

from locator.errors import NotFound
from locator.reports import Report, ReportKind
from locator.words import Words
from web.reports.reporters import Reporters
from web.state import State

BROWSER_LENGTH = 300  # characters of a User-Agent that count


class Desk(Protocol):
    """Takes reports in and looks them up."""

    def receive(self, site_id: str, kind: ReportKind, *, now: datetime) -> Report:
        """Keep a report."""

    def look_up(self, code: str) -> Report:
        """Return a report."""


class ServedDesk(NamedTuple):
    """The desk as one request meets it.

    Parameters
    ----------
    state : State
        What is served.
    reporters : Reporters
        Who has reported lately.
    request : Request
        Of whoever reports now; kept for its own time only.
    """

    state: State
    reporters: Reporters
    request: Request

    def receive(self, site_id: str, kind: ReportKind, *, now: datetime) -> Report:
        """Keep a report.

        Raises
        ------
        NotFound
            No site has the id.
        TooManyRequests
            The same reporter was here too often within ten minutes.
        """
        if self.state.snapshot().site(site_id) is None:
            raise NotFound(Words("没有这个编号的站点。", "No site has this id."))
        address = self.request.remote_addr or ""
        browser = self.request.headers.get("User-Agent", "")[:BROWSER_LENGTH]
        self.reporters.check(address, browser, now=now)

        def independent() -> bool:
            return self.reporters.first(address, browser, site_id, now=now)

        report = self.state.reports.add(site_id=site_id, kind=kind, at=now, independent=independent)
        self.state.refresh()  # the next answer of this worker knows it already
        return report

    def look_up(self, code: str) -> Report:
        """Return a report.

        Raises
        ------
        NotFound
            No report has the code.
        """
        report = self.state.reports.by_code(code)
        if report is None:
            raise NotFound(Words("没有这个编号的反映。", "No report has this code."))
        return report


def desk_for(request: Request) -> ServedDesk:
    """Return the desk for a request."""
    extensions = current_app.extensions
    return ServedDesk(extensions["yizhan"], extensions["yizhan.reporters"], request)
