"""The process that works on one upload: plans it, or applies what was planned."""

import fcntl
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Final

from geodata.headers import plain_header
from geodata.importing import (
    ImportOptions,
    ImportPlan,
    plan_import,
    read_file,
    write_rejected,
)
from geodata.store import Store
from geodata.streets import network_path, read_network, streets_folder
from geodata.streets.following import UNREADABLE
from geodata.tables import Limits, Table, Tables
from geodata.uploads.files import (
    ABOUT,
    ASKED,
    FILE,
    OUTCOME,
    PROGRESS,
    REJECTS,
    About,
    Asked,
    read,
    rows_path,
    write,
)
from geodata.uploads.showing import as_outcome, sheets_seen
from locator.errors import InvalidInput, Stale, problem
from locator.hours import CHINA
from locator.streets import Streets
from locator.uploads import FATES, LARGEST_UPLOAD, Outcome, Progress, SheetSeen

LIMITS: Final = Limits(
    file_bytes=LARGEST_UPLOAD,
    unpacked_bytes=500_000_000,
    rows=200_000,
    columns=200,
    sheets=50,
    memory_bytes=1_000_000_000,
    cpu_s=60,
    wall_s=180.0,
)
MEMORY_BYTES: Final = 3_000_000_000  # address space: what is mapped counts, used or not
CPU_S: Final = 600
TOLD_EVERY_S: Final = 0.2
LINE: Final = "line"  # one upload at a time is worked on: the server is there for riders


def main() -> None:
    """Do what the server says on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = json.load(sys.stdin)
    with Store.open(order["store"]) as store:
        work(Path(order["folder"]), store, streets_at(order["store"]))


def work(folder: Path, store: Store, streets: Streets | None = None) -> None:
    """Do what is asked of an upload, and leave in its folder what came of it.

    Parameters
    ----------
    folder : Path
        Of the upload.
    store : Store
        Where its sites go.
    streets : Streets or None
        What positions are held against.
    """
    asked, about = read(folder / ASKED, Asked), read(folder / ABOUT, About)
    if asked is None or about is None:
        return
    with in_line(folder.parent):
        outcome = Work(folder, about, asked, store, streets).outcome()
    write(folder / OUTCOME, outcome)


@contextmanager
def in_line(root: Path) -> Iterator[None]:
    """Wait until nothing else is worked on."""
    with (root / LINE).open("a") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield


def streets_at(store_url: str) -> Streets | None:
    """Return the streets of a store to hold positions against, if there are any."""
    path = network_path(streets_folder(store_url), "walk")
    try:
        return Streets(read_network(path)) if path.exists() else None
    except UNREADABLE:
        return None


class Work:
    """Work on one upload."""

    def __init__(
        self, folder: Path, about: About, asked: Asked, store: Store, streets: Streets | None
    ) -> None:
        self._folder = folder
        self._name = about.name
        self._asked = asked
        self._store = store
        self._streets = streets
        self._told = -TOLD_EVERY_S

    def outcome(self) -> Outcome:
        """Do it and return what came of it."""
        sheets: tuple[SheetSeen, ...] = ()
        try:
            tables = read_file(self._folder / FILE, limits=LIMITS, progress=self._tell)
            chosen = _chosen(tables, self._asked.choices.sheets)
            options = self._options(chosen)
            sheets = sheets_seen(tables, chosen, options)
            return self._planned(chosen, options, sheets)
        except InvalidInput as error:
            problems = tuple(
                problem("file", self._name, each.allowed, each.message)
                if each.field == "file"
                else each
                for each in error.problems
            )
            return Outcome(state="refused", problems=problems, sheets=sheets)

    def _planned(
        self, chosen: Tables, options: ImportOptions, sheets: tuple[SheetSeen, ...]
    ) -> Outcome:
        """Plan, and apply where that is asked for and it is still what was shown."""
        while True:
            there = self._store.load()
            plan = plan_import(chosen, there, options=options, file=self._name, progress=self._tell)
            (self._folder / REJECTS).unlink(missing_ok=True)
            if plan.rejected:
                write_rejected(self._folder / REJECTS, plan, chosen)
            found = as_outcome(
                plan, chosen, sheets=sheets, unions=there.unions, folder=self._folder
            )
            if self._asked.do == "plan":
                return found
            if found.digest != self._asked.digest:
                return replace(found, moved=True)
            try:
                return self._applied(plan, found)
            except Stale:
                continue  # somebody was faster: the plan is another one now

    def _applied(self, plan: ImportPlan, found: Outcome) -> Outcome:
        revision = plan.apply(
            self._store,
            at=datetime.now(CHINA),
            actor=self._asked.member.actor,
            deactivate=self._asked.deactivate,
            progress=self._tell,
        )
        (self._folder / FILE).unlink()
        for fate in FATES:
            rows_path(self._folder, fate).unlink(missing_ok=True)
        return replace(found, state="applied", revision=revision, sheets=(), sketch=None)

    def _options(self, chosen: Sequence[Table]) -> ImportOptions:
        choices = self._asked.choices
        there = {plain_header(column) for table in chosen for column in table.columns}
        return ImportOptions(
            datum=choices.datum,
            kind=choices.kind,
            source=choices.source,
            fields={c: f for c, f in choices.fields.items() if plain_header(c) in there},
            streets=self._streets,
            member=self._asked.member,
        )

    def _tell(self, stage: str, share: float) -> None:
        if monotonic() - self._told >= TOLD_EVERY_S:
            self._told = monotonic()
            write(self._folder / PROGRESS, Progress(stage, share))


def _chosen(tables: Tables, places: Sequence[int] | None) -> Tables:
    """Return the sheets to read; all where those chosen are none of the file's."""
    chosen = Tables(
        table for place, table in enumerate(tables) if places is None or place in places
    )
    if not chosen:
        return tables
    chosen.skipped = tables.skipped
    return chosen
