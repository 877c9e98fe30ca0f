"""What the service tells of itself: its landing page, what it conforms to, its collections."""

from typing import Any, Final

from locator.features import Box
from locator.words import Lang, Words
from web.ogc.asking import CRS84
from web.ogc.collections import Collection

GEOJSON: Final = "application/geo+json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
JSON: Final = "application/json"
HTML: Final = "text/html"
CONFORMS: Final = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}"
    for name in ("core", "oas30", "geojson", "html")
)
TITLE: Final = Words("驿站:地理要素服务", "Yizhan: features")
MEANING: Final = Words(
    "驿站、阵地、辖区和覆盖的开放数据,坐标为 WGS-84(CRS84)",
    "Open data of stations, venues, jurisdictions and coverage, in WGS-84 (CRS84)",
)
NAMES: Final = {
    "service-desc": Words("接口说明", "API definition"),
    "service-doc": Words("接口文档", "API documentation"),
    "conformance": Words("符合的标准", "what it conforms to"),
    "data": Words("数据集", "collections"),
    "items": Words("要素", "features"),
    "license": Words("许可", "licence"),
}


def link(href: str, rel: str, media: str, lang: Lang) -> dict[str, str]:
    """Return a link."""
    title = NAMES.get(rel)
    told = {"href": href, "rel": rel, "type": media, "hreflang": lang}
    return told | ({"title": title.say(lang)} if title else {})


def both_forms(address: str, lang: Lang, *, html: bool, media: str = JSON) -> list[dict[str, str]]:
    """Return the links of a document to itself and to its other form."""
    json = f"{address}{'&' if '?' in address else '?'}f=json"
    page = f"{address}{'&' if '?' in address else '?'}f=html"
    return [
        link(json, "alternate" if html else "self", media, lang),
        link(page, "self" if html else "alternate", HTML, lang),
    ]


def landing(root: str, lang: Lang, *, html: bool) -> dict[str, Any]:
    """Return the landing page."""
    return {
        "title": TITLE.say(lang),
        "description": MEANING.say(lang),
        "links": [
            *both_forms(root, lang, html=html),
            link(f"{root}/api?f=json", "service-desc", OPENAPI, lang),
            link(f"{root}/api?f=html", "service-doc", HTML, lang),
            link(f"{root}/conformance", "conformance", JSON, lang),
            link(f"{root}/collections", "data", JSON, lang),
        ],
    }


def conformance() -> dict[str, Any]:
    """Return what the service conforms to."""
    return {"conformsTo": list(CONFORMS)}


def described(
    collection: Collection, root: str, lang: Lang, *, box: Box | None, licence: tuple[str, str, str]
) -> dict[str, Any]:
    """Return what there is to know of a collection.

    Parameters
    ----------
    box : Box or None
        Around its features; None where none has a place.
    licence : tuple of (str, str, str)
        Name and address of the licence, and whom to name.
    """
    here = f"{root}/collections/{collection.id}"
    name, url, attribution = licence
    extent = {"spatial": {"bbox": [list(box)], "crs": CRS84}} if box else {}
    return {
        "id": collection.id,
        "title": collection.title.say(lang),
        "description": collection.description.say(lang),
        **({"attribution": attribution} if attribution else {}),
        **({"license": name} if name else {}),
        **({"extent": extent} if extent else {}),
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            link(here, "self", JSON, lang),
            link(f"{here}/items?f=json", "items", GEOJSON, lang),
            link(f"{here}/items?f=html", "items", HTML, lang),
            *([link(url, "license", HTML, lang)] if url else []),
        ],
    }


def listed(root: str, lang: Lang, told: list[dict[str, Any]], *, html: bool) -> dict[str, Any]:
    """Return the list of collections."""
    return {
        "links": both_forms(f"{root}/collections", lang, html=html),
        "collections": told,
    }
