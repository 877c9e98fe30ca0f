from urllib.parse import quote

import pytest

from locator.reading import read_position

LON, LAT = 121.453142, 37.464793


@pytest.mark.parametrize(
    ("link", "datum", "name"),
    [
        # Amap
        (
            f"https://uri.amap.com/marker?position={LON},{LAT}&name=%E9%A9%BF%E7%AB%99",
            "gcj02",
            "驿站",
        ),
        (f"https://uri.amap.com/marker?position={LON},{LAT}&coordinate=wgs84", "wgs84", ""),
        (f"https://uri.amap.com/marker?markers={LON},{LAT},甲|116.4,39.9,乙", "gcj02", "甲"),
        (
            f"https://uri.amap.com/navigation?from=116.4,39.9,我&to={LON},{LAT},驿站&mode=walk",
            "gcj02",
            "驿站",
        ),
        (f"https://wb.amap.com/?q={LAT},{LON},某街1号&src=app", "gcj02", "某街1号"),
        (f"https://wb.amap.com/?p=B02%2C{LAT}%2C{LON}%2C%E7%94%B2%2C%E8%A1%97", "gcj02", "甲"),
        (f"m.amap.com/?q={LAT},{LON}", "gcj02", ""),
        (f"amapuri://route/plan/?dlat={LAT}&dlon={LON}&dname=驿站&dev=0&t=2", "gcj02", "驿站"),
        (f"androidamap://viewMap?poiname=驿站&lat={LAT}&lon={LON}&dev=1", "wgs84", "驿站"),
        (f"https://www.amap.com/dir?to[lnglat]={LON},{LAT}&to[name]=甲&type=walk", "gcj02", "甲"),
        (
            f"https://www.amap.com/dir?from%5Blnglat%5D=1,2&to%5Blnglat%5D={LON}%2C{LAT}",
            "gcj02",
            "",
        ),
        (f"https://m.amap.com/share/index/__q={LAT},{LON},甲&src=app", "gcj02", "甲"),
        (f"https://m.amap.com/share/index/src=app&__q={LAT}%2C{LON}%2C甲%2C街", "gcj02", "甲"),
        # Baidu
        (
            f"https://api.map.baidu.com/marker?location={LAT},{LON}&title=驿站&coord_type=gcj02",
            "gcj02",
            "驿站",
        ),
        (f"http://api.map.baidu.com/marker?location={LAT},{LON}&title=甲&content=乙", "bd09", "甲"),
        (
            f"https://api.map.baidu.com/direction?destination=name:甲|latlng:{LAT},{LON}&coord_type=wgs84",
            "wgs84",
            "甲",
        ),
        (f"baidumap://map/marker?location={LAT},{LON}&title=甲&coord_type=bd09ll", "bd09", "甲"),
        (f"http://api.map.baidu.com/marker?location={LAT},{LON}&coordtype=gcj02ll", "gcj02", ""),
        (f"http://map.baidu.com/?latlng={LAT},{LON}&title=甲&autoOpen=true", "bd09", "甲"),
        # Tencent
        (
            f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{LAT},{LON};title:甲;addr:街",
            "gcj02",
            "甲",
        ),
        (
            f"https://apis.map.qq.com/uri/v1/routeplan?to=甲&tocoord={LAT},{LON}&coord_type=1",
            "wgs84",
            "甲",
        ),
        (
            f"https://apis.map.qq.com/uri/v1/routeplan?to=甲&tocoord={LAT},{LON}&fromcoord=1,2",
            "gcj02",
            "甲",
        ),
        (f"https://map.qq.com/?type=marker&pointx={LON}&pointy={LAT}&name=甲", "gcj02", "甲"),
        (f"qqmap://map/routeplan?type=walk&to=甲&tocoord={LAT},{LON}", "gcj02", "甲"),
        (f"https://mapapi.qq.com/web/marker.html?marker=coord:{LAT},{LON};title:甲", "gcj02", "甲"),
        (
            f"https://3gimg.qq.com/lightmap/v1/marker/?marker=coord:{LAT},{LON};title:甲;addr:街",
            "gcj02",
            "甲",
        ),
        # OpenStreetMap
        (f"https://www.openstreetmap.org/?mlat={LAT}&mlon={LON}#map=17/37.1/121.1", "wgs84", ""),
        (f"https://www.openstreetmap.org/#map=17/{LAT}/{LON}", "wgs84", ""),
        # Apple, whose map of China is Amap's
        (f"https://maps.apple.com/?daddr={LAT},{LON}&dirflg=w", "gcj02", ""),
        (f"https://maps.apple.com/?ll={LAT},{LON}&q=甲", "gcj02", "甲"),
        # Google, which does not tell whether its streets or its pictures are meant
        (
            f"https://www.google.com/maps/place/Jia+Yi/@37.1,121.1,17z/data=!3d{LAT}!4d{LON}",
            None,
            "Jia Yi",
        ),
        (f"https://www.google.com/maps/@{LAT},{LON},17z", None, ""),
        (f"https://maps.google.com/?q={LAT},{LON}", None, ""),
        # RFC 5870, and Android's way
        (f"geo:{LAT},{LON}", "wgs84", ""),
        (f"geo:{LAT},{LON},100;crs=wgs84;u=10", "wgs84", ""),
        (f"geo:0,0?q={LAT},{LON}(驿站)", "wgs84", "驿站"),
        (f"GEO:{LAT},{LON}?z=15", "wgs84", ""),
        # within what an app shares
        (
            f"【工会驿站】某街1号 https://uri.amap.com/marker?position={LON},{LAT}",
            "gcj02",
            "工会驿站",
        ),
        (
            f"来看 https://surl.amap.com/abc 或 https://wb.amap.com/?q={LAT},{LON},甲 吧",
            "gcj02",
            "甲",
        ),
    ],
)
def test_links_with_a_position(link: str, datum: str | None, name: str) -> None:
    given = read_position(link)
    assert given is not None
    assert (given.lon, given.lat) == (LON, LAT)
    assert given.datum == datum
    assert given.name == name
    assert not given.swapped


