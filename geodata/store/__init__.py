"""What Yizhan remembers: sites, unions and holidays, with every change told."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from geodata.store.accounts import Accounts
    from geodata.store.loading import Loaded
    from geodata.store.past.history import Past
    from geodata.store.photos import Photos
    from geodata.store.reports import Mark, Reports
    from geodata.store.store import Store

__all__ = ["Accounts", "Loaded", "Mark", "Past", "Photos", "Reports", "Store"]

HOMES: Final = {
    "Accounts": "accounts",
    "Loaded": "loading",
    "Mark": "reports",
    "Past": "past.history",
    "Photos": "photos",
    "Reports": "reports",
    "Store": "store",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- a module's attributes are of any type
    """Return a public name, imported when it is first used.

    Whoever only streams rows does without what turning them into sites takes: 100 MB.
    """
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"geodata.store.{HOMES[name]}"), name)
