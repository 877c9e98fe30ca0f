"""Parameters that several operations share."""

from typing import Final

from locator.vocabulary import AMENITIES, SERVICES, Datum, Kind, Tier, Welcome
from locator.words import Lang, Words
from web.api.parameters.parameter import Parameter
from web.api.parameters.readers import choice, codes_of

LANG: Final[Parameter[Lang | None]] = choice(
    "lang",
    {"zh-CN": "zh-CN", "en": "en"},
    Words(
        "句子的语言;不写则看 Accept-Language",
        "language of the sentences; left out, Accept-Language decides",
    ),
)
DATUM: Final = choice(
    "datum",
    {datum.value: datum for datum in Datum},
    Words("坐标系,收到的与返回的坐标都用它", "datum of the coordinates, given and answered"),
    default="wgs84",
)
KIND: Final = codes_of(
    "kind",
    {kind.value: kind for kind in Kind},
    Words(
        "哪几类站点;候选点只在点名时给出",
        "kinds of site; candidate sites are given only where they are named",
    ),
)
TIER: Final[Parameter[Tier | None]] = choice(
    "tier",
    {tier.value: tier for tier in Tier},
    Words("在工会网络中的层级", "place in a union's network"),
)
WELCOME: Final[Parameter[Welcome | None]] = choice(
    "welcome", {each.value: each for each in Welcome}, Words("谁能进", "who may enter")
)
AMENITY: Final = codes_of(
    "amenity",
    {code: code for code in AMENITIES},
    Words("设施,须全部具备", "amenities, all of which it must have"),
)
SERVICE: Final[Parameter[str | None]] = choice(
    "service",
    {code: code for code in SERVICES},
    Words("提供的服务,按服务自己的时间判断", "a service it must offer, judged by its own hours"),
)
