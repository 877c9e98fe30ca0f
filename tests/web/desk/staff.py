"""Staff of the made-up store, and clients that are signed in as them."""

import re
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from geodata.store import Store
from geodata.uploads.files import ABOUT, ASKED, OUTCOME, REJECTS, About, Asked, write
from locator.unions import Member, Role
from locator.uploads import FATES, Choices, Outcome

PASSWORD = "correct horse battery"
HERE, ELSEWHERE = "u1", "u2"

# who → role and union; "none" is nobody, "token" is a program of the editor here
STAFF: dict[str, tuple[Role, str]] = {
    "reader": (Role.READER, ""),
    "editor here": (Role.EDITOR, HERE),
    "editor elsewhere": (Role.EDITOR, ELSEWHERE),
    "administrator": (Role.ADMINISTRATOR, ""),
}


UPLOAD = "0" * 24  # of the editor here


def leave_upload(folder: Path, owner: int) -> None:
    """Leave an upload there that was applied already."""
    upload = folder / UPLOAD
    upload.mkdir(parents=True)
    member = Member(owner, "", Role.EDITOR, HERE)
    write(upload / ABOUT, About(owner, "a.csv", datetime.now(UTC)))
    write(upload / ASKED, Asked(do="apply", member=member, choices=Choices()))
    write(upload / OUTCOME, Outcome(state="applied", counts=dict.fromkeys(FATES, 0)))
    (upload / REJECTS).touch()


def hire(store: Store) -> None:
    """Bring the staff in."""
    people, now = store.accounts.people, datetime.now(UTC)
    for name, (role, union_id) in STAFF.items():
        secret = people.invite(name, role=role, union_id=union_id, at=now)
        people.accept(secret, PASSWORD, at=now)


def number_of(store: Store, name: str) -> int:
    """Return the number of somebody."""
    return next(p.member.id for p in store.accounts.people.all() if p.member.name == name)


def new_client(app: Flask) -> FlaskClient:
    """Return a browser that nobody has used, on the address that visitors see."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def mark_on(client: FlaskClient, path: str) -> str:
    """Return the mark of a form on a page."""
    page = client.get(path)
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def sign_in(app: Flask, name: str) -> FlaskClient:
    """Return a browser in which somebody has signed in."""
    client = new_client(app)
    form = {"csrf": mark_on(client, "/desk/sign-in"), "name": name, "password": PASSWORD}
    answer = client.post("/desk/sign-in", data=form)
    assert answer.status_code == 303, answer.text
    return client
