"""What can be asked about what is near: the parameters, and the query that they mean."""

from datetime import datetime
from typing import Final

from locator.datum import to_wgs84
from locator.nearest import ANY_SITE, Mode, NearestQuery, Openness, SiteFilter
from locator.vocabulary import Access
from locator.words import Words
from web.api.parameters import Given, Parameter, by_name
from web.api.parameters.common import AMENITY, DATUM, KIND, LANG, SERVICE, TIER, WELCOME
from web.api.parameters.readers import choice, count, instant, number, yes_no

DEGREES: Final = Words("度", "degrees")
METRES: Final = Words("米", "metres")
MINUTES: Final = Words("分钟", "minutes")

LON: Final = number("lon", -180, 180, DEGREES, Words("经度", "longitude"), required=True)
LAT: Final = number("lat", -90, 90, DEGREES, Words("纬度", "latitude"), required=True)
K: Final = count(
    "k", 1, 50, 5, Words("最多几个;分组时为每组几个", "how many at most, or in each group")
)
OPEN: Final = instant(
    "open",
    Words(
        "any 不看是否开门;now 或某一时刻:只要那时开门的;grouped:先开门的,再未知的,再关门的",
        "any: whatever the status; now or an instant: only what is open then; "
        "grouped: open ones, then unknown ones, then closed ones",
    ),
    words=("any", "now", "grouped"),
)
AT: Final[Parameter[str | datetime | None]] = instant(
    "at",
    Words(
        "按哪一时刻判断开门与否,不写即此刻;open 给了时刻则以 open 为准",
        "the instant that statuses are judged at, now by default; an instant in open goes first",
    ),
)
ACCESS: Final[Parameter[Access | None]] = choice(
    "access",
    {access.value: access for access in Access},
    Words(
        "怎么进门:open 要求开门时,那一时刻就是这样进;否则任何时段这样进都算",
        "a way in: the one at that instant where open asks for open sites, else one at any hour",
    ),
)
MODES: Final[dict[str, Mode]] = {"walk": "walk", "ebike": "ebike", "straight": "straight"}
MODE: Final = choice(
    "mode",
    MODES,
    Words(
        "出行方式;有路网处按街道时间排,别处及 straight 按直线",
        "way of travelling: ranked by time by street where a street network is, "
        "else, and with straight, by the straight line",
    ),
    default="walk",
)
MAX_M: Final[Parameter[float | None]] = number(
    "max_m", 0, 20_100_000, METRES, Words("直线距离上限", "limit of the geodesic distance")
)
MAX_MIN: Final[Parameter[float | None]] = number(
    "max_min", 0, 100_000, MINUTES, Words("出行时间上限", "limit of the travel time")
)
COARSE: Final = yes_no(
    "coarse",
    Words(
        "是否包括只知道在哪个区、哪条街的站点",
        "include sites whose position is known only to the district or street",
    ),
)

FILTERS: Final = by_name(KIND, TIER, WELCOME, AMENITY, SERVICE, ACCESS, COARSE)
PARAMETERS: Final = by_name(
    *(LON, LAT, DATUM, K, OPEN, AT, KIND, TIER, WELCOME),
    *(AMENITY, SERVICE, ACCESS, MODE, MAX_M, MAX_MIN, COARSE, LANG),
)


def nearest_query(given: Given, now: datetime) -> NearestQuery:
    """Return the query that the parameters mean; `now` is the instant of asking."""
    lon, lat = to_wgs84(given[LON], given[LAT], given[DATUM])
    return NearestQuery(
        lon=lon,
        lat=lat,
        at=instant_of(given, now),
        k=given[K],
        where=site_filter(given),
        openness=openness_of(given),
        mode=given[MODE],
        max_m=given[MAX_M],
        max_min=given[MAX_MIN],
    )


def instant_of(given: Given, now: datetime) -> datetime:
    """Return the instant that statuses are judged at."""
    for wanted in (given[OPEN], given[AT]):
        if isinstance(wanted, datetime):
            return wanted
    return now


def openness_of(given: Given) -> Openness:
    """Return how the status is taken account of."""
    wanted = given[OPEN]
    if wanted == "any":
        return "any"
    return "grouped" if wanted == "grouped" else "open"


def site_filter(given: Given) -> SiteFilter:
    """Return the filter that the parameters mean."""
    if not given.any_of(FILTERS):
        return ANY_SITE
    return SiteFilter(
        kinds=given[KIND],
        tier=given[TIER],
        amenities=given[AMENITY],
        service=given[SERVICE],
        access=given[ACCESS],
        welcome=given[WELCOME],
        coarse=given[COARSE],
    )
