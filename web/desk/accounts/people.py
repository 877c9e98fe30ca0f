"""Who works at the desk, for administrators."""

from datetime import UTC, datetime

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput, problem
from locator.unions import Role, Union
from locator.words import Words, same
from web.desk.blueprint import desk, state
from web.desk.guard import desk_route
from web.desk.numbers import asked_number
from web.desk.page import desk_page


@desk_route(desk, "/people", role=Role.ADMINISTRATOR, by_token=False)
def people() -> Response:
    """Show who works at the desk."""
    return people_page()


@desk_route(desk, "/people", methods=("POST",), role=Role.ADMINISTRATOR, by_token=False)
def change_people() -> Response:
    """Invite somebody, or change what somebody may do.

    The link of an invitation is shown on the answer itself: no address holds it.
    """
    number = asked_number("number")
    try:
        role, union_id = read_role(), read_union()
        if number is None:
            return people_page(link=invite(role, union_id))
        kept_out = "disabled" in request.form
        state().accounts.people.change(number, role=role, union_id=union_id, disabled=kept_out)
    except InvalidInput as error:
        return people_page(error)
    return redirect(url_for("desk.people"), code=303)


def invite(role: Role, union_id: str) -> str:
    """Return the link by which somebody comes in."""
    name, now = request.form.get("name", ""), datetime.now(UTC)
    secret = state().accounts.people.invite(name, role=role, union_id=union_id, at=now)
    origin = current_app.config["PUBLIC_URL"] or request.url_root.rstrip("/")
    return f"{origin}{url_for('desk.invitation', secret=secret)}"


def people_page(error: InvalidInput | None = None, link: str = "") -> Response:
    """Return the page, after an invitation with its link."""
    everybody = state().accounts.people.all()
    return desk_page("people.html", error=error, everybody=everybody, unions=unions(), link=link)


def unions() -> tuple[Union, ...]:
    """Return the unions that somebody can work for."""
    return state().snapshot().jurisdictions.unions


def read_role() -> Role:
    """Return the role chosen. InvalidInput: there is no such role."""
    given = request.form.get("role", "")
    if given not in set(Role):
        message = Words("请选角色", "choose a role")
        raise InvalidInput(problem("role", given, same(" | ".join(Role)), message))
    return Role(given)


def read_union() -> str:
    """Return the union chosen. InvalidInput: there is no such union, or none for an editor."""
    given = request.form.get("union_id", "")
    known = {union.id for union in unions()}
    if given not in known and (given or read_role() is Role.EDITOR):
        message = Words("编辑要选所属工会", "an editor needs a union")
        raise InvalidInput(
            problem("union_id", given, Words("列表中的工会", "a union of the list"), message)
        )
    return given
