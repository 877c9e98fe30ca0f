"""What is published, and where in the folder: the one place that says so.

An address that is not here is not published, and a page that links to it cannot be rendered
(`NotPublished`), so nothing in the folder leads nowhere.
"""

from collections.abc import Mapping
from posixpath import dirname, relpath
from typing import Any, Final
from urllib.parse import quote

from locator.words import Lang
from web.settings import CHINESE

INDEX: Final = "index.html"
IN_A_LANGUAGE: Final = {
    "pages.nearest": "",
    "publishing.all_sites": "all/",
    "publishing.framed": "embed/",
    "publishing.card": "embed/card.png",
    "publishing.card_of": "embed/card/{union_id}.png",
    "publishing.unfolded": "embed/oembed.json",
    "site_page.site": "s/{site_id}/",
    "dumps.page": "data/",
    "installing.manifest": "manifest.webmanifest",
}
IN_NONE: Final = {
    "static": "static/{filename}",
    "pages.leaflet": "static/leaflet/{filename}",
    "site_page.picture": "s/{site_id}.png",
    "site_page.photo": "photo/{name}",
    "data.index": "data/index.json",
    "data.index_part": "data/index/{name}.json",
    "data.troubles": "data/troubles.json",
    "data.backdrop": "data/backdrop.json",
    "publishing.unions": "data/unions.json",
    "embed.script": "embed.js",
    "embed.theme": "embed/theme/{theme}-{colour}.css",
    "data.near": "data/near/{mode}/{cell}.json",
    "dumps.file": "data/sites.{ending}",
    "dumps.listed": "data/manifest.json",
    "dumps.sums": "data/SHA256SUMS",
    "installing.worker": "sw.js",
    "publishing.headers": "_headers",
}
FOLDERS: Final[Mapping[Lang, str]] = {CHINESE: "", "en": "en/"}
ABOVE: Final = frozenset({"publishing.framed"})  # pages whose `<base>` is the folder above them

Values = Mapping[str, Any]


class NotPublished(LookupError):
    """A page leads to an address that is not in the folder."""


def place_of(endpoint: str, values: Values, lang: Lang) -> str:
    """Return where an address stands in the folder: a path, that of a page ending in a slash.

    Raises
    ------
    NotPublished
        It needs a server.
    """
    if endpoint in IN_A_LANGUAGE:
        return FOLDERS[lang] + IN_A_LANGUAGE[endpoint].format_map(values)
    if endpoint in IN_NONE:
        return IN_NONE[endpoint].format_map(values)
    raise NotPublished(endpoint)


def start_of(endpoint: str, values: Values, lang: Lang) -> str:
    """Return where the links of a page start."""
    return FOLDERS[lang] if endpoint in ABOVE else place_of(endpoint, values, lang)


def file_of(place: str) -> str:
    """Return the file that stands at a place."""
    return place + INDEX if not place or place.endswith("/") else place


def link(target: str, *, origin: str) -> str:
    """Return a link from one place to another, which holds wherever the folder is served."""
    way = relpath(f"/{target}", f"/{dirname(origin)}")
    return quote(way) + ("/" if not target or target.endswith("/") else "")
