"""What a snapshot is made from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from geodata.store import Accounts, Loaded, Past, Photos, Reports
from locator.model import Site
from locator.reports import ReportState
from locator.snapshot import NO_STREETS, Snapshot
from locator.streets import StreetMode, Streets
from locator.unions import Jurisdictions


class Source(Protocol):
    """What a snapshot is made from: the store, as far as serving needs it."""

    @property
    def reports(self) -> Reports:
        """What riders reported."""

    @property
    def accounts(self) -> Accounts:
        """Who works at the desk."""

    @property
    def photos(self) -> Photos:
        """Photographs of sites."""

    @property
    def past(self) -> Past:
        """What happened before."""

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
        """Close reports and change their site, all or nothing."""

    def apply(
        self,
        sites: Iterable[Site],
        *,
        source: str,
        actor: str,
        at: datetime,
        note: str = "",
        expecting: Mapping[str, int] | None = None,
        withdrawn: Iterable[str] = (),
    ) -> int:
        """Write new and changed sites, all or nothing, as one new revision."""

    def revision(self) -> int:
        """Return the number of the last change."""

    def load(self) -> Loaded:
        """Return everything as of one revision."""


def load_snapshot(source: Source, streets: Mapping[StreetMode, Streets] = NO_STREETS) -> Snapshot:
    """Return a snapshot of everything in the store, with streets to go by."""
    loaded = source.load()
    return Snapshot(
        loaded.sites,
        calendar=loaded.calendar,
        jurisdictions=Jurisdictions(loaded.unions),
        revision=loaded.revision,
        changed_at=loaded.changed_at,
        streets=streets,
    )
