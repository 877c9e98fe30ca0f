"""Links of map apps and ``geo:`` URIs that carry a position, read without calling anybody."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from locator.datum import from_bd09mc, outside_china
from locator.errors import InvalidInput
from locator.reading.given import GivenPosition, on_globe
from locator.vocabulary import Datum

LINK = re.compile(
    r"(?:https?|geo|amapuri|androidamap|iosamap|baidumap|bdapp|qqmap|comgooglemaps):[^\s<>\"“”【】]+"
    r"|[a-z0-9.-]{0,40}\b(?:amap\.com|map\.baidu\.com|map\.qq\.com|maps\.apple\.com)/[^\s<>\"“”【】]+",
    re.IGNORECASE,
)
FIELDS = 100  # parameters in a link; no app sends more

NUMBER = r"-?\d{1,3}(?:\.\d{1,20})?"
LON_LAT = re.compile(rf"\s*(?P<lon>{NUMBER})\s*,\s*(?P<lat>{NUMBER})(?![\d.])")
LAT_LON = re.compile(rf"\s*(?P<lat>{NUMBER})\s*,\s*(?P<lon>{NUMBER})(?![\d.])")
BAIDU_METRES = re.compile(r"(-?\d{5,8}(?:\.\d{1,20})?),(-?\d{5,8}(?:\.\d{1,20})?)")
AMAP_SHARED = re.compile(r"/share/index/.*?\b__q=(?P<place>[^&]*)")
OSM_VIEW = re.compile(
    rf"map=\d{{1,2}}(?:\.\d{{1,6}})?/(?P<lat>{NUMBER})/(?P<lon>{NUMBER})(?![\d.])"
)
GOOGLE_PLACE = re.compile(rf"!3d(?P<lat>{NUMBER})!4d(?P<lon>{NUMBER})")

BAIDU_DATUMS = {
    **dict.fromkeys(("", "bd09ll"), Datum.BD09),
    **dict.fromkeys(("gcj02", "gcj02ll"), Datum.GCJ02),
    **dict.fromkeys(("wgs84", "wgs84ll"), Datum.WGS84),
}

Fields = Mapping[str, str]
Reader = Callable[[SplitResult, Fields], GivenPosition | None]


def read_link(link: str, title: str = "") -> GivenPosition | None:
    """Return the position in a link, if it is of a kind known and holds one.

    Parameters
    ----------
    link : str
        As shared or pasted; the scheme may be missing.
    title : str
        What the place is called where the link does not tell.
    """
    try:
        parts = urlsplit(link if ":" in link.partition("/")[0] else f"https://{link}")
        fields = dict(parse_qsl(parts.query, max_num_fields=FIELDS))
        parts = parts._replace(path=unquote(parts.path))
        site = f"{parts.scheme}:{parts.hostname or ''}"
    except ValueError:  # more parameters than any app sends, or no host that can be
        return None
    for known, read in READERS:
        if known.search(site):
            given = read(parts, fields)
            return replace(given, name=given.name or title) if given else None
    return None


def _amap(parts: SplitResult, fields: Fields) -> GivenPosition | None:
    gps = fields.get("coordinate") == "wgs84" or fields.get("dev") == "1"
    shared = AMAP_SHARED.search(parts.path)
    found = (
        _match(LON_LAT, fields, "position", "to", "dest", "markers", "to[lnglat]")
        or _match(LAT_LON, fields, "q")
        or LAT_LON.match(shared["place"] if shared else "")
        or LAT_LON.match(fields.get("p", "").partition(",")[2])  # p=id,lat,lon,name,address
        or _match_apart(fields, ("dlon", "dlat"), ("lon", "lat"), ("lng", "lat"))
    )
    name = _field(fields, "name", "dname", "poiname", "destName", "to[name]")
    if found and not name:
        name = found.string[found.end() :].lstrip(",").partition(",")[0].partition("|")[0]
    return _given(found, Datum.WGS84 if gps else Datum.GCJ02, name)


def _baidu(parts: SplitResult, fields: Fields) -> GivenPosition | None:
    name = _field(fields, "title", "name")
    told = _field(fields, "location", "latlng", "destination")  # lat,lon or name:…|latlng:…
    if told:
        named = dict(part.partition(":")[::2] for part in told.split("|"))
        found = LAT_LON.match(named.get("latlng", told))
        datum = BAIDU_DATUMS.get(_field(fields, "coord_type", "coordtype"))
        return _given(found, datum, name or named.get("name", "")) if datum else None
    before, _, place = parts.path.partition("@")
    metres = BAIDU_METRES.match(place or fields.get("c", ""))
    if metres is None:
        return None
    try:
        lon, lat = from_bd09mc(float(metres[1]), float(metres[2]))
    except InvalidInput:
        return None
    return GivenPosition(lon=lon, lat=lat, datum=Datum.BD09, name=name or _place_name(before))


def _tencent(_: SplitResult, fields: Fields) -> GivenPosition | None:
    marker = dict(part.partition(":")[::2] for part in fields.get("marker", "").split(";"))
    found = (
        _match(LAT_LON, marker, "coord")
        or _match(LAT_LON, fields, "tocoord", "coord")
        or _match_apart(fields, ("pointx", "pointy"))
    )
    datum = Datum.WGS84 if fields.get("coord_type") == "1" else Datum.GCJ02
    return _given(found, datum, marker.get("title") or _field(fields, "to", "name", "title"))


def _apple(_: SplitResult, fields: Fields) -> GivenPosition | None:
    """Read a link of Apple's; its map of China is Amap's (see `locator.links`)."""
    found = _match(LAT_LON, fields, "daddr", "ll", "coordinate", "q")
    name = "" if LAT_LON.match(fields.get("q", "")) else _field(fields, "q", "name")
    return _given(found, Datum.GCJ02, name)


def _google(parts: SplitResult, fields: Fields) -> GivenPosition | None:
    """Read a link of Google's: in China its streets are GCJ-02, its pictures WGS-84."""
    before, _, view = parts.path.partition("@")
    found = (
        GOOGLE_PLACE.search(parts.path)
        or _match(LAT_LON, fields, "destination", "daddr", "query", "q", "ll")
        or LAT_LON.match(view)
    )
    given = _given(found, Datum.WGS84, _place_name(before))
    if given and not outside_china(given.lon, given.lat):
        return replace(given, datum=None)
    return given


