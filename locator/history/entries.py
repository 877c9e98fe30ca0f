"""One thing that happened to a site, told column by column of its row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from locator.history.columns import LABELS
from locator.model import Site
from locator.words import Words

WITHDRAWN: Final = "withdrawn"  # told like a column of a site whose coming in was undone
YES: Final = "yes"
NAMES: Final = {**LABELS, WITHDRAWN: Words("撤回", "withdrawn")}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a site's row before and after; None is an empty cell."""

    field: str
    old: str | None
    new: str | None

    @property
    def label(self) -> Words:
        """What the column is called."""
        return NAMES[self.field]


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

    def undoable_in(self, history: tuple["HistoryEntry", ...]) -> bool:
        """Tell whether nothing since has changed what this changed.

        Parameters
        ----------
        history : tuple of HistoryEntry
            Of the same site.
        """
        later = [each for each in history if each.revision > self.revision]
        if self.created:
            return not later
        touched = {change.field for each in later for change in each.changes}
        return touched.isdisjoint(change.field for change in self.changes)


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of the store.

    Parameters
    ----------
    number : int
        Of the revision.
    at : datetime
        When, in UTC.
    actor, source, note : str
        By whom, from which source, and what they said about it.
    created, changed : int
        How many sites came in, and how many were changed.
    """

    number: int
    at: datetime
    actor: str
    source: str
    note: str
    created: int
    changed: int


@dataclass(frozen=True, slots=True)
class Undone:
    """A site as it was before a revision.

    Parameters
    ----------
    id, name : str
        Of the site, as it is called now.
    site : Site or None
        As it was; None where there was no such site.
    changes : tuple of FieldChange
        From how it is to how it was; empty where there was no such site.
    """

    id: str
    name: str
    site: Site | None
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What it takes to undo a revision.

    Parameters
    ----------
    back : tuple of Undone
        The sites that become what they were.
    kept : tuple of (str, str)
        Ids and names of the sites that were changed since, and stay as they are.
    """

    back: tuple[Undone, ...]
    kept: tuple[tuple[str, str], ...]


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
        return NAMES[self.field]
