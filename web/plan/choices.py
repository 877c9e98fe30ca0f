"""What the form of the page for planners offers."""

from typing import Final

from locator.vocabulary import AMENITIES, KINDS, SERVICES
from locator.words import Lang, Words
from web.pages.asking import MODES

Choices = list[tuple[str, str]]

LIMITS: Final = (5, 10, 15, 20, 30)
ANY: Final = Words("不限", "any")
MENUS: Final = {
    "mode": Words("怎么去", "By"),
    "minutes": Words("几分钟以内", "Within"),
    "amenity": Words("设施", "Amenity"),
    "service": Words("服务", "Service"),
    "kind": Words("类别", "Kind of place"),
}
VOCABULARIES: Final[dict[str, dict[str, Words]]] = {
    "amenity": {**AMENITIES},
    "service": {**SERVICES},
    "kind": {**KINDS},
}
FILES: Final = {
    ".html": Words("单个网页文件,双击打开,不需要网络", "one page that opens without a network"),
    ".pdf": Words("开会用的几页", "some pages for a meeting"),
    ".png": Words("一张图", "a picture"),
    ".xlsx": Words("表格", "a workbook"),
    ".gpkg": Words("GIS 文件 (GeoPackage)", "for a GIS (GeoPackage)"),
    ".geojson": Words("GIS 文件 (GeoJSON)", "for a GIS (GeoJSON)"),
    ".json": Words("全部数字,可用 --replay 重算", "all figures; --replay asks again"),
}


def menus(given: dict[str, str], lang: Lang) -> list[tuple[str, str, Choices]]:
    """Return the menus: name, label and what can be chosen; what was asked for is among it."""
    minutes = given["minutes"]
    limits = {f"{limit}": limit for limit in LIMITS} | {minutes: float(minutes)}
    unit = Words("分钟", "min").say(lang)
    found: dict[str, Choices] = {
        "mode": [(code, words.say(lang)) for code, words in MODES],
        "minutes": [(text, f"{text} {unit}") for text in sorted(limits, key=limits.__getitem__)],
    }
    for name, words in VOCABULARIES.items():
        codes = dict.fromkeys(["", *words, given.get(name, "")])
        found[name] = [(code, _say(words, code, lang)) for code in codes]
    return [(name, label.say(lang), found[name]) for name, label in MENUS.items()]


def _say(words: dict[str, Words], codes: str, lang: Lang) -> str:
    """Return codes with commas between them in words."""
    return (
        " + ".join(words[code].say(lang) for code in codes.split(",")) if codes else ANY.say(lang)
    )
