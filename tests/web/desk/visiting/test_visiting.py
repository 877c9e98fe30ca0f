"""A visit is noted for everybody to see, with what was found, unless the site changed meanwhile."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geodata.store import Store
from locator.hours import CHINA
from locator.model import Site
from locator.vocabulary import Operation
from tests.web.conftest import SITES
from tests.web.desk.staff import mark_on, new_client, number_of, sign_in


def visit(client: FlaskClient, site_id: str = "s2", **form: object) -> TestResponse:
    path = f"/desk/visit/{site_id}"
    return client.post(path, data={"csrf": mark_on(client, "/desk"), **form})


def current(store: Store, site_id: str = "s2") -> Site:
    return next(site for site in store.load().sites if site.id == site_id)


def test_all_is_right(desk_app: Flask, desk_store: Store) -> None:
    before, client = current(desk_store), sign_in(desk_app, "editor here")
    answer = visit(client, change="none", seen=desk_store.revision())
    assert answer.headers["Location"] == "/s/s2"
    today = datetime.now(CHINA).date()
    assert current(desk_store) == replace(before, verified_on=today)
    assert desk_store.history("s2")[-1].actor == "user:2"
    assert str(today) in client.get("/s/s2").text


@pytest.mark.parametrize("change", ["under_repair", "closed"])
def test_what_was_found_otherwise_is_noted(desk_app: Flask, desk_store: Store, change: str) -> None:
    client = sign_in(desk_app, "administrator")
    assert visit(client, change=change, seen=desk_store.revision()).status_code == 303
    assert current(desk_store).operation is Operation(change)
    assert current(desk_store).verified_on


def test_a_stale_visit_is_refused(desk_app: Flask, desk_store: Store) -> None:
    client, seen = sign_in(desk_app, "editor here"), desk_store.revision()
    changed = replace(SITES[1], address="新地址")
    desk_store.apply([changed], source="test", actor="test", at=datetime.now(UTC))
    page = visit(client, change="closed", seen=seen)
    assert page.status_code == 409
    versions = re.findall(r"<h3[^>]*>(.*?)</h3>|<bdi>(.*?)</bdi>", page.text)[1:-1]
    today = str(datetime.now(CHINA).date())
    assert ["".join(each) for each in versions] == [
        "address", "示例市示例路2号", "新地址", "新地址",
        "operation", "operating", "operating", "closed down",
        "verified on", today,
    ]  # fmt: skip
    assert 'href="/desk/visit/s2"' in page.text
    assert current(desk_store) == changed
    again = visit(client, change="closed", seen=desk_store.revision())
    assert again.status_code == 303
    assert current(desk_store).address == "新地址"


def test_a_program_is_told_a_stale_visit_as_a_problem(desk_app: Flask, desk_store: Store) -> None:
    number = number_of(desk_store, "editor here")
    token = desk_store.accounts.tokens.make(number, "test", at=datetime.now(UTC))
    headers = {"Authorization": f"Bearer {token}"}
    client = new_client(desk_app)
    answer = client.post("/desk/visit/s2", data={"change": "none"}, headers=headers)
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    form = {"change": "none", "seen": desk_store.revision()}
    assert client.post("/desk/visit/s2", data=form, headers=headers).status_code == 303


def test_what_cannot_be_noted(desk_app: Flask, desk_store: Store) -> None:
    client, revision = sign_in(desk_app, "editor here"), desk_store.revision()
    assert visit(client, change="burnt", seen=revision).status_code == 400
    assert visit(client, "nowhere", change="none", seen=revision).status_code == 404
    assert visit(client, "s10", change="none", seen=revision).status_code == 403  # catch-all
    assert desk_store.revision() == revision
