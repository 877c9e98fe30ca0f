"""``yizhan user``: the first administrator comes in by a link that is printed."""

import json
from datetime import UTC, datetime

from geodata.store import Store
from tests.web.cli.conftest import Run


def test_a_link_is_printed_that_lets_somebody_in(filled: Run, store: Store) -> None:
    link = filled("user", "invite", "王芳", "--role", "administrator").output.strip()
    origin, _, secret = link.rpartition("/desk/invitation/")
    assert origin == "http://127.0.0.1:8000"
    store.accounts.people.accept(secret, "long enough for this", at=datetime.now(UTC))
    assert "王芳  administrator" in filled("user", "list").output
    filled("user", "invite", "李强", "--role", "editor", "--union", "u1")
    told = json.loads(filled("user", "list", "--json").output)
    assert [(each["name"], each["union_id"], each["joined"]) for each in told] == [
        ("李强", "u1", False),
        ("王芳", "", True),
    ]
    assert "disabled" in filled("user", "disable", "李强").output
    assert "李强  editor  u1  invited  disabled" in filled("user", "list").output
    filled("user", "invite", "李强", "--role", "reader")
    assert "李强  reader  invited\n" in filled("user", "list").output


def test_what_cannot_be_is_said(filled: Run) -> None:
    assert "needs a union" in filled("user", "invite", "a", "--role", "editor", code=1).output
    wrong = ("user", "invite", "a", "--role", "editor", "--union", "u9")
    assert "needs a union" in filled(*wrong, code=1).output
    filled("user", "invite", "a", "--role", "king", code=2)
    assert "Nobody is called a" in filled("user", "disable", "a", code=1).output
