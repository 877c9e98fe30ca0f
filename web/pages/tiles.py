"""The tiles under the rider's map: what the phone has to know, and whence they may come."""

from dataclasses import asdict, dataclass
from typing import Final
from urllib.parse import urlsplit

from flask import url_for

from web.settings import Settings

# One host of Tianditu's eight, so that the page's policy names exactly one.
TIANDITU: Final = (
    "https://t0.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)
LAYERS: Final = ("vec", "cva")  # the map, and its names

# Scripts, styles and data of our own only, nothing inline; pictures from the tiles' host besides.
LIST_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Tiles:
    """Tiles as ``map.js`` takes them.

    Parameters
    ----------
    urls : tuple of str
        Addresses with {z}, {x} and {y}, the lowest layer first.
    datum : str
        ``wgs84`` or ``gcj02``: sites are moved onto tiles that are offset.
    approval : str
        The approval number, shown bottom left.
    """

    urls: tuple[str, ...]
    datum: str
    attribution: str
    approval: str

    @property
    def origin(self) -> str:
        """Where the tiles come from: scheme, host and port."""
        parts = urlsplit(self.urls[0])
        return f"{parts.scheme}://{parts.netloc}"


def tiles_of(settings: Settings) -> Tiles | None:
    """Return the tiles that an operator chose, None without."""
    if settings.tiles == "none":
        return None
    approval = settings.map_approval
    if settings.tiles == "xyz":
        address, datum = settings.tiles_url, settings.tiles_datum
        return Tiles((address,), datum, settings.tiles_attribution, approval)
    urls = tuple(TIANDITU.format(layer=layer, key=settings.tianditu_key) for layer in LAYERS)
    return Tiles(urls, "wgs84", settings.tiles_attribution or "天地图", approval)


def list_policy(tiles: Tiles | None) -> str:
    """Return the page's policy: pictures may come from our own server and the tiles' host."""
    return LIST_POLICY.format(tiles=f" {tiles.origin}" if tiles else "")


def map_facts(tiles: Tiles | None, *, streets: bool) -> dict[str, object]:
    """Return what the page tells its map script: the tiles, or where streets of our own are."""
    if tiles:
        return {"tiles": asdict(tiles)}
    return {"backdrop": url_for("data.backdrop")} if streets else {}
