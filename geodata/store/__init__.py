"""What Yizhan remembers: sites, unions and holidays, with every change told."""

from geodata.store.accounts import Accounts
from geodata.store.history import FieldChange, HistoryEntry
from geodata.store.reports import Mark, Reports
from geodata.store.store import Loaded, Store

__all__ = ["Accounts", "FieldChange", "HistoryEntry", "Loaded", "Mark", "Reports", "Store"]
