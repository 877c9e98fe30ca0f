"""What an import will do, worked out whole before anything is written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from geodata.importing.difference import Change, Merged
from geodata.importing.ledger import Ledger
from geodata.importing.options import FILE_SOURCE, ImportOptions, Progress, no_progress
from geodata.importing.permission import Permit
from geodata.importing.placing import Placer
from geodata.importing.reading.columns import ColumnMap
from geodata.importing.reading.positions import Unusable
from geodata.importing.remarks import Remarks, row_name
from geodata.importing.suspicion import Suspicion, tell_elsewhere
from geodata.importing.understanding import Rejected, Understanding
from geodata.store import Loaded, Store
from geodata.tables import Table
from locator.model import Site
from locator.unions import Jurisdictions
from locator.vocabulary import Datum
from locator.words import Words

TOLD_EVERY: Final = 1000  # sites between two reports of progress
EDITION_SHARE: Final = 0.5  # a file with so much of a source is a newer edition of it
INACTIVE: Final = Words(
    zh="已停用的站点仍在文件里,保持停用",
    en="deactivated sites are in the file and stay deactivated",
)
MERGED: Final = Words(
    zh="重复的行已并入同一站点,只补充其未知项",
    en="further records of a site were merged with it and only fill in what is unknown",
)
DIFFERING: Final = Words(
    zh="被合并的行与站点说法不同,以站点为准",
    en="merged rows say something else than their site, which stays as it is",
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
    unchanged : tuple of Site
        Stored sites of which a row says what the store says already.
    merged : tuple of Merged
        Rows that are further records of a site, of this file or of the store.
    filled : tuple of Change
        Stored sites in which records of another source fill something in.
    rejected : tuple of Rejected
        Rows that are not taken.
    missing : tuple of Site
        Stored sites of the file's sources that are not in it. They are kept unless
        somebody asks otherwise.
    rows : mapping of str to (int, int)
        Id → place of the table and number of the row that speaks for a site.
    warnings : tuple of Words
        What people should know.
    datum : Datum or None
        The datum that was asked for.
    geocoded : int
        Sites that a geocoder found the place of.
    """

    file: str
    revision: int
    columns: tuple[ColumnMap, ...]
    read: int
    new: tuple[Site, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[Site, ...]
    merged: tuple[Merged, ...]
    filled: tuple[Change, ...]
    rejected: tuple[Rejected, ...]
    missing: tuple[Site, ...]
    rows: Mapping[str, tuple[int, int]]
    warnings: tuple[Words, ...]
    datum: Datum | None
    geocoded: int

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were read, and what becomes of them."""
        return {
            "read": self.read,
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "merged": len(self.merged),
            "rejected": len(self.rejected),
        }

    def apply(
        self,
        store: Store,
        *,
        at: datetime,
        actor: str,
        deactivate: bool = False,
        progress: Progress = no_progress,
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
        deactivate : bool
            Whether sites that are missing from the file are deactivated.
        progress : callable, optional
            Told the share that is written.

        Raises
        ------
        Stale
            A site has changed since this was worked out; nothing is written.
        """
        sites = [*self.new, *(change.new for change in (*self.changed, *self.filled))]
        if deactivate:
            sites += [replace(site, active=False) for site in self.missing]
        return store.apply(
            _told(sites, progress),
            source=self.file,
            actor=actor,
            at=at,
            expecting=dict.fromkeys([site.id for site in sites], self.revision),
        )


def _told(sites: Sequence[Site], progress: Progress) -> Iterator[Site]:
    """Yield sites as they are written, telling how far that is."""
    for done, site in enumerate(sites):
        if done % TOLD_EVERY == 0:
            progress("write", done / len(sites))
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
    understanding = Understanding(tables, options, remarks)
    jurisdictions = Jurisdictions(state.unions)
    ledger = Ledger(state.sites, file)
    suspicion = Suspicion(jurisdictions, options.streets, understanding.read)
    rejected = _file_rows(understanding, ledger, suspicion, remarks, progress)
    placer = Placer(jurisdictions, options.geocoder, remarks)
    _place(ledger, placer, progress, every=1 if options.geocoder else TOLD_EVERY)
    permit = Permit(options.member, jurisdictions)
    rejected += permit.refuse_others(ledger)
    _report(ledger, [table.sheet for table in tables], jurisdictions, remarks)
    named = {options.source or FILE_SOURCE + file}
    missing = tuple(site for site in _missing(ledger, named) if permit.covers(site))
    if missing:
        remarks.add(MISSING, details=[site.name for site in missing])
    return ImportPlan(
        file=file,
        revision=state.revision,
        columns=understanding.columns,
        read=understanding.read,
        new=tuple(ledger.new()),
        changed=tuple(ledger.changes(spoken=True)),
        unchanged=tuple(ledger.unchanged()),
        merged=tuple(sorted(ledger.merged, key=lambda row: (row.table, row.row))),
        filled=tuple(ledger.changes(spoken=False)),
        rejected=tuple(sorted(rejected, key=lambda row: (row.table, row.row))),
        missing=missing,
        rows=ledger.spoken,
        warnings=remarks.words(),
        datum=options.datum,
        geocoded=placer.geocoded,
    )


def _file_rows(
    understanding: Understanding,
    ledger: Ledger,
    suspicion: Suspicion,
    remarks: Remarks,
    progress: Progress,
) -> list[Rejected]:
    """File every row under its site, and return those that cannot be taken."""
    refused: list[Rejected] = []
    for block in understanding.blocks(progress):
        for draft, is_crowded in block:
            suspicion.see(draft)
            try:
                ledger.take(draft, crowded=is_crowded)
            except Unusable as error:
                refused.append(Rejected(draft.table, draft.row, error.reason))
    for draft, reason in ledger.settle():
        refused.append(Rejected(draft.table, draft.row, reason))
    suspicion.tell(remarks)
    return understanding.rejected + refused


def _place(ledger: Ledger, placer: Placer, progress: Progress, *, every: int) -> None:
    """Give a place to the sites that have none from a row or from the store."""
    ids = list(ledger.touched())
    for done, site_id in enumerate(ids):
        if done % every == 0:
            progress("place", done / len(ids))
        site = ledger.site(site_id)
        if site is not None:
            ledger.put(site_id, placer.placed(site, ledger.stored.get(site_id)))


def _report(
    ledger: Ledger, sheets: Sequence[str], jurisdictions: Jurisdictions, remarks: Remarks
) -> None:
    """Tell which rows were merged, which sites are deactivated, and which lie elsewhere."""
    for merged in ledger.merged:
        row = row_name(sheets[merged.table], merged.row)
        remarks.add(MERGED, row=row, details=[merged.name])
        if merged.differing:
            remarks.add(DIFFERING, row=row, details=merged.differing)
    sites = [site for each in ledger.touched() if (site := ledger.site(each)) is not None]
    for site in sites:
        if not site.active:
            remarks.add(INACTIVE, details=[site.name])
    rows = {each: row_name(sheets[table], row) for each, (table, row) in ledger.spoken.items()}
    tell_elsewhere(sites, rows, jurisdictions, remarks)


def _missing(ledger: Ledger, named: set[str]) -> tuple[Site, ...]:
    """Return the active sites of the file's sources that no row speaks of.

    A file speaks for a source that it names, for the file of its own name, and for a
    source of which it holds the greater part.
    """
    touched = set(ledger.touched())
    active = [site for site in ledger.stored.values() if site.active]
    total = Counter(site.source for site in active)
    found = Counter(site.source for site in active if site.id in touched)
    editions = {s for s, count in found.items() if count >= EDITION_SHARE * total[s]}
    editions |= named | ledger.sources
    gone = (site for site in active if site.source in editions and site.id not in touched)
    return tuple(sorted(gone, key=lambda site: site.id))
