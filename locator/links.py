"""Links that hand a destination over to a navigation app.

Only the destination is in a link: where the rider stands is nobody else's business.
"""

from typing import Literal
from urllib.parse import quote

from locator.datum import from_wgs84
from locator.vocabulary import Datum

DECIMALS = 6  # 0.1 m


def navigation_links(
    *,
    lon: float,
    lat: float,
    name: str,
    address: str,
    app: str = "yizhan",
    mode: Literal["walk", "ride"] = "walk",
) -> dict[str, str]:
    """Return a link for each navigation app, by the app's name.

    Amap, Baidu and Tencent take GCJ-02 when told so. Apple documents no datum; in China
    its map is Amap's, and WGS-84 pairs come out off by the GCJ-02 shift
    (dpa99c/phonegap-launch-navigator issue 186), so it gets GCJ-02 as well. Outside
    China the two are the same. ``geo:`` is WGS-84 by RFC 5870.

    Parameters
    ----------
    lon, lat : float
        Destination in WGS-84 degrees.
    name, address : str
        What the app shows at the destination.
    app : str
        Who sends the rider, as Amap, Baidu and Tencent want to know.
    mode : {"walk", "ride"}
        How Amap is to route; the others take walkers only.

    Returns
    -------
    dict of str to str
        Keys amap, baidu, tencent, apple and geo.

    Raises
    ------
    InvalidInput
        The position is not finite or not on the globe.
    """
    gcj_lon, gcj_lat = (_degrees(value) for value in from_wgs84(lon, lat, Datum.GCJ02))
    title, place, source = _escaped(name), _escaped(address), _escaped(app)
    point = f"{_degrees(lat)},{_degrees(lon)}"
    return {
        "amap": f"https://uri.amap.com/navigation?to={gcj_lon},{gcj_lat},{_amap_name(name)}"
        f"&mode={mode}&src={source}&callnative=1",
        "baidu": f"https://api.map.baidu.com/marker?location={gcj_lat},{gcj_lon}&title={title}"
        f"&content={place}&coord_type=gcj02&output=html&src={source}",
        "tencent": f"https://apis.map.qq.com/uri/v1/routeplan?type=walk&to={title}"
        f"&tocoord={gcj_lat},{gcj_lon}&coord_type=2&referer={source}",
        "apple": f"https://maps.apple.com/?daddr={gcj_lat},{gcj_lon}&dirflg=w",
        "geo": f"geo:{point}?q={point}({title})",
    }


def _degrees(value: float) -> str:
    return f"{value:.{DECIMALS}f}"


def _escaped(text: str) -> str:
    return quote(text, safe="")


def _amap_name(name: str) -> str:
    """Return the name for a list in which commas part the fields."""
    return _escaped(name.replace(",", "，"))
