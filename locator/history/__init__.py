"""What happened to a site, and how two versions of it differ."""

from locator.history.columns import LABELS
from locator.history.entries import FieldChange, HistoryEntry, Versions

__all__ = ["LABELS", "FieldChange", "HistoryEntry", "Versions"]
