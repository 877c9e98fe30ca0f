"""What Yizhan remembers: sites, unions and holidays, with every change told."""

from geodata.store.accounts import Accounts
from geodata.store.history import Past
from geodata.store.loading import Loaded
from geodata.store.reports import Mark, Reports
from geodata.store.store import Store

__all__ = ["Accounts", "Loaded", "Mark", "Past", "Reports", "Store"]
