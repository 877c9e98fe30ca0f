"""The page behind the QR code: everything public about a site, as text, with a way to report."""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from locator.datum import from_wgs84, position
from locator.hours import CHINA
from locator.model import AccessHours, OpeningHours, ServiceOffer, Site
from locator.vocabulary import Access, Datum, Kind, Welcome
from tests.web.conftest import SITES
from tests.web.made_up import HOSTILE, Memory, made_up_state
from web.app import create_app
from web.settings import Settings
from web.site import share_image
from web.site.week import week_of
from web.state import State

HERE = position(121.4, 37.5, Datum.WGS84)
FULL = Site(
    id="full",
    name="示例驿站",
    kind=Kind.STATION,
    code="T-77",
    host="示例银行",
    address="示例路1号",
    position=HERE,
    hours=OpeningHours("周一至周五8:00-22:00", "Mo-Fr 08:00-22:00"),
    access=(
        AccessHours(Access.SCAN, "Mo-Fr 18:00-22:00"),
        AccessHours(Access.STAFFED, "Mo-Fr 08:00-18:00"),
    ),
    welcome=Welcome.ANYONE,
    amenities=("aed", "water"),
    services=(ServiceOffer("legal", OpeningHours("每周四14:00-17:00", "Th 14:00-17:00")),),
    phone="0000-1234567",
    manager="王不公开",
    level="市级示范",
    awards=("最美驿站",),
    capacity=20,
    photos=("/photos/1.jpg", "https://elsewhere.example/2.jpg", "//elsewhere.example/3.jpg"),
    note="内部说明",
    source="示例来源",
    verified_on=date(2026, 10, 1),
)
OPEN_ALWAYS = OpeningHours("24小时", "24/7")


def near(number: int, **facts: Any) -> Site:
    place = position(121.4 + number / 1000, 37.5, Datum.WGS84)
    plain = Site(id=f"n{number}", name=f"邻居{number}", position=place, hours=OPEN_ALWAYS)
    return replace(plain, **facts)


def client_of(*sites: Site, **settings: Any) -> FlaskClient:
    return create_app(Settings(**settings), State(Memory(sites, ()))).test_client()


def linked_data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


@pytest.fixture
def page() -> str:
    return client_of(FULL, public_url="https://yizhan.example").get("/s/full?lang=zh-CN").text


def test_everything_public_is_there_and_nothing_else(page: str) -> None:
    for told in (
        "示例驿站", "周一至周五8:00-22:00", "T-77", "示例银行", "示例路1号", "谁都能进", "AED",
        "饮水", "法律", "每周四14:00-17:00", 'href="tel:0000-1234567"', "市级示范", "20 人",
        "最美驿站", "2026-10-01 核实", "示例来源", "有人值守 08:00–18:00", "微信扫码 18:00–22:00",
    ):  # fmt: skip
        assert told in page, told
    for kept in ("王不公开", "内部说明", "elsewhere.example"):
        assert kept not in page, kept
    assert 'href="/photos/1.jpg"' in page


def test_links_hand_the_destination_over_in_order_and_datum(page: str) -> None:
    links = dict(re.findall(r'href="([^"]+)"[^>]* data-app="(\w+)"', page))
    by_app = {app: unescape(link) for link, app in links.items()}
    assert set(by_app) == {"amap", "baidu", "tencent", "apple", "geo"}
    lon, lat = from_wgs84(121.4, 37.5, Datum.GCJ02)
    assert f"to={lon:.6f},{lat:.6f}," in by_app["amap"]
    assert f"location={lat:.6f},{lon:.6f}&" in by_app["baidu"]
    assert f"tocoord={lat:.6f},{lon:.6f}&" in by_app["tencent"]
    assert by_app["geo"].startswith("geo:37.500000,121.400000?")


def test_inside_wechat_copying_comes_first_and_geo_is_left_out() -> None:
    agent = {"User-Agent": "Mozilla/5.0 MicroMessenger/8.0.50"}
    page = client_of(FULL).get("/s/full?lang=zh-CN", headers=agent).text
    assert 'data-app="geo"' not in page
    assert page.index("data-copy=") < page.index("在浏览器打开") < page.index('data-app="amap"')


def test_the_week_is_the_schedule_day_by_day() -> None:
    state = State(Memory((FULL,), ()))
    thursday = datetime(2026, 9, 24, 15, 0, tzinfo=CHINA)  # the day before Mid-Autumn 2026
    site = replace(FULL, hours=replace(FULL.hours, workdays=True))
    week = week_of(site, state.snapshot().calendar, at=thursday)
    assert [day.name.en for day in week][:2] == ["Thu 09-24", "Fri 09-25"]
    assert [day.hours.en for day in week] == ["08:00–22:00", *["closed"] * 3, *["08:00–22:00"] * 3]
    assert week_of(replace(FULL, hours=OpeningHours("以站点为准")), state.snapshot().calendar,
                   at=thursday) == ()  # fmt: skip


