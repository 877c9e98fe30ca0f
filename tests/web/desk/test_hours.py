"""Hours are mended at the desk: by text, by the table of the week, and for single dates."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geodata.store import Store
from locator.hours import CHINA, Calendar
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.vocabulary import Access
from tests.web.conftest import SITES
from tests.web.desk.staff import mark_on, sign_in

VAGUE, PLAIN = "s2", "s1"  # 以站点为准; 8:00-22:00 with legal advice on Thursday afternoons
WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr"]
SOON = datetime.now(CHINA).date() + timedelta(days=2)
TABLE: dict[str, object] = {
    "text": "以站点为准",
    "by": "week",
    "days0": WEEKDAYS,
    "state0": "open",
    "week0-from0": "08:30",
    "week0-to0": "12:00",
    "week0-from1": "14:00",
    "week0-to1": "18:00",
    "days1": ["Sa"],
    "state1": "open",
    "week1-from0": "22:00",
    "week1-to0": "06:00",
    "days2": ["PH"],
    "state2": "closed",
}
OSM = "Mo-Fr 08:30-12:00,14:00-18:00; Sa 22:00-06:00; PH off"


@pytest.fixture
def desk_store(desk_store: Store) -> Store:
    """Give the store with years of no holiday, so that each week is like any other."""
    years = Calendar(years=frozenset({SOON.year, SOON.year + 1}))
    at = datetime.now(UTC)
    desk_store.apply((), source="test", actor="test", at=at, holidays=years)
    return desk_store


def current(store: Store, site_id: str) -> Site:
    return next(site for site in store.load().sites if site.id == site_id)


def look(client: FlaskClient, site_id: str, form: dict[str, object]) -> TestResponse:
    data = {"csrf": mark_on(client, "/desk"), "step": "look", **form}
    return client.post(f"/desk/hours/{site_id}", data=data)


def marks(page: TestResponse) -> dict[str, str]:
    names = ("csrf", "seen", "looked")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page.text) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def keep(client: FlaskClient, site_id: str, form: dict[str, object]) -> TestResponse:
    page = look(client, site_id, form)
    data = {**form, **marks(page), "step": "save"}
    return client.post(f"/desk/hours/{site_id}", data=data)


def filled_in(page: str) -> dict[str, object]:
    """Return the fields of the page's form as a browser without a script would send them."""
    form: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = "checked" in tag or not re.search(r'type="(checkbox|radio)"', tag)
        if not name or not ticked or name[1] in ("csrf", "seen"):
            continue
        if name[1].startswith("days"):
            form.setdefault(name[1], []).append(value and value[1])  # type: ignore[attr-defined]  # a list
        else:
            form[name[1]] = value[1] if value else "on"
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        form[name] = chosen[1] if chosen else re.search(r'value="([^"]*)"', options)[1]  # type: ignore[index]  # there is one
    return form


