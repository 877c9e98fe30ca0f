"""Signing in: cookies under the desk only, a new session each time, and patience with guessers."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from geodata.store import Store
from tests.web.desk.staff import PASSWORD, mark_on, new_client, sign_in
from web.desk.accounts.throttle import MOST, REMEMBERED, WINDOW, Throttle

GUARDS = {"Path=/desk", "Secure", "HttpOnly", "SameSite=Strict"}
NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def attempt(app: Flask, name: str, password: str, **form: str) -> TestResponse:
    client = new_client(app)
    mark = mark_on(client, "/desk/sign-in")
    data = {"csrf": mark, "name": name, "password": password, **form}
    return client.post("/desk/sign-in", data=data)


def test_every_cookie_is_guarded(desk_app: Flask) -> None:
    client = new_client(desk_app)
    (before,) = client.get("/desk/sign-in").headers.getlist("Set-Cookie")
    after = attempt(desk_app, "reader", PASSWORD).headers.getlist("Set-Cookie")
    assert len(after) == 2
    for cookie in (before, *after):
        assert set(cookie.split("; ")) >= GUARDS
        assert "Domain" not in cookie


def test_each_session_is_a_new_one(desk_app: Flask) -> None:
    def session() -> str:
        cookies = attempt(desk_app, "reader", PASSWORD).headers.getlist("Set-Cookie")
        (found,) = [cookie.split(";")[0] for cookie in cookies if cookie.startswith("desk=")]
        return found

    assert session() != session()
    fixed = new_client(desk_app)
    fixed.set_cookie("desk", "chosen-by-somebody", path="/desk")
    form = {"name": "reader", "password": PASSWORD, "csrf": mark_on(fixed, "/desk/sign-in")}
    assert fixed.post("/desk/sign-in", data=form).status_code == 303
    cookie = fixed.get_cookie("desk", path="/desk")
    assert cookie
    assert cookie.value != "chosen-by-somebody"
    assert fixed.get("/desk/me").json == {"role": "reader", "signed_in": True}


def test_signing_out_ends_the_session_on_the_server(desk_app: Flask) -> None:
    client = sign_in(desk_app, "reader")
    cookie = client.get_cookie("desk", path="/desk")
    assert cookie
    client.post("/desk/sign-out", data={"csrf": mark_on(client, "/desk")})
    thief = new_client(desk_app)
    thief.set_cookie("desk", cookie.value, path="/desk")
    assert thief.get("/desk").status_code == 303


@pytest.mark.parametrize(
    "path", ["/", "/map", "/s/s1", "/api/v1/sites", "/data/index.json", "/desktop", "/healthz"]
)
def test_no_cookie_outside_the_desk(desk_app: Flask, path: str) -> None:
    client = sign_in(desk_app, "administrator")
    mine = client.get(path)
    assert "Set-Cookie" not in mine.headers
    assert "Cookie" not in mine.headers.get("Vary", "")
    shown = client.get_cookie("desk", path="/desk")
    assert shown
    told = new_client(desk_app).get(path, headers={"Cookie": f"desk={shown.value}"})
    assert "administrator" not in told.text
    assert told.status_code == mine.status_code


def test_unknown_names_are_answered_as_wrong_passwords(desk_app: Flask) -> None:
    def shown(answer: TestResponse) -> tuple[int, str]:
        return answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)

    for _ in range(5):
        assert shown(attempt(desk_app, "reader", "x")) == shown(attempt(desk_app, "ghost", "x"))
    known, unknown = attempt(desk_app, "reader", PASSWORD), attempt(desk_app, "ghost", "x")
    assert known.status_code == unknown.status_code == 429
    assert "Too many failures: try again after" in known.text
    assert 0 < int(known.headers["Retry-After"]) <= 15 * 60 + 1
    assert attempt(desk_app, "editor here", PASSWORD).status_code == 303


def test_an_address_is_throttled(desk_app: Flask) -> None:
    for number in range(MOST):
        assert attempt(desk_app, f"ghost {number}", "x").status_code == 403
    answer = attempt(desk_app, "reader", PASSWORD)
    assert answer.status_code == 429
    assert "Too many tries" in answer.text
    assert "x" * 3 not in answer.text


def test_the_throttle_lets_go_and_forgets() -> None:
    throttle = Throttle()
    waits = [throttle.wait_s("192.0.2.1", now=NOW) for _ in range(MOST + 1)]
    assert waits == [0] * MOST + [WINDOW.total_seconds() + 1]
    assert throttle.wait_s("192.0.2.2", now=NOW) == 0
    assert throttle.wait_s("2001:db8::1", now=NOW) == 0
    assert throttle.wait_s("192.0.2.1", now=NOW + WINDOW + timedelta(seconds=1)) == 0
    for number in range(REMEMBERED + 5):
        throttle.wait_s(f"host-{number}", now=NOW)
    assert len(throttle._tries) == REMEMBERED


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("/desk/reports", "/desk/reports"),
        ("https://evil.example/", "/desk"),
        ("//evil.example", "/desk"),
        ("/\\evil.example", "/desk"),
        ("/desk/\r\nSet-Cookie: a=b", "/desk"),
        ("/deskevil", "/desk"),
    ],
)
def test_signing_in_leads_nowhere_else(desk_app: Flask, wanted: str, got: str) -> None:
    assert attempt(desk_app, "reader", PASSWORD, next=wanted).headers["Location"] == got


def test_who_is_invited_comes_in(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "administrator")
    form = {"name": "new", "role": "editor", "union_id": "u1"}
    page = client.post("/desk/people", data={**form, "csrf": mark_on(client, "/desk/people")})
    found = re.search(r"http://localhost(/desk/invitation/[\w-]{43})<", page.text)
    assert found
    link = found[1]
    guest = new_client(desk_app)
    short = guest.post(link, data={"csrf": mark_on(guest, link), "password": "short"})
    assert short.status_code == 400
    assert "at least 10 characters" in short.text
    assert "short" not in re.sub(r"<[^>]+>", "", short.text)
    taken = guest.post(link, data={"csrf": mark_on(guest, link), "password": PASSWORD})
    assert taken.headers["Location"] == "/desk/sign-in"
    assert guest.get(link).status_code == 404
    assert attempt(desk_app, "new", PASSWORD).status_code == 303
    (member,) = [p.member for p in desk_store.accounts.people.all() if p.member.name == "new"]
    assert (member.role, member.union_id) == ("editor", "u1")


def test_an_editor_needs_a_union(desk_app: Flask) -> None:
    client = sign_in(desk_app, "administrator")
    for wrong in ({"role": "editor"}, {"role": "king"}, {"role": "reader", "union_id": "u99"}):
        mark = mark_on(client, "/desk/people")
        page = client.post("/desk/people", data={"name": "new", "csrf": mark, **wrong})
        assert page.status_code == 400
        assert 'class="wrong"' in page.text


def test_pages_of_the_desk_are_kept_by_nobody(desk_app: Flask) -> None:
    client = sign_in(desk_app, "reader")
    for path in ("/desk", "/desk/sign-in", "/desk/nothing-here"):
        answer = client.get(path)
        if path.endswith("here"):
            assert answer.status_code == 404
            continue
        assert answer.headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert {"Cookie", "Authorization"} <= set(answer.vary)
