"""One immutable snapshot, swapped when the store has changed."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from threading import Event, Lock, Thread

from geodata.demand import FollowedDemand
from geodata.demand.following import Followed
from geodata.demo import CITY_ID, Backdrop, demo_backdrop
from geodata.dumps.following import FollowedDumps
from geodata.store import Mark
from geodata.streets import FollowedStreets
from geodata.streets.near_tables import FollowedTables, NearTables
from geodata.uploads import Uploads
from locator.errors import NotFound
from locator.hours import CHINA
from locator.model import Site
from locator.reports import Report, Settled, troubled
from locator.snapshot import Snapshot
from locator.streets import StreetMode, StreetNetwork, Streets
from locator.words import Words
from web.state.source import Source, load_snapshot
from web.state.stored import Stored

POLL_S = 1.0  # a change in the store is served about a second later
NO_UPLOADS = Words("这里不能导入文件。", "No files are taken here.")
DESK = "desk"  # where changes of staff come from

log = logging.getLogger("yizhan.state")


def nothing() -> None:
    """Do nothing."""


class State(Stored):
    """Holds the snapshot that is served.

    Each worker process makes its own after it was forked; street networks are mapped
    from files that all share. Requests only read one attribute; a thread of its own
    looks at the store's revision and at those files, builds the next snapshot while the
    old one serves, and swaps them in one assignment.

    Parameters
    ----------
    source : Source
        The store; it has to be readable at the start.
    streets : FollowedStreets, optional
        The street networks to go by, if there may be any.
    tables : FollowedTables, optional
        The tables by which phones rank by street, if there may be any.
    ready : callable, optional
        Makes a network ready to be asked: by our own search unless told otherwise.
    demand : FollowedDemand, optional
        Where workers are, if anybody may have loaded that.
    dumps : FollowedDumps, optional
        Files of all sites for others to take, where there is a place for them.
    uploads : Uploads, optional
        The files that staff bring in, if they may.
    """

    def __init__(
        self,
        source: Source,
        streets: FollowedStreets | None = None,
        tables: FollowedTables | None = None,
        ready: Callable[[StreetNetwork], Streets] = Streets,
        demand: FollowedDemand | None = None,
        *,
        dumps: FollowedDumps | None = None,
        uploads: Uploads | None = None,
    ) -> None:
        super().__init__(source)
        self._followed = streets
        self._tables = tables
        self._ready = ready
        self._demand = demand
        self.dumps = dumps
        self._uploads = uploads
        self._tabled: Snapshot | None = None
        self._streets: dict[StreetMode, Streets] = {}
        self._look_at_streets()
        self._looked_at = datetime.now(UTC)
        self._snapshot = self._next_snapshot()
        self._since = datetime.now(UTC)
        self._mark: Mark | None = None
        self._reports: tuple[Report, ...] = ()
        self._troubled: dict[str, datetime] = {}
        self._trouble: str | None = None
        self._lock = Lock()
        self._stopped = Event()
        self.refresh()

    def snapshot(self) -> Snapshot:
        """Return the snapshot in service."""
        return self._snapshot

    @property
    def uploads(self) -> Uploads:
        """The files that staff bring in. NotFound: they may not here."""
        if self._uploads is None:
            raise NotFound(NO_UPLOADS)
        return self._uploads

    def settle(self, settled: Settled, *, actor: str, at: datetime) -> None:
        """Close reports as staff decided, and serve it. Stale: something changed meanwhile."""
        expecting = {} if settled.site is None else {settled.site.id: settled.seen}
        self._source.settle(
            settled.codes,
            state=settled.state,
            reason=settled.reason,
            actor=actor,
            at=at,
            site=settled.site,
            expecting=expecting,
        )
        self.refresh()

    def change(
        self,
        sites: Sequence[Site],
        *,
        actor: str,
        at: datetime,
        note: str = "",
        expecting: Mapping[str, int],
        withdrawn: Sequence[str] = (),
    ) -> int:
        """Write sites as staff want them, serve them, and return the new revision.

        Parameters
        ----------
        sites : sequence of Site
            New and changed ones.
        actor, note : str
            By whom, ``user:7``, and a word about it.
        at : datetime
            When, timezone-aware.
        expecting : mapping of str to int
            The revision at which they looked at each site.
        withdrawn : sequence of str
            Ids of sites that are taken back out.

        Raises
        ------
        Stale
            A site has changed since; nothing is done.
        """
        revision = self._source.apply(
            sites,
            source=DESK,
            actor=actor,
            at=at,
            note=note,
            expecting=expecting,
            withdrawn=withdrawn,
        )
        self.refresh()
        return revision

    def near_tables(self) -> Mapping[StreetMode, NearTables]:
        """Return the tables by which phones rank by street."""
        return self._tables.tables if self._tables else {}

    def demand(self) -> Followed | None:
        """Return where workers are; None where nobody loaded that."""
        return self._demand.look() if self._demand else None

    def troubled(self) -> dict[str, datetime]:
        """Return the sites that riders are warned of, and until when."""
        return self._troubled

    def backdrop(self) -> Backdrop:
        """Return what lies under the sites on a map: streets, for the made-up city only."""
        unions = self._snapshot.jurisdictions.unions
        return demo_backdrop() if any(union.id == CITY_ID for union in unions) else ()

    @property
    def street_troubles(self) -> Mapping[StreetMode, str]:
        """What keeps files of street networks from being used."""
        return self._followed.troubles if self._followed else {}

    @property
    def trouble(self) -> str | None:
        """What kept the store from being read lately, or None."""
        return self._trouble

    @property
    def since(self) -> datetime:
        """When this process began to serve the sites, streets and tables that it serves."""
        return self._since

    @property
    def looked_at(self) -> datetime:
        """When the store was last seen to hold nothing newer than what is served."""
        return self._looked_at

    def refresh(self) -> None:
        """Serve the store's last revision; where that fails, keep what is served."""
        with self._lock:
            now, before = datetime.now(UTC), self._served()
            try:
                self._look_at_streets()
                if (
                    self._snapshot.streets is not self._streets
                    or self._source.revision() != self._snapshot.revision
                ):
                    self._snapshot = self._next_snapshot()
                    log.info("snapshot", extra={"facts": {"revision": self._snapshot.revision}})
                self._read_reports(now)
                self._look_at_tables()
                if self.dumps is not None:
                    self.dumps.look(self._snapshot.revision)
                self._looked_at = now
                trouble = None
            except Exception as error:  # noqa: BLE001 -- whatever it is, riders keep the old snapshot
                trouble = type(error).__name__
            if self._served() != before:
                self._since = datetime.now(UTC)
            if trouble and trouble != self._trouble:
                log.error("the store cannot be read", extra={"facts": {"exception": trouble}})
            self._trouble = trouble

    def _served(self) -> tuple[object, ...]:
        return (self._snapshot, *self.near_tables().values())

    def _look_at_streets(self) -> None:
        """Make networks ready whose files have changed."""
        if self._followed is None or not self._followed.look():
            return
        before, self._streets = self._streets, {}
        for mode, network in dict(self._followed.networks).items():
            known = before.get(mode)
            if known is not None and known.network is network:
                self._streets[mode] = known
                continue
            try:
                self._streets[mode] = self._ready(network)
            except ValueError as error:  # damaged in a way that shows only now
                self._followed.drop(mode, error)
        for mode, trouble in self._followed.troubles.items():
            facts = {"mode": mode, "exception": trouble}
            log.error("a street network cannot be read", extra={"facts": facts})

    def _look_at_tables(self) -> None:
        """See to it that there are tables of what is served."""
        if self._tables is None:
            return
        served = self._snapshot
        if served is not self._tabled:
            self._tabled = served
            networks = {mode: streets.network for mode, streets in served.streets.items()}
            self._tables.want(
                served.sites, networks, calendar=served.calendar, at=served.changed_at
            )
        self._tables.look()

    def _next_snapshot(self) -> Snapshot:
        """Return a snapshot of the store and the streets, ready for the first question."""
        snapshot = load_snapshot(self._source, self._streets)
        snapshot.warm_up(datetime.now(CHINA))
        return snapshot

    def _read_reports(self, now: datetime) -> None:
        mark = self._source.reports.mark()
        if mark != self._mark:
            self._reports = self._source.reports.recent(now)
            self._mark = mark
        told = {report.site_id for report in self._reports}
        sites = [site for each in told if (site := self._snapshot.site(each))]
        verified = {site.id: site.verified_on for site in sites}
        self._troubled = troubled(self._reports, now, verified)

    def watch(self, then: Callable[[], None] = nothing) -> None:
        """Look at the store about once a second from now on, in a thread of its own.

        Parameters
        ----------
        then : callable
            Called there after each look.
        """
        Thread(target=self._watch, args=(then,), name="yizhan-store", daemon=True).start()

    def _watch(self, then: Callable[[], None]) -> None:
        while not self._stopped.wait(POLL_S):
            self.refresh()
            if self._uploads is not None:
                self._uploads.tidy(datetime.now(UTC))
            then()

    def close(self) -> None:
        """Stop looking at the store."""
        self._stopped.set()
        for maker in (self._tables, self.dumps):
            if maker is not None:
                maker.close()
