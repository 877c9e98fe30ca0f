"""At the desk everybody sees what happened, and who may change a site takes it back."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geodata.exporting import export_sites
from geodata.store import Store
from locator.model import Site
from locator.reports import ReportKind
from tests.web.conftest import SITES, site
from tests.web.desk.staff import mark_on, sign_in

NEW = site(20, east=0.01, name="新来的驿站")
FAR = site(21, east=0.01, name="南区的站", adcode="999902", position=None)


def put(store: Store, *sites: Site, source: str = "list.csv") -> int:
    return store.apply(sites, source=source, actor="root", at=datetime.now(UTC))


def current(store: Store, site_id: str = "s1") -> Site:
    return next(each for each in store.load().sites if each.id == site_id)


def post(client: FlaskClient, path: str, seen: int, **form: object) -> TestResponse:
    data = {"csrf": mark_on(client, "/desk"), "seen": seen, **form}
    return client.post(path, data=data)


def exported(store: Store, path: Path) -> bytes:
    export_sites(store.load().sites, path, lang="zh-CN")
    return path.read_bytes()


def told(page: str) -> list[tuple[str, str, str]]:
    """Return the differences that a page shows: column, from, to."""
    found = re.findall(r"<dt>(.*?)</dt><dd><del>(.*?)</del>.*?<ins>(.*?)</ins>", page)
    return [(name, *(re.sub("<.*?>", "", each) for each in cells)) for name, *cells in found]


def test_an_import_is_looked_at_and_undone(
    desk_app: Flask, desk_store: Store, tmp_path: Path
) -> None:
    before = exported(desk_store, tmp_path / "before.csv")
    changed = replace(SITES[0], phone="1", operation=SITES[7].operation, amenities=("ac",))
    number = put(desk_store, changed, NEW)
    client = sign_in(desk_app, "editor here")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    assert "新增 1 处,更改 1 处" in client.get("/desk/history").text
    page = client.get(f"/desk/history/{number}").text
    assert "撤回:这次才新增的" in page
    assert told(page) == [
        ("服务设施", "空调", "微波炉、饮水"),
        ("运行状态", "维修中", "正常"),
        ("电话", "1", "0000-1234567"),
    ]
    assert "list.csv" in page
    answer = post(client, f"/desk/history/{number}", number)
    assert answer.headers["Location"] == f"/desk/history/{number + 1}"
    assert exported(desk_store, tmp_path / "after.csv") == before
    assert client.get("/s/s20").status_code == 404
    last = desk_store.history("s1")[-1]
    assert (last.actor, last.source, last.note) == ("user:2", "desk", f"undo {number}")
    page = client.get("/desk/history/site/s1").text
    assert "editor here" in page
    assert f"撤销 #{number}" in page
    again = post(client, f"/desk/history/{number}", desk_store.revision())
    assert again.status_code == 400  # everything was changed since: by undoing it


def test_what_was_changed_since_is_named_and_stays(desk_app: Flask, desk_store: Store) -> None:
    number = put(desk_store, replace(SITES[0], phone="1"), replace(SITES[1], phone="1"))
    put(desk_store, replace(SITES[1], phone="2"), source="desk")
    client = sign_in(desk_app, "administrator")
    page = client.get(f"/desk/history/{number}").text
    assert "1 goes back to how it was; 1 was changed since, and stays as it is now" in page
    assert 'href="/desk/history/site/s2"' in page
    assert post(client, f"/desk/history/{number}", desk_store.revision()).status_code == 303
    assert (current(desk_store).phone, current(desk_store, "s2").phone) == ("0000-1234567", "2")


def test_an_undo_that_others_were_faster_than_is_stale(desk_app: Flask, desk_store: Store) -> None:
    number = put(desk_store, replace(SITES[0], phone="1"), replace(SITES[1], phone="1"))
    client = sign_in(desk_app, "editor here")
    put(desk_store, replace(SITES[0], phone="2"))
    undone = put(desk_store, SITES[0])
    page = post(client, f"/desk/history/{undone}", number)
    assert page.status_code == 409
    assert "Somebody has changed this site" in page.text
    assert desk_store.revision() == undone


def test_a_site_goes_back_to_an_earlier_revision(desk_app: Flask, desk_store: Store) -> None:
    first = desk_store.revision()
    put(desk_store, replace(SITES[0], name="改名", verified_on=date(2026, 11, 1)))
    named = put(desk_store, replace(SITES[0], name="改名", phone="1"))
    client = sign_in(desk_app, "editor here")
    page = client.get(f"/desk/history/site/s1?restore={first}").text
    assert told(page)[:2] == [
        ("name", "改名", "示例1号驿站"),
        ("phone", "1", "0000-1234567"),
    ]
    answer = post(client, "/desk/history/site/s1", named, restore=first)
    assert answer.headers["Location"] == "/desk/history/site/s1"
    assert current(desk_store) == SITES[0]
    assert desk_store.history("s1")[-1].note == f"restore {first}"
    page = client.get(f"/desk/history/site/s1?restore={first}").text
    assert "there is nothing to restore" in page
    assert post(client, "/desk/history/site/s1", first, restore=named).status_code == 409
    for wrong in ("0", "x", ""):
        answer = post(client, "/desk/history/site/s1", desk_store.revision(), restore=wrong)
        assert answer.status_code == 400
    assert current(desk_store) == SITES[0]


def test_one_change_is_undone_and_the_later_ones_stay(desk_app: Flask, desk_store: Store) -> None:
    phoned = put(desk_store, replace(SITES[0], phone="1"))
    put(desk_store, replace(SITES[0], phone="1", note="看过"))
    client = sign_in(desk_app, "editor here")
    page = client.get("/desk/history/site/s1").text
    assert f'name="undo" value="{phoned}"' in page
    assert 'name="undo" value="1"' not in page  # it came in, and was changed since
    seen = desk_store.revision()
    assert post(client, "/desk/history/site/s1", seen, undo=phoned).status_code == 303
    assert current(desk_store) == replace(SITES[0], note="看过")
    seen = desk_store.revision()
    for wrong in (phoned, 1, 999):
        assert post(client, "/desk/history/site/s1", seen, undo=wrong).status_code == 400
    number = put(desk_store, NEW)
    assert post(client, "/desk/history/site/s20", number, undo=number).status_code == 303
    assert client.get("/s/s20").status_code == 404
    page = client.get("/desk/history/site/s20").text
    assert "新来的驿站" in page
    assert told(page) == [("withdrawn", "empty", "yes")]
    seen = desk_store.revision()
    assert post(client, "/desk/history/site/s20", seen, undo=seen).status_code == 303
    assert current(desk_store, "s20") == NEW


@pytest.mark.parametrize("who", ["reader", "editor elsewhere"])
def test_who_may_not_change_a_site_takes_nothing_back(
    desk_app: Flask, desk_store: Store, who: str
) -> None:
    number = put(desk_store, replace(SITES[0], phone="1"), FAR)
    client = sign_in(desk_app, who)
    for path in (f"/desk/history/{number}", "/desk/history/site/s1"):
        page = client.get(path)
        assert page.status_code == 200
        assert 'name="seen"' not in page.text
        for form in ({"undo": number}, {"restore": 1}):
            assert post(client, path, number, **form).status_code == 403
    assert desk_store.revision() == number


def test_what_never_was_has_no_history(desk_app: Flask) -> None:
    client = sign_in(desk_app, "reader")
    for path in ("/desk/history/0", "/desk/history/99", "/desk/history/site/nowhere"):
        assert client.get(path).status_code == 404
    assert "Nothing happened before" in client.get("/desk/history?before=1").text
    assert client.get("/desk/history?before=x").status_code == 400


def test_readers_are_not_told_the_codes_of_reports(desk_app: Flask, desk_store: Store) -> None:
    report = desk_store.reports.add(
        site_id="s1", kind=ReportKind.LOCKED, at=datetime.now(UTC), independent=lambda: True
    )
    editor, reader = sign_in(desk_app, "editor here"), sign_in(desk_app, "reader")
    form = {"code": report.code, "decision": "confirm", "change": "closed"}
    seen = desk_store.revision()
    assert post(editor, "/desk/reports", seen, **form).status_code == 303
    for path in ("/desk/history", f"/desk/history/{seen + 1}", "/desk/history/site/s1"):
        assert report.code in editor.get(path).text
        assert report.code not in reader.get(path).text


def test_revisions_come_page_by_page(
    desk_app: Flask, desk_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.desk.history.routes.MOST_SHOWN", 3)
    for number in range(4):
        put(desk_store, replace(SITES[0], phone=str(number)))
    client, found = sign_in(desk_app, "reader"), []
    path = "/desk/history"
    while path:
        page = client.get(path).text
        found += [int(each) for each in re.findall(r'href="/desk/history/(\d+)"', page)]
        later = re.search(r'href="(/desk/history\?before=\d+)"', page)
        path = later[1] if later else ""
    assert found == list(range(desk_store.revision(), 0, -1))


BEYOND = 2**63  # what no store can hold, and what is beyond any machine number


@pytest.mark.parametrize("number", [BEYOND, 10**30, -BEYOND - 1])
def test_numbers_that_no_store_can_hold_are_refused(desk_app: Flask, number: int) -> None:
    client = sign_in(desk_app, "administrator")
    assert client.get(f"/desk/history/{number}").status_code == 404
    for query in ("history?before", "history/site/s1?restore", "history/site/s1?undo"):
        answer = client.get(f"/desk/{query}={number}")
        assert answer.status_code == 400, query
    site = "/desk/history/site/s1"
    assert post(client, f"/desk/history/{number}", 1).status_code == 404
    for form in ({"undo": number}, {"restore": number}):
        assert post(client, site, 1, **form).status_code == 400
    assert post(client, site, number, restore=1).status_code == 400
    for path in ("/desk/people", "/desk/tokens"):
        sent: dict[str, object] = {"number": number, "role": "reader", "union_id": ""}
        assert post(client, path, 1, **sent).status_code == 400


def test_the_largest_number_is_looked_up(desk_app: Flask) -> None:
    client = sign_in(desk_app, "administrator")
    assert client.get(f"/desk/history/{BEYOND - 1}").status_code == 404
    assert client.get(f"/desk/history?before={BEYOND - 1}").status_code == 200


def test_sites_are_taken_out_of_use_only_when_asked_once_more(
    desk_app: Flask, desk_store: Store
) -> None:
    number = put(desk_store, NEW, site(22, east=0.02), replace(SITES[0], phone="1"))
    client = sign_in(desk_app, "administrator")
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    for path, sure, says in (
        (f"/desk/history/{number}", "?sure=1", "会停用 2 处"),
        ("/desk/history/site/s20", f"?undo={number}", "会停用这 1 处"),
    ):
        page = client.get(path).text
        assert 'name="seen"' not in page
        assert f'href="{path}{sure}"' in page
        asked = client.get(path + sure).text
        assert says in asked
        assert 'name="seen"' in asked
    assert post(client, "/desk/history/site/s20", number, undo=number).status_code == 303
    assert client.get("/s/s20").status_code == 404
