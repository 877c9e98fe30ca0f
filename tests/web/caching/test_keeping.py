"""For how long a body may be kept: never beyond the instant at which it turns wrong."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from locator.hours import CHINA, OpenState, open_sentence
from locator.vocabulary import Status
from web import caching
from web.caching import keeping, next_turn

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=CHINA)
NIGHT = datetime(2026, 11, 19, tzinfo=CHINA)


def lasts(header: str) -> tuple[int, int]:
    """Return for how long a body is fresh, and then stale but shown."""
    fresh = re.search(r"max-age=(\d+)", header)
    stale = re.search(r"stale-while-revalidate=(\d+)", header)
    return int(fresh[1]) if fresh else 0, int(stale[1]) if stale else 0


@pytest.mark.parametrize(("left_s", "fresh"), [(-5, 0), (30, 30), (600, 60), (10**6, 60)])
def test_nothing_is_kept_beyond_its_turn(left_s: int, fresh: int) -> None:
    found = lasts(keeping(datetime.now(UTC) + timedelta(seconds=left_s)))
    assert found[0] == pytest.approx(fresh, abs=1)
    assert sum(found) <= max(0, left_s)


def test_what_does_not_speak_of_time_is_shown_while_fetched_anew() -> None:
    assert lasts(keeping()) == (60, 86_400)


@pytest.mark.parametrize(
    ("until", "turn"),
    [
        (NOON + timedelta(hours=3), NOON + timedelta(hours=2.5)),
        (NOON + timedelta(minutes=20), NOON + timedelta(minutes=20)),
        (NOON + timedelta(days=2), NIGHT),
        (None, NIGHT),
    ],
)
def test_the_turn_is_when_the_sentence_changes(until: datetime | None, turn: datetime) -> None:
    state = OpenState(Status.OPEN, until=until)
    assert next_turn([state], at=NOON) == turn
    said = open_sentence(state, at=NOON, verified_on=None)
    just_before = turn - timedelta(seconds=1)
    assert open_sentence(state, at=just_before, verified_on=None) == said


def test_a_page_of_statuses_is_kept_for_a_minute_at_most(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching, "SETTLED", timedelta())
    for path in ("/", "/s/s1"):
        assert sum(lasts(client.get(path).headers["Cache-Control"])) <= 60
    assert "Last-Modified" not in client.get("/").headers
    assert "Last-Modified" in client.get("/map").headers
