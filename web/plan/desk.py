"""Reports for the page of planners: made once per question, from what is served now."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Final, TypeVar
from weakref import finalize

import msgspec

from geodata.demand import street_demand
from geodata.reporting.making.reporter import Reporter, Sources
from geodata.reporting.making.settings import as_settings
from geodata.reporting.map_content import map_content
from geodata.reporting.report import AreaRow, Figures, GapRow, Report
from locator.errors import NotFound
from locator.hours import CHINA
from locator.planning.demand import Demand
from locator.planning.question import PlanQuestion
from locator.snapshot import Snapshot
from locator.words import Lang, Words
from web.plan.running import Progress, Run, Runs
from web.plan.writing import write_file
from web.state import State

__all__ = ["AreaRow", "Figures", "GapRow", "PlanContent", "PlanDesk", "Report"]

T = TypeVar("T")

VERSION: Final = 1  # of what is made from the same data
REPORTS_KEPT: Final = 3  # each may hold a hundred megabytes
WRITING: Final = Words("写文件", "writing")
DRAWN: Final = ("cells", "sites")  # for the map alone
NOTHING: Final = Words(
    "还没有需求数据,也没有道路数据:先运行 yizhan demand 文件,或 yizhan streets 文件.osm.pbf。",
    "There is neither demand nor streets yet: run yizhan demand FILE, or yizhan streets "
    "FILE.osm.pbf.",
)


@dataclass(frozen=True, slots=True, eq=False)
class PlanContent:
    """What the page says and draws, in one language.

    Parameters
    ----------
    said : dict
        Texts and figures.
    kinds : tuple of str
        Kinds of the sites asked about.
    packed : bytes
        Everything as JSON, for the map, compressed.
    """

    said: dict[str, Any]
    kinds: tuple[str, ...]
    packed: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What there is to answer from.

    Parameters
    ----------
    snapshot : Snapshot
        What is served.
    demand : Demand or None
        What was loaded; None: length of street stands in.
    key : str
        Names all of it: another one as soon as figures may differ.
    """

    snapshot: Snapshot
    demand: Demand | None
    key: str


class PlanDesk:
    """Makes reports for one worker process.

    Parameters
    ----------
    state : State
        What the worker serves.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._runs = Runs(forgotten=_remove)
        self._numbers = count()
        self._reporter: tuple[str, Reporter] | None = None
        self._reports: dict[tuple[str, PlanQuestion], Report] = {}

    def tag(self, question: PlanQuestion, lang: Lang) -> str:
        """Return the name of what is answered to a question: another one with other data."""
        told = msgspec.json.encode([self._basis().key, as_settings(question), lang])
        return sha256(told).hexdigest()[:32]

    def content(self, question: PlanQuestion, lang: Lang) -> Run[PlanContent]:
        """Return the run that makes what the page says and draws."""
        return self.asked(question, lang, lambda report, _: _content(report, lang))

    def file(self, question: PlanQuestion, lang: Lang, ending: str) -> Run[Path]:
        """Return the run that writes a file."""

        def made(report: Report, told: Progress) -> Path:
            told(WRITING, 0.8)
            path = self._folder / f"{next(self._numbers)}{ending}"
            write_file(report, path, lang)
            return path

        return self.asked(question, (lang, ending), made)

    def asked(
        self, question: PlanQuestion, what: object, make: Callable[[Report, Progress], T]
    ) -> Run[T]:
        """Return the run that makes something of the report on a question.

        Parameters
        ----------
        question : PlanQuestion
            What is asked.
        what : hashable
            Tells apart what is made of the same report.
        make : callable
            Makes it.

        Raises
        ------
        NotFound
            There is nothing to answer from.
        ServiceUnavailable
            Too many are waiting.
        """
        basis = self._basis()
        return self._runs.run(
            (basis.key, question, what),
            lambda told: make(self._report(basis, question, told), told),
        )

    @cached_property
    def _folder(self) -> Path:
        """Where files are kept as long as the desk is there."""
        folder = mkdtemp(prefix="yizhan-plan-")
        finalize(self, rmtree, folder, ignore_errors=True)
        return Path(folder)

    def _basis(self) -> Basis:
        snapshot, found = self._state.snapshot(), self._state.demand()
        networks = {mode: s.network.about.id for mode, s in sorted(snapshot.streets.items())}
        if found is None and not networks:
            raise NotFound(NOTHING)
        parts = (VERSION, snapshot.revision, found.digest if found else None, networks)
        return Basis(snapshot, found.demand if found else None, repr(parts))

    # What follows runs in the one thread of the runs.

    def _report(self, basis: Basis, question: PlanQuestion, told: Progress) -> Report:
        key = (basis.key, question)
        report = self._reports.pop(key, None) or self._made(basis, question, told)
        self._reports[key] = report  # the last one asked for stands last
        while len(self._reports) > REPORTS_KEPT:
            del self._reports[next(iter(self._reports))]
        return report

    def _made(self, basis: Basis, question: PlanQuestion, told: Progress) -> Report:
        if self._reporter is None or self._reporter[0] != basis.key:
            self._reports.clear()
            self._reporter = (basis.key, Reporter(_sources(basis)))
        return self._reporter[1].report(question, told)


def _sources(basis: Basis) -> Sources:
    served = basis.snapshot
    return Sources(
        sites=served.sites,
        calendar=served.calendar,
        jurisdictions=served.jurisdictions,
        revision=served.revision,
        changed_at=served.changed_at,
        streets=served.streets,
        demand=basis.demand or _street_length(served),
    )


def _street_length(served: Snapshot) -> Demand:
    """Return length of street, where nobody loaded a demand."""
    streets = served.streets.get("walk") or next(iter(served.streets.values()))
    return street_demand(streets.network, at=datetime.now(CHINA))


def _content(report: Report, lang: Lang) -> PlanContent:
    whole = map_content(report, lang)
    kinds = tuple(dict.fromkeys(site["kind"] for site in whole["sites"]["list"]))
    packed = gzip.compress(msgspec.json.encode(whole), 6, mtime=0)
    said = {name: value for name, value in whole.items() if name not in DRAWN}
    return PlanContent(said, kinds, packed)


def _remove(result: object) -> None:
    if isinstance(result, Path):
        result.unlink(missing_ok=True)
