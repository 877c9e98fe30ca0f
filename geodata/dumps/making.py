"""Making the files of a revision: rows stream from the store, and memory stays small."""

import gzip
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import Final

import msgspec
import pyogrio

from geodata.atomic import folder_within, written_whole
from geodata.dumps.manifest import CURRENT, SUMS, VERSION, Dump, Manifest
from geodata.exporting import FORMATS, About, Content, Licence
from geodata.exporting.content import public_columns
from geodata.store.public import PublicRows, public_rows
from locator.errors import InvalidInput

PACKED: Final = frozenset({".csv", ".geojson", ".kml"})  # text; the others are packed by themselves
LEVEL: Final = 6
HUNGRIEST: Final = ".fgb"  # indexes everything in memory, so it goes first, when least is taken
KEPT: Final = 2  # folders: the last one, and the one before it that may still be being sent
OPEN_TO_OTHERS: Final = 0o755  # the 0700 of a temporary folder keeps a web server in front out

log = logging.getLogger("yizhan.dumps")


def make_dumps(store_url: str, folder: Path, licence: Licence) -> Manifest:
    """Write every file of the store's last revision, and then make them the current ones.

    Parameters
    ----------
    store_url : str
        Where the sites are from; everything is read at one revision.
    folder : Path
        Where the files of each revision get a folder of their own.
    licence : Licence
        What others may do with them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with public_rows(store_url) as rows:
        about = About(rows.revision, rows.changed_at, licence)
        with folder_within(folder) as beside:
            manifest = write_files(rows, about, beside)
            beside.chmod(OPEN_TO_OTHERS)
            place = folder / manifest.folder
            if place.exists():  # left by somebody who was ended before saying so
                rmtree(place)
            beside.rename(place)
    with written_whole(folder / CURRENT) as current:
        current.write_bytes(msgspec.json.encode(manifest))
    drop_old(folder)
    return manifest


def write_files(rows: PublicRows, about: About, folder: Path) -> Manifest:
    """Write every file into a folder; return what there is then."""
    # A GeoPackage names the day on which it was written: the revision's, for the same bytes.
    day = about.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": day})
    content = Content(rows.read, public_columns(), "en", about)
    made_at = datetime.now(UTC).replace(microsecond=0)
    manifest = Manifest(
        revision=about.revision,
        changed_at=about.changed_at,
        made_at=made_at,
        sites=rows.count(),
        licence=about.licence,
        files=tuple(sorted(written(content, folder), key=lambda dump: dump.name)),
        folder=f"{about.revision}-{made_at:%Y%m%d%H%M%S}-{os.getpid()}-v{VERSION}",
    )
    (folder / SUMS).write_text(manifest.sums(), encoding="utf-8")
    return manifest


def written(content: Content, folder: Path) -> Iterator[Dump]:
    """Write one file after the other; a format that cannot hold the sites is left out."""
    for ending in sorted(FORMATS, key=lambda ending: ending != HUNGRIEST):
        path = folder / f"sites{ending}"
        try:
            FORMATS[ending](content, path)
        except InvalidInput as error:
            path.unlink(missing_ok=True)
            facts = {"file": path.name, "reason": error.problems[0].message.en}
            log.warning("a dump is left out", extra={"facts": facts})
            continue
        packed = sha256_of(pack(path)) if ending in PACKED else None
        yield Dump(path.name, path.stat().st_size, sha256_of(path), packed)


def pack(path: Path) -> Path:
    """Write a file packed beside it."""
    beside = path.with_name(f"{path.name}.gz")
    with (
        path.open("rb") as plain,
        beside.open("wb") as file,
        gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed,
    ):
        copyfileobj(plain, packed, 1 << 20)
    return beside


def sha256_of(path: Path) -> str:
    """Return the checksum of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def drop_old(folder: Path) -> None:
    """Remove the folders of revisions that nobody is sent any more."""
    places = sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
    for place in places[:-KEPT]:
        rmtree(place, ignore_errors=True)
