"""Addresses of the files for phones."""

from datetime import datetime, time
from functools import lru_cache

import msgspec
import zopfli.gzip
from flask import Blueprint, Response, current_app

from locator.errors import NotFound
from locator.hours import CHINA
from locator.snapshot import Snapshot
from locator.words import Words
from web.caching import asked_for_each_time, tag_of
from web.data.backdrop import packed_backdrop
from web.data.near import near_cell, near_tables
from web.data.parts import part_index, whole_index
from web.data.sending import send
from web.data.tiles import tile_here
from web.data.timelines import Window
from web.state import State

data = Blueprint("data", __name__, url_prefix="/data")


def today() -> Window:
    """Return the window that begins with this day in China."""
    now = datetime.now(CHINA)
    return Window(datetime.combine(now.date(), time(), tzinfo=CHINA))


@data.get("/index.json")
def index() -> Response:
    """Send the index of sites."""
    state: State = current_app.extensions["yizhan"]
    window, tables = today(), tuple(near_tables(state).items())
    return send(*body(state.snapshot(), window, "", tables), max(state.since, window.start))


@data.get("/near/<mode>/<cell>.json")
def near(mode: str, cell: str) -> Response:
    """Send the streets of a square of town, and how far the nearest sites are by these."""
    state: State = current_app.extensions["yizhan"]
    return send(*near_cell(state, mode, cell))


@data.get("/troubles.json")
def troubles() -> Response:
    """Send the sites that riders are warned of, and when the first of them clears by itself."""
    state: State = current_app.extensions["yizhan"]
    troubled = state.troubled()
    until = min(troubled.values(), default=None)
    body = msgspec.json.encode({"troubled": sorted(troubled), "until": until})
    return asked_for_each_time(Response(body, mimetype="application/json"))


@data.get("/backdrop.json")
def backdrop() -> Response:
    """Send the streets under the rider's map; none where the city is not made up."""
    state: State = current_app.extensions["yizhan"]
    return send(*packed_backdrop(state.backdrop()), state.since)


@data.get("/tiles/<int:z>/<int:x>/<int:y>")
def tile(z: int, x: int, y: int) -> Response:
    """Send a tile of the archive that lies under the sites, where the operator chose one."""
    return tile_here(z, x, y)


@data.get("/index/<name>.json")
def index_part(name: str) -> Response:
    """Send the index of one union's sites."""
    state: State = current_app.extensions["yizhan"]
    window = today()
    return send(*body(state.snapshot(), window, name), max(state.since, window.start))


@lru_cache(maxsize=64)
def body(
    served: Snapshot, window: Window, name: str, tables: tuple[tuple[str, str], ...] = ()
) -> tuple[bytes, str]:
    """Return an index, packed, and its ETag: the same bytes as long as nothing changes.

    Parameters
    ----------
    served : Snapshot
        Where the sites are from.
    window : Window
        The days to tell of.
    name : str
        Of one part; empty for the whole.
    tables : tuple of (str, str)
        Ways of travelling by street, and the names of their tables.

    Raises
    ------
    NotFound
        There is no part of that name.
    """
    found = part_index(served, window, name) if name else whole_index(served, window)
    if found is None:
        raise NotFound(Words("没有这个区的索引。", "There is no index of such a district."))
    plain = msgspec.json.encode({**found, "near": dict(tables)} if tables else found)
    return zopfli.gzip.compress(plain, numiterations=1), tag_of(plain)
