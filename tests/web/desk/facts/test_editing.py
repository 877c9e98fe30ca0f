"""A site's facts are mended at the desk: seen first, told in the history, undone like all else."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geodata.exporting import export_sites
from geodata.importing import ImportOptions, plan_import
from geodata.store import Store
from geodata.tables import read_tables
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.vocabulary import Access, Datum, Kind, Tier, Welcome
from tests.web.conftest import SITES
from tests.web.desk.facts.forms import BARE, FULL, MENDED, Form, current, filled, keep, look, opened
from tests.web.desk.staff import mark_on, sign_in


def test_everything_is_mended_at_once_and_the_rest_stays(
    client: FlaskClient, desk_store: Store
) -> None:
    before, revision = current(desk_store, FULL), desk_store.revision()
    form = filled(opened(client, FULL), MENDED)
    assert look(client, FULL, form).status_code == 200
    assert desk_store.revision() == revision  # only looked at
    assert keep(client, FULL, form).headers["Location"] == f"/desk/facts?changed={FULL}"
    assert current(desk_store, FULL) == replace(
        before,
        name="示例新名驿站",
        kind=Kind.VENUE,
        phone="0535-7654321 转 2",
        host="示例银行",
        address="示例市新路9号",
        district="示例区",
        street="新街道",
        adcode="999901001",
        welcome=Welcome.MEMBERS,
        access=(AccessHours(Access.SCAN), AccessHours(Access.STAFFED)),
        amenities=("ac", "water"),
        services=(
            ServiceOffer("health", OpeningHours("每周五14:00-16:00", "Fr 14:00-16:00")),
            ServiceOffer("legal", OpeningHours("周四下午", "Th 14:00-17:00")),  # as it was known
        ),
        tier=Tier.HUB,
        parent_id="s3",
        capacity=30,
        level="五星",
        awards=("示范站", "最美驿站"),
        members=(),
        manager="某甲",
        note="钥匙在门卫",
    )
    assert "示例新名驿站" in client.get(f"/desk/facts?changed={FULL}").text
    assert "0535-7654321" in client.get(f"/s/{FULL}").text


@pytest.mark.parametrize("site_id", [FULL, BARE, "s10"])
def test_the_page_says_what_is_stored(
    client: FlaskClient, desk_app: Flask, desk_store: Store, site_id: str
) -> None:
    if site_id == "s10":
        client = sign_in(desk_app, "administrator")  # the hotline is the city's
    for form in (opened(client, site_id), Form()):
        page = look(client, site_id, form).text
        assert "Nothing would change." in page
        assert 'value="save"' not in page
    kind = "remote" if site_id == "s10" else "venue"
    keep(client, site_id, filled(opened(client, site_id), {**MENDED, "kind": kind}))
    revision = desk_store.revision()
    assert "Nothing would change." in look(client, site_id, opened(client, site_id)).text
    assert desk_store.revision() == revision


def test_what_is_not_known_is_never_that_there_is_none(
    client: FlaskClient, desk_store: Store
) -> None:
    form = opened(client, BARE)
    groups = ("access", "amenities", "services")
    assert [form[f"{name}-told"] for name in groups] == ["unknown"] * 3
    nothing = filled(form, {f"{name}-told": "none" for name in groups})
    keep(client, BARE, nothing)
    site = current(desk_store, BARE)
    assert (site.access, site.amenities, site.services) == ((), (), ())
    form = opened(client, BARE)
    assert [form[f"{name}-told"] for name in groups] == ["none"] * 3
    page = look(client, BARE, filled(form, {"amenities-told": "unknown"})).text
    changes = page.partition('<dl class="changes">')[2].partition("</dl>")[0]
    assert re.sub(r"<[^>]+>|\s", "", changes) == "amenitiesnone→empty"
    keep(client, BARE, filled(form, {"amenities-told": "unknown", "services-told": "unknown"}))
    site = current(desk_store, BARE)
    assert (site.access, site.amenities, site.services) == ((), None, None)


def test_ways_in_that_stay_keep_their_hours(client: FlaskClient, desk_store: Store) -> None:
    night = AccessHours(Access.SCAN, "22:00-06:00")
    day = AccessHours(Access.STAFFED, "08:00-18:00")
    site = replace(current(desk_store, FULL), access=(day, night))
    desk_store.apply([site], source="test", actor="test", at=datetime.now(UTC))
    look(client, FULL, Form())  # whoever sends something meets the store as it is now
    form = opened(client, FULL)
    assert sorted(form.getlist("access")) == ["scan", "staffed"]
    keep(client, FULL, filled(form, {"access": ["face", "scan"]}))
    assert current(desk_store, FULL).access == (night, AccessHours(Access.FACE))


def test_hours_of_a_service_are_shown_as_they_are_understood(
    client: FlaskClient, desk_store: Store
) -> None:
    form = filled(opened(client, FULL), {"services": ["legal", "jobs", "health"]})
    page = look(
        client, FULL, filled(form, {"service-jobs": "每天9:00-11:00", "service-health": "看情况"})
    )
    assert "09:00–11:00" in page.text
    assert "hours not understood" in page.text
    assert "周四下午" in page.text
    assert current(desk_store, FULL).services == SITES[0].services
    keep(client, FULL, filled(form, {"service-health": "看情况", "service-legal": ""}))
    assert current(desk_store, FULL).services == (
        ServiceOffer("health", OpeningHours("看情况")),
        ServiceOffer("jobs"),
        ServiceOffer("legal"),
    )


def test_text_is_text(client: FlaskClient, desk_store: Store, tmp_path: Path) -> None:
    bites = '=HYPERLINK("http://x")'
    script = "</script><img src=x onerror=alert(1)>'\""
    form = filled(opened(client, FULL), {"name": script, "host": bites, "phone": "+86 535 1234567"})
    assert script not in look(client, FULL, form).text
    assert keep(client, FULL, form).status_code == 303
    for page in (f"/desk/facts/{FULL}", f"/desk/history/site/{FULL}", f"/s/{FULL}"):
        assert script not in client.get(page).text
    path = tmp_path / "out.csv"
    stored = current(desk_store, FULL)
    assert (stored.name, stored.host, stored.phone) == (script, bites, "+86 535 1234567")
    export_sites([stored], path, lang="zh-CN")
    assert not re.search(r"(^|,)\"?[=+]", path.read_text(encoding="utf-8-sig"), re.M)
    plan = plan_import(
        read_tables(path), desk_store.load(), options=ImportOptions(datum=Datum.WGS84)
    )
    assert plan.counts["unchanged"] == 1


def test_a_site_is_not_given_away(client: FlaskClient, desk_app: Flask, desk_store: Store) -> None:
    unplaced = replace(current(desk_store, BARE), position=None)
    desk_store.apply([unplaced], source="test", actor="test", at=datetime.now(UTC))
    page = look(client, BARE, filled(opened(client, BARE), {"adcode": "999902"}))
    assert page.status_code == 400
    assert "示例南区总工会" in page.text
    administrator = sign_in(desk_app, "administrator")
    form = filled(opened(administrator, BARE), {"adcode": "999902"})
    assert keep(administrator, BARE, form).status_code == 303
    assert client.get(f"/desk/facts/{BARE}").status_code == 403


def test_a_record_that_names_another_area_than_its_place_is_told(client: FlaskClient) -> None:
    form = filled(opened(client, FULL), {"district": "示例南区"})
    assert "the record says 示例南区" in look(client, FULL, form).text


def test_of_two_who_mend_one_the_second_is_told(client: FlaskClient, desk_store: Store) -> None:
    form = filled(opened(client, FULL), {"phone": "0000-2", "seen": str(desk_store.revision())})
    other: Site = replace(current(desk_store, FULL), phone="0000-3", host="示例银行")
    desk_store.apply([other], source="desk", actor="user:4", at=datetime.now(UTC))
    answer = keep(client, FULL, form)
    assert answer.status_code == 409
    assert "both changed it" in answer.text
    assert all(text in answer.text for text in ("0000-1234567", "0000-2", "0000-3"))
    assert current(desk_store, FULL) == other


def changes_on(page: str) -> dict[str, str]:
    """Return how the first change of a page tells what became of lists."""
    told = page.partition('<dl class="changes">')[2].partition("</dl>")[0]
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", told)
    lists = ("服务设施", "服务项目", "进入方式", "成员单位")
    return {name: re.sub("<.*?>", "", cell) for name, cell in found if name in lists}


def test_the_history_tells_it_and_undoes_it(client: FlaskClient, desk_store: Store) -> None:
    before = current(desk_store, FULL)
    keep(client, FULL, filled(opened(client, FULL), MENDED))
    entry, number = desk_store.history(FULL)[-1], desk_store.revision()
    assert (entry.actor, entry.source, entry.revision) == ("user:2", "desk", number)
    assert {"name", "phone", "amenities", "services", "access"} < {
        change.field for change in entry.changes
    }
    page = client.get(f"/desk/history/site/{FULL}?lang=zh-CN").text
    assert changes_on(page) == {
        "服务设施": "去掉 微波炉 加上 空调 其余不变",
        "服务项目": "加上 义诊(每周五14:00-16:00) 其余不变",
        "进入方式": "加上 有人值守 其余不变",
        "成员单位": "空 → 没有",
    }
    form = {"csrf": mark_on(client, "/desk"), "seen": number, "undo": number}
    assert client.post(f"/desk/history/site/{FULL}", data=form).status_code == 303
    assert current(desk_store, FULL) == before
    again = {"csrf": mark_on(client, "/desk"), "seen": number + 1}
    assert client.post(f"/desk/history/{number + 1}", data=again).status_code == 303
    assert current(desk_store, FULL).name == MENDED["name"]


def test_the_list_and_the_pages_lead_there(client: FlaskClient, desk_app: Flask) -> None:
    page = client.get("/desk/facts").text
    listed = re.findall(r'/desk/facts/(s\d+)"', page)
    assert BARE in listed
    assert FULL not in listed  # all that riders ask for is known
    assert "Not known: phone, amenities, access, welcome" in page
    assert f"/desk/facts/{FULL}" in client.get(f"/desk/visit/{FULL}").text
    assert '/desk/facts"' in client.get("/desk").text
    assert "/desk/facts/s" not in sign_in(desk_app, "reader").get("/desk/facts").text
