"""Settings of the tiles under the rider's map, and what the law asks of them."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from locator.errors import Problem, problem
from locator.words import Words, same
from web.settings.readers import Setting, one_of, text_of, tile_address

TILES: Final = ("none", "tianditu", "xyz", "pmtiles")
DATUMS: Final = ("wgs84", "gcj02")
REGIONS: Final = re.compile(r"[A-Z]{2}")
KEYS: Final = re.compile(r"[0-9A-Za-z]*")
LINES: Final = re.compile(r".{0,200}")
PATHS: Final = re.compile(r".{0,500}")
FILE: Final = Words("PMTiles 第 3 版文件的路径", "path of a PMTiles file, version 3")
CHINA: Final = "CN"  # where a public map needs an approval number


@dataclass(frozen=True, kw_only=True)
class TileSettings:
    """What lies under the rider's map."""

    tiles: Annotated[
        str,
        Setting(
            one_of(*TILES),
            same(" | ".join(TILES)),
            Words(
                "找站地图的底图:none 不用瓦片,tianditu 天地图,xyz 自选瓦片,pmtiles 本机的瓦片文件",
                "tiles under the rider's map: none, tianditu (Tianditu), xyz (others), pmtiles "
                "(a file on this server)",
            ),
        ),
    ] = "none"
    tiles_url: Annotated[
        str,
        Setting(
            tile_address,
            same("https://…/{z}/{x}/{y}…"),
            Words("xyz 瓦片的地址", "address of the xyz tiles"),
        ),
    ] = ""
    tiles_file: Annotated[
        str,
        Setting(
            text_of(PATHS),
            FILE,
            Words("pmtiles 瓦片的文件", "file of the pmtiles tiles"),
        ),
    ] = ""
    tianditu_key: Annotated[
        str,
        Setting(
            text_of(KEYS),
            Words("字母和数字", "letters and digits"),
            Words("天地图的密钥(浏览器端),手机会看到", "Tianditu key (browser); phones see it"),
        ),
    ] = ""
    tiles_attribution: Annotated[
        str,
        Setting(
            text_of(LINES),
            Words("一行文字,最多 200 字", "one line of text, at most 200 characters"),
            Words(
                "瓦片的来源说明;pmtiles 默认用文件里写的",
                "whom the tiles are by; of pmtiles what the file says unless set",
            ),
        ),
    ] = ""
    tiles_datum: Annotated[
        str,
        Setting(
            one_of(*DATUMS),
            same(" | ".join(DATUMS)),
            Words(
                "xyz、pmtiles 瓦片的坐标系;高德、腾讯一类为 gcj02",
                "datum of the xyz or pmtiles tiles; those like Amap's are gcj02",
            ),
        ),
    ] = "wgs84"
    map_approval: Annotated[
        str,
        Setting(
            text_of(LINES),
            Words("审图号,如 GS(年份)编号号", "an approval number, such as GS(year)number"),
            Words("审图号,显示在地图左下角", "the map's approval number, shown bottom left"),
        ),
    ] = ""
    region: Annotated[
        str,
        Setting(
            text_of(REGIONS),
            Words("两个大写字母", "two capital letters"),
            Words(
                "在哪个国家或地区提供服务(ISO 3166-1);CN 要求瓦片有审图号",
                "country served (ISO 3166-1); CN asks for an approval number of tiles",
            ),
        ),
    ] = CHINA


def lacking(settings: TileSettings) -> list[Problem]:
    """Return what has to be set besides before tiles may be shown."""
    problems = []
    if settings.tiles == "xyz" and not settings.tiles_url:
        problems.append(_missing("YIZHAN_TILES_URL", same("https://…/{z}/{x}/{y}…"), WHERE))
    if settings.tiles == "pmtiles" and not settings.tiles_file:
        problems.append(_missing("YIZHAN_TILES_FILE", FILE, FILE_WHY))
    if settings.tiles == "tianditu" and not settings.tianditu_key:
        problems.append(_missing("YIZHAN_TIANDITU_KEY", KEY, KEY_WHY))
    if settings.tiles != "none" and settings.region == CHINA and not settings.map_approval.strip():
        problems.append(_missing("YIZHAN_MAP_APPROVAL", NUMBER, NUMBER_WHY))
    return problems


WHERE: Final = Words(
    "YIZHAN_TILES=xyz 需要用 YIZHAN_TILES_URL 给出瓦片的地址",
    "YIZHAN_TILES=xyz needs the tiles' address in YIZHAN_TILES_URL",
)
FILE_WHY: Final = Words(
    "YIZHAN_TILES=pmtiles 需要用 YIZHAN_TILES_FILE 给出瓦片文件",
    "YIZHAN_TILES=pmtiles needs the tiles' file in YIZHAN_TILES_FILE",
)
KEY: Final = Words("天地图的密钥", "a Tianditu key")
KEY_WHY: Final = Words(
    "YIZHAN_TILES=tianditu 需要用 YIZHAN_TIANDITU_KEY 给出密钥",
    "YIZHAN_TILES=tianditu needs a key in YIZHAN_TIANDITU_KEY",
)
NUMBER: Final = Words(
    "审图号;或不用瓦片:YIZHAN_TILES=none;不在中国服务:YIZHAN_REGION=其他代码",
    "an approval number; or no tiles: YIZHAN_TILES=none; or outside China: another YIZHAN_REGION",
)
NUMBER_WHY: Final = Words(
    "在中国公开的地图要有审图号并显示出来(《地图管理条例》),没有 YIZHAN_MAP_APPROVAL 就不显示瓦片",
    "a map shown in China needs an approval number and has to show it (Map Management "
    "Regulations): no tiles without YIZHAN_MAP_APPROVAL",
)


def _missing(name: str, allowed: Words, message: Words) -> Problem:
    return problem(name, "", allowed, message)
