"""A plan as the desk shows it: rows by their fate, how columns were understood, a digest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from geodata.headers import plain_header
from geodata.importing import Change, ColumnUse, ImportOptions, ImportPlan
from geodata.importing.matching.identity import own_place
from geodata.importing.matching.registry import metres_between
from geodata.importing.reading.columns import map_columns, without_ordinals
from geodata.importing.remarks import Remarks, row_name
from geodata.tables import Table
from geodata.uploads.files import rows_path, write_rows
from geodata.uploads.sketching import sketch
from locator.model import Site
from locator.unions import Union
from locator.uploads import FATES, ColumnSeen, Fate, Outcome, RowShown, SheetSeen
from locator.vocabulary import Kind
from locator.words import Words

SAMPLE_ROWS, SAMPLE_CELLS, SAMPLE_CHARS = 50, 3, 40
NAME_CHARS: Final = 80
STILL_M: Final = 1.0  # a position that moves by less has only been written otherwise
MERGED_BY: Final = {
    "id": Words("编号相同", "the same id"),
    "identity": Words("来源、名称、地址相同", "the same source, name and address"),
    "code": Words("站点编码相同", "the same code"),
    "name": Words("名称相同,相距不到 200 米", "the same name within 200 m"),
}


def as_outcome(
    plan: ImportPlan,
    tables: Sequence[Table],
    *,
    sheets: tuple[SheetSeen, ...],
    unions: Iterable[Union],
    folder: Path,
) -> Outcome:
    """Write the rows of a plan into a folder, and return the rest of what is shown.

    Parameters
    ----------
    plan : ImportPlan
        What would be done.
    tables : sequence of Table
        What it was worked out from.
    sheets : tuple of SheetSeen
        How the file was understood.
    unions : iterable of Union
        Whose districts are drawn.
    folder : Path
        Of the upload.
    """
    counts: dict[Fate, int] = dict.fromkeys(FATES, 0)
    digest = sha256()
    for fate, rows in _by_fate(plan, tables).items():
        for line in write_rows(rows_path(folder, fate), rows):
            digest.update(line)
            counts[fate] += 1
        digest.update(fate.encode())
    written = (*plan.new, *(change.new for change in (*plan.changed, *plan.filled)))
    for site in written:
        digest.update(repr(site).encode())
    return Outcome(
        state="planned",
        sheets=sheets,
        counts=counts,
        warnings=plan.warnings,
        sketch=sketch(plan, unions),
        writes=len(written),
        unplaced=sum(
            site.kind is not Kind.REMOTE and not own_place(site.position) for site in written
        ),
        digest=digest.hexdigest(),
        revision=plan.revision,
    )


def sheets_seen(
    tables: Sequence[Table], chosen: Sequence[Table], options: ImportOptions
) -> tuple[SheetSeen, ...]:
    """Return how each sheet's columns are understood."""
    known: set[str] = set()
    seen = []
    for table in tables:
        is_chosen = any(table is each for each in chosen)
        fields = options.fields if is_chosen else {}
        uses = without_ordinals(table, map_columns(table, fields, options.datum), Remarks()).uses
        columns = tuple(
            ColumnSeen(
                column=use.column,
                field=use.field,
                how=use.how,
                sample=_sample(table, place),
                repeated=plain_header(use.column) in known,
            )
            for place, use in enumerate(uses)
        )
        if is_chosen:
            known |= {plain_header(use.column) for use in uses}
        seen.append(SheetSeen(table.sheet, len(table.rows), is_chosen, columns))
    return tuple(seen)


def _sample(table: Table, place: int) -> tuple[str, ...]:
    cells = (row[place].strip() for row in islice(table.rows, SAMPLE_ROWS))
    told = dict.fromkeys(_short(cell, SAMPLE_CHARS) for cell in cells if cell)
    return tuple(islice(told, SAMPLE_CELLS))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _by_fate(plan: ImportPlan, tables: Sequence[Table]) -> dict[Fate, Iterator[RowShown]]:
    """Return the rows of a plan; each is made as it is asked for."""
    row = _Row(plan, tables)
    return {
        "new": (row.of_site(site) for site in plan.new),
        "changed": (row.of_change(change) for change in plan.changed),
        "unchanged": (row.of_site(site) for site in plan.unchanged),
        "merged": row.merged(),
        "rejected": row.rejected(),
        "missing": (row.of_site(site) for site in plan.missing),
    }


class _Row:
    def __init__(self, plan: ImportPlan, tables: Sequence[Table]) -> None:
        self._plan = plan
        self._tables = tables

    def of_site(self, site: Site) -> RowShown:
        return RowShown(
            row=self._name(*self._plan.rows[site.id]) if site.id in self._plan.rows else "",
            name=site.name,
            site_id=site.id,
            address=site.address,
            placed=site.position is not None,
        )

    def of_change(self, change: Change) -> RowShown:
        return _with_changes(self.of_site(change.new), change)

    def merged(self) -> Iterator[RowShown]:
        filled = {change.new.id: change for change in self._plan.filled}
        for merged in self._plan.merged:
            shown = RowShown(
                row=self._name(merged.table, merged.row),
                name=merged.name,
                site_id=merged.site_id,
                why=MERGED_BY[merged.by],
            )
            change = filled.pop(merged.site_id, None)
            yield _with_changes(shown, change) if change else shown

    def rejected(self) -> Iterator[RowShown]:
        for rejected in self._plan.rejected:
            table = self._tables[rejected.table]
            cells = table.rows[rejected.row - table.first_row]
            uses = self._plan.columns[rejected.table].uses
            yield RowShown(
                row=self._name(rejected.table, rejected.row),
                name=_name_of(uses, cells),
                why=rejected.reason,
            )

    def _name(self, table: int, row: int) -> str:
        return row_name(self._tables[table].sheet, row)


def _name_of(uses: Sequence[ColumnUse], cells: Sequence[str]) -> str:
    """Return the name in a row, or else the first of its cells."""
    told = [cell for use, cell in zip(uses, cells, strict=True) if use.field == "name" and cell]
    return _short(next((cell.strip() for cell in (*told, *cells) if cell.strip()), ""), NAME_CHARS)


def _with_changes(shown: RowShown, change: Change) -> RowShown:
    moved = metres_between(change.old.position, change.new.position)
    return replace(shown, changes=change.fields, moved_m=moved if moved >= STILL_M else None)