def test_baidus_metres_are_read() -> None:
    # Yantai by published vectors: BD-09MC 13520964.963,4478737.206.
    path = quote("/poi/工会驿站/@13520964.963,4478737.206,19z")
    given = read_position(f"https://map.baidu.com{path}?uid=1")
    assert given is not None
    assert (given.lon, given.lat) == pytest.approx((121.459573246, 37.471079887), abs=1e-8)
    assert given.datum == "bd09"
    assert given.name == "工会驿站"


def test_outside_china_google_is_wgs84() -> None:
    given = read_position("https://www.google.com/maps/@48.85,2.35,17z")
    assert given is not None
    assert (given.lon, given.lat, given.datum) == (2.35, 48.85, "wgs84")


@pytest.mark.parametrize(
    "link",
    [
        "https://surl.amap.com/abcXYZ",
        "【工会驿站】 https://surl.amap.com/abcXYZ",
        "https://j.map.baidu.com/ab/cd",
        "https://maps.apple.com/?q=甲",
        "https://example.com/?q=37.4,121.4",
        "https://notamap.com/?position=121.4,37.4",
        "https://uri.amap.com/marker?position=200,95",
        "https://uri.amap.com/navigation?from=121.4,37.4,我",
        "https://map.baidu.com/@1,2,19z",
        "https://map.baidu.com/@99999999,99999999,19z",
        "https://api.map.baidu.com/marker?location=37.4,121.4&coord_type=mars",
        "https://www.openstreetmap.org/directions?to=37.4#map=17/37.4/121.4",
        "https://www.amap.com/dir?from[lnglat]=121.4,37.4",
        "https://qq.com/?marker=coord:37.4,121.4",
        "geo:0,0",
        "geo:37.4,121.4;crs=nad27",
        "geo:",
        "https://[::1/?q=37.4,121.4",
        "https://uri.amap.com/marker?" + "a=1&" * 200 + "position=121.4,37.4",
    ],
)
def test_links_without_a_position_give_none(link: str) -> None:
    assert read_position(link) is None
