"""The way by street from a place to a site."""

from typing import Final

from locator.datum import from_wgs84, to_wgs84
from locator.errors import NotFound
from locator.model import Site
from locator.snapshot import Snapshot
from locator.streets import Route, StreetMode
from locator.vocabulary import Datum
from locator.words import Words
from web.api.answers import LineString, RouteAnswer, RouteStep
from web.api.nearest import LAT, LON
from web.api.operation import Asked, Operation
from web.api.parameters import by_name
from web.api.parameters.common import DATUM, LANG
from web.api.parameters.readers import choice, words
from web.api.serialising import DIGITS
from web.api.sites import LONGEST_ID

TO: Final = words(
    "to", LONGEST_ID, Words("目的站点的编号", "id of the site to go to"), required=True
)
STREET_MODES: Final[dict[str, StreetMode]] = {"walk": "walk", "ebike": "ebike"}
MODE: Final = choice("mode", STREET_MODES, Words("出行方式", "way of travelling"), default="walk")
NO_NETWORK: Final = Words(
    "没有载入这种出行方式的路网。", "No street network is loaded for this way of travelling."
)
OFF_NETWORK: Final = Words("这个位置不在路网上。", "This place is not on the street network.")
SITE_OFF_NETWORK: Final = Words("这个站点不在路网上。", "This site is not on the street network.")


def route(asked: Asked) -> RouteAnswer:
    """Answer the way. NotFound: no such site, or no way by street."""
    given, snapshot = asked.given, asked.snapshot
    mode, datum = given[MODE], given[DATUM]
    site = snapshot.site(given[TO] or "")
    if site is None or not site.active:
        raise NotFound(Words("没有这个编号的站点。", "No site has this id."))
    lon, lat = to_wgs84(given[LON], given[LAT], datum)
    way = way_to(site, snapshot, lon=lon, lat=lat, mode=mode)
    return RouteAnswer(
        revision=snapshot.revision,
        mode=mode,
        datum=datum,
        travel_m=round(way.travel_m, 1),
        travel_min=round(way.travel_min, 1),
        geometry=LineString("LineString", line_in(way, datum)),
        steps=tuple(RouteStep(step.name, round(step.metres, 1)) for step in way.steps),
    )


def way_to(site: Site, snapshot: Snapshot, *, lon: float, lat: float, mode: StreetMode) -> Route:
    """Return the way by street from a WGS-84 place to a site's door. NotFound: there is none."""
    streets, door = snapshot.streets.get(mode), site.entrance or site.position
    if streets is None:
        raise NotFound(NO_NETWORK)
    if streets.snap(lon=lon, lat=lat) is None:
        raise NotFound(OFF_NETWORK)
    way = streets.route(lon1=lon, lat1=lat, lon2=door.lon, lat2=door.lat) if door else None
    if way is None:
        raise NotFound(SITE_OFF_NETWORK)
    return way


def line_in(way: Route, datum: Datum) -> tuple[tuple[float, float], ...]:
    """Return the line of a way in a datum, to the centimetre; it has two points at least."""
    pairs = (from_wgs84(lon, lat, datum) for lon, lat in way.lonlats)
    line = tuple((round(lon, DIGITS), round(lat, DIGITS)) for lon, lat in pairs)
    return line if len(line) > 1 else line * 2


ROUTE: Final = Operation(
    name="route",
    path="/api/v1/route",
    summary=Words(
        "按街道去某站点的路线;只收 POST,坐标不进任何日志",
        "the way by street to a site; POST only, so that coordinates stay out of every log",
    ),
    parameters=by_name(LON, LAT, DATUM, TO, MODE, LANG),
    answer=RouteAnswer,
    run=route,
    methods=("POST",),
)
