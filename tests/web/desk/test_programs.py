"""A program with a token keeps what it has looked at, as docs/desk.md tells it to."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from geodata.store import Store
from tests.web.desk.staff import new_client, number_of

FORMS = {
    "/desk/placing/s1": {"place": "121.405,37.505", "datum": "wgs84", "accuracy": "exact"},
    "/desk/hours/s1": {"by": "text", "text": "9:00-17:00"},
    "/desk/facts/s1": {"phone": "0000-7"},
    "/desk/announcements": {"ids": "s1", "first": "2099-02-05", "last": "2099-02-12"},
}


@pytest.mark.parametrize("path", FORMS)
def test_a_program_looks_and_then_saves(desk_app: Flask, desk_store: Store, path: str) -> None:
    number, before = number_of(desk_store, "editor here"), desk_store.revision()
    token = desk_store.accounts.tokens.make(number, "test", at=datetime.now(UTC))
    client, headers = new_client(desk_app), {"Authorization": f"Bearer {token}"}
    unseen = client.post(path, data=FORMS[path] | {"step": "save"}, headers=headers)
    assert (unseen.status_code, desk_store.revision()) == (200, before)
    page = client.post(path, data=FORMS[path] | {"step": "look"}, headers=headers).text
    fields = dict(re.findall(r'name="(seen|looked)" value="([^"]+)"', page))
    assert fields.keys() == {"seen", "looked"}
    kept = client.post(path, data=FORMS[path] | fields | {"step": "save"}, headers=headers)
    assert (kept.status_code, desk_store.revision()) == (303, before + 1)
    assert desk_store.history("s1")[-1].actor == f"user:{number}"
