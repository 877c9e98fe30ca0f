"""An archive of map tiles: one file in PMTiles format, version 3.

Specification: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md. The file is read with
`os.pread`, which moves no shared position: threads and forked processes read side by side, and a
file that is cut short while it is read is an error, where a memory map would end the process.
"""

import gzip
import json
import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Self

from pmtiles.tile import (
    Compression,
    Entry,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from geodata.basemap.plain import plain_text
from geodata.basemap.refusals import (
    CUT_SHORT,
    DAMAGED,
    NO_ARCHIVE,
    NO_FILE,
    OTHER_PACKING,
    OTHER_VERSION,
    Refused,
    other_layers,
    other_tiles,
    refusal,
    too_wide,
    unreadable,
)
from geodata.basemap.vector import read_drawing
from locator.basemap import LAYERS, NEVER_WIDER, BrokenTile, Drawing, Picture

HEADER: Final = 127  # bytes
LARGEST: Final = 16 * 2**20  # bytes of one tile or directory; they have some hundred thousand
LEVELS: Final = 4  # of directories, as the specification has it
KEPT: Final = 16  # directories in memory; one tells of some thousand tiles
PICTURES: Final = {
    TileType.PNG: "image/png",
    TileType.JPEG: "image/jpeg",
    TileType.WEBP: "image/webp",
    TileType.AVIF: "image/avif",
}
PLAIN: Final = {Compression.UNKNOWN, Compression.NONE}


def open_archive(path: Path) -> "Archive":
    """Return an archive, open and looked at.

    Raises
    ------
    InvalidInput
        Naming ``YIZHAN_TILES_FILE``, what it is and what it has to be.
    """
    try:
        return Archive(path)
    except Refused as error:
        raise refusal(path, error.words) from None
    except OSError as error:
        raise refusal(path, unreadable(error)) from None


class Archive:
    """An archive that is open, as `locator.basemap.TileArchive` describes it.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    Refused
        It is no archive, or of a kind that cannot be shown.
    OSError
        It cannot be read.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Refused(NO_FILE)
        self._file = path.open("rb", buffering=0)
        try:
            self._look(os.fstat(self._file.fileno()))
        except BaseException:
            self.close()
            raise

    def _look(self, stat: os.stat_result) -> None:
        """Read what stands at the beginning, and check it."""
        self.changed_at = datetime.fromtimestamp(stat.st_mtime, UTC)
        self._header = header = read_header(self._bytes(0, min(HEADER, stat.st_size)))
        self.vector = header["tile_type"] is TileType.MVT
        # A vector tile is drawn twice as wide as a picture, so at the zoom after its own.
        self.min_zoom = max(header["min_zoom"], NEVER_WIDER - self.vector)
        self.max_zoom = header["max_zoom"]
        if self.min_zoom > self.max_zoom:
            raise Refused(too_wide(self.max_zoom))
        if stat.st_size < header["tile_data_offset"] + header["tile_data_length"]:
            raise Refused(CUT_SHORT)
        self._directory = lru_cache(maxsize=KEPT)(self._read_directory)
        try:
            self._directory(header["root_offset"], header["root_length"])
            metadata = self._metadata()
            self.attribution = plain_text(str(metadata.get("attribution") or ""))
            named = {str(layer["id"]) for layer in metadata.get("vector_layers") or ()}
        except Exception as error:
            raise Refused(DAMAGED) from error
        if self.vector and named and not named & LAYERS:
            raise Refused(other_layers(named))

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def tile(self, z: int, x: int, y: int) -> Picture | Drawing | None:
        """Return a tile, None where there is none.

        Parameters
        ----------
        z, x, y : int
            Its address, as `locator.basemap.in_range` allows it.

        Raises
        ------
        BrokenTile
            It is there, but cannot be read.
        """
        try:
            body = self._body(zxy_to_tileid(z, x, y))
            if not body:
                return None
            if self.vector:
                return read_drawing(body)
            return Picture(body, PICTURES[self._header["tile_type"]])
        except Exception as error:
            raise BrokenTile(type(error).__name__) from error

    def _body(self, tile_id: int) -> bytes | None:
        """Return what is stored as a tile, unpacked."""
        header = self._header
        offset, length = header["root_offset"], header["root_length"]
        for _ in range(LEVELS):
            entry = find_tile(self._directory(offset, length), tile_id)
            if entry is None:
                return None
            if entry.run_length:
                body = self._bytes(header["tile_data_offset"] + entry.offset, entry.length)
                return body if header["tile_compression"] in PLAIN else gzip.decompress(body)
            offset, length = header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _read_directory(self, offset: int, length: int) -> list[Entry]:
        return deserialize_directory(self._bytes(offset, length))

    def _metadata(self) -> dict[str, Any]:
        offset, length = self._header["metadata_offset"], self._header["metadata_length"]
        read: dict[str, Any] = json.loads(gzip.decompress(self._bytes(offset, length)))
        return read

    def _bytes(self, offset: int, length: int) -> bytes:
        if length > LARGEST:
            raise ValueError(length)
        read = os.pread(self._file.fileno(), length, offset)
        if len(read) < length:
            raise EOFError(offset)
        return read


def read_header(head: bytes) -> Any:  # noqa: ANN401 -- the library's own dictionary
    """Return what the header of an archive says. Refused: nothing that can be shown."""
    try:
        header = deserialize_header(head)
    except SpecVersionUnsupported:
        raise Refused(OTHER_VERSION) from None
    except (MagicNumberNotFound, UnicodeDecodeError):
        raise Refused(NO_ARCHIVE) from None
    except (ValueError, IndexError):  # packed or made in a way that is not in the specification
        raise Refused(DAMAGED) from None
    if header["tile_type"] not in {TileType.MVT, *PICTURES}:
        raise Refused(other_tiles(header["tile_type"].name))
    inside, packed = header["internal_compression"], header["tile_compression"]
    if inside is not Compression.GZIP or packed not in {Compression.GZIP, *PLAIN}:
        raise Refused(OTHER_PACKING)
    return header
