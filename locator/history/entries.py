"""One thing that happened to a site, told column by column of its row."""

from dataclasses import dataclass
from datetime import datetime

from locator.history.columns import LABELS
from locator.words import Words


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a site's row before and after; None is an empty cell."""

    field: str
    old: str | None
    new: str | None

    @property
    def label(self) -> Words:
        """What the column is called."""
        return LABELS[self.field]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one revision did to a site.

    Parameters
    ----------
    revision : int
        Number of the revision.
    at : datetime
        When, in UTC.
    actor, source, note : str
        By whom, from which source, and what they said about it.
    created : bool
        Whether the site came into the store then.
    changes : tuple of FieldChange
        By name of the column; empty where the site was created.
    """

    revision: int
    at: datetime
    actor: str
    source: str
    note: str
    created: bool
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """One column of a site that somebody wants otherwise than it has become meanwhile.

    Parameters
    ----------
    field : str
        The column.
    seen, now, wanted : str or None
        As it was when they looked, as it is, and as they want it; None is an empty cell.
    """

    field: str
    seen: str | None
    now: str | None
    wanted: str | None

    @property
    def label(self) -> Words:
        """What the column is called."""
        return LABELS[self.field]
