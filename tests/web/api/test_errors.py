"""Errors of the API have one shape, in the language asked for, and tell nothing of the inside."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web.logs import JsonLines
from web.state import State


def problem_of(response: TestResponse, status: int) -> dict[str, Any]:
    """Return the problem details of a response after checking its shape."""
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    details: dict[str, Any] = response.get_json()
    assert set(details) == {"type", "title", "status", "detail", "errors"}
    assert details["status"] == status
    assert details["title"]
    assert details["detail"]
    for error in details["errors"]:
        assert set(error) == {"field", "value", "allowed", "message"}
        assert all(isinstance(text, str) for text in error.values())
    return details


def test_every_wrong_field_is_named_with_what_is_allowed(client: FlaskClient) -> None:
    response = client.get("/api/v1/nearest?lon=999&k=0&mode=fly&lang=en")
    details = problem_of(response, 400)
    by_field = {error["field"]: error for error in details["errors"]}
    assert set(by_field) == {"lon", "k", "mode", "lat"}
    assert by_field["lon"]["value"] == "999"
    assert "-180" in by_field["lon"]["allowed"]
    assert by_field["mode"]["allowed"] == "walk | ebike | straight"


def test_errors_speak_the_language_asked_for(client: FlaskClient) -> None:
    chinese = problem_of(client.get("/api/v1/nearest"), 400)
    english = problem_of(client.get("/api/v1/nearest?lang=en"), 400)
    accepted = problem_of(client.get("/api/v1/nearest", headers={"Accept-Language": "en"}), 400)
    posted = problem_of(client.post("/api/v1/nearest", json={"lang": "en"}), 400)
    assert english["errors"][0]["message"].isascii()
    assert not chinese["errors"][0]["message"].isascii()
    assert accepted == english == posted


def test_errors_say_their_language_and_that_it_may_differ(client: FlaskClient) -> None:
    for path in ("/api/v1/nearest", "/api/v1/sites/none", "/s/none"):
        for lang in ("en", "zh-CN"):
            headers = client.get(path, headers={"Accept-Language": lang}).headers
            assert headers["Content-Language"] == lang
            assert "Accept-Language" in headers["Vary"]


def test_a_language_of_no_quality_is_one_not_wanted(client: FlaskClient) -> None:
    refused = client.get("/api/v1/nearest", headers={"Accept-Language": "en;q=0, fr"})
    assert refused.headers["Content-Language"] == "zh-CN"


def test_parameters_beside_the_body_of_a_post_are_refused(client: FlaskClient) -> None:
    answer = client.post("/api/v1/nearest?k=2&lang=en", json={"lon": 1, "lat": 1})
    details = problem_of(answer, 400)
    assert [error["field"] for error in details["errors"]] == ["k", "lang"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/v1/sites/none", 404),
        ("DELETE", "/api/v1/nearest", 405),
        ("POST", "/api/v1/sites", 405),
        ("POST", "/healthz", 405),
        ("GET", "/api/v1/search", 400),
        ("GET", "/api/v1/nearest?lon=1&lon=2&lat=3", 400),
        ("GET", "/api/v1/sites/s1?id=s2", 400),
    ],
)
def test_one_shape_everywhere(client: FlaskClient, method: str, path: str, status: int) -> None:
    problem_of(client.open(path, method=method), status)


def test_405_names_the_methods(client: FlaskClient) -> None:
    response = client.delete("/api/v1/nearest")
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'"text"', b"null", b"\xff", b'{"lon": NaN}', b"[" * 50_000]
)
def test_a_body_that_is_no_json_object(client: FlaskClient, body: bytes) -> None:
    response = client.post("/api/v1/nearest", data=body, content_type="application/json")
    assert problem_of(response, 400)["errors"][0]["field"] == "body"


def test_a_body_of_another_type(client: FlaskClient) -> None:
    problem_of(client.post("/api/v1/nearest", data={"lon": "1"}), 415)


def test_a_body_that_is_too_large(client: FlaskClient) -> None:
    response = client.post("/api/v1/nearest", data=b" " * 100_000, content_type="application/json")
    problem_of(response, 413)


def test_an_unexpected_failure_tells_nothing_of_the_inside(
    app: Flask, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("secret 121.4")

    monkeypatch.setattr(state, "snapshot", broken)
    for path in ("/api/v1/nearest?lon=1&lat=1", "/healthz"):
        response = app.test_client().get(path)
        assert problem_of(response, 500)["errors"] == []
        assert "secret" not in response.text


def test_a_failure_while_telling_of_a_failure_tells_nothing_either(
    app: Flask,
    state: State,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> None:
        raise RuntimeError("secret 121.4")

    monkeypatch.setattr(state, "snapshot", broken)  # every page needs it, the error page too
    response = app.test_client().get("/")
    assert response.status_code == 500
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "secret" not in response.text
    assert caplog.records
    assert "secret" not in "".join(JsonLines().format(record) for record in caplog.records)


def test_pages_fail_as_pages(client: FlaskClient) -> None:
    response = client.get("/nothing?lang=en")
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    assert "Not found" in response.text
