"""Verifying at the door: all is as it says, or one thing is not, in two taps; with a photograph."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, Stale, problem
from locator.hours import CHINA
from locator.model import Site
from locator.unions import Role
from locator.vocabulary import OPERATIONS
from locator.words import Words, same
from web.desk.blueprint import desk, state
from web.desk.care import site_to_edit
from web.desk.changing import change_sites
from web.desk.guard import desk_route
from web.desk.page import desk_page
from web.desk.reports.deciding import CHANGES
from web.desk.visiting.pictures import LARGEST_BODY, read_picture
from web.site.photos import address_of, photos_of

MOST_PHOTOS: Final = 6  # of one site


@desk_route(desk, "/visit/<path:site_id>", role=Role.EDITOR)
def visit(site_id: str) -> Response:
    """Show what is said about a site, to be compared with what is there."""
    site = site_to_edit(site_id)
    return visit_page(site)


@desk_route(
    desk, "/visit/<path:site_id>", methods=("POST",), role=Role.EDITOR, largest=LARGEST_BODY
)
def verified(site_id: str) -> Response:
    """Note that somebody was there today, what they found otherwise, and what it looks like."""
    site = site_to_edit(site_id)
    change = request.form.get("change", "")
    if change not in CHANGES:
        message = Words("请选一项", "choose one of them")
        raise InvalidInput(problem("change", change, same(" | ".join(CHANGES)), message))
    today = datetime.now(CHINA).date()
    found = replace(CHANGES[change][1](site), verified_on=today)
    try:
        note_visit(found)
    except InvalidInput as error:
        return visit_page(site, error)
    return redirect(url_for("site_page.site", site_id=site_id), code=303)


def note_visit(found: Site) -> None:
    """Keep what was found, with the photograph of it if one was sent.

    Raises
    ------
    InvalidInput
        The photograph cannot be taken; nothing is kept.
    Stale
        The site has changed since the form was drawn; nothing is kept.
    """
    sent = request.files.get("photo")
    if not sent:
        change_sites([found])
        return
    if len(photos_of(found)) >= MOST_PHOTOS:
        allowed = Words(f"至多 {MOST_PHOTOS} 张", f"at most {MOST_PHOTOS}")
        message = Words("照片已满,请先删除一张", "remove a photograph first")
        raise InvalidInput(problem("photo", MOST_PHOTOS, allowed, message))
    picture, photos = read_picture(sent.stream, sent.filename or ""), state().photos
    size = {"width": picture.width, "height": picture.height}
    name = photos.add(found.id, picture.data, at=datetime.now(UTC), **size)
    listed = dict.fromkeys((*(found.photos or ()), address_of(name)))
    try:
        change_sites([replace(found, photos=tuple(listed))])
    except Stale:
        if address_of(name) not in (found.photos or ()):
            photos.remove(found.id, name)
        raise


@desk_route(desk, "/photos/<path:site_id>", methods=("POST",), role=Role.EDITOR)
def remove_photo(site_id: str) -> Response:
    """Remove a photograph of a site, for good."""
    site, name = site_to_edit(site_id), request.form.get("name", "")
    left = tuple(each for each in site.photos or () if each != address_of(name))
    change_sites([replace(site, photos=left)])
    state().photos.remove(site_id, name)
    return redirect(url_for("desk.visit", site_id=site_id), code=303)


def visit_page(site: Site, error: InvalidInput | None = None) -> Response:
    """Return the page of a visit, with what was wrong with the photograph."""
    return desk_page(
        "visit.html",
        error=error,
        site=site,
        operation=OPERATIONS[site.operation],
        changes={code: words for code, (words, _) in CHANGES.items() if code != "none"},
        photos=photos_of(site),
    )
