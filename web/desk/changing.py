"""Changes of staff to sites, each held against the version that its form was drawn from."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import abort, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from locator.errors import Stale
from locator.model import Site
from web.desk.blueprint import desk, state
from web.desk.guard import member, require_edit, visitor
from web.desk.numbers import asked_number
from web.desk.page import desk_page
from web.errors import answer_error

SEEN = "seen"  # field of a form: the revision at which it was drawn


@desk.app_template_global()
def seen_field(before: str = "") -> Markup:
    """Return the hidden field of a form that changes a site.

    Parameters
    ----------
    before : str
        The field of the form that this one is drawn from, where nothing was kept yet.
    """
    value = before or visitor().revision
    return Markup('<input type="hidden" name="{}" value="{}">').format(SEEN, value)


def seen() -> int:
    """Return the revision at which the sites of this request were last looked at."""
    return min(asked_number(SEEN) or 0, visitor().revision)


def look_again() -> None:
    """Draw the forms of this page at what the store holds by now."""
    state().refresh()
    visitor().revision = state().snapshot().revision


def change_sites(sites: Sequence[Site], *, withdrawn: Sequence[str] = (), note: str = "") -> int:
    """Write sites as the member of the staff who asks wants them: one revision, or nothing.

    Parameters
    ----------
    sites : sequence of Site
        Made from those of this request's snapshot. All have to be in the member's care.
    withdrawn : sequence of str
        Ids of sites that are taken back out.
    note : str
        A word about it, for the history.

    Returns
    -------
    int
        The new revision.

    Raises
    ------
    Stale
        One has changed since the form was drawn; the page of both versions is shown.
    """
    wanted: dict[str, Site | None] = {site.id: site for site in sites}
    wanted |= dict.fromkeys(withdrawn)
    snapshot = state().snapshot()
    for site_id, site in wanted.items():
        require_edit(snapshot.site(site_id) or site or abort(404))
    return state().change(
        sites,
        withdrawn=withdrawn,
        actor=member().actor,
        at=datetime.now(UTC),
        note=note,
        expecting=dict.fromkeys(wanted, seen()),
    )


@desk.errorhandler(Stale)
def show_versions(error: Stale) -> Response:
    """Show what a site has become meanwhile beside what was wanted, and the way back."""
    if visitor().by_token:
        return answer_error(error)
    state().refresh()
    site = state().snapshot().site(error.name)
    return desk_page(
        "changed.html",
        status=409,
        name=site.name if site else error.name,
        versions=error.versions,
        back=request.full_path.rstrip("?"),
    )
