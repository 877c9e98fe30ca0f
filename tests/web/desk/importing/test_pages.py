"""The pages of an import, from the file to what was written, and what they refuse."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.headers import FIELDS as ALL_FIELDS
from geodata.importing import How
from geodata.store import Store
from locator.datum import from_wgs84
from locator.uploads import LARGEST_UPLOAD
from locator.vocabulary import Datum
from tests.web.conftest import LAT, LON
from tests.web.desk.staff import mark_on, sign_in
from web.desk.importing.naming import FIELDS, HOW, STAGES
from web.state import State

HERE, ELSEWHERE = (LON, LAT), (LON, LAT - 0.2)  # the districts of the two editors


def listed(*rows: str) -> bytes:
    return "\n".join(("名称,地址,经度,纬度,电话,别的", *rows)).encode()


def row(name: str, phone: str = "1", at: tuple[float, float] = HERE) -> str:
    lon, lat = from_wgs84(*at, Datum.GCJ02)
    return f"{name},示例路{name}号,{lon:.6f},{lat:.6f},{phone},x"


def dropped(client: FlaskClient, content: bytes, name: str = "a.csv") -> str:
    """Drop a file and return the address of its page."""
    form = {"csrf": mark_on(client, "/desk/import"), "file": (io.BytesIO(content), name)}
    answer = client.post("/desk/import", data=form)
    assert answer.status_code == 303, answer.text
    return answer.location


def sent(client: FlaskClient, page: str, what: str, **form: object) -> str:
    """Send a form of the page and return the page after it."""
    answer = client.post(f"{page}/{what}", data={"csrf": mark_on(client, page), **form})
    assert answer.status_code == 303, answer.text
    return client.get(answer.location).text


def applied(client: FlaskClient, page: str, **form: object) -> str:
    digest = re.search(r'name="digest" value="(\w+)"', client.get(page).text)
    assert digest
    return sent(client, page, "apply", digest=digest[1], **form)


def test_every_field_and_every_use_of_a_column_has_a_name_for_people() -> None:
    assert set(FIELDS) == set(ALL_FIELDS)
    assert set(HOW) == set(get_args(How))


@pytest.fixture
def editor(desk_app: Flask) -> FlaskClient:
    return sign_in(desk_app, "editor here")


def test_a_file_is_understood_corrected_shown_and_applied(
    editor: FlaskClient, desk_store: Store, state: State
) -> None:
    page = dropped(editor, listed(row("甲"), row("乙", at=ELSEWHERE), ",没有名称,,,,"))
    asking = editor.get(page).text
    assert "does not tell their datum" in asking
    shown = sent(editor, page, "plan", datum="gcj02", **{"field-0-5": "note"})
    assert re.findall(r"<strong>(\d+)</strong> (\w+)", shown) == [("1", "new"), ("2", "rejected")]
    assert '<option value="note" selected>' in shown
    assert 'class="spot is-new"' in shown
    rejected = editor.get(f"{page}?show=rejected").text
    assert "示例南区总工会&#39; is responsible for it" in rejected
    assert "there is no name" in rejected
    done = applied(editor, page)
    assert "Written" in done
    served = {site.name: site for site in state.snapshot().sites}
    assert served["甲"].note == "x"
    assert "乙" not in served
    assert desk_store.history(served["甲"].id)[-1].actor.startswith("user:")
    rejects = editor.get(f"{page}/rejects.xlsx")
    assert rejects.data[:2] == b"PK"
    assert "a-%E9%80%80%E5%9B%9E.xlsx" in rejects.headers["Content-Disposition"]
    rejects.close()


def test_differences_are_told_field_by_field(editor: FlaskClient, desk_store: Store) -> None:
    first = dropped(editor, listed(row("甲"), row("乙"), row("丙")))
    sent(editor, first, "plan", datum="gcj02")
    applied(editor, first)
    east = (LON + 0.01, LAT)
    page = dropped(editor, listed(row("甲", "999"), row("乙", at=east)))
    shown = sent(editor, page, "plan", datum="gcj02")
    assert re.findall(r"<strong>(\d+)</strong> ([\w ]+)", shown) == [
        ("2", "changed"),
        ("1", "gone from the file"),
    ]
    assert "<dt>phone</dt><dd><del>1</del> → <ins>999</ins></dd>" in shown
    assert "moves by 884 m" in shown  # 0.01° of longitude at 37.5° north
    assert 'class="move"' in shown
    assert "gone from the file" in shown
    gone = editor.get(f"{page}?show=missing").text
    assert "丙" in gone
    applied(editor, page, deactivate="on")
    off = {site.name for site in desk_store.load().sites if not site.active}
    assert off == {"示例7号驿站", "丙"}


def test_differences_are_told_in_words(editor: FlaskClient) -> None:
    head = "名称,地址,经度,纬度,坐标系,类别,设施,服务,进入方式,对象,状态"
    lon, lat = from_wgs84(*HERE, Datum.GCJ02)
    rows = (
        f"甲,示例路1号,{lon:.6f},{lat:.6f},gcj02,驿站,空调、微波炉,法律援助,扫码,会员,正常",
        f"甲,示例路1号,{HERE[0]},{HERE[1]},wgs84,服务中心,饮水,理发,刷卡,所有人,维修中",
    )
    told = []
    for each in rows:
        page = dropped(editor, f"{head}\n{each}".encode())
        told = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", editor.get(f"{page}?lang=zh-CN").text)
        applied(editor, page)
    said = {name: re.sub(r"<.*?>", "", cells) for name, cells in told}
    assert said["类别"] == "户外劳动者驿站 → 服务中心"
    assert said["服务设施"] == "空调、微波炉 → 饮水"
    assert said["服务项目"] == "法律 → 理发"
    assert said["运行状态"] == "正常 → 维修中"
    assert not re.search("[a-z]{3}", " ".join(said.values())), said


def test_a_preview_that_is_out_of_date_is_not_applied(
    editor: FlaskClient, desk_store: Store
) -> None:
    first = dropped(editor, listed(row("甲")))
    sent(editor, first, "plan", datum="gcj02")
    applied(editor, first)
    page = dropped(editor, listed(row("甲", "2")))
    sent(editor, page, "plan", datum="gcj02")
    site = next(site for site in desk_store.load().sites if site.name == "甲")
    theirs = replace(site, phone="theirs")
    desk_store.apply([theirs], source="desk", actor="user:9", at=datetime.now(UTC))
    again = applied(editor, page)
    assert "nothing was written" in again
    assert "<del>theirs</del> → <ins>2</ins>" in again
    assert theirs in desk_store.load().sites


def test_many_rows_are_shown_page_by_page(editor: FlaskClient) -> None:
    page = dropped(editor, listed(*(f"第{n}站,示例路{n}号,,,," for n in range(51))))
    sent(editor, page, "plan")
    # all of them lie nowhere: they are the city's, not the editor's
    assert editor.get(page).text.count('<th scope="row">') == 50
    assert editor.get(f"{page}?page=2").text.count('<th scope="row">') == 1
    for odd in ("0", "-1", "99", "9" * 30, "x"):
        assert editor.get(f"{page}?page={odd}&show=%00").status_code == 200


def test_what_is_in_no_list_cannot_be_chosen(editor: FlaskClient) -> None:
    page = dropped(editor, listed(row("甲")))
    for form, name in (
        ({"datum": "mars"}, "Datum"),
        ({"kind": "castle"}, "Kind"),
        ({"field-0-0": "nonsense"}, "Columns"),
        ({"sheet": "7"}, "Sheets"),
    ):
        answer = editor.post(f"{page}/plan", data={"csrf": mark_on(editor, page), **form})
        assert answer.status_code == 400
        assert f"<strong>{name}</strong>:choose one of the list" in answer.text
    assert "does not tell their datum" in editor.get(page).text


def test_no_file_and_one_that_is_too_large_are_told(editor: FlaskClient) -> None:
    for content in (b"", None):
        form = {"csrf": mark_on(editor, "/desk/import")}
        file = {} if content is None else {"file": (io.BytesIO(content), "")}
        answer = editor.post("/desk/import", data=form | file)
        assert answer.status_code == 400
        assert "no file was chosen" in answer.text
    length = {"CONTENT_LENGTH": str(LARGEST_UPLOAD + 100_000)}
    large = editor.post("/desk/import", environ_overrides=length)
    assert large.status_code == 400
    assert "the file is too large" in large.text


def test_a_file_is_taken_nowhere_else(editor: FlaskClient) -> None:
    content = {"file": (io.BytesIO(bytes(100_000)), "a.csv")}
    for path in ("/desk/tokens", "/api/v1/reports", "/"):
        assert editor.post(path, data=content).status_code in (405, 413, 415)
        content["file"] = (io.BytesIO(bytes(100_000)), "a.csv")


def test_it_is_removed_with_a_mark_only(editor: FlaskClient) -> None:
    page = dropped(editor, listed(row("甲")))
    for what in ("plan", "apply", "drop"):
        assert editor.post(f"{page}/{what}", data={"csrf": "x"}).status_code == 403
    assert "a.csv" in editor.get("/desk/import").text
    assert page not in sent(editor, page, "drop")
    assert editor.get(page).status_code == 404


def test_how_far_it_is_is_told_while_it_is_worked_on(
    editor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = dropped(editor, listed(row("甲")))
    assert editor.get(f"{page}/progress").json == {"working": False}
    monkeypatch.setattr("geodata.uploads.uploads.is_held", lambda _: True)
    waiting = editor.get(page).text
    assert '<noscript><meta http-equiv="refresh"' in waiting
    assert "<progress" in waiting
    told = editor.get(f"{page}/progress").get_json()
    assert told["working"]
    assert told["doing"] in {words.en for words in STAGES.values()}
    assert "being worked on" in editor.get("/desk/import").text
