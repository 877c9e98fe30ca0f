"""What a folder is made of: as long as that is the same, so is every file in it."""

from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from web.data.near import near_tables
from web.data.routes import today
from web.settings import Settings, listed
from web.site.share_image import can_draw
from web.state import State

PACKAGES: Final = ("locator", "geodata", "web")
ROOT: Final = Path(__file__).parent.parent.parent


def made_of(settings: Settings, state: State) -> str:
    """Return a name for everything that the files of a folder come from.

    That is the release with its libraries, whether there is a font for pictures, the settings (of
    secrets only whether they are set), the store's revision, the warnings of riders, the
    photographs, the street tables, the files to download, and the day: pages tell of the next seven
    days.
    """
    snapshot = state.snapshot()
    photos = [photo for site in snapshot.known if site.photos for photo in state.photos.of(site.id)]
    parts = (
        release(),
        can_draw(),
        [(name, value) for name, value, _, _ in listed(settings)],
        (snapshot.revision, snapshot.changed_at),
        sorted(state.troubled().items()),
        photos,
        sorted(near_tables(state).items()),
        state.dumps and state.dumps.manifest,
        today(),
    )
    return sha256(repr(parts).encode()).hexdigest()


@cache
def release() -> str:
    """Return a name for the program and its libraries."""
    digest = sha256()
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    libraries = sorted(f"{each.name}=={each.version}" for each in distributions())
    digest.update(repr(libraries).encode())
    return digest.hexdigest()
