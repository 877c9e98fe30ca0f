"""The tiles under the rider's map: what the phone has to know, and whence they may come."""

from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from flask import url_for

from locator.basemap import TileArchive
from web.settings import Settings

# One host of Tianditu's eight, so that the page's policy names exactly one.
TIANDITU: Final = (
    "https://t0.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)
LAYERS: Final = ("vec", "cva")  # the map, and its names

OURS: Final = "data.tile"  # the endpoint that serves an archive's tiles

# Scripts, styles and data of our own only, nothing inline; pictures from the tiles' host besides.
LIST_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Archived:
    """What there is in an archive of our own: drawings or pictures, and at which zooms."""

    vector: bool
    min_zoom: int
    max_zoom: int


@dataclass(frozen=True, slots=True)
class Tiles:
    """Tiles as ``map.js`` takes them.

    Parameters
    ----------
    urls : tuple of str
        Addresses with {z}, {x} and {y}, the lowest layer first; empty: our own server's.
    datum : str
        ``wgs84`` or ``gcj02``: sites are moved onto tiles that are offset.
    approval : str
        The approval number, shown bottom left.
    archive : Archived, optional
        Of our own server's.
    """

    urls: tuple[str, ...]
    datum: str
    attribution: str
    approval: str
    archive: Archived | None = None

    @property
    def origin(self) -> str:
        """Where the tiles come from besides our own server: a blank, scheme, host and port."""
        if self.archive:
            return ""
        parts = urlsplit(self.urls[0])
        return f" {parts.scheme}://{parts.netloc}"

    def told(self) -> dict[str, Any]:
        """Return what ``ground.js`` is told."""
        if not self.archive:
            return {name: value for name, value in asdict(self).items() if name != "archive"}
        address = url_for(OURS, z=0, x=0, y=0).replace("0/0/0", "{z}/{x}/{y}")
        return asdict(self) | {"urls": [address]}


def tiles_of(settings: Settings, archive: TileArchive | None) -> Tiles | None:
    """Return the tiles that an operator chose, None without."""
    approval = settings.map_approval
    if archive:
        credit = settings.tiles_attribution or archive.attribution
        known = Archived(archive.vector, archive.min_zoom, archive.max_zoom)
        return Tiles((), settings.tiles_datum, credit, approval, known)
    if settings.tiles in {"none", "pmtiles"}:
        return None
    if settings.tiles == "xyz":
        address, datum = settings.tiles_url, settings.tiles_datum
        return Tiles((address,), datum, settings.tiles_attribution, approval)
    urls = tuple(TIANDITU.format(layer=layer, key=settings.tianditu_key) for layer in LAYERS)
    return Tiles(urls, "wgs84", settings.tiles_attribution or "天地图", approval)


def list_policy(tiles: Tiles | None) -> str:
    """Return the page's policy: pictures may come from our own server and the tiles' host."""
    return LIST_POLICY.format(tiles=tiles.origin if tiles else "")


def map_facts(tiles: Tiles | None, *, streets: bool) -> dict[str, object]:
    """Return what the page tells its map script: the tiles, or where streets of our own are."""
    if tiles:
        return {"tiles": tiles.told()}
    return {"backdrop": url_for("data.backdrop")} if streets else {}
