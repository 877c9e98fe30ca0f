"""A holiday is announced for many sites at once: one revision, seen before, and taken back."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geodata.store import Store
from locator.hours import CHINA, DateException, exceptions_of
from locator.model import Site
from tests.web.conftest import SITES
from tests.web.desk.staff import mark_on, sign_in

PATH = "/desk/announcements"
FIRST = datetime.now(CHINA).date() + timedelta(days=1)
LAST = FIRST + timedelta(days=6)
CLOSED = DateException(FIRST, LAST)
FORM = {"first": str(FIRST), "last": str(LAST), "what": "closed", "note": "春节安排"}
HERE = {"s1", "s2", "s3", "s4", "s5", "s8", "s9"}  # in the district: no candidate, none inactive


def post(client: FlaskClient, **form: str) -> TestResponse:
    return client.post(PATH, data={"csrf": mark_on(client, "/desk"), **form})


def announce(client: FlaskClient, **form: str) -> TestResponse:
    page = post(client, **form, step="look")
    names = ("csrf", "seen", "looked")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page.text) for name in names}
    marks = {name: match[1] for name, match in found.items() if match}
    marks |= {"seen": re.findall(r'name="seen" value="(\d+)"', page.text)[-1]}
    return client.post(PATH, data={**form, **marks, "step": "save"})


def keeping(store: Store, exception: DateException = CLOSED) -> set[str]:
    return {s.id for s in store.load().sites if exception in exceptions_of(s.hours)}


def site(store: Store, site_id: str) -> Site:
    return next(each for each in store.load().sites if each.id == site_id)


def test_one_revision_for_all_and_back(desk_app: Flask, desk_store: Store) -> None:
    client, before = sign_in(desk_app, "editor here"), desk_store.revision()
    page = post(client, **FORM, step="look").text
    assert "7 sites would change" in page
    assert "other days stay unknown" in page
    assert keeping(desk_store) == set()
    assert announce(client, **FORM).status_code == 303
    assert keeping(desk_store) == HERE
    assert desk_store.revision() == before + 1
    entry = desk_store.history("s1")[-1]
    assert (entry.actor, entry.note) == ("user:2", "春节安排")
    legal = (site(desk_store, "s1").services or ())[0]
    assert legal.hours
    assert exceptions_of(legal.hours) == (CLOSED,)
    shown = client.get(PATH).text
    assert f"{CLOSED.say().en}" in shown
    assert "s10" not in page
    key = re.search(r'name="key" value="(\w+)"', shown)
    assert key
    seen = str(desk_store.revision())
    assert post(client, step="withdraw", key=key[1], seen=seen).status_code == 303
    assert keeping(desk_store) == set()
    assert desk_store.revision() == before + 2
    stored = {each.id: each for each in desk_store.load().sites}
    assert [stored[each.id] for each in SITES] == list(SITES)


def test_riders_are_told(desk_app: Flask) -> None:
    client = sign_in(desk_app, "administrator")
    today = {**FORM, "first": str(datetime.now(CHINA).date()), "ids": "s3"}
    assert "Open 24 hours" in client.get("/s/s3").text
    assert announce(client, **today).status_code == 303
    page = client.get("/s/s3").text
    assert "On these dates" in page
    assert "Closed, opens" in page


@pytest.mark.parametrize(
    ("chosen", "sites"),
    [
        ({"kind": "venue"}, {"s5"}),
        ({"ids": "s1\ns3,s10"}, {"s1", "s3", "s10"}),
        ({"kind": "remote"}, {"s10"}),
        ({"union_id": "u1"}, HERE),
        ({"union_id": "u1", "kind": "venue"}, {"s5"}),
    ],
)
def test_sites_are_chosen(
    desk_app: Flask, desk_store: Store, chosen: dict[str, str], sites: set[str]
) -> None:
    times = {"what": "open", "date-from0": "10:00", "date-to0": "16:00"}
    assert announce(sign_in(desk_app, "administrator"), **FORM | times | chosen).status_code == 303
    assert keeping(desk_store, DateException(FIRST, LAST, ((600, 960),))) == sites


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"ids": "s1 s10 s99"}, "or they are not yours"),
        ({"kind": "partner"}, "Sites: there are no such sites. Allowed: "),
        ({"first": "2020-02-10", "last": ""}, "these days are over"),
        ({"first": ""}, "Dates: that is no date. Allowed: "),
        ({"what": "open"}, "say when it is open"),
    ],
)
def test_what_cannot_be_announced(
    desk_app: Flask, desk_store: Store, form: dict[str, str], said: str
) -> None:
    before = desk_store.revision()
    page = post(sign_in(desk_app, "editor here"), **FORM | form, step="look")
    assert page.status_code == 400
    assert said in page.text
    assert desk_store.revision() == before


def test_nobody_takes_back_what_is_anothers(desk_app: Flask, desk_store: Store) -> None:
    assert announce(sign_in(desk_app, "administrator"), **FORM, ids="s1 s10").status_code == 303
    elsewhere, here = sign_in(desk_app, "editor elsewhere"), sign_in(desk_app, "editor here")
    assert 'name="key"' not in elsewhere.get(PATH).text
    key = re.search(r'name="key" value="(\w+)"', here.get(PATH).text)
    assert key
    seen = str(desk_store.revision())
    post(elsewhere, step="withdraw", key=key[1], seen=seen)
    assert keeping(desk_store) == {"s1", "s10"}
    post(here, step="withdraw", key=key[1], seen=seen)
    assert keeping(desk_store) == {"s10"}  # the hotline is the catch-all's


def test_stale_or_other_than_seen_is_refused(desk_app: Flask, desk_store: Store) -> None:
    client, seen = sign_in(desk_app, "editor here"), str(desk_store.revision())
    page = post(client, **FORM, seen=seen, step="save", looked="something else")
    assert page.status_code == 200
    looked = re.search(r'name="looked" value="(\w+)"', page.text)
    assert looked
    changed = replace(SITES[3], phone="0000-4")
    desk_store.apply([changed], source="test", actor="test", at=datetime.now(UTC))
    stale = post(client, **FORM, seen=seen, step="save", looked=looked[1])
    assert stale.status_code == 409
    assert "0000-4" in stale.text
    assert keeping(desk_store) == set()
