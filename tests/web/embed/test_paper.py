"""The linked picture and the printed list: codes lead home, dots stand where sites are."""

import re
from dataclasses import replace
from io import BytesIO
from math import cos, radians

import pytest
import segno
from flask.testing import FlaskClient
from PIL import Image

from geodata.demo import demo_city
from geodata.fonts import font_files
from locator.vocabulary import Accuracy
from tests.web.made_up import Memory
from web.app import create_app
from web.embed.card import CARD_SIZE, PANEL
from web.settings import Settings
from web.site.share_image import share_image
from web.state import State

STREET = "demo-street-01"
needs_font = pytest.mark.skipif(
    not any(font_files()), reason="no Chinese font on this machine: apt install fonts-noto-cjk"
)


def drawn(client: FlaskClient, query: str = "") -> "Image.Image":
    answer = client.get(f"/embed/card.png{query}")
    assert answer.status_code == 200
    return Image.open(BytesIO(answer.data)).convert("L")


def code_in(image: "Image.Image") -> list[list[bool]]:
    """Return the QR code at the bottom right, read back from pixels."""
    left = CARD_SIZE[0] - PANEL
    panel = image.crop((left, 300, *CARD_SIZE))
    dark = panel.point(lambda value: 255 if value < 10 else 0)
    box = dark.getbbox()
    assert box
    west, north, east, _ = box
    finder = next(x for x in range(west, east) if panel.getpixel((x, north)) != 0) - west
    module = finder // 7
    count = (east - west) // module
    middle = module // 2
    return [
        [
            panel.getpixel((west + x * module + middle, north + y * module + middle)) == 0
            for x in range(count)
        ]
        for y in range(count)
    ]


@needs_font
def test_the_code_on_the_picture_is_the_link(demo: FlaskClient) -> None:
    image = drawn(demo, f"?jurisdiction={STREET}&lang=en")
    assert image.size == CARD_SIZE
    link = f"http://localhost/?area={STREET}&lang=en"
    expected = segno.make_qr(link, error="m").matrix
    assert code_in(image) == [[bool(each) for each in row] for row in expected]


@needs_font
def test_dots_stand_where_sites_are() -> None:
    city = demo_city()
    assert city.sites[0].position
    corners = [(123.50, 31.50), (123.53, 31.50), (123.50, 31.52), (123.51, 31.51)]
    sites = tuple(
        replace(
            site,
            entrance=None,
            position=replace(city.sites[0].position, lon=lon, lat=lat, accuracy=Accuracy.EXACT),
        )
        for site, (lon, lat) in zip(city.sites, corners, strict=False)
    )
    state = State(Memory(sites, ()))
    client = create_app(Settings(), state).test_client()
    answer = client.get("/embed/card.png?color=ff0000&bbox=123,31,124,32")
    image = Image.open(BytesIO(answer.data)).convert("RGB")
    state.close()
    # One scale both ways: places keep their shape, and their middle is the middle.
    width, height = CARD_SIZE[0] - PANEL, CARD_SIZE[1]
    squeeze = cos(radians(31.51))
    scale = min(width / (0.03 * squeeze), height / 0.02) / 1.16
    ink = image.getpixel((CARD_SIZE[0] - 5, 5))
    for lon, lat in corners:
        x = width / 2 + (lon - 123.515) * squeeze * scale
        y = height / 2 - (lat - 31.51) * scale
        assert image.getpixel((round(x), round(y))) == ink


@needs_font
def test_the_picture_says_that_a_city_is_made_up() -> None:
    site = demo_city().sites[0]
    panels, shared = [], []
    for name in (site.id, "real"):
        own = replace(site, id=name)
        state = State(Memory((own,), ()))
        picture = drawn(create_app(Settings(), state).test_client())
        panels.append(picture.crop((CARD_SIZE[0] - PANEL, 0, CARD_SIZE[0], 100)).tobytes())
        shared.append(share_image(own))
        state.close()
    assert panels[0] != panels[1]
    assert shared[0] != shared[1]


@needs_font
def test_the_picture_changes_with_the_data_and_with_nothing_else(demo: FlaskClient) -> None:
    one, two = (demo.get("/embed/card.png") for _ in range(2))
    assert one.headers["ETag"] == two.headers["ETag"]
    city = demo_city()
    state = State(Memory(city.sites[:-40], city.unions))
    other = create_app(Settings(), state).test_client().get("/embed/card.png")
    assert other.headers["ETag"] != one.headers["ETag"]
    state.close()


@needs_font
def test_the_picture_of_an_empty_place_says_so(demo: FlaskClient) -> None:
    sides = []
    for lang in ("zh-CN", "en"):
        picture = drawn(demo, f"?bbox=0,0,1,1&lang={lang}")
        side = picture.crop((0, 0, CARD_SIZE[0] - PANEL, CARD_SIZE[1]))
        shades = side.tobytes()
        assert max(shades) - min(shades) > 100  # there is writing on it
        sides.append(shades)
    assert sides[0] != sides[1]


def test_the_list_prints_every_station_of_a_street(demo: FlaskClient, demo_state: State) -> None:
    page = demo.get(f"/embed/print?jurisdiction={STREET}&lang=zh-CN").text
    snapshot = demo_state.snapshot()
    (street,) = (union for union in snapshot.jurisdictions.unions if union.id == STREET)
    names = [
        site.name
        for site in snapshot.sites
        if site.position
        and site.kind not in ("candidate", "remote")
        and street in snapshot.jurisdictions.chain_of_site(site)
    ]
    assert sorted(re.findall(r"<h2>(.+?)</h2>", page)) == sorted(names)
    assert page.count("<svg") == len(names)


def test_the_codes_on_the_list_are_the_sites_own(demo: FlaskClient, demo_state: State) -> None:
    page = demo.get(f"/embed/print?jurisdiction={STREET}").text
    links = {site.name: f"http://localhost/s/{site.id}" for site in demo_state.snapshot().sites}
    for block in page.split("<li>")[1:4]:
        (name,) = re.findall("<h2>(.+?)</h2>", block)
        (side,) = re.findall(r'viewBox="0 0 (\d+)', block)
        modules = [[False] * int(side) for _ in range(int(side))]
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", block):
            for step in range(int(length)):
                modules[int(y)][int(x) + step] = True
        expected = segno.make_qr(links[name], error="m").matrix
        inner = [row[4:-4] for row in modules[4:-4]]
        assert inner == [[bool(each) for each in row] for row in expected]