def test_schema_org_says_the_same() -> None:
    told = linked_data(client_of(FULL, public_url="https://yizhan.example").get("/s/full").text)
    assert (told["@type"], told["name"]) == ("Place", "示例驿站")
    assert told["url"] == "https://yizhan.example/s/full"
    assert told["geo"] == {"@type": "GeoCoordinates", "longitude": 121.4, "latitude": 37.5}
    assert told["telephone"] == "0000-1234567"
    for day in told["openingHoursSpecification"]:
        assert (day["opens"], day["closes"]) == ("08:00", "22:00")
        assert date.fromisoformat(day["validFrom"]).weekday() < 5


def test_the_share_image_is_a_picture_of_the_site(page: str) -> None:
    if not share_image.can_draw():
        pytest.skip("no Chinese font here: apt install fonts-noto-cjk")
    assert 'property="og:image" content="https://yizhan.example/s/full.png"' in page
    answer = client_of(FULL).get("/s/full.png")
    assert answer.mimetype == "image/png"
    picture = Image.open(BytesIO(answer.data))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    other = client_of(replace(FULL, name="另一个驿站")).get("/s/full.png")
    assert other.data != answer.data
    assert client_of(FULL).get("/s/none.png").status_code == 404


def test_without_a_font_there_is_no_share_image(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.site.routes.can_draw", lambda: False)
    client = client_of(FULL)
    assert "og:image" not in client.get("/s/full").text
    assert client.get("/s/full.png").status_code == 404


def test_neighbours_are_the_nearest_three_that_are_open() -> None:
    closed = OpeningHours("停", "off")
    sites = (FULL, *(near(n) for n in (1, 3, 4, 5)), near(2, hours=closed), near(60))
    page = client_of(*sites).get("/s/full").text
    assert re.findall(r'href="/s/(n\d+)', page) == ["n1", "n3", "n4"]


def test_a_deactivated_site_says_so_and_sends_nobody_there() -> None:
    page = client_of(replace(FULL, active=False), near(1)).get("/s/full?lang=zh-CN")
    assert page.status_code == 200
    assert "已经停用" in page.text
    assert "data-app=" not in page.text
    assert 'id="report"' not in page.text
    assert "openingHoursSpecification" not in page.text
    assert 'href="/s/n1' in page.text


def test_a_hotline_is_not_spoken_of_as_a_place(client: FlaskClient) -> None:
    hotline = next(site for site in SITES if site.kind is Kind.REMOTE)
    page = client.get(f"/s/{hotline.id}").get_data(as_text=True)
    assert 'value="hours_wrong"' in page
    assert 'value="locked"' not in page
    assert 'value="not_found"' not in page
    for label in ("怎么进", "谁能进", "设施"):
        assert label not in page


def test_an_unknown_id_is_a_page_that_leads_on() -> None:
    answer = client_of(FULL).get("/s/none?lang=zh-CN")
    assert answer.status_code == 404
    assert "没有这个编号的站点" in answer.text


def test_the_made_up_city_is_called_so() -> None:
    state = made_up_state()
    page = create_app(Settings(), state).test_client().get(f"/s/{state.snapshot().sites[0].id}")
    assert "虚构城市" in page.text


@pytest.mark.parametrize(
    "name", [HOSTILE, "${alert(1)}", "</script>", "\u202eevil\u2067\u200f", "长" * 10_000]
)
def test_a_hostile_name_is_text_everywhere(name: str) -> None:
    site = replace(FULL, name=name, host=name, address=name, level=name, awards=(name,))
    client = client_of(site, near(1, name=name))
    page = client.get("/s/full").text
    assert linked_data(page)["name"] == name
    assert "<img src=x" not in page
    assert page.count("<script") == page.count("</script>") == 3
    heading = re.search(r"<h1><bdi>(.*?)</bdi></h1>", page, re.DOTALL)
    assert heading
    assert unescape(heading[1]) == name
    if share_image.can_draw():
        assert client.get("/s/full.png").status_code == 200


def test_no_policy_is_loosened_and_nothing_is_inline(page: str) -> None:
    answer = client_of(FULL).get("/s/full")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)


def test_the_form_gives_a_code_that_can_be_looked_up(client: FlaskClient) -> None:
    sent = client.post("/s/s1/report?lang=zh-CN", data={"kind": "not_found"})
    assert sent.status_code == 303
    shown = client.get(sent.location)
    code = sent.location.split("/r/")[1][:8]
    for told in (code, "找不到这个地方", "已收到", SITES[0].name):
        assert told in shown.text
    found = client.get("/r", query_string={"code": f" {code.lower()} "})
    assert found.status_code == 302
    assert code in client.get(found.location).text
    assert client.get("/r/ABCDEFGH").status_code == 404


def test_the_form_takes_known_kinds_of_own_pages_only(client: FlaskClient) -> None:
    path, good = "/s/s1/report", {"kind": "locked"}
    assert client.post(path, data={"kind": "boring"}).status_code == 400
    assert client.post("/s/none/report", data=good).status_code == 404
    for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert client.post(path, data=good, headers=foreign).status_code == 403
    for own in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        assert client.post(path, data=good, headers=own).status_code == 303
