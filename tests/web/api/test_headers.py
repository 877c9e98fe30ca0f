"""Headers: data is open to every page, pages are guarded, and no address is sent on."""

import pytest
from flask.testing import FlaskClient

PATHS = ("/", "/s/s1", "/api/v1/sites", "/api/v1/nothing", "/healthz", "/nothing", "/map")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded_once(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    policies = headers.getlist("Content-Security-Policy")
    assert len(policies) == 1
    assert "unsafe" not in policies[0]
    assert "*" not in policies[0]
    assert "frame-ancestors 'none'" in policies[0]


@pytest.mark.parametrize("path", ["/api/v1/sites", "/api/v1/nearest?lon=1&lat=1", "/api/v1/none"])
def test_data_is_open_to_pages_of_others(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_pages_are_not_open_to_pages_of_others(client: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_a_browser_may_ask_before_it_posts(client: FlaskClient) -> None:
    answer = client.options(
        "/api/v1/nearest",
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(answer.headers["Allow"].split(", "))


def test_head_says_what_get_would_without_a_body(client: FlaskClient) -> None:
    got, head = client.get("/api/v1/sites"), client.head("/api/v1/sites")
    assert head.data == b""
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert head.headers[name] == got.headers[name]
