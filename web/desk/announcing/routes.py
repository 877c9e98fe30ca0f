"""Announcements: what is announced, a new one seen before it is kept, and taking one back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, problem
from locator.hours import CHINA, DateException, announced, exceptions_of, regular_hours, withdrawn
from locator.model import Site
from locator.unions import Role
from locator.words import Words
from web.desk.announcing.choosing import choosable, chosen_sites, kinds_of, unions_of
from web.desk.blueprint import desk
from web.desk.care import is_ours, sites_in_care
from web.desk.changing import change_sites
from web.desk.guard import desk_route
from web.desk.hours import filling
from web.desk.hours.filling import Form
from web.desk.hours.reading import A_DATE, read_exception
from web.desk.looking import mark_of, was_looked_at
from web.desk.page import desk_page

MOST_SHOWN: Final = 300  # sites of a preview
LONGEST_NOTE: Final = 60
OVER: Final = Words("日期已经过去", "these days are over")


@dataclass(frozen=True, slots=True)
class Announcement:
    """An exception and the sites that keep it.

    Parameters
    ----------
    exception : DateException
        The days, and what holds on them.
    sites : tuple of Site
        By id.
    ours : tuple of Site
        Those of them that whoever asks may change.
    """

    exception: DateException
    sites: tuple[Site, ...]
    ours: tuple[Site, ...]

    @property
    def key(self) -> str:
        """What the form of the page calls it."""
        return mark_of(self.exception)


@desk_route(desk, "/announcements")
def announcements() -> Response:
    """Show what is announced, and the form for more."""
    return announcements_page(MultiDict())


@desk_route(desk, "/announcements", methods=("POST",), role=Role.EDITOR)
def announce() -> Response:
    """Show what an announcement would change, keep it, or take one back."""
    form = request.form
    if form.get("step") == "withdraw":
        return withdraw(form.get("key", ""))
    try:
        exception, before = read_dates_ahead(form), chosen_sites(form)
    except InvalidInput as error:
        return announcements_page(form, error=error)
    looked = mark_of(exception, [site.id for site in before])
    if not was_looked_at(looked):
        return announcements_page(form, exception=exception, before=before, looked=looked)
    after = [announced(site, exception) for site in before]
    change_sites(after, note=form.get("note", "")[:LONGEST_NOTE].strip())
    return redirect(url_for("desk.announcements"), code=303)


def read_dates_ahead(form: Form) -> DateException:
    """Return the exception of a form. InvalidInput: it is over, or not clear."""
    exception = read_exception(form, "", "dates")
    if exception.last < datetime.now(CHINA).date():
        raise InvalidInput(problem("dates", exception.last, A_DATE, OVER))
    return exception


def withdraw(key: str) -> Response:
    """Take an announcement back from all sites of one's own."""
    for each in current():
        if each.key == key:
            change_sites([withdrawn(site, each.exception) for site in each.ours])
    return redirect(url_for("desk.announcements"), code=303)


def current() -> list[Announcement]:
    """Return what is announced and not over, the first days first."""
    today = datetime.now(CHINA).date()
    groups: dict[DateException, list[Site]] = {}
    for site in sites_in_care():
        for each in exceptions_of(site.hours):
            if each.last >= today:
                groups.setdefault(each, []).append(site)
    return [
        Announcement(each, tuple(sites), tuple(site for site in sites if is_ours(site)))
        for each, sites in sorted(groups.items())
    ]


def announcements_page(
    form: Form,
    *,
    exception: DateException | None = None,
    before: list[Site] | None = None,
    looked: str = "",
    error: InvalidInput | None = None,
) -> Response:
    """Return the page; after a look with the sites as they are, and what they would keep."""
    ours = choosable()
    return desk_page(
        "announcements.html",
        error=error,
        form=form,
        filling=filling,
        current=current(),
        unions=unions_of(ours),
        kinds=kinds_of(ours),
        exception=exception,
        before=before or (),
        looked=looked,
        most=MOST_SHOWN,
        longest=LONGEST_NOTE,
        regular=regular_hours,
        exceptions_of=exceptions_of,
    )
