"""What editors paste leads where it says, and what systems unfold is what oEmbed asks for."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from web.app import create_app
from web.settings import Settings
from web.state import State

STREET = "demo-street-01"
HERE = "http://localhost"


def unfolded(client: FlaskClient, url: str, more: str = "") -> tuple[int, dict[str, Any]]:
    answer = client.get(f"/oembed?url={quote(url, safe='')}{more}")
    body: dict[str, Any] = answer.json or {}
    return answer.status_code, body


@pytest.mark.parametrize(
    ("url", "framed"),
    [
        (
            f"{HERE}/embed?jurisdiction={STREET}&view=both",
            f"/embed?jurisdiction={STREET}&view=both",
        ),
        (f"{HERE}/", "/embed"),
        (f"{HERE}/?area={STREET}&lang=en&large=1", f"/embed?area={STREET}&lang=en"),
        (f"{HERE}/map", "/embed?view=map"),
    ],
)
def test_our_addresses_unfold(demo: FlaskClient, url: str, framed: str) -> None:
    status, body = unfolded(demo, url)
    assert status == 200
    assert (body["version"], body["type"]) == ("1.0", "rich")
    assert {"width", "height", "html", "title", "provider_name", "provider_url"} <= set(body)
    found = re.fullmatch(r'<iframe src="([^"]+)"[^>]*></iframe>', str(body["html"]))
    assert found
    assert unescape(found[1]) == HERE + framed
    assert demo.get(unescape(found[1]).removeprefix(HERE)).status_code == 200
    if "thumbnail_url" in body:
        assert {"thumbnail_width", "thumbnail_height"} <= set(body)
        picture = demo.get(str(body["thumbnail_url"]).removeprefix(HERE))
        assert picture.mimetype == "image/png"


def test_limits_are_kept(demo: FlaskClient) -> None:
    _, body = unfolded(demo, f"{HERE}/embed?height=900", "&maxwidth=320&maxheight=400")
    assert (body["width"], body["height"]) == (320, 400)
    assert 'width="320" height="400"' in str(body["html"])


def test_what_wordpress_sends_is_answered(demo: FlaskClient) -> None:
    sent = "&format=json&maxwidth=600&maxheight=960&dnt=1"
    status, body = unfolded(demo, f"{HERE}/embed", sent)
    assert (status, body["width"], body["height"]) == (200, 600, 600)


def test_more_room_than_enough_is_enough(demo: FlaskClient) -> None:
    status, body = unfolded(demo, f"{HERE}/embed", "&maxwidth=99999&maxheight=99999")
    assert (status, body) == unfolded(demo, f"{HERE}/embed")


def test_a_width_that_is_no_number_is_named(demo: FlaskClient) -> None:
    _, body = unfolded(demo, f"{HERE}/embed", "&maxwidth=wide&lang=en")
    (wrong,) = body["errors"]
    assert (wrong["field"], wrong["value"]) == ("maxwidth", "wide")
    assert "10000" in wrong["allowed"]


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [
        ("https://elsewhere.example/embed", "", 404),
        ("http://[::1", "", 404),
        ("http://[nowhere]/embed", "", 404),
        (f"{HERE}/embed", "&maxwidth=0", 400),
        (f"{HERE}/desk", "", 404),
        (f"{HERE}.elsewhere.example/embed", "", 404),
        ("javascript:alert(1)", "", 404),
        (f"{HERE}/embed?view=globe", "", 400),
        (f"{HERE}/embed", "&format=xml", 501),
        (f"{HERE}/embed", "&maxwidth=wide", 400),
        ("", "", 400),
    ],
)
def test_the_rest_is_refused_as_specified(
    demo: FlaskClient, url: str, more: str, status: int
) -> None:
    assert unfolded(demo, url, more)[0] == status


def test_pages_that_can_be_embedded_say_so(demo: FlaskClient) -> None:
    for path in ("/", f"/?area={STREET}", "/map", "/embed?view=both"):
        page = demo.get(path).text
        (link,) = re.findall(
            r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page
        )
        answer = demo.get(unescape(link).removeprefix(HERE))
        assert answer.status_code == 200, link
        assert "iframe" in answer.json["html"]  # type: ignore[index]  # an object, as asserted


def snippets_on(page: str) -> dict[str, str]:
    areas = re.findall(r'<textarea id="code-(\w+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return {name: unescape(text) for name, text in areas}


def test_every_snippet_leads_to_what_was_chosen(demo: FlaskClient) -> None:
    chosen = f"jurisdiction={STREET}&kind=station&kind=venue&open=now&theme=dark&color=%237a1fa2"
    made = snippets_on(demo.get(f"/embed/new?ui=en&{chosen}&bbox=&height=").text)
    assert set(made) == {"element", "frame", "script", "picture", "address"}
    wanted = f"/embed?jurisdiction={STREET}&kind=station,venue&open=now&theme=dark&color=7a1fa2"
    assert made["address"] == HERE + wanted
    for name in ("element", "frame"):
        assert f'src="{HERE}{wanted.replace("&", "&amp;")}"' in made[name]
    assert 'data-kind="station,venue" data-open="now"' in made["script"]
    addresses = [
        unescape(each)
        for text in made.values()
        for each in re.findall(r'(?:src|href)="([^"]+)"', text)
    ]
    assert len(addresses) >= 6
    for address in addresses:
        assert demo.get(address.removeprefix(HERE)).status_code == 200, address


def test_addresses_are_those_that_others_reach(demo_state: State) -> None:
    settings = Settings.from_env({"YIZHAN_PUBLIC_URL": "https://gh.example/yizhan"})
    made = snippets_on(create_app(settings, demo_state).test_client().get("/embed/new").text)
    assert made["address"] == "https://gh.example/yizhan/embed"


def test_what_is_wrong_stands_beside_its_field(demo: FlaskClient) -> None:
    page = demo.get("/embed/new?ui=en&height=9&attribution=%22%3E%3Cscript%3E").text
    assert 'id="height-wrong"' in page
    assert 'aria-describedby="height-wrong"' in page
    assert '"><script>' not in page
    assert snippets_on(page) == {}


def test_the_page_keeps_its_language_whatever_the_frame_speaks(demo: FlaskClient) -> None:
    page = demo.get("/embed/new?ui=zh-CN&lang=en").text
    assert '<html lang="zh-CN">' in page
    assert "lang=en" in snippets_on(page)["address"]
    other = re.findall(r'<a href="\?([^"]+)" lang="en"', page)
    assert other
    assert "lang=en" in other[0]
    assert "ui=en" in other[0]
