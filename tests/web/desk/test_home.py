"""The first figures are counted over what one looks after."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from geodata.store import Store
from locator.hours import CHINA
from locator.model import OpeningHours, Site
from tests.web.conftest import SITES
from tests.web.desk.staff import new_client, sign_in
from web.state import State


def put(store: Store, state: State, *sites: Site) -> None:
    store.apply(sites, source="test", actor="test", at=datetime.now(UTC))
    state.refresh()


def days_ago(days: int) -> date:
    return datetime.now(CHINA).date() - timedelta(days=days)


def test_figures(desk_app: Flask, desk_store: Store, state: State) -> None:
    fresh = [replace(site, verified_on=days_ago(89)) for site in SITES if site.id in ("s2", "s3")]
    old = replace(SITES[0], verified_on=days_ago(91), hours=OpeningHours("24h", "24/7"))
    put(desk_store, state, old, *fresh)
    here = sign_in(desk_app, "editor here").get("/desk").text
    # s6 is a candidate, s7 inactive, s10 a hotline of the catch-all: seven of ten are here
    assert "<strong>28%</strong><span>of the sites</span>" in here
    assert "2 / 7" in here
    # always open: s1 (old), s3 (fresh), s5; s8 is under repair
    assert "1 / " in here
    assert '<a href="/desk/stale?district=' in here
    assert "示例区总工会" in here
    everywhere = sign_in(desk_app, "administrator").get("/desk").text
    assert "2 / 8" in everywhere
    assert "示例市总工会" in everywhere
    elsewhere = sign_in(desk_app, "editor elsewhere").get("/desk").text
    assert "<strong>–</strong>" in elsewhere


def test_stale_sites_lead_to_their_pages(desk_app: Flask, desk_store: Store, state: State) -> None:
    put(
        desk_store,
        state,
        replace(SITES[1], verified_on=days_ago(1)),
        replace(SITES[2], verified_on=days_ago(200)),
    )
    client = sign_in(desk_app, "editor here")
    page = client.get("/desk/stale").text
    assert "/s/s2" not in page
    assert page.index("/s/s4") < page.index("/s/s3")  # never verified comes first
    assert str(days_ago(200)) in page
    assert "/s/s10" not in page
    assert "/s/s4" in client.get("/desk/stale?district=示例区总工会").text
    assert "/s/s4" not in client.get("/desk/stale?district=nowhere").text
    assert "/s/s10" in sign_in(desk_app, "administrator").get("/desk/stale").text


def test_a_script_learns_who_looks(desk_app: Flask) -> None:
    assert new_client(desk_app).get("/desk/me").json == {"signed_in": False, "role": None}
    client = sign_in(desk_app, "editor here")
    assert client.get("/desk/me").json == {"signed_in": True, "role": "editor"}


def test_the_language_is_kept_from_page_to_page(desk_app: Flask) -> None:
    client = sign_in(desk_app, "administrator")
    page = client.get("/desk?lang=zh-CN").text
    assert '<html lang="zh-CN"' in page
    assert 'href="/desk/reports?lang=zh-CN"' in page
    assert "90 天内核实过" in page