def _osm(parts: SplitResult, fields: Fields) -> GivenPosition | None:
    """Read a link of OpenStreetMap's: its marker, else what is in the middle of the map."""
    found = _match_apart(fields, ("mlon", "mlat"))
    if found is None and parts.path in ("", "/"):
        found = OSM_VIEW.search(parts.fragment)
    return _given(found, Datum.WGS84, "")


def _geo(parts: SplitResult, fields: Fields) -> GivenPosition | None:
    """Read a URI of RFC 5870, or Android's ``geo:0,0?q=lat,lon(name)``."""
    point, *parameters = parts.path.lower().split(";")
    if any(part.startswith("crs=") and part != "crs=wgs84" for part in parameters):
        return None
    asked = LAT_LON.match(fields.get("q", ""))
    name = asked.string[asked.end() :].strip().removeprefix("(").removesuffix(")") if asked else ""
    return _given(asked or LAT_LON.match(point), Datum.WGS84, name)


READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"^(?:amapuri|androidamap|iosamap):|[:.]amap\.com$"), _amap),
    (re.compile(r"^(?:baidumap|bdapp):|[:.]map\.baidu\.com$"), _baidu),
    (re.compile(r"^qqmap:|[:.]map\.qq\.com$|:mapapi\.qq\.com$|:3gimg\.qq\.com$"), _tencent),
    (re.compile(r":maps\.apple\.com$"), _apple),
    (re.compile(r"^comgooglemaps:|[:.]google\.[a-z.]{2,6}$"), _google),
    (re.compile(r"[:.](?:openstreetmap|osm)\.org$"), _osm),
    (re.compile(r"^geo:"), _geo),
)


def _match(pattern: re.Pattern[str], fields: Fields, *names: str) -> re.Match[str] | None:
    found = (pattern.match(fields[name]) for name in names if name in fields)
    return next((match for match in found if match), None)


def _match_apart(fields: Fields, *names: tuple[str, str]) -> re.Match[str] | None:
    pairs = (f"{fields[x]},{fields[y]}" for x, y in names if x in fields and y in fields)
    return next((match for match in map(LON_LAT.fullmatch, pairs) if match), None)


def _given(found: re.Match[str] | None, datum: Datum, name: str) -> GivenPosition | None:
    if found is None:
        return None
    lon, lat = float(found["lon"]), float(found["lat"])
    if not on_globe(lon=lon, lat=lat) or lon == lat == 0:  # 0,0 is Android's "nowhere"
        return None
    return GivenPosition(lon=lon, lat=lat, datum=datum, name=name.strip())


def _field(fields: Fields, *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def _place_name(path: str) -> str:
    """Return the name in a path such as /poi/NAME/ or /maps/place/NAME/."""
    _, marker, name = path.rpartition("/poi/") if "/poi/" in path else path.rpartition("/place/")
    return name.strip("/").replace("+", " ") if marker else ""
