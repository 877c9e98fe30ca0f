"""Tiles of an archive: which there may be, and what one holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from locator.basemap.drawing import Drawing

NEVER_WIDER: Final = 9  # zoom of a raster tile: a city, never a country


class BrokenTile(ValueError):
    """A tile that is in the archive, but cannot be read."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster tile as it is in the archive."""

    body: bytes
    mimetype: str


class TileArchive(Protocol):
    """An archive of map tiles that is open.

    Attributes
    ----------
    vector : bool
        Whether its tiles are drawings, pictures otherwise.
    min_zoom, max_zoom : int
        Zooms at which there may be tiles; never so wide that a country is seen.
    attribution : str
        Whom its maker names as the source, as plain text.
    changed_at : datetime
        When it was written, timezone-aware.
    """

    vector: bool
    min_zoom: int
    max_zoom: int
    attribution: str
    changed_at: datetime

    def __hash__(self) -> int:
        """Return a number by which what was made of its tiles is kept."""

    def tile(self, z: int, x: int, y: int) -> Picture | Drawing | None:
        """Return a tile, None where there is none. BrokenTile: it cannot be read."""


def in_range(archive: TileArchive, z: int, x: int, y: int) -> bool:
    """Tell whether an archive may have such a tile."""
    return archive.min_zoom <= z <= archive.max_zoom and 0 <= min(x, y) <= max(x, y) < 1 << z
