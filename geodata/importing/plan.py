"""What an import will do, worked out whole before anything is written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from geodata.importing.difference import Change, Comparison, Merged
from geodata.importing.matching.merging import match_rows
from geodata.importing.matching.registry import Registry
from geodata.importing.options import FILE_SOURCE, ImportOptions, Progress, no_progress
from geodata.importing.placing import place_entries
from geodata.importing.reading.columns import ColumnMap
from geodata.importing.remarks import Remarks
from geodata.importing.suspicion import suspect_datum
from geodata.importing.understanding import Rejected, understand
from geodata.store import Loaded, Store
from geodata.tables import Table
from locator.model import Site
from locator.unions import Jurisdictions
from locator.words import Words

TOLD_EVERY: Final = 1000  # sites between two reports of progress
EDITION_SHARE: Final = 0.5  # a file with so much of a source is a newer edition of it
INACTIVE: Final = Words(
    zh="已停用的站点仍在文件里,保持停用",
    en="deactivated sites are in the file and stay deactivated",
)
MISSING: Final = Words(
    zh="库里同来源的站点不在文件里,予以保留",
    en="stored sites of the same source are not in the file and are kept",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import will do.

    Parameters
    ----------
    file : str
        Name of the file.
    revision : int
        Revision of the store that it was worked out for.
    columns : tuple of ColumnMap
        What the columns of each table mean.
    read : int
        Rows that hold anything; each is new, changed, unchanged, merged or rejected.
    new : tuple of Site
        Sites that come in.
    changed : tuple of Change
        Stored sites of which a row says something new.
    unchanged : int
        Rows of which the store says the same already.
    merged : tuple of Merged
        Rows that are further records of a site, of this file or of the store.
    filled : tuple of Change
        Stored sites in which records of another source fill something in.
    rejected : tuple of Rejected
        Rows that are not taken.
    missing : tuple of Site
        Stored sites of the file's sources that are not in it. They are kept.
    warnings : tuple of Words
        What people should know.
    """

    file: str
    revision: int
    columns: tuple[ColumnMap, ...]
    read: int
    new: tuple[Site, ...]
    changed: tuple[Change, ...]
    unchanged: int
    merged: tuple[Merged, ...]
    filled: tuple[Change, ...]
    rejected: tuple[Rejected, ...]
    missing: tuple[Site, ...]
    warnings: tuple[Words, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were read, and what becomes of them."""
        return {
            "read": self.read,
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "merged": len(self.merged),
            "rejected": len(self.rejected),
        }

    def apply(
        self, store: Store, *, at: datetime, actor: str, progress: Progress = no_progress
    ) -> int:
        """Write everything in one transaction, and return the store's revision after it.

        Parameters
        ----------
        store : Store
            The store that it was worked out for.
        at : datetime
            When, timezone-aware.
        actor : str
            By whom.
        progress : callable, optional
            Told the share that is written.
        """
        sites = self._written(progress)
        return store.apply(sites, source=self.file, actor=actor, at=at)

    def _written(self, progress: Progress) -> Iterator[Site]:
        changes = (*self.changed, *self.filled)
        total = len(self.new) + len(changes)
        for done, site in enumerate((*self.new, *(change.new for change in changes))):
            if done % 1000 == 0:
                progress("write", done / total)
            yield site


def plan_import(
    tables: Sequence[Table],
    state: Loaded,
    *,
    options: ImportOptions,
    file: str = "",
    progress: Progress = no_progress,
) -> ImportPlan:
    """Work out what the tables of a file would change in a store.

    Parameters
    ----------
    tables : sequence of Table
        The file.
    state : Loaded
        The store as it stands.
    options : ImportOptions
        What is asked for.
    file : str
        Name of the file: the source of rows that name none.
    progress : callable, optional
        Told how far it is.

    Raises
    ------
    InvalidInput
        With field ``map`` for a wrong mapping or when nothing holds names, with field
        ``datum`` when there are positions and nobody told their datum.
    """
    remarks = Remarks()
    understood = understand(tables, options, remarks, progress)
    jurisdictions = Jurisdictions(state.unions)
    suspect_datum(understood.drafts, jurisdictions, remarks)
    registry = Registry(state.sites)
    rejected = list(understood.rejected)
    match_rows(
        understood.drafts,
        registry,
        lambda draft, reason: rejected.append(Rejected(draft.table, draft.row, reason)),
    )
    understood.drafts.clear()  # from here on the entries hold them, each as long as needed
    place_entries(registry.entries.values(), jurisdictions, options.geocoder, remarks)
    missing = _missing(registry, options.source or FILE_SOURCE + file)
    if missing:
        remarks.add(MISSING, details=[site.name for site in missing])
    comparison = Comparison(FILE_SOURCE + file, [table.sheet for table in tables])
    _compare(registry, comparison, progress)
    if comparison.inactive:
        remarks.add(INACTIVE, details=comparison.inactive)
    return ImportPlan(
        file=file,
        revision=state.revision,
        columns=understood.columns,
        read=understood.read,
        new=tuple(comparison.new),
        changed=tuple(comparison.changed),
        unchanged=comparison.unchanged,
        merged=tuple(comparison.merged),
        filled=tuple(comparison.filled),
        rejected=tuple(sorted(rejected, key=lambda row: (row.table, row.row))),
        missing=missing,
        warnings=remarks.words(),
    )


def _compare(registry: Registry, comparison: Comparison, progress: Progress) -> None:
    """Compare the sites in the order of the file, forgetting each row that is done with."""
    total = len(registry.entries)
    first = sorted(
        registry.entries.values(), key=lambda entry: (entry.draft.table, entry.draft.row)
    )
    for done, site_id in enumerate([entry.id for entry in first]):
        comparison.add(registry.entries.pop(site_id))
        if done % TOLD_EVERY == 0:
            progress("compare", done / total)


def _missing(registry: Registry, source: str) -> tuple[Site, ...]:
    """Return the active sites of the file's sources that no row speaks of.

    A file speaks for a source that it names, for the file of its own name, and for a
    source of which it holds the greater part.
    """
    active = [site for site in registry.stored.values() if site.active]
    total = Counter(site.source for site in active)
    found = Counter(site.source for site in active if site.id in registry.entries)
    named = {source}
    for entry in registry.entries.values():
        named.update(row.values.get("source", source) for row in (entry.draft, *entry.others))
    editions = named | {
        name for name, count in found.items() if count >= EDITION_SHARE * total[name]
    }
    gone = (s for s in active if s.source in editions and s.id not in registry.entries)
    return tuple(sorted(gone, key=lambda site: site.id))
