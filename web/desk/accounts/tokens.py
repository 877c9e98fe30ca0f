"""Tokens for programs that work in somebody's name."""

from datetime import UTC, datetime

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from locator.errors import InvalidInput
from web.desk.blueprint import desk, state
from web.desk.guard import desk_route, member
from web.desk.numbers import asked_number
from web.desk.page import desk_page


@desk_route(desk, "/tokens", by_token=False)
def tokens() -> Response:
    """Show one's tokens."""
    return tokens_page()


@desk_route(desk, "/tokens", methods=("POST",), by_token=False)
def change_tokens() -> Response:
    """Make a token, which is shown once, or revoke one."""
    own, number = state().accounts.tokens, asked_number("number")
    if number is not None:
        own.revoke(member().id, number)
        return redirect(url_for("desk.tokens"), code=303)
    try:
        made = own.make(member().id, request.form.get("label", ""), at=datetime.now(UTC))
    except InvalidInput as error:
        return tokens_page(error)
    return tokens_page(made=made)


def tokens_page(error: InvalidInput | None = None, made: str = "") -> Response:
    """Return the page, with a token just made."""
    return desk_page(
        "tokens.html", error=error, tokens=state().accounts.tokens.of(member().id), made=made
    )
