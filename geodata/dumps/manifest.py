"""What files there are: each with its size and checksum, with date and licence of all."""

from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from geodata.exporting import Licence

VERSION: Final = 1  # of how files are made from the same sites
CURRENT: Final = "current.json"
SUMS: Final = "SHA256SUMS"
SQLITE: Final = "sqlite:///"


class Dump(msgspec.Struct, frozen=True):
    """One file.

    Parameters
    ----------
    name : str
        Such as ``sites.csv``.
    bytes : int
        Its size.
    sha256 : str
        Its checksum, in hexadecimal digits.
    packed_sha256 : str or None
        Of the same packed with gzip, ``NAME.gz`` beside it; None: it is not.
    """

    name: str
    bytes: int
    sha256: str
    packed_sha256: str | None = None


class Manifest(msgspec.Struct, frozen=True):
    """The files of one revision.

    Parameters
    ----------
    revision : int
        Of the store.
    changed_at, made_at : datetime
        When that revision was made, and when the files were.
    sites : int
        How many there are in each file.
    licence : Licence
        What others may do with them.
    files : tuple of Dump
        By name; a format that could not hold the sites is not there.
    folder : str
        Name of the folder that they stand in.
    version : int
        Of how they are made.
    """

    revision: int
    changed_at: datetime
    made_at: datetime
    sites: int
    licence: Licence
    files: tuple[Dump, ...]
    folder: str
    version: int = VERSION

    def file(self, name: str) -> Dump | None:
        """Return a file by its name."""
        return next((each for each in self.files if each.name == name), None)

    def is_of(self, revision: int, licence: Licence) -> bool:
        """Tell whether the files are what would be made now."""
        return (self.revision, self.licence, self.version) == (revision, licence, VERSION)

    def sums(self) -> str:
        """Return the checksums as ``sha256sum --check`` reads them."""
        return "".join(f"{each.sha256}  {each.name}\n" for each in self.files)


def read_manifest(folder: Path) -> Manifest | None:
    """Return what is complete in a folder of dumps, None where nothing is."""
    try:
        return msgspec.json.decode((folder / CURRENT).read_bytes(), type=Manifest)
    except (OSError, ValueError):
        return None


def dumps_folder(store_url: str) -> Path:
    """Return where the dumps of a store are kept: beside it, or in ``var`` for a server."""
    if store_url.startswith(SQLITE):
        return Path(store_url.removeprefix(SQLITE)).parent / "dumps"
    return Path("var/dumps")
