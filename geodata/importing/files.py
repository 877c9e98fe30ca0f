"""Imports a file from its path: read apart, planned whole, written at once."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from geodata.importing.options import ImportOptions, Progress, no_progress
from geodata.importing.plan import ImportPlan, plan_import
from geodata.importing.reading.columns import KNOWN_HEADERS
from geodata.store import Store
from geodata.tables import Limits, Tables, read_tables
from geodata.tables.rejects import Reject, write_rejects
from locator.errors import Stale

ASKED: Final = ImportOptions()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do.

    Parameters
    ----------
    plan : ImportPlan
        What was worked out.
    revision : int
        The store's revision after it.
    """

    plan: ImportPlan
    revision: int

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were read, and what became of them; see `ImportPlan.counts`."""
        return self.plan.counts


def read_file(
    path: Path, *, limits: Limits | None = None, progress: Progress = no_progress
) -> Tables:
    """Return the tables of a file, their headers told from title rows by the synonyms.

    Raises
    ------
    InvalidInput
        With field ``file`` when it cannot be read.
    """
    return read_tables(
        path,
        limits=limits or Limits(),
        known_headers=KNOWN_HEADERS,
        progress=lambda share: progress("read", share),
    )


def import_file(
    path: str | Path,
    store: Store,
    *,
    at: datetime,
    actor: str,
    options: ImportOptions = ASKED,
    rejects: Path | None = None,
    dry_run: bool = False,
    limits: Limits | None = None,
    progress: Progress = no_progress,
) -> ImportResult:
    """Import a file into a store, all of it or nothing.

    A change that somebody else makes to the store meanwhile is noticed, and the plan is
    worked out again.

    Parameters
    ----------
    path : str or Path
        The file.
    store : Store
        Where the sites go.
    at : datetime
        When, timezone-aware.
    actor : str
        By whom.
    options : ImportOptions
        What is asked for.
    rejects : Path or None
        Where rows that are not taken are written with their reasons, if there are any.
    dry_run : bool
        Work out what would be done, and write nothing to the store.
    limits : Limits or None
        What reading the file may cost.
    progress : callable, optional
        Told the stage and the share of it that is done.

    Raises
    ------
    InvalidInput
        With field ``file`` for a file that cannot be read, otherwise as `plan_import`.
    """
    path = Path(path)
    tables = read_file(path, limits=limits, progress=progress)
    while True:
        plan = plan_import(tables, store.load(), options=options, file=path.name, progress=progress)
        if not dry_run and store.revision() != plan.revision:
            continue
        if rejects is not None and plan.rejected:
            write_rejected(rejects, plan, tables)
        if dry_run:
            return ImportResult(plan, plan.revision)
        with suppress(Stale):  # one of its sites has changed meanwhile
            return ImportResult(plan, plan.apply(store, at=at, actor=actor, progress=progress))


def write_rejected(path: Path, plan: ImportPlan, tables: Tables) -> None:
    """Write the rows that a plan does not take, each with its reason.

    Raises
    ------
    InvalidInput
        With field ``rejects`` when the path ends in neither ``.csv`` nor ``.xlsx``.
    """
    rejects = []
    for rejected in plan.rejected:
        table = tables[rejected.table]
        cells = table.rows[rejected.row - table.first_row]
        rejects.append(Reject(table.sheet, rejected.row, table.columns, cells, rejected.reason))
    write_rejects(path, rejects)
