"""The made-up city: whoever shows a site of it says so."""

from functools import lru_cache
from typing import Final

from locator.snapshot import Snapshot

MADE_UP: Final = "demo-"  # how the ids of the made-up city begin


@lru_cache(maxsize=2)
def is_made_up(snapshot: Snapshot) -> bool:
    """Tell whether the made-up city is in a snapshot, so that every page has to say so."""
    return any(site.id.startswith(MADE_UP) for site in snapshot.sites)
