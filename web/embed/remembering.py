"""Results kept as long as the snapshot that they are made from is served, and no longer."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Final, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from locator.snapshot import Snapshot

MOST: Final = 128  # results for one snapshot: a city's streets; addresses may ask for any box

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def once_per_snapshot(
    make: Callable[[Snapshot, *Ts], T],
) -> Callable[[Snapshot, *Ts], T]:
    """Return a function that makes each result once; its arguments have to be hashable.

    Old snapshots are not held by what was made from them, as they would be by `lru_cache`.
    """
    known: WeakKeyDictionary[Snapshot, dict[Hashable, T]] = WeakKeyDictionary()

    @wraps(make)
    def found(snapshot: Snapshot, *key: *Ts) -> T:
        results = known.setdefault(snapshot, {})
        if key not in results:
            if len(results) >= MOST:
                results.clear()
            results[key] = make(snapshot, *key)
        return results[key]

    return found
