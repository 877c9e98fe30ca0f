"""A plain question is answered without Flask, and as Flask would answer it."""

import json
from collections.abc import Callable
from datetime import datetime, tzinfo
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from locator.hours import CHINA
from locator.snapshot import Snapshot
from tests.web.api.test_written import CHOICES
from web.api.direct import LONGEST, DirectNearest

PATH = "/api/v1/nearest"
NOW = datetime(2026, 11, 18, 12, 0, 59, 123456, tzinfo=CHINA)
LON, LAT = 123.52, 31.5  # in the made-up city
HERE = {"lon": LON, "lat": LAT}
JSON = "application/json"
LANGUAGES = (None, "", "en", "en;q=0.5, zh-CN", "fr", "zh-TW,zh;q=0.8", "en;q=0", "*", "\xe9")
ENCODINGS = (None, "gzip, deflate, br", "br", "gzip;q=0", "*", "identity")
ODD: tuple[dict[str, Any], ...] = (
    {"query_string": "lon=123.52&lat=31.5&lon=123.5"},
    {"query_string": "lon=123.52&lat=31.5&k=0&k=1"},
    {"query_string": "lon=123.52&lat=31.5&nonsense=1"},
    {"query_string": "lon=123.52&lat=95"},
    {"query_string": "lon=123.52"},
    {"query_string": ""},
    {"query_string": "lon=123.52&lat=31.5&lang=fr"},
    {"query_string": "lon=123.52&lat=31.5&lang=en&k=x"},
    {"query_string": "lon=123.52&lat=31.5&service=%ff"},
    {"query_string": "lon=123.52&lat=31.5&service=法律"},
    {"query_string": "lon=123.52&lat=31.5&open="},
    {"query_string": "lon=123.52&lat=31.5&open=2026-11-18T10:00:00+08:00"},
    {"query_string": "lon=123.52&lat=31.5&amenity=water%2Cmicrowave"},
    {"query_string": "lon=+123.52&lat=31.5"},
    {"query_string": "lon=%20123.52&lat=31.5&&"},
    {"query_string": "lon=123.52;lat=31.5"},
    {"query_string": "lon=123.52&lat=31.5", "method": "HEAD"},
    {"query_string": "lon=123.52&lat=31.5", "method": "OPTIONS"},
    {"query_string": "lon=123.52&lat=31.5", "method": "PUT"},
    {"query_string": "lon=123.52&lat=31.5", "path": PATH + "/"},
    {"query_string": "lon=123.52&lat=31.5", "data": "{", "content_type": JSON},
    {"method": "POST", "json": HERE, "query_string": "k=3"},
    {"method": "POST", "json": HERE | {"lang": "en", "k": "3"}},
    {"method": "POST", "json": HERE | {"lang": "en", "nonsense": True}},
    {"method": "POST", "json": [HERE]},
    {"method": "POST", "data": "{", "content_type": JSON},
    {"method": "POST", "data": "[" * 3_000, "content_type": JSON},
    {"method": "POST", "data": "", "content_type": JSON},
    {"method": "POST", "data": json.dumps(HERE), "content_type": "text/plain"},
    {"method": "POST", "data": json.dumps(HERE), "content_type": f"{JSON}; charset=utf-8"},
    {"method": "POST", "data": json.dumps(HERE).ljust(LONGEST + 1), "content_type": JSON},
    {"method": "POST", "data": json.dumps(HERE).ljust(70_000), "content_type": JSON},
    {"method": "POST", "data": HERE},
)


Ask = Callable[..., TestResponse]


class Noon(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # any instant
        """Return the instant at which it stands."""
        assert tz is CHINA
        return NOW


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both ways answer at the same instant."""
    for module in ("routes", "direct"):
        monkeypatch.setattr(f"web.api.{module}.datetime", Noon)


@pytest.fixture
def through_flask(demo: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Give a client whose questions all go to Flask."""

    def ask(**question: Any) -> TestResponse:
        with monkeypatch.context() as patch:
            patch.setattr(DirectNearest, "answer", lambda *_: None)
            return demo.open(**question)

    return ask


def told(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, sorted(answer.headers), answer.data


def plain_question(dice: Random) -> dict[str, Any]:
    """Return something to ask, by GET or by POST."""
    asked: dict[str, Any] = {
        name: dice.choice(values) for name, values in CHOICES.items() if dice.random() < 0.4
    }
    asked |= {"lon": LON + dice.gauss(0.0, 0.02), "lat": LAT + dice.gauss(0.0, 0.02)}
    if dice.random() < 0.3:
        asked["lang"] = dice.choice(("zh-CN", "en"))
    given = {"Accept-Language": dice.choice(LANGUAGES), "Accept-Encoding": dice.choice(ENCODINGS)}
    headers = {name: value for name, value in given.items() if value is not None}
    if dice.random() < 0.5:
        return {"path": PATH, "method": "POST", "json": asked, "headers": headers}
    texts = {name: {True: "true", False: "false"}.get(each, each) for name, each in asked.items()}
    return {"path": PATH, "query_string": urlencode(texts), "headers": headers}


@pytest.mark.parametrize("seed", range(4))
def test_plain_questions_are_answered_as_flask_answers_them(
    demo: FlaskClient, through_flask: Ask, seed: int
) -> None:
    dice = Random(seed)
    seen = set()
    for _ in range(80):
        asked = plain_question(dice)
        directly = told(demo.open(**asked))
        assert directly == told(through_flask(**asked)), asked
        seen |= {directly[0], *directly[1]}
    assert {200, ("Content-Encoding", "gzip"), ("Content-Language", "en")} <= seen


@pytest.mark.parametrize("number", range(len(ODD)))
def test_odd_questions_are_answered_as_flask_answers_them(
    demo: FlaskClient, through_flask: Ask, number: int
) -> None:
    asked = {"path": PATH} | ODD[number]
    assert told(demo.open(**asked)) == told(through_flask(**asked))


def test_flask_is_not_asked_for_a_plain_answer(
    demo: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Flask, "wsgi_app", None)
    assert b'"results":[{' in demo.get(PATH, query_string=HERE).data
    assert b'"results":[{' in demo.post(PATH, json=HERE).data
    assert demo.get(PATH).status_code == 500


def test_an_answer_is_counted_and_logged_once_whoever_gave_it(
    demo: FlaskClient, demo_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="yizhan.requests")
    for asked in (HERE, HERE | {"k": 0}):
        demo.get(PATH, query_string=asked)
        demo.post(PATH, json=asked)
    wanted = [(PATH, method, status) for status in (200, 400) for method in ("GET", "POST")]
    logged = [vars(record)["facts"] for record in caplog.records]
    assert [(each["route"], each["method"], each["status"]) for each in logged] == wanted
    assert all(0 < each["ms"] < 60_000 for each in logged)
    counted = demo_app.extensions["yizhan.metrics"].requests.counted()
    assert sorted(counted) == sorted(wanted)
    assert all(figures.count == 1 and figures.seconds > 0 for figures in counted.values())


def test_what_breaks_is_told_by_flask(
    demo: FlaskClient, through_flask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Snapshot, "nearest", broken)
    asked: dict[str, Any] = {"path": PATH, "method": "POST", "json": HERE}
    answer = demo.open(**asked)
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert told(answer) == told(through_flask(**asked))
