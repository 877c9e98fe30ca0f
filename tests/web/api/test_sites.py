"""The sites themselves: listed page by page, one by one, and by text; and the server's health."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from locator.hours import CHINA
from web.state import State


def listed(client: FlaskClient, query: str = "") -> dict[str, Any]:
    response = client.get(f"/api/v1/sites{query}")
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.get_json()
    return page


def ids(page: dict[str, Any]) -> list[str]:
    return [site["id"] for site in page["results"]]


def test_all_active_sites_but_candidates_are_listed(client: FlaskClient) -> None:
    page = listed(client)
    assert ids(page) == ["s1", "s10", "s2", "s3", "s4", "s5", "s8", "s9"]
    assert page["next"] is None


def test_pages_follow_each_other_without_gap(client: FlaskClient) -> None:
    seen: list[str] = []
    after = ""
    for _ in range(10):
        page = listed(client, f"?limit=3{after}")
        seen += ids(page)
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == ids(listed(client))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=candidate", ["s6"]),
        ("kind=venue,remote", ["s10", "s5"]),
        ("amenity=water", ["s1", "s3"]),
        ("service=legal", ["s1"]),
        ("tier=station", ["s1"]),
        ("welcome=anyone", ["s1"]),
        ("adcode=9999&kind=venue", ["s5"]),
        ("adcode=1", []),
    ],
)
def test_filters(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert ids(listed(client, f"?{query}")) == expected


def test_a_site_tells_everything_public_and_nothing_personal(client: FlaskClient) -> None:
    site = client.get("/api/v1/sites/s1?lang=en").get_json()
    assert site["name"] == "示例1号驿站"
    assert site["hours"] == {
        "text": "8:00-22:00",
        "opening_hours": "Mo-Su 08:00-22:00",
        "workdays": False,
    }
    assert site["services"] == [
        {
            "code": "legal",
            "hours": {"text": "周四下午", "opening_hours": "Th 14:00-17:00", "workdays": False},
        }
    ]
    assert site["access"] == [{"access": "scan", "during": None}]
    assert site["given"]["datum"] == "wgs84"
    assert site["open"]["status"] in {"open", "closed"}
    assert [union["id"] for union in site["unions"]] == ["u1", "u0"]
    assert "某某" not in str(site)
    assert "内部备注" not in str(site)


def test_unknown_is_null_and_never_empty(client: FlaskClient) -> None:
    site = client.get("/api/v1/sites/s2").get_json()
    assert site["amenities"] is None
    assert site["services"] is None
    assert site["access"] is None
    assert site["hours"]["opening_hours"] is None
    assert site["open"]["status"] == "unknown"


def test_a_deactivated_site_is_still_there_by_its_id(client: FlaskClient) -> None:
    site = client.get("/api/v1/sites/s7").get_json()
    assert site["active"] is False
    assert site["open"]["status"] == "closed"


def test_a_client_that_holds_the_same_is_told_so(client: FlaskClient) -> None:
    first = client.get("/api/v1/sites")
    tag = first.headers["ETag"]
    again = client.get("/api/v1/sites", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/api/v1/sites?limit=1", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_search_takes_a_name_and_finds_deactivated_ones_never(client: FlaskClient) -> None:
    found = client.get("/api/v1/search", query_string={"q": "示例3号驿站"}).get_json()
    assert found["results"][0]["id"] == "s3"
    every = client.get("/api/v1/search", query_string={"q": "示例", "k": 100}).get_json()
    assert "s7" not in ids(every)


def test_health_tells_what_is_served(client: FlaskClient, state: State) -> None:
    health = client.get("/healthz").get_json()
    assert health["status"] == "ok"
    assert health["store"] == "ok"
    assert health["revision"] == state.snapshot().revision
    assert health["sites"] == len(state.snapshot().sites)
    known_until = state.snapshot().calendar.known_until
    assert known_until
    assert health["calendar"]["known_until"] == known_until.isoformat()


def test_the_end_of_the_calendar_is_warned_of_60_days_before(
    state: State, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = datetime.now(CHINA).date()
    calendar = state.snapshot().calendar
    for years, warned in (({today.year + 1}, False), ({today.year - 1}, True), (set(), True)):
        known = replace(calendar, years=frozenset(years))
        monkeypatch.setattr(state.snapshot(), "calendar", known)
        warning = client.get("/healthz?lang=en").get_json()["calendar"]["warning"]
        assert bool(warning) is warned
        if years and warned:
            assert f"{today.year - 1}-12-31" in warning
