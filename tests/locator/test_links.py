from urllib.parse import parse_qs, urlsplit

import pytest

from locator.datum import to_wgs84
from locator.errors import InvalidInput
from locator.links import navigation_links
from locator.reading import read_position

# By published vectors this is 116.403694625,39.91059051 in GCJ-02.
LON, LAT = 116.397451, 39.909187
NAME = "“甲”&乙#1, 驿站(东)"
ESCAPED = "%E2%80%9C%E7%94%B2%E2%80%9D%26%E4%B9%99%231%2C%20%E9%A9%BF%E7%AB%99%28%E4%B8%9C%29"


def test_links_are_as_the_apps_want_them() -> None:
    links = navigation_links(lon=LON, lat=LAT, name="驿站", address="南大街 1 号", app="yizhan")
    assert links == {
        "amap": "https://uri.amap.com/navigation?to=116.403695,39.910591,%E9%A9%BF%E7%AB%99"
        "&mode=walk&src=yizhan&callnative=1",
        "baidu": "https://api.map.baidu.com/marker?location=39.910591,116.403695"
        "&title=%E9%A9%BF%E7%AB%99&content=%E5%8D%97%E5%A4%A7%E8%A1%97%201%20%E5%8F%B7"
        "&coord_type=gcj02&output=html&src=yizhan",
        "tencent": "https://apis.map.qq.com/uri/v1/routeplan?type=walk&to=%E9%A9%BF%E7%AB%99"
        "&tocoord=39.910591,116.403695&coord_type=2&referer=yizhan",
        "apple": "https://maps.apple.com/?daddr=39.910591,116.403695&dirflg=w",
        "geo": "geo:39.909187,116.397451?q=39.909187,116.397451(%E9%A9%BF%E7%AB%99)",
    }


def test_names_cannot_break_a_link() -> None:
    links = navigation_links(lon=LON, lat=LAT, name=NAME, address="a&b=c#d")
    assert links["geo"] == f"geo:39.909187,116.397451?q=39.909187,116.397451({ESCAPED})"
    baidu = urlsplit(links["baidu"])
    assert parse_qs(baidu.query)["title"] == [NAME]
    assert parse_qs(baidu.query)["content"] == ["a&b=c#d"]
    assert baidu.fragment == ""
    assert parse_qs(urlsplit(links["tencent"]).query)["to"] == [NAME]
    # Amap parts the destination by commas, so the name must not bring one.
    (to,) = parse_qs(urlsplit(links["amap"]).query)["to"]
    assert to.split(",") == ["116.403695", "39.910591", "“甲”&乙#1， 驿站(东)"]


def test_a_ride_is_for_amap_only() -> None:
    walk = navigation_links(lon=LON, lat=LAT, name="甲", address="")
    ride = navigation_links(lon=LON, lat=LAT, name="甲", address="", mode="ride")
    assert "&mode=ride&" in ride.pop("amap")
    assert walk.pop("amap")
    assert walk == ride


def test_outside_china_nothing_is_shifted() -> None:
    links = navigation_links(lon=2.35, lat=48.85, name="甲", address="")
    assert "to=2.350000,48.850000,%E7%94%B2&" in links["amap"]
    assert links["apple"] == "https://maps.apple.com/?daddr=48.850000,2.350000&dirflg=w"


def test_every_link_leads_back_to_the_place() -> None:
    for app, link in navigation_links(lon=LON, lat=LAT, name="驿站", address="").items():
        given = read_position(link)
        assert given is not None, app
        assert given.datum is not None
        back = to_wgs84(given.lon, given.lat, given.datum)
        assert back == pytest.approx((LON, LAT), abs=2e-6), app
        assert given.name == ("" if app == "apple" else "驿站")


def test_a_place_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput):
        navigation_links(lon=float("nan"), lat=LAT, name="甲", address="")
