"""The store: opened by its location, read whole, changed one revision at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy import Engine, delete, insert
from sqlalchemy.exc import DBAPIError

from geodata.store.accounts import Accounts
from geodata.store.accounts.tables import invitations, sessions
from geodata.store.engine import connect, explain, reading, writing
from geodata.store.head import read_head
from geodata.store.loading import Loaded, read_everything, read_sites
from geodata.store.migrating import migrate
from geodata.store.past.history import Past
from geodata.store.past.staleness import RESTORED, check_unchanged
from geodata.store.photos import Photos
from geodata.store.reports import Reports, close_reports
from geodata.store.tables import revisions
from geodata.store.writing import (
    Change,
    copy_tables,
    put_calendar,
    put_sites,
    put_unions,
    withdraw_sites,
)
from locator.errors import InvalidInput
from locator.history import HistoryEntry
from locator.hours import Calendar
from locator.model import Site
from locator.reports import ReportState
from locator.unions import Union


class Store:
    """Sites, unions and holidays in a database; make one with `Store.open`.

    Threads may share it. A process that forks opens its own.

    Attributes
    ----------
    reports : Reports
        What riders reported.
    accounts : Accounts
        Who works at the desk.
    past : Past
        What happened before.
    photos : Photos
        What sites look like.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.reports = Reports(engine)
        self.accounts = Accounts(engine)
        self.past = Past(engine)
        self.photos = Photos(engine)

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a store, creating it or bringing its tables up to date first.

        Parameters
        ----------
        url : str
            ``sqlite:///folder/file.db`` or ``postgresql+psycopg://…``.

        Raises
        ------
        InvalidInput
            When the location cannot be used, naming ``YIZHAN_STORE``.
        """
        engine = connect(url)
        try:
            migrate(engine, url)
        except (DBAPIError, InvalidInput) as error:
            engine.dispose()
            raise explain(url, error) from None
        return cls(engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def revision(self) -> int:
        """Return the number of the last change; 0 for a new store."""
        with reading(self._engine) as connection:
            return read_head(connection)[0]

    def changed_at(self) -> datetime:
        """Return when the last change was made, in UTC."""
        with reading(self._engine) as connection:
            return read_head(connection)[1]

    def load(self) -> Loaded:
        """Return everything, as it stands at one revision."""
        with reading(self._engine) as connection:
            return read_everything(connection)

    def sites_of(self, source: str) -> tuple[Site, ...]:
        """Return the sites of a source by id, deactivated ones too."""
        with reading(self._engine) as connection:
            return read_sites(connection, source)

    def history(self, site_id: str) -> tuple[HistoryEntry, ...]:
        """Return what happened to a site, oldest first; empty where nothing is known."""
        return self.past.of(site_id)

    def apply(
        self,
        sites: Iterable[Site],
        *,
        source: str,
        actor: str,
        at: datetime,
        unions: Iterable[Union] | None = None,
        holidays: Calendar | None = None,
        note: str = "",
        expecting: Mapping[str, int] | None = None,
        withdrawn: Iterable[str] = (),
    ) -> int:
        """Write new and changed sites, all or nothing, as one new revision.

        Parameters
        ----------
        sites : iterable of Site
            Taken as they come, so that a long import need not fit in memory. Sites
            that are not given stay as they are.
        source, actor, note : str
            From where and by whom the change comes, and a word about it.
        at : datetime
            When, timezone-aware.
        unions : iterable of Union, optional
            All unions from now on.
        holidays : Calendar, optional
            Years of the calendar; each takes the place of the same year.
        expecting : mapping of str to int, optional
            The revision at which somebody looked at a site to change it.
        withdrawn : iterable of str, optional
            Ids of sites that are taken back out, as if they had never come in.

        Returns
        -------
        int
            The new revision, or the last one when nothing differs.

        Raises
        ------
        InvalidInput
            When a site has no id, comes twice, or holds text that cannot be kept, or
            when the unions contradict each other.
        Stale
            When a site has changed since somebody looked at it; nothing is done.
        """
        with writing(self._engine) as connection:
            change = Change(connection, at=at, actor=actor, source=source, note=note)
            check_unchanged(connection, expecting or {}, sites)
            put_sites(change, sites)
            withdraw_sites(change, withdrawn)
            if unions is not None:
                put_unions(change, unions)
            if holidays is not None:
                put_calendar(change, holidays)
            return change.last_revision()

    def settle(
        self,
        codes: Sequence[str],
        *,
        state: ReportState,
        reason: str,
        actor: str,
        at: datetime,
        site: Site | None = None,
        expecting: Mapping[str, int] | None = None,
    ) -> None:
        """Close reports and change their site, if it has to be, all or nothing.

        Parameters
        ----------
        codes : sequence of str
            Of open reports about one site.
        state : ReportState
            Done or rejected.
        reason, actor : str
            What whoever reported is told, and who tells it: ``user:7``.
        at : datetime
            When, timezone-aware.
        site : Site, optional
            The site as it is from now on.
        expecting : mapping of str to int, optional
            The revision at which the site was looked at.

        Raises
        ------
        Stale
            A report was closed or the site changed meanwhile; nothing is done.
        """
        with writing(self._engine) as connection:
            change = Change(connection, at=at, actor=actor, source="desk", note=" ".join(codes))
            changed = () if site is None else (site,)
            check_unchanged(connection, expecting or {}, changed)
            close_reports(connection, codes, state=state, reason=reason, actor=actor, at=at)
            put_sites(change, changed)

    def take_over(
        self, other: Self, *, first: Callable[[], object], source: str, at: datetime
    ) -> int:
        """Replace everything by what another store holds, all or nothing.

        The history and the staff become the other's; nobody is signed in. This is a revision
        above those of both, so that nobody takes what comes for something seen before.

        Parameters
        ----------
        other : Store
            What to take over.
        first : callable
            Called once nobody else can write, before anything changes.
        source : str
            Where the other store comes from.
        at : datetime
            When, timezone-aware.

        Returns
        -------
        int
            The new revision.
        """
        with writing(self._engine) as connection, reading(other._engine) as theirs:
            first()
            number = max(read_head(connection)[0], read_head(theirs)[0]) + 1
            copy_tables(theirs, connection)
            connection.execute(delete(sessions))
            connection.execute(delete(invitations))
            row = {"number": number, "at": at, "actor": "", "source": source, "note": RESTORED}
            connection.execute(insert(revisions), row)
            return number
