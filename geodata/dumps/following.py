"""The dumps that a server sends, and the process that it starts to make newer ones."""

import logging
from time import monotonic
from typing import Final

import msgspec

from geodata.background import Builder, Mark, mark_of
from geodata.dumps.manifest import CURRENT, Manifest, dumps_folder, read_manifest
from geodata.exporting.about import Licence

PAUSE_S: Final = 30.0  # between two processes: one edit after the other needs one dump

log = logging.getLogger("yizhan.dumps")


class FollowedDumps:
    """The dumps of a store as they were when they were last looked at.

    Those of an older revision serve until newer ones are complete.

    Parameters
    ----------
    store_url : str
        The store that sites are from.
    licence : Licence
        What others may do with them.

    Attributes
    ----------
    folder : Path
        Where the files of each revision have a folder of their own.
    manifest : Manifest or None
        What is there; None: nothing yet.
    """

    def __init__(self, store_url: str, licence: Licence) -> None:
        self.folder = dumps_folder(store_url)
        self._licence = licence
        self._mark: Mark | None = None
        self._builder = Builder("geodata.dumps", store_url)
        self._not_before_s = 0.0
        self.manifest: Manifest | None = None

    def look(self, revision: int) -> None:
        """See what is there, and to it that what is served is being made."""
        self._builder.look()
        mark = mark_of(self.folder / CURRENT)
        if mark != self._mark:
            self._mark, self.manifest = mark, read_manifest(self.folder)
        done = self.manifest is not None and self.manifest.is_of(revision, self._licence)
        if not done and monotonic() >= self._not_before_s:
            self._not_before_s = monotonic() + PAUSE_S
            self._build()

    def _build(self) -> None:
        """Start a process that makes dumps."""
        try:
            self._builder.start(msgspec.json.encode(self._licence).decode())
        except OSError as error:
            facts = {"exception": type(error).__name__}
            log.warning("dumps cannot be made", extra={"facts": facts})

    def close(self) -> None:
        """End the process, if there is one; the next server begins anew."""
        self._builder.close()
