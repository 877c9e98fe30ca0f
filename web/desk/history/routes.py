"""The pages of the history: all revisions, one of them, one site; and undoing."""

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, NotFound, problem
from locator.history import HistoryEntry, Revision, Undone
from locator.hours import CHINA
from locator.model import Site
from locator.unions import Role
from locator.words import Words, same
from web.desk.blueprint import desk, state
from web.desk.changing import change_sites
from web.desk.guard import can_edit, desk_route
from web.desk.history.saying import names, note_of
from web.desk.numbers import LARGEST, asked_number
from web.desk.page import desk_page

MOST_SHOWN: Final = 50  # revisions on one page
MOST_SITES: Final = 200  # sites of one revision on its page


@desk_route(desk, "/history")
def revisions() -> Response:
    """List the changes of the store, the last one first."""
    before = asked_number("before")
    found = state().past.revisions(most=MOST_SHOWN, before=before)
    return desk_page(
        "history/revisions.html",
        revisions=found,
        names=names(),
        note_of=note_of,
        china=CHINA,
        more=found[-1].number if len(found) == MOST_SHOWN else None,
        later=before is not None,
    )


# --- one revision ------------------------------------------------------------------


@desk_route(desk, "/history/<int:number>")
def revision(number: int) -> Response:
    """Show what a change did, and what undoing it would do; with ``?sure`` ask once more."""
    found = revision_of(number)
    undoing = state().past.undoing(number)
    return desk_page(
        "history/revision.html",
        revision=found,
        names=names(),
        note_of=note_of,
        china=CHINA,
        back=undoing.back[:MOST_SITES],
        kept=undoing.kept[:MOST_SITES],
        counts=(len(undoing.back), len(undoing.kept)),
        gone=sum(each.site is None for each in undoing.back),
        sure="sure" in request.args,
        editable=bool(undoing.back) and all(can_undo(each) for each in undoing.back),
        most=MOST_SITES,
    )


@desk_route(desk, "/history/<int:number>", methods=("POST",), role=Role.EDITOR)
def undo_revision(number: int) -> Response:
    """Undo a change where nothing was changed since, as a new revision."""
    revision_of(number)
    undoing = state().past.undoing(number)
    if not undoing.back:
        message = Words("没有可撤销的", "there is nothing to undo")
        raise InvalidInput(problem("number", number, message, message))
    made = change_sites(
        [each.site for each in undoing.back if each.site],
        withdrawn=[each.id for each in undoing.back if not each.site],
        note=f"undo {number}",
    )
    return redirect(url_for("desk.revision", number=made), code=303)


def revision_of(number: int) -> Revision:
    """Return a revision. NotFound: there is none of the number."""
    found = state().past.revision(number) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound(Words("没有这个版本。", "There is no such revision."))
    return found


def can_undo(each: Undone) -> bool:
    """Tell whether whoever asks may change a site back."""
    site = state().snapshot().site(each.id) or each.site
    return site is not None and can_edit(site)


# --- one site ----------------------------------------------------------------------


@desk_route(desk, "/history/site/<path:site_id>")
def site_history(site_id: str) -> Response:
    """Show what happened to a site; with ``?restore=`` what going back to then would change.

    With ``?undo=`` of the change by which the site came in, ask once more.
    """
    history = history_of(site_id)
    past, then, undo = state().past, asked_number("restore"), asked_number("undo")
    site = past.site(site_id) or past.site(site_id, history[-1].revision - 1)  # before it went
    return desk_page(
        "history/site.html",
        site_id=site_id,
        site=site,
        history=history[::-1],
        undoable={each.revision for each in history if each.undoable_in(history)},
        names=names(),
        note_of=note_of,
        china=CHINA,
        editable=site is not None and can_edit(site),
        then=then,
        gone=any(each.revision == undo and each.created for each in history),
        undo=undo,
        difference=() if then is None else past.difference(site_id, then),
    )


@desk_route(desk, "/history/site/<path:site_id>", methods=("POST",), role=Role.EDITOR)
def change_back(site_id: str) -> Response:
    """Undo one change of a site, or make the site what it was at a revision."""
    history = history_of(site_id)
    undo, restore = asked_number("undo"), asked_number("restore")
    note = f"undo {undo}" if undo is not None else f"restore {restore}"
    site = without(site_id, history, undo) if undo is not None else as_it_was(site_id, restore)
    if site:
        change_sites([site], note=note)
    else:
        change_sites([], withdrawn=[site_id], note=note)
    return redirect(url_for("desk.site_history", site_id=site_id), code=303)


def history_of(site_id: str) -> tuple[HistoryEntry, ...]:
    """Return the history of a site. NotFound: there never was such a site."""
    found = state().past.of(site_id)
    if not found:
        raise NotFound(Words("没有这个编号的站点。", "No site has this id."))
    return found


def without(site_id: str, history: tuple[HistoryEntry, ...], number: int) -> Site | None:
    """Return a site without one of its changes; None where that brought it in.

    Raises
    ------
    InvalidInput
        There is no such change, or what it changed was changed again.
    """
    entry = next((each for each in history if each.revision == number), None)
    if entry is None or not entry.undoable_in(history):
        message = Words(
            "之后又改过,不能单独撤销", "it was changed again: it cannot be undone alone"
        )
        raise InvalidInput(problem("undo", number, same("revision"), message))
    return state().past.without(site_id, number)


def as_it_was(site_id: str, number: int | None) -> Site:
    """Return a site as it was at a revision. InvalidInput: there was none."""
    found = state().past.site(site_id, number) if number else None
    if found is None:
        message = Words("那时没有这个站点", "there was no such site then")
        raise InvalidInput(problem("restore", number, same("revision"), message))
    return found
