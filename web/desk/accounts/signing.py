"""Signing in and out, and taking an invitation."""

from datetime import UTC, datetime
from typing import Final

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput
from locator.hours import CHINA
from locator.words import Words
from web.desk.accounts.cookies import FORM, SESSION, drop_cookie, set_cookie
from web.desk.accounts.throttle import Throttle
from web.desk.blueprint import HOME, desk, state
from web.desk.guard import desk_route, visitor
from web.desk.page import desk_page

WRONG: Final = Words("姓名或密码不对。", "The name or the password is wrong.")


@desk_route(desk, "/sign-in", role=None)
def sign_in() -> Response:
    """Show the form to sign in with."""
    if visitor().member:
        return redirect(next_page(), code=303)
    return desk_page("sign_in.html", next=next_page())


@desk_route(desk, "/sign-in", methods=("POST",), role=None)
def signed_in() -> Response:
    """Sign somebody in; the session is a new one each time."""
    now = datetime.now(UTC)
    throttle: Throttle = current_app.extensions["yizhan.sign_ins"]
    wait_s = throttle.wait_s(request.remote_addr or "", now=now)
    if wait_s:
        return refused(later(wait_s // 60 + 1), 429, wait_s=wait_s)
    name, password = request.form.get("name", ""), request.form.get("password", "")
    answer = state().accounts.sessions.sign_in(name, password, at=now)
    if answer.locked_until is not None:
        until = answer.locked_until.astimezone(CHINA)
        return refused(locked(until), 429, wait_s=int((until - now).total_seconds()) + 1)
    if answer.secret is None:
        return refused(WRONG, 403)
    response = redirect(next_page(), code=303)
    set_cookie(response, SESSION, answer.secret)
    drop_cookie(response, FORM)
    return response


def refused(why: Words, status: int, *, wait_s: int = 0) -> Response:
    """Return the form once more, saying why."""
    response = desk_page("sign_in.html", status=status, next=next_page(), why=why)
    if wait_s:
        response.headers["Retry-After"] = str(wait_s)
    return response


def later(minutes: int) -> Words:
    """Say that an address has tried too often."""
    return Words(
        f"尝试太频繁,请 {minutes} 分钟后再试。", f"Too many tries: wait {minutes} minutes."
    )


def locked(until: datetime) -> Words:
    """Say until when a name is locked."""
    return Words(
        f"失败次数太多,{until:%H:%M} 之后再试。",
        f"Too many failures: try again after {until:%H:%M}.",
    )


def next_page() -> str:
    """Return the page of the desk that somebody wanted to see."""
    wanted = request.values.get("next", "")
    ours = wanted.startswith(f"{HOME}/") and wanted.isprintable()
    return wanted if ours else url_for("desk.home")


@desk_route(desk, "/sign-out", methods=("POST",), role=None)
def sign_out() -> Response:
    """End the session."""
    state().accounts.sessions.end(visitor().secret)
    response = redirect(url_for("desk.sign_in"), code=303)
    drop_cookie(response, SESSION)
    return response


@desk_route(desk, "/invitation/<secret>", role=None)
def invitation(secret: str) -> Response:
    """Show whom an invitation is for. NotFound: it is used or too old."""
    invited = state().accounts.people.invited(secret, at=datetime.now(UTC))
    return desk_page("invitation.html", invited=invited)


@desk_route(desk, "/invitation/<secret>", methods=("POST",), role=None)
def accept(secret: str) -> Response:
    """Take an invitation with a password of one's own."""
    people, now = state().accounts.people, datetime.now(UTC)
    invited = people.invited(secret, at=now)
    try:
        people.accept(secret, request.form.get("password", ""), at=now)
    except InvalidInput as error:
        return desk_page("invitation.html", error=error, invited=invited)
    return redirect(url_for("desk.sign_in"), code=303)
