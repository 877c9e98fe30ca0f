"""The street tables that a server reads, and the process that it starts to make newer ones."""

import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Final

from geodata.background import Builder, Mark, mark_of
from geodata.streets.files import streets_folder
from geodata.streets.near_tables.building import somebody_builds
from geodata.streets.near_tables.files import NearTables, tables_path
from geodata.streets.near_tables.making import RankedSites
from locator.hours import Calendar
from locator.model import Site
from locator.streets import STREET_MODES, StreetMode, StreetNetwork

PAUSE_S: Final = 30.0  # before another try, when a process has ended and tables are not there

log = logging.getLogger("yizhan.near")


class FollowedTables:
    """The tables of a store's folder as they were when it was last looked at.

    Tables of an older revision serve until newer ones are complete.

    Parameters
    ----------
    store_url : str
        The store that sites are from.

    Attributes
    ----------
    tables : dict of StreetMode to NearTables
        Those that can be used.
    """

    def __init__(self, store_url: str) -> None:
        self._folder = streets_folder(store_url)
        self._paths: dict[StreetMode, Path] = {
            m: tables_path(self._folder, m) for m in STREET_MODES
        }
        self._marks: dict[StreetMode, Mark | None] = dict.fromkeys(STREET_MODES)
        self._wanted: dict[StreetMode, str] = {}
        self._builder = Builder("geodata.streets.near_tables", store_url)
        self._not_before_s = 0.0
        self.tables: dict[StreetMode, NearTables] = {}

    def want(
        self,
        sites: Iterable[Site],
        networks: Mapping[StreetMode, StreetNetwork],
        *,
        calendar: Calendar,
        at: datetime,
    ) -> None:
        """Say what there is now to make tables from."""
        ranked = RankedSites.of(sites, calendar=calendar, at=at)
        self._wanted = {mode: ranked.key(network) for mode, network in networks.items()}

    def look(self) -> None:
        """Open files that have changed, and see to it that what is wanted is being made."""
        self._builder.look()
        for mode, path in self._paths.items():
            mark = mark_of(path) if mode in self._wanted else None
            if mark != self._marks[mode]:
                self._marks[mode] = mark
                self._open(mode)
        stale = any(key != self._key(mode) for mode, key in self._wanted.items())
        if stale and monotonic() >= self._not_before_s:
            try:
                self._build()
            except OSError as error:  # a folder that cannot be written to, for one
                self._not_before_s = monotonic() + PAUSE_S
                facts = {"exception": type(error).__name__}
                log.warning("street tables cannot be made", extra={"facts": facts})

    def _build(self) -> None:
        """Start a process that makes tables, unless there is one."""
        if somebody_builds(self._folder):
            return
        self._not_before_s = monotonic() + PAUSE_S
        self._builder.start()

    def close(self) -> None:
        """End the process, if there is one; the next server begins anew."""
        self._builder.close()

    def _open(self, mode: StreetMode) -> None:
        tables = dict(self.tables)
        tables.pop(mode, None)
        if self._marks[mode] is not None:
            with suppress(OSError, ValueError):  # where they are none of ours: made anew
                tables[mode] = NearTables(self._paths[mode])
        self.tables = tables

    def _key(self, mode: StreetMode) -> str | None:
        return self.tables[mode].key if mode in self.tables else None
