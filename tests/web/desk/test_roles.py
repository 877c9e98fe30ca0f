"""Every route of the desk, by everybody: what each may do, and nothing without a mark."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.store import Store
from locator.reports import ReportKind
from tests.web.conftest import SITES
from tests.web.desk.staff import STAFF, UPLOAD, mark_on, new_client, number_of, sign_in

WHO = ("none", *STAFF, "token")
Form = Callable[[Store], dict[str, object]]


def nothing(_: Store) -> dict[str, object]:
    return {}


def case_here(store: Store) -> dict[str, object]:
    report = store.reports.add(
        site_id="s1", kind=ReportKind.LOCKED, at=datetime.now(UTC), independent=lambda: True
    )
    return {"code": report.code, "decision": "confirm", "seen": store.revision()}


def visited(store: Store) -> dict[str, object]:
    return {"change": "none", "seen": store.revision()}


def undone(store: Store) -> dict[str, object]:
    number = store.revision()
    return {"undo": number, "seen": number}


def placed(store: Store) -> dict[str, object]:
    looked = "121.4000000,37.5000000,exact"
    form = {"place": "121.4,37.5", "datum": "wgs84", "accuracy": "exact", "looked": looked}
    return {**form, "step": "save", "seen": store.revision()}


def announced(store: Store) -> dict[str, object]:
    return {"first": "2099-02-16", "what": "closed", "ids": "s1", "seen": store.revision()}


def typed_hours(store: Store) -> dict[str, object]:
    return {"text": "9:00-17:00", "by": "text", "seen": store.revision()}


def typed_facts(store: Store) -> dict[str, object]:
    return {"phone": "0000-7", "seen": store.revision()}


def somebody(_: Store) -> dict[str, object]:
    return {"name": "new", "role": "reader"}


def label(_: Store) -> dict[str, object]:
    return {"label": "script"}


def password(_: Store) -> dict[str, object]:
    return {"password": "a long enough one"}


# route → form, status for: none, reader, editor here, editor elsewhere, administrator, token
TABLE: dict[tuple[str, str], tuple[Form, tuple[int, int, int, int, int, int]]] = {
    ("GET", "/desk"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("GET", "/desk/stale"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("GET", "/desk/me"): (nothing, (200, 200, 200, 200, 200, 200)),
    ("GET", "/desk/reports"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("POST", "/desk/reports"): (case_here, (401, 403, 303, 403, 303, 303)),
    ("GET", "/desk/visit/<path:site_id>"): (nothing, (303, 403, 200, 403, 200, 200)),
    ("POST", "/desk/visit/<path:site_id>"): (visited, (401, 403, 303, 403, 303, 303)),
    ("POST", "/desk/photos/<path:site_id>"): (visited, (401, 403, 303, 403, 303, 303)),
    ("GET", "/desk/import"): (nothing, (303, 403, 200, 200, 200, 200)),
    ("POST", "/desk/import"): (nothing, (401, 403, 400, 400, 400, 400)),  # without a file
    ("GET", "/desk/import/<number>"): (nothing, (303, 403, 200, 404, 404, 200)),
    ("GET", "/desk/import/<number>/progress"): (nothing, (303, 403, 200, 404, 404, 200)),
    ("GET", "/desk/import/<number>/rejects.xlsx"): (nothing, (303, 403, 200, 404, 404, 200)),
    ("POST", "/desk/import/<number>/plan"): (nothing, (401, 403, 303, 404, 404, 303)),
    ("POST", "/desk/import/<number>/apply"): (nothing, (401, 403, 303, 404, 404, 303)),
    ("POST", "/desk/import/<number>/drop"): (nothing, (401, 403, 303, 404, 404, 303)),
    ("GET", "/desk/history"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("GET", "/desk/history/<int:number>"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("POST", "/desk/history/<int:number>"): (undone, (401, 403, 303, 403, 303, 303)),
    ("GET", "/desk/history/site/<path:site_id>"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("POST", "/desk/history/site/<path:site_id>"): (undone, (401, 403, 303, 403, 303, 303)),
    ("GET", "/desk/placing"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("GET", "/desk/placing/<path:site_id>"): (nothing, (303, 403, 200, 403, 200, 200)),
    ("POST", "/desk/placing/<path:site_id>"): (placed, (401, 403, 303, 403, 303, 303)),
    ("GET", "/desk/hours"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("GET", "/desk/hours/<path:site_id>"): (nothing, (303, 403, 200, 403, 200, 200)),
    ("POST", "/desk/hours/<path:site_id>"): (typed_hours, (401, 403, 200, 403, 200, 200)),
    ("GET", "/desk/facts"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("GET", "/desk/facts/<path:site_id>"): (nothing, (303, 403, 200, 403, 200, 200)),
    ("POST", "/desk/facts/<path:site_id>"): (typed_facts, (401, 403, 200, 403, 200, 200)),
    ("GET", "/desk/announcements"): (nothing, (303, 200, 200, 200, 200, 200)),
    ("POST", "/desk/announcements"): (announced, (401, 403, 200, 400, 200, 200)),  # not theirs
    ("GET", "/desk/people"): (nothing, (303, 403, 403, 403, 200, 403)),
    ("POST", "/desk/people"): (somebody, (401, 403, 403, 403, 200, 403)),
    ("GET", "/desk/tokens"): (nothing, (303, 200, 200, 200, 200, 403)),
    ("POST", "/desk/tokens"): (label, (401, 200, 200, 200, 200, 403)),
    ("GET", "/desk/sign-in"): (nothing, (200, 303, 303, 303, 303, 303)),
    ("POST", "/desk/sign-in"): (nothing, (403, 403, 403, 403, 403, 403)),  # no such name
    ("GET", "/desk/invitation/<secret>"): (nothing, (200, 200, 200, 200, 200, 200)),
    ("POST", "/desk/invitation/<secret>"): (password, (303, 303, 303, 303, 303, 303)),
    ("POST", "/desk/sign-out"): (nothing, (303, 303, 303, 303, 303, 303)),
}
POSTS = [path for method, path in TABLE if method == "POST"]


def asking(app: Flask, store: Store, who: str) -> tuple[FlaskClient, dict[str, str]]:
    if who == "none":
        return new_client(app), {}
    if who == "token":
        number = number_of(store, "editor here")
        token = store.accounts.tokens.make(number, "test", at=datetime.now(UTC))
        return new_client(app), {"Authorization": f"Bearer {token}"}
    return sign_in(app, who), {}


def path_of(route: str, store: Store) -> str:
    route = route.replace("<path:site_id>", "s1").replace("<number>", UPLOAD)
    if "<int:number>" in route or "history/site" in route:
        note = f"{store.revision()} changes"
        store.apply([replace(SITES[0], note=note)], source="x", actor="x", at=datetime.now(UTC))
    route = route.replace("<int:number>", str(store.revision()))
    if "<secret>" not in route:
        return route
    number = STAFF["reader"]
    secret = store.accounts.people.invite("guest", role=number[0], at=datetime.now(UTC))
    return route.replace("<secret>", secret)


def marked_page(who: str) -> str:
    return "/desk/sign-in" if who == "none" else "/desk"


def test_the_table_holds_every_route(desk_app: Flask) -> None:
    routes = {
        (method, rule.rule)
        for rule in desk_app.url_map.iter_rules()
        if rule.rule.startswith("/desk")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(TABLE)


@pytest.mark.parametrize("who", WHO)
def test_who_may_do_what(desk_app: Flask, desk_store: Store, who: str) -> None:
    column = WHO.index(who)
    expected = {route: statuses[column] for route, (_, statuses) in TABLE.items()}
    found = {}
    client, headers = asking(desk_app, desk_store, who)
    for (method, route), (form, _) in TABLE.items():
        path, data = path_of(route, desk_store), form(desk_store)
        if method == "POST" and not headers:
            data["csrf"] = mark_on(client, marked_page(who))
        answer = client.open(path, method=method, data=data or None, headers=headers)
        found[method, route] = answer.status_code
        answer.close()  # it may be a file
    assert found == expected


@pytest.mark.parametrize("route", POSTS)
@pytest.mark.parametrize("who", ["none", "administrator"])
def test_nothing_is_written_without_a_mark(
    desk_app: Flask, desk_store: Store, who: str, route: str
) -> None:
    client, _ = asking(desk_app, desk_store, who)
    path, form = path_of(route, desk_store), TABLE["POST", route][0](desk_store)
    stranger = mark_on(new_client(desk_app), "/desk/sign-in")
    before = written(desk_store)
    for wrong in ({}, {"csrf": ""}, {"csrf": "a.b"}, {"csrf": stranger}, {"csrf": "\x00é.é"}):
        status = client.post(path, data={**form, **wrong}).status_code
        assert status in ((401, 403) if who == "none" else (403,)), wrong
    assert written(desk_store) == before
    if who == "administrator":
        assert client.get("/desk").status_code == 200  # still signed in


def written(store: Store) -> object:
    people = store.accounts.people.all()
    tokens = [store.accounts.tokens.of(person.member.id) for person in people]
    return people, tokens, store.reports.open(), store.revision()


def test_a_wrong_token_is_no_way_back_to_a_session(desk_app: Flask) -> None:
    client = sign_in(desk_app, "administrator")
    for header in ("Bearer nonsense", "Bearer ", "Basic YTpi", "nonsense"):
        answer = client.get("/desk", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.mimetype == "application/problem+json"


def test_a_new_role_counts_at_once(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "administrator")
    assert client.get("/desk/people").status_code == 200
    number = number_of(desk_store, "reader")
    reader = sign_in(desk_app, "reader")
    form = {"csrf": mark_on(client, "/desk/people"), "number": number, "role": "administrator"}
    assert client.post("/desk/people", data=form).status_code == 303
    assert reader.get("/desk/people").status_code == 200
    assert client.post("/desk/people", data={**form, "disabled": "on"}).status_code == 303
    assert reader.get("/desk").status_code == 303
