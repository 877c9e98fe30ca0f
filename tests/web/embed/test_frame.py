"""The page in a frame: the same sites in the same order as everywhere, and true for its period."""

import re
from datetime import datetime, timedelta
from gc import collect
from html import unescape
from random import Random
from weakref import ref

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely.geometry import Point

from locator.hours import CHINA
from locator.snapshot import Snapshot
from tests.web.made_up import made_up_state
from web.app import create_app
from web.embed.options import EmbedOptions
from web.embed.periods import changes, period_at
from web.embed.remembering import once_per_snapshot
from web.embed.routes import day_of
from web.embed.scope import inside, scope_of
from web.pages import routes
from web.pages.browsing import around
from web.settings import Settings
from web.state import State


def ids_on(page: str) -> list[str]:
    cards = page.partition('id="remote"')[0]  # those that one calls may come last
    return [
        unescape(found) for found in re.findall(r'<article class="card" data-id="([^"]+)', cards)
    ]


def districts(demo_state: State) -> list[str]:
    known = demo_state.snapshot().jurisdictions
    return [u.id for u in known.unions if u.level == "district" and known.centre(u)]


def groups_on(page: str) -> set[str]:
    return set(re.findall(r'data-group="([a-z]+)"', page))


def test_the_order_is_that_of_the_nearest_query(demo: FlaskClient, demo_state: State) -> None:
    district = districts(demo_state)[0]
    page = demo.get(f"/embed?area={district}&amenity=water&kind=station").text
    lon, lat = re.findall(r'data-at="([\d.]+),([\d.]+)"', page)[0]
    asked = f"lon={lon}&lat={lat}&mode=straight&open=grouped&k=20&amenity=water&kind=station"
    known = demo.get(f"/api/v1/nearest?{asked}&at=2026-11-18T15:00:00%2B08:00").json
    assert known is not None
    for status in ("open", "unknown", "closed"):
        listed = page.partition(f'data-group="{status}"')[2].partition("</section>")[0]
        nearest = [each["id"] for each in known["results"] if each["open"]["status"] == status]
        assert ids_on(listed) == nearest[: len(ids_on(listed))]
    assert len(ids_on(page)) == 20


def test_a_union_has_only_its_own_sites(demo: FlaskClient, demo_state: State) -> None:
    snapshot = demo_state.snapshot()
    street = next(u for u in snapshot.jurisdictions.unions if u.level == "street" and u.area)
    page = demo.get(f"/embed?jurisdiction={street.id}").text
    assert street.area is not None
    inside = {
        each.id
        for each in snapshot.sites
        if (door := each.entrance or each.position)
        and street.area.covers(Point(door.lon, door.lat))
    }
    shown = ids_on(page)
    assert shown
    assert set(shown) <= inside
    if len(inside) <= 20:
        assert len(shown) >= len(inside) - 2  # not candidates, nor places known coarsely


def test_a_box_has_only_what_lies_within(demo: FlaskClient, demo_state: State) -> None:
    page = demo.get("/embed?bbox=123.49,31.49,123.51,31.51").text
    snapshot = demo_state.snapshot()
    for found in map(snapshot.site, ids_on(page)):
        door = found and (found.entrance or found.position)
        assert door
        assert 123.49 <= door.lon <= 123.51
        assert 31.49 <= door.lat <= 31.51
    assert ids_on(page)


def test_open_now_is_open_now(demo: FlaskClient) -> None:
    assert groups_on(demo.get("/embed").text) > {"open"}
    assert groups_on(demo.get("/embed?open=now").text) == {"open"}


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_wrong_options_are_named_on_a_page_that_may_be_framed(demo: FlaskClient, lang: str) -> None:
    answer = demo.get(
        "/embed?view=globe&jurisdiction=nobody&hight=3", headers={"Accept-Language": lang}
    )
    assert answer.status_code == 400
    assert {"view", "hight"} <= set(re.findall(r"<dt><code>(\w+)</code>", answer.text))
    assert "X-Frame-Options" not in answer.headers
    nobody = demo.get("/embed?jurisdiction=%3Cb%3Enobody")
    assert nobody.status_code == 400
    assert "<dt><code>jurisdiction</code>" in nobody.text
    assert "<b>" not in nobody.text


def test_anybody_may_frame_it_unless_told_otherwise(demo: FlaskClient, demo_state: State) -> None:
    headers = demo.get("/embed").headers
    assert "frame-ancestors" not in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers
    assert "Set-Cookie" not in headers
    few = Settings.from_env({"YIZHAN_EMBED_ORIGINS": "https://a.example,https://*.b.example:8443"})
    policy = (
        create_app(few, demo_state).test_client().get("/embed").headers["Content-Security-Policy"]
    )
    assert policy.endswith("frame-ancestors 'self' https://a.example https://*.b.example:8443")


def test_what_is_known_costs_a_304(demo: FlaskClient) -> None:
    for path in ("/embed?view=both", "/embed/theme/dark-7a1fa2.css", "/embed.js"):
        first = demo.get(path, headers={"Accept-Encoding": "gzip"})
        tag = first.headers["ETag"]
        assert not tag.startswith("W/")
        again = demo.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    tags = {
        demo.get(path).headers["ETag"] for path in ("/embed", "/embed?open=now", "/embed?lang=en")
    }
    assert len(tags) == 3


def test_nothing_that_is_said_changes_within_a_period(demo_state: State) -> None:
    snapshot, draw = demo_state.snapshot(), Random(1)
    starts = set()
    for _ in range(60):
        scope = scope_of(EmbedOptions(jurisdiction=draw.choice(districts(demo_state))), snapshot)
        assert scope.place
        at = datetime(2026, 11, draw.randrange(1, 30), tzinfo=CHINA)
        at += timedelta(seconds=draw.randrange(86_400))
        period = period_at(scope.snapshot, at, day_of(at))
        assert period.start <= at < period.end
        assert period.end - period.start <= timedelta(days=1)
        then, now = (
            around(scope.place, scope.snapshot, now=when, troubled=frozenset(), max_m=None)
            for when in (period.start, at)
        )
        assert (then.groups, then.remote, then.summary) == (now.groups, now.remote, now.summary)
        starts.add(period.start.time())
    assert len(starts) > 10


def test_an_answer_is_kept_no_longer_than_it_is_true(
    demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = demo_app.test_client()
    tags = []
    for clock in ("15:00", "15:00:30", "23:59:59"):
        at = datetime.fromisoformat(f"2026-11-18T{clock}+08:00")
        monkeypatch.setattr(routes, "clock", lambda at=at: at)
        tags.append(client.get("/embed").headers["ETag"])
    assert tags[0] == tags[1] != tags[2]


def test_what_is_kept_goes_with_its_snapshot() -> None:
    state = made_up_state()
    snapshot = state.snapshot()
    made: list[int] = []

    @once_per_snapshot
    def doubled(_: Snapshot, number: int) -> int:
        made.append(number)
        return 2 * number

    assert [doubled(snapshot, 2), doubled(snapshot, 2), doubled(snapshot, 3)] == [4, 4, 6]
    assert made == [2, 3]
    other = Snapshot(
        snapshot.sites[:3],
        calendar=snapshot.calendar,
        jurisdictions=snapshot.jurisdictions,
        revision=8,
        changed_at=snapshot.changed_at,
    )
    assert doubled(other, 2) == 4
    assert inside(other, (-180.0, -90.0, 180.0, 90.0)).sites
    changes(other, day_of(snapshot.changed_at))
    gone = ref(other)
    state.close()
    del other
    collect()
    assert gone() is None
    assert made == [2, 3, 2]
