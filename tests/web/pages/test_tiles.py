import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from locator.errors import InvalidInput
from tests.web.made_up import made_up_state
from web.app import create_app
from web.settings import Settings
from web.state import State

URL = "https://tiles.example:8443/{z}/{x}/{y}.png?style=1"
NUMBER = "GS(2000)0000号"
FILE = {"YIZHAN_TILES": "pmtiles", "YIZHAN_TILES_FILE": "/srv/city.pmtiles"}
XYZ = {"YIZHAN_TILES": "xyz", "YIZHAN_TILES_URL": URL}


@pytest.fixture(scope="module")
def city() -> State:
    return made_up_state()


def page_with(city: State, environ: dict[str, str]) -> tuple[dict[str, object], str]:
    """Return what the page tells its map script, and where pictures may come from."""
    client: FlaskClient = create_app(Settings.from_env(environ), city).test_client()
    answer = client.get("/")
    told = re.search(r'data-map="([^"]*)"', answer.get_data(as_text=True))
    images = re.search(r"img-src ([^;]*);", answer.headers["Content-Security-Policy"])
    assert told
    assert images
    return json.loads(unescape(told[1])), images[1]


def test_without_tiles_the_streets_are_our_own(city: State) -> None:
    facts, images = page_with(city, {})
    assert facts == {"backdrop": "/data/backdrop.json"}
    assert images == "'self' data:"
    answer = create_app(Settings(), city).test_client().get("/data/backdrop.json")
    themes = {theme: data["type"] for theme, data in json.loads(answer.data)}
    assert themes["water"] == "FeatureCollection"


def test_a_city_that_is_not_made_up_has_no_made_up_streets(client: FlaskClient) -> None:
    assert 'data-map="{}"' in client.get("/").get_data(as_text=True)


def test_the_streets_are_sent_only_when_changed(city: State) -> None:
    client = create_app(Settings(), city).test_client()
    tag = client.get("/data/backdrop.json").headers["ETag"]
    assert client.get("/data/backdrop.json", headers={"If-None-Match": tag}).status_code == 304


def test_tiles_come_from_the_host_that_was_set_and_no_other(city: State) -> None:
    facts, images = page_with(
        city,
        XYZ
        | {
            "YIZHAN_MAP_APPROVAL": NUMBER,
            "YIZHAN_TILES_DATUM": "gcj02",
            "YIZHAN_TILES_ATTRIBUTION": '<b>"示例"</b>',
        },
    )
    assert facts["tiles"] == {
        "urls": [URL],
        "datum": "gcj02",
        "attribution": '<b>"示例"</b>',
        "approval": NUMBER,
    }
    assert images == "'self' data: https://tiles.example:8443"


def test_tianditu_has_a_map_and_its_names_and_is_not_shifted(city: State) -> None:
    environ = {"YIZHAN_TILES": "tianditu", "YIZHAN_TIANDITU_KEY": "abc123"}
    facts, images = page_with(city, environ | {"YIZHAN_MAP_APPROVAL": NUMBER})
    tiles = facts["tiles"]
    assert isinstance(tiles, dict)
    assert [re.search(r"LAYER=(\w+)", url)[1] for url in tiles["urls"]] == ["vec", "cva"]  # type: ignore[index]  # it is there
    assert all("tk=abc123" in url and "{x}" in url for url in tiles["urls"])
    assert tiles["datum"] == "wgs84"
    assert images == "'self' data: https://t0.tianditu.gov.cn"


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        (XYZ, {"YIZHAN_MAP_APPROVAL"}),
        (XYZ | {"YIZHAN_MAP_APPROVAL": "  "}, {"YIZHAN_MAP_APPROVAL"}),
        (
            {"YIZHAN_TILES": "tianditu"},
            {"YIZHAN_MAP_APPROVAL", "YIZHAN_TIANDITU_KEY"},
        ),
        ({"YIZHAN_TILES": "xyz", "YIZHAN_REGION": "SG"}, {"YIZHAN_TILES_URL"}),
        ({"YIZHAN_TILES": "pmtiles", "YIZHAN_REGION": "SG"}, {"YIZHAN_TILES_FILE"}),
        (FILE, {"YIZHAN_MAP_APPROVAL"}),
        (FILE | {"YIZHAN_TILES_FILE": "a\nb", "YIZHAN_REGION": "SG"}, {"YIZHAN_TILES_FILE"}),
        (XYZ | {"YIZHAN_TILES_URL": "https://tiles.example/1.png"}, {"YIZHAN_TILES_URL"}),
        (XYZ | {"YIZHAN_TILES_URL": "https://{s}.example/{z}/{x}/{y}"}, {"YIZHAN_TILES_URL"}),
        (XYZ | {"YIZHAN_TILES_URL": "https://a.example; x/{z}/{x}/{y}"}, {"YIZHAN_TILES_URL"}),
        ({"YIZHAN_TILES": "osm"}, {"YIZHAN_TILES"}),
        ({"YIZHAN_TILES_DATUM": "bd09"}, {"YIZHAN_TILES_DATUM"}),
        ({"YIZHAN_REGION": "China"}, {"YIZHAN_REGION"}),
    ],
)
def test_what_the_law_or_the_map_lacks_is_told_at_the_start(
    environ: dict[str, str], named: set[str]
) -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_env(environ)
    assert {problem.field for problem in caught.value.problems} == named


def test_outside_china_no_number_is_asked_for() -> None:
    assert Settings.from_env(XYZ | {"YIZHAN_REGION": "SG"}).tiles_url == URL
