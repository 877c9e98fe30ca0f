"""What happened to a site, and how two versions of it differ."""

from locator.history.columns import LABELS
from locator.history.entries import (
    WITHDRAWN,
    YES,
    FieldChange,
    HistoryEntry,
    Revision,
    Undoing,
    Undone,
    Versions,
)

__all__ = [
    "LABELS",
    "WITHDRAWN",
    "YES",
    "FieldChange",
    "HistoryEntry",
    "Revision",
    "Undoing",
    "Undone",
    "Versions",
]
