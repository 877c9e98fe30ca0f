"""Verifying at the door: all is as it says, or one thing is not, in two taps."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, Stale, problem
from locator.hours import CHINA
from locator.model import Site
from locator.reports import ReportState, Settled
from locator.unions import Role
from locator.vocabulary import OPERATIONS
from locator.words import Words, same
from web.desk.blueprint import desk, state
from web.desk.care import site_here
from web.desk.guard import desk_route, member, require_edit
from web.desk.page import desk_page
from web.desk.reports.deciding import CHANGES


@desk_route(desk, "/visit/<path:site_id>", role=Role.EDITOR)
def visit(site_id: str) -> Response:
    """Show what is said about a site, to be compared with what is there."""
    site = site_here(site_id)
    require_edit(site)
    return visit_page(site)


@desk_route(desk, "/visit/<path:site_id>", methods=("POST",), role=Role.EDITOR)
def verified(site_id: str) -> Response:
    """Note that somebody was there today, and what they found otherwise."""
    state().refresh()
    site, now = site_here(site_id), datetime.now(UTC)
    require_edit(site)
    change = request.form.get("change", "")
    if change not in CHANGES:
        message = Words("请选一项", "choose one of them")
        raise InvalidInput(problem("change", change, same(" | ".join(CHANGES)), message))
    found = replace(CHANGES[change][1](site), verified_on=now.astimezone(CHINA).date())
    seen = request.form.get("seen", 0, type=int)
    noted = Settled(codes=(), state=ReportState.DONE, reason="", site=found, seen=seen)
    try:
        state().settle(noted, actor=member().actor, at=now)
    except Stale:
        state().refresh()
        return visit_page(site_here(site_id), status=409, chosen=CHANGES[change][0])
    return redirect(url_for("site_page.site", site_id=site_id), code=303)


def visit_page(site: Site, *, status: int = 200, chosen: Words | None = None) -> Response:
    """Return the page of a visit; after a refusal with what was chosen."""
    return desk_page(
        "visit.html",
        status=status,
        site=site,
        operation=OPERATIONS[site.operation],
        changes={code: words for code, (words, _) in CHANGES.items() if code != "none"},
        revision=state().snapshot().revision,
        chosen=chosen,
    )
