"""Settings of the map service that staff may ask where an address is."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from locator.errors import Problem, problem
from locator.words import Words, same
from web.settings.readers import Setting, one_of, text_of

GEOCODERS: Final = ("none", "amap", "tianditu")
KEYS: Final = re.compile(r"[0-9A-Za-z]*")


@dataclass(frozen=True, kw_only=True)
class GeocoderSettings:
    """Who is asked where an address is."""

    geocoder: Annotated[
        str,
        Setting(
            one_of(*GEOCODERS),
            same(" | ".join(GEOCODERS)),
            Words(
                "工作台和 import --geocode 按地址找位置时问谁:none 不问,amap 高德,"
                "tianditu 天地图;地址会发给该服务",
                "whom the desk and import --geocode ask where an address is: none, amap or "
                "tianditu, which is sent the address",
            ),
        ),
    ] = "none"
    geocoder_key: Annotated[
        str,
        Setting(
            text_of(KEYS),
            Words("字母和数字", "letters and digits"),
            Words("该服务的密钥(服务端)", "key of that service (server side)"),
            secret=True,
        ),
    ] = ""


def lacking_key(settings: GeocoderSettings) -> list[Problem]:
    """Return what has to be set besides before a service can be asked."""
    if settings.geocoder == "none" or settings.geocoder_key:
        return []
    message = Words(
        f"YIZHAN_GEOCODER={settings.geocoder} 需要用 YIZHAN_GEOCODER_KEY 给出密钥",
        f"YIZHAN_GEOCODER={settings.geocoder} needs a key in YIZHAN_GEOCODER_KEY",
    )
    return [problem("YIZHAN_GEOCODER_KEY", "", Words("服务的密钥", "the service's key"), message)]
