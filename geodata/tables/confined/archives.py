"""Zip archives: looked through before anything in them is unpacked."""

import stat
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

from geodata.tables.refusal import refusal, within
from geodata.tables.table import Limits
from locator.errors import InvalidInput
from locator.words import Words

ENTRIES = 10_000
_ENCRYPTED = 1


def open_archive(file: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """Return an archive all of whose entries are plain files of a bearable total size.

    Raises
    ------
    InvalidInput
        It is damaged, encrypted or too large unpacked, or an entry is a link or has a
        name that leads out of the archive.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, OverflowError, ValueError):
        raise damaged() from None
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise refusal(
            Words(zh="压缩包内文件过多", en="the archive has too many entries"),
            within(ENTRIES, "个", "entries"),
        )
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise too_large(limits)
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            locked = Words(zh="压缩包有密码", en="the archive is locked with a password")
            raise refusal(locked, Words(zh="没有密码的压缩包", en="one without a password"))
        if stat.S_ISLNK(entry.external_attr >> 16) or _leads_out(entry.filename):
            raise refusal(
                Words(
                    zh="压缩包内有链接或越出压缩包的路径",
                    en="an entry of the archive is a link or leads out of it",
                )
            )
    return archive


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name as its author saw it: older archives hold it in GBK."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def damaged() -> InvalidInput:
    """Return the error for an archive that cannot be unpacked."""
    return refusal(Words(zh="压缩包已损坏或不完整", en="the archive is damaged or cut short"))


def too_large(limits: Limits) -> InvalidInput:
    """Return the error for an archive that unpacks to more than allowed."""
    return refusal(
        Words(zh="解压后过大", en="it is too large when unpacked"),
        within(limits.unpacked_bytes, "字节(解压后)", "bytes unpacked"),
    )
