"""Zipped Shapefiles: every one in the archive a table, text in the encoding it is in."""

import codecs
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from geodata.tables.confined.archives import damaged, entry_name, open_archive, too_large
from geodata.tables.confined.building import TableBuilder
from geodata.tables.confined.source import Source
from geodata.tables.features import layers

PARTS = (".shp", ".shx", ".dbf", ".prj")
CHUNK = 1 << 20
SAMPLE = 1 << 20
_CODE_PAGES = {"936": "gb18030", "54936": "gb18030", "950": "big5", "65001": "utf-8"}
_LANGUAGE_IDS = {0x4D: "gb18030", 0x7A: "gb18030", 0x4F: "big5", 0x78: "big5"}


def read(source: Source) -> Iterator[TableBuilder]:
    """Yield the table of each Shapefile in the archive, named as it is named there.

    Raises
    ------
    InvalidInput
        The archive or a Shapefile is damaged or hostile, or a limit is passed.
    """
    archive = open_archive(source.file, source.limits)
    shapes = _shapes(archive)
    layers.check_number(len(shapes), source)
    left = source.limits.unpacked_bytes
    for number, (name, parts) in enumerate(shapes.items()):
        stem = f"shape{number}"
        for ending in PARTS:
            if ending in parts:
                left -= _unpack(archive, parts[ending], Path(stem + ending), left)
                if left < 0:
                    raise too_large(source.limits)
        try:
            yield layers.read_layer(
                Path(stem + ".shp"),
                stem,
                source,
                sheet=name,
                done=number,
                of=len(shapes),
                encoding=_encoding(archive, parts, Path(stem + ".dbf")),
            )
        except layers.DAMAGED as error:
            raise layers.damaged(error) from None


def _shapes(archive: zipfile.ZipFile) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """Return the parts of each Shapefile by their endings, under its path without one."""
    groups: dict[PurePosixPath, dict[str, zipfile.ZipInfo]] = {}
    for entry in archive.infolist():
        path = PurePosixPath(entry_name(entry))
        if "__MACOSX" not in path.parts:
            groups.setdefault(path.with_suffix(""), {})[path.suffix.lower()] = entry
    return {str(path): parts for path, parts in sorted(groups.items()) if ".shp" in parts}


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, most: int) -> int:
    """Return the number of bytes unpacked, which what the archive tells may understate."""
    size = 0
    try:
        with archive.open(entry) as packed, path.open("wb") as unpacked:
            while (chunk := packed.read(CHUNK)) and size <= most:
                size += unpacked.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise damaged() from None
    return size


def _encoding(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], attributes: Path
) -> str | None:
    """Return the encoding of the attributes: as stated beside them, in them, or as they look."""
    if not attributes.exists():
        return None
    with attributes.open("rb") as file:
        return _stated(archive, parts.get(".cpg")) or _looks(file)


def _stated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None) -> str | None:
    if entry is None:
        return None
    with archive.open(entry) as file:
        told = file.read(100).decode("ascii", "ignore").strip().lower()
    name = _CODE_PAGES.get("".join(filter(str.isdigit, told)), told)
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return "gb18030" if found in {"gbk", "gb2312"} else found


def _looks(file: BinaryIO) -> str:
    """Tell UTF-8 from GB18030 by the records; a field may cut a character in two."""
    header = file.read(32)
    if (stated := _LANGUAGE_IDS.get(header[29] if len(header) == 32 else 0)) is not None:
        return stated
    file.seek(int.from_bytes(header[8:10], "little"))
    text = file.read(SAMPLE).decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return "utf-8" if sum(not letter.isascii() for letter in text) - bad >= 2 * bad else "gb18030"
