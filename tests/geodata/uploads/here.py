"""Uploads that are worked on at once and in this very process: what a test asks is done."""

from pathlib import Path

from geodata.store import Store
from geodata.uploads import Uploads
from geodata.uploads.files import ASKED, OUTCOME, Asked, write
from geodata.uploads.working import work


class UploadsHere(Uploads):
    """Uploads without a process of their own; files are still read in one."""

    def __init__(self, store_url: str, store: Store) -> None:
        """Keep uploads for a store that is open."""
        super().__init__(store_url)
        self._store = store

    def _start(self, folder: Path, asked: Asked) -> None:
        (folder / OUTCOME).unlink(missing_ok=True)
        write(folder / ASKED, asked)
        work(folder, self._store)
