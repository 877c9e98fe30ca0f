"""The process that makes dumps in the background.

As for street tables, any number of web workers may start it; one at a time holds the lock.
Killed, it loses only its own work: the files before it serve on.
"""

import os
from typing import Final

import msgspec

from geodata.background import STORE, in_background, only_builder
from geodata.dumps.making import make_dumps
from geodata.dumps.manifest import dumps_folder, read_manifest
from geodata.exporting import Licence
from geodata.store.public import public_rows

LOCK: Final = "dumps.lock"


def build_dumps(store_url: str, licence: Licence) -> int:
    """Make dumps until they are of the store's last revision; return how often they were made."""
    folder, made = dumps_folder(store_url), 0
    with only_builder(folder, LOCK) as alone:
        while alone and not is_up_to_date(store_url, licence):
            make_dumps(store_url, folder, licence)
            made += 1
    return made


def is_up_to_date(store_url: str, licence: Licence) -> bool:
    """Tell whether the files are of the store's last revision."""
    there = read_manifest(dumps_folder(store_url))
    with public_rows(store_url) as rows:
        return there is not None and there.is_of(rows.revision, licence)


def main(licence: str) -> None:
    """Build as a process of its own.

    Parameters
    ----------
    licence : str
        A `Licence` as JSON.
    """
    with in_background():
        build_dumps(os.environ[STORE], msgspec.json.decode(licence, type=Licence))