def test_the_list_says_what_is_not_understood_and_why(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    page = client.get("/desk/hours").text
    listed = re.findall(r"/desk/hours/(s\d+)", page)
    assert VAGUE in listed
    assert PLAIN not in listed
    assert "以站点为准" in page
    assert "/desk/hours/s" not in sign_in(desk_app, "reader").get("/desk/hours").text
    assert keep(client, VAGUE, TABLE).headers["Location"] == f"/desk/hours?changed={VAGUE}"
    after = client.get(f"/desk/hours?changed={VAGUE}").text
    assert f"/desk/hours/{VAGUE}" not in after
    assert f"/s/{VAGUE}" in after
    assert desk_store.history(VAGUE)[-1].actor == "user:2"


def test_the_table_of_the_week_is_kept_and_comes_back(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    page = look(client, VAGUE, TABLE)
    assert "08:30–12:00, 14:00–18:00" in page.text
    assert "以站点为准" in page.text
    assert current(desk_store, VAGUE).hours.osm is None  # only looked at
    assert keep(client, VAGUE, {**TABLE, "workdays": "on"}).status_code == 303
    assert current(desk_store, VAGUE).hours == OpeningHours("以站点为准", OSM, workdays=True)
    form = filled_in(client.get(f"/desk/hours/{VAGUE}").text)
    assert form["by"] == "keep"
    before = desk_store.revision()
    assert keep(client, VAGUE, {**form, "by": "week"}).status_code == 303
    assert desk_store.revision() == before  # the page's own fields say what is stored


def test_the_text_is_read(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    form: dict[str, object] = {"text": "工作日9点到17点", "by": "text"}
    assert keep(client, VAGUE, form).status_code == 303
    hours = current(desk_store, VAGUE).hours
    assert hours == OpeningHours("工作日9点到17点", "Mo-Fr 09:00-17:00", workdays=True)
    page = look(client, VAGUE, {"text": "在银行营业期间", "by": "text"})
    assert "not understood" in page.text
    page = look(client, VAGUE, {"text": "8:00-20:00", "by": "keep"})
    assert "the text reads like other hours" in page.text


def test_ways_in_and_services_keep_hours_of_their_own(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    form = filled_in(client.get(f"/desk/hours/{PLAIN}").text)
    assert form["service-legal"] == "周四下午"
    new = {"access0": "scan", "during0": "22:00-6:00", "access1": "open", "during1": ""}
    told: dict[str, object] = {**form, **new, "service-legal": "每周五14:00-16:00"}
    assert keep(client, PLAIN, told).status_code == 303
    site = current(desk_store, PLAIN)
    night = AccessHours(Access.SCAN, "22:00-06:00")
    assert site.access == (night, AccessHours(Access.OPEN))
    assert site.services == (
        ServiceOffer("legal", OpeningHours("每周五14:00-16:00", "Fr 14:00-16:00")),
    )
    assert site.hours == SITES[0].hours
    vague = look(client, PLAIN, {**told, "service-legal": "看情况"})
    assert "legal advice: hours not understood" in vague.text


def test_single_dates_reach_riders_and_go_when_they_are_over(
    desk_app: Flask, desk_store: Store
) -> None:
    client = sign_in(desk_app, "editor here")
    form = filled_in(client.get(f"/desk/hours/{PLAIN}").text)
    last = SOON + timedelta(days=1)
    dates: dict[str, object] = {
        "first0": "2020-01-01",
        "last0": "2020-01-02",
        "what0": "closed",
        "first1": str(SOON),
        "last1": str(last),
        "what1": "closed",
        "first2": str(last),
        "last2": "",
        "what2": "open",
        "date2-from0": "10:00",
        "date2-to0": "16:00",
    }
    assert keep(client, PLAIN, {**form, **dates}).status_code == 303
    month = "%Y %b %d"
    assert current(desk_store, PLAIN).hours.osm == (
        f"Mo-Su 08:00-22:00; {SOON:{month}}-{last:{month}} off; {last:{month}} 10:00-16:00"
    )
    page = client.get(f"/s/{PLAIN}?lang=zh-CN").text
    assert "临时安排" in page
    assert f"{SOON.year}年{SOON.month}月{SOON.day}日至" in page
    row = re.search(rf"{SOON:%m-%d}</th><td>(.*?)</td>", page)
    assert row
    assert row[1] == "不开门"
    form = filled_in(client.get(f"/desk/hours/{PLAIN}").text)
    assert (form["first0"], form["what1"], form["date1-to0"]) == (str(SOON), "open", "16:00")
    assert keep(client, PLAIN, {**form, "first0": "", "first1": ""}).status_code == 303
    assert current(desk_store, PLAIN) == SITES[0]


WEEK = {"text": "", "by": "week"}
CLOSED = {"text": "", "by": "keep"}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (WEEK, "no day is chosen"),
        ({**WEEK, "days0": ["Mo"], "state0": "open"}, "each row needs days"),
        ({**WEEK, "week0-from0": "08:00", "week0-to0": "09:00"}, "each row needs days"),
        ({**WEEK, "days0": ["Mo"], "week0-from0": "08:00"}, "both when it opens"),
        ({**WEEK, "days0": ["Mo"], "week0-from0": "8", "week0-to0": "25:00"}, "both when"),
        ({**TABLE, "days1": ["Mo"]}, "a day stands in two rows"),
        ({**CLOSED, "by": "magic"}, "choose what counts"),
        ({**CLOSED, "access0": "scan", "during0": "看情况"}, "Allowed: 08:00"),
        ({**CLOSED, "access0": "window"}, "there is no such way in"),
        ({**CLOSED, "first0": "2026-02-30"}, "that is no date"),
        ({**CLOSED, "first0": "2026-02-10", "last0": "2026-02-01"}, "comes after the first"),
        ({**CLOSED, "first0": "2026-02-10", "last0": "2030-02-01"}, "within a year"),
        ({**CLOSED, "first0": "2026-02-10", "what0": "open"}, "say when it is open"),
    ],
)
def test_what_a_form_cannot_say(
    desk_app: Flask, desk_store: Store, form: dict[str, object], said: str
) -> None:
    before = desk_store.revision()
    page = look(sign_in(desk_app, "editor here"), VAGUE, form)
    assert page.status_code == 400
    assert said in page.text
    assert 'value="save"' not in page.text
    assert desk_store.revision() == before


def test_nothing_is_kept_unseen_or_stale(desk_app: Flask, desk_store: Store) -> None:
    client = sign_in(desk_app, "editor here")
    seen = marks(look(client, VAGUE, TABLE))
    other = {**TABLE, "week0-to1": "19:00", **seen, "step": "save"}
    assert client.post(f"/desk/hours/{VAGUE}", data=other).status_code == 200
    assert current(desk_store, VAGUE).hours.osm is None
    changed = replace(SITES[1], address="新地址", verified_on=date(2026, 1, 1))
    desk_store.apply([changed], source="test", actor="test", at=datetime.now(UTC))
    stale = client.post(f"/desk/hours/{VAGUE}", data={**TABLE, **seen, "step": "save"})
    assert stale.status_code == 409
    assert "新地址" in stale.text
    assert current(desk_store, VAGUE) == changed
