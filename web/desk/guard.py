"""Who asks, and whether they may: every route of the desk is made here."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Final, ParamSpec

from flask import Blueprint, abort, after_this_request, g, redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, problem
from locator.model import Site
from locator.unions import Member, Role, has_role, may_edit
from locator.words import Words
from web.desk.accounts.cookies import (
    FIELD,
    FORM,
    SESSION,
    form_mark,
    is_form_mark,
    read_cookie,
    set_cookie,
)
from web.desk.blueprint import state

BEARER: Final = "bearer"
Given = ParamSpec("Given")
View = Callable[Given, Response]


@dataclass(slots=True)
class Visitor:
    """Whoever asks.

    Parameters
    ----------
    member : Member or None
        Who they are, if they have signed in or brought a token.
    secret : str
        Of their cookie, which their forms are marked with.
    by_token : bool
        A program: no other page can make it send anything.
    revision : int
        What is shown to them and changed by them is of this revision of the store, or newer.
    """

    member: Member | None
    secret: str = ""
    by_token: bool = False
    revision: int = 0


def desk_route(
    blueprint: Blueprint,
    rule: str,
    *,
    methods: Sequence[str] = ("GET",),
    role: Role | None = Role.READER,
    by_token: bool = True,
    largest: int | None = None,
) -> Callable[[View[Given]], View[Given]]:
    """Return a decorator that makes a view a route of the desk.

    Parameters
    ----------
    blueprint : Blueprint
        The desk's.
    rule : str
        Address below ``/desk``.
    methods : sequence of str
        POST is taken with the mark of a form of ours only, or from a token.
    role : Role or None
        The least that somebody has to be; None: everybody may ask.
    by_token : bool
        Whether a program may ask. It may not where it could make itself at home.
    largest : int, optional
        Bytes of a body that are read, where that is more than usual: a file.
    """

    def decorate(view: View[Given]) -> View[Given]:
        @wraps(view)
        def guarded(*args: Given.args, **kwargs: Given.kwargs) -> Response:
            asking = g.visitor = find_visitor()
            if role is not None and asking.member is None:
                return send_to_sign_in()
            if asking.member is not None and role is not None and not has_role(asking.member, role):
                abort(403)
            if asking.by_token and not by_token:
                abort(403)
            if largest is not None:
                allow_file(largest)
            if request.method == "POST" and not asking.by_token:
                check_form(asking)
            if request.method == "POST":
                state().refresh()  # sites as they are now, not as they were a second ago
            asking.revision = state().snapshot().revision
            return view(*args, **kwargs)

        blueprint.add_url_rule(rule, view_func=guarded, methods=list(methods))
        return guarded

    return decorate


def find_visitor() -> Visitor:
    """Return who asks, by token or by cookie; a token that is none is an error."""
    if "Authorization" in request.headers:
        given = request.authorization
        token = given.token if given and given.type == BEARER else None
        owner = state().accounts.tokens.member(token) if token else None
        return Visitor(owner or abort(401), by_token=True)
    secret = read_cookie(SESSION)
    found = state().accounts.sessions.member(secret, at=datetime.now(UTC)) if secret else None
    return Visitor(found, secret if found else read_cookie(FORM))


def send_to_sign_in() -> Response:
    """Send a reader to the sign-in page, and back afterwards; refuse anything else."""
    if request.method not in ("GET", "HEAD"):
        abort(401)
    return redirect(url_for("desk.sign_in", next=request.path), code=303)


def allow_file(largest: int) -> None:
    """Let a request bring a file. InvalidInput: it is too large."""
    request.max_content_length = largest
    if (request.content_length or 0) > largest:
        most = largest // 1_000_000
        allowed = Words(f"至多 {most} MB", f"at most {most} MB")
        message = Words("文件过大", "the file is too large")
        raise InvalidInput(problem("file", request.content_length, allowed, message))


def check_form(asking: Visitor) -> None:
    """Refuse a form that no page of ours made for this visitor."""
    if not is_form_mark(request.form.get(FIELD, ""), asking.secret):
        abort(403)


def mark() -> str:
    """Return the mark for the forms of this page, giving a new visitor a cookie for it."""
    asking = visitor()
    if not asking.secret:
        asking.secret = secret = secrets.token_urlsafe(32)

        @after_this_request
        def give(response: Response) -> Response:
            set_cookie(response, FORM, secret)
            return response

    return form_mark(asking.secret)


def visitor() -> Visitor:
    """Return who asks."""
    found: Visitor = g.visitor
    return found


def member() -> Member:
    """Return the member of the staff who asks."""
    return visitor().member or abort(401)


def can_edit(site: Site) -> bool:
    """Tell whether whoever asks may change a site."""
    return may_edit(member(), state().snapshot().jurisdictions.chain_of_site(site))


def require_edit(site: Site) -> None:
    """Refuse whoever may not change a site."""
    if not can_edit(site):
        abort(403)
