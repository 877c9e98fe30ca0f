"""Verifying at the door: all is as it says, or one thing is not, in two taps."""

from dataclasses import replace
from datetime import datetime

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, problem
from locator.hours import CHINA
from locator.model import Site
from locator.unions import Role
from locator.vocabulary import OPERATIONS
from locator.words import Words, same
from web.desk.blueprint import desk
from web.desk.care import site_here
from web.desk.changing import change_sites
from web.desk.guard import desk_route, require_edit
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
    site = site_here(site_id)
    require_edit(site)
    change = request.form.get("change", "")
    if change not in CHANGES:
        message = Words("请选一项", "choose one of them")
        raise InvalidInput(problem("change", change, same(" | ".join(CHANGES)), message))
    today = datetime.now(CHINA).date()
    change_sites([replace(CHANGES[change][1](site), verified_on=today)])
    return redirect(url_for("site_page.site", site_id=site_id), code=303)


def visit_page(site: Site) -> Response:
    """Return the page of a visit."""
    return desk_page(
        "visit.html",
        site=site,
        operation=OPERATIONS[site.operation],
        changes={code: words for code, (words, _) in CHANGES.items() if code != "none"},
    )
