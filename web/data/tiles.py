"""Tiles of the operator's archive: pictures as they are, drawings as JSON."""

import gzip
import logging
from functools import lru_cache
from typing import Final

import msgspec
from flask import Response, current_app

from locator.basemap import BrokenTile, Drawing, Picture, TileArchive, in_range
from locator.errors import NotFound
from locator.words import Words
from web.caching import kept, tag_of
from web.data.sending import send

TILE_FRESH_S: Final = 86_400  # an archive is replaced a few times a year
KEPT: Final = 256  # tiles in memory, some ten thousand bytes each
JSON: Final = "application/json"
NO_TILES: Final = Words("这里没有地图瓦片。", "There are no map tiles here.")
NO_TILE: Final = Words("没有这一级或这一格的瓦片。", "There is no tile of this zoom or place.")

log = logging.getLogger("yizhan.tiles")


def tile_here(z: int, x: int, y: int) -> Response:
    """Send a tile; nothing (204) where the archive has none, or one that is broken.

    Raises
    ------
    NotFound
        No archive is served, or it has no tiles of such a zoom.
    """
    archive: TileArchive | None = current_app.extensions["yizhan.archive"]
    if archive is None:
        raise NotFound(NO_TILES)
    if not in_range(archive, z, x, y):
        raise NotFound(NO_TILE)
    try:
        body, mimetype, tag = ready_tile(archive, z, x, y)
    except BrokenTile as error:
        # Not which one: that would tell where somebody looks.
        log.error("a map tile is broken", extra={"facts": {"zoom": z, "exception": str(error)}})  # noqa: TRY400 -- it says why
        return Response(status=204, headers={"Cache-Control": "no-store"})
    if mimetype == JSON and body:
        return send(body, tag, archive.changed_at, TILE_FRESH_S)
    response = Response(body, 200 if body else 204, mimetype=mimetype)
    return kept(response, tag=tag, changed_at=archive.changed_at, fresh_s=TILE_FRESH_S)


@lru_cache(maxsize=KEPT)
def ready_tile(archive: TileArchive, z: int, x: int, y: int) -> tuple[bytes, str, str]:
    """Return a tile as it is sent, its type and its ETag.

    A picture is sent as it is, a drawing as JSON that is packed. Empty: there is none.

    Raises
    ------
    BrokenTile
        It cannot be read.
    """
    tile = archive.tile(z, x, y)
    if isinstance(tile, Picture):
        return tile.body, tile.mimetype, tag_of(tile.body)
    plain = msgspec.json.encode(tile) if isinstance(tile, Drawing) else b""
    return plain and gzip.compress(plain, 9, mtime=0), JSON, tag_of(plain)
