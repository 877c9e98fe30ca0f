"""What goes into a published folder, rendered by the application itself."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from flask.testing import FlaskClient
from werkzeug.wrappers import Response
from xstatic.pkg import leaflet as leaflet_files

from locator.words import Words
from web.app import create_app
from web.data.parts import whole_index
from web.data.routes import today
from web.embed.options import BRAND
from web.installing import STATIC
from web.publishing.app import contact_of, dumps_of, link_to, publishing
from web.publishing.embedding import FIXED, unions
from web.publishing.folder import Folder, Written
from web.publishing.makings import made_of
from web.publishing.places import FOLDERS, IN_A_LANGUAGE, file_of, place_of
from web.settings import CHINESE, Settings
from web.site.photos import address_of
from web.site.share_image import can_draw
from web.state import State

# Of our static files those that the published pages ask for.
FILES: Final = (
    "*.css",
    "*.svg",
    "*.png",
    "open/*.css",
    "rider/*.js",
    "embed/embed.css",
    "embed/*.js",
)
NOT_FILES: Final = frozenset({"rider/worker.js", "embed/element.js", "embed/new.js"})
LEAFLET: Final = ("leaflet.js", "leaflet.css", "images/*.png")
HEAD: Final = '<meta charset="utf-8">\n'
IN_HEADERS_ONLY: Final = re.compile(r"; frame-ancestors [^;]*")  # of no use in a page

Told = Callable[[Words, float], None]


class Item(NamedTuple):
    """Something that is published: an address of the application."""

    endpoint: str
    values: dict[str, str]


def publish(settings: Settings, state: State, path: Path, told: Told) -> Written | None:
    """Write what is public as files, and return what was done; None: all is there already.

    Parameters
    ----------
    settings : Settings
        Those of the server.
    state : State
        What is published.
    path : Path
        The folder.
    told : callable
        Shows what is being done, and which share of it is.

    Raises
    ------
    InvalidInput
        The folder is a file, or holds what was not published.
    """
    folder = Folder(path)
    makings = made_of(settings, state)
    if folder.is_made_of(makings):
        return None
    app = create_app(settings, state)
    app.register_blueprint(publishing)
    app.config["PUBLISHED"] = contact_of(state.snapshot())
    app.extensions["yizhan.links"] = link_to
    adapter = app.url_map.bind("localhost")
    client = app.test_client()
    files: dict[str, Callable[[], bytes]] = {}
    for endpoint, values in items(state, settings):
        for lang in FOLDERS if endpoint in IN_A_LANGUAGE else (CHINESE,):
            address = adapter.build(endpoint, {**values, "lang": lang})
            files[file_of(place_of(endpoint, values, lang))] = partial(render, client, address)
    revision = state.snapshot().revision
    return folder.write(counted(files, told), revision=revision, made_of=makings)


def items(state: State, settings: Settings) -> Iterator[Item]:
    """Give everything that is published, pages after what they ask for."""
    yield from data(state)
    yield from dumps(state)
    for name in own_files(STATIC, FILES):
        if name not in NOT_FILES:
            yield Item("static", {"filename": name})
    for name in own_files(Path(leaflet_files.BASE_DIR), LEAFLET):
        yield Item("pages.leaflet", {"filename": name})
    for site in state.snapshot().known:
        listed = site.photos or ()
        for photo in state.photos.of(site.id) if listed else ():
            if address_of(photo.name) in listed:
                yield Item("site_page.photo", {"name": photo.name})
        if settings.public_url and can_draw():
            yield Item("site_page.picture", {"site_id": site.id})
        yield Item("site_page.site", {"site_id": site.id})
    yield from embeds(state, settings)
    for page in ("publishing.all_sites", "pages.nearest"):
        yield Item(page, {})
    for file in ("installing.manifest", "installing.worker", "publishing.headers"):
        yield Item(file, {})


def data(state: State) -> Iterator[Item]:
    """Give the files that phones work with."""
    for mode, tables in state.near_tables().items():
        for cell in tables.cells:
            yield Item("data.near", {"mode": mode, "cell": cell})
    snapshot = state.snapshot()
    parts = {part["id"] for part in whole_index(snapshot, today()).get("parts", ())}
    for name in sorted(parts | unions(snapshot).keys()):
        yield Item("data.index_part", {"name": name})
    yield Item("publishing.unions", {})
    for name in ("index", "troubles", "backdrop"):
        yield Item(f"data.{name}", {})


def embeds(state: State, settings: Settings) -> Iterator[Item]:
    """Give what others put on their own pages."""
    for theme in FIXED:
        yield Item("embed.theme", {"theme": theme, "colour": BRAND})
    if settings.public_url and can_draw():
        unions = state.snapshot().jurisdictions.unions
        yield Item("publishing.card", {})
        for union in unions:
            if union.level == "district" and state.snapshot().jurisdictions.centre(union):
                yield Item("publishing.card_of", {"union_id": union.id})
    if settings.public_url:
        yield Item("publishing.unfolded", {})
    yield Item("embed.script", {})
    yield Item("publishing.framed", {})


def dumps(state: State) -> Iterator[Item]:
    """Give the files of all sites, as far as they have been made, and what tells of them."""
    for dump in dumps_of(state):
        yield Item("dumps.file", {"ending": dump.name.partition(".")[2]})
    if dumps_of(state):
        for name in ("page", "listed", "sums"):
            yield Item(f"dumps.{name}", {})


def own_files(folder: Path, patterns: tuple[str, ...]) -> list[str]:
    """Return the files of a folder that fit, relative to it."""
    found = {path for pattern in patterns for path in folder.glob(pattern)}
    return sorted(path.relative_to(folder).as_posix() for path in found)


def render(client: FlaskClient, address: str) -> bytes:
    """Return what the application answers; a page gets its policy into itself."""
    with client.get(address) as response:
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status}")
        return with_policy(response) if response.mimetype == "text/html" else response.get_data()


def with_policy(response: Response) -> bytes:
    """Return a page that brings the headers along which hosts of files do not send."""
    policy = IN_HEADERS_ONLY.sub("", response.headers["Content-Security-Policy"])
    said = (
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
    )
    return response.get_data(as_text=True).replace(HEAD, HEAD + said, 1).encode()


def counted(files: dict[str, Callable[[], bytes]], told: Told) -> dict[str, Callable[[], bytes]]:
    """Return the same files; which share of them is made is told as they are."""

    def make(number: int, file: Callable[[], bytes]) -> bytes:
        told(Words("生成文件", "writing files"), number / len(files))
        return file()

    return {name: partial(make, at, file) for at, (name, file) in enumerate(files.items())}
