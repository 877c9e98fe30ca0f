"""Things that are dear to make, kept while there is room."""

from collections.abc import Callable, Hashable
from itertools import count
from typing import Generic, TypeVar

from locator.index.locks import ONE_AT_A_TIME

Thing = TypeVar("Thing")


class _Entry(Generic[Thing]):
    __slots__ = ("size", "thing", "used")

    def __init__(self, thing: Thing, size: int, used: int) -> None:
        self.thing, self.size, self.used = thing, size, used


class Kept(Generic[Thing]):
    """A cache that drops what was not used for longest; safe for threads and forks.

    Readers of what is there wait for nobody. One thread at a time makes what is missing.

    Parameters
    ----------
    room : int
        How much is kept, in the unit of `size`. The last thing made is always kept.
    size : callable
        What a thing takes of the room.
    """

    def __init__(self, room: int, size: Callable[[Thing], int]) -> None:
        self._room = room
        self._size = size
        self._entries: dict[Hashable, _Entry[Thing]] = {}
        self._ticks = count(1)

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """Return what is kept under a key, made now if it is not there."""
        entry = self._entries.get(key) or self._made(key, make)
        entry.used = next(self._ticks)
        return entry.thing

    def held(self, key: Hashable) -> Thing | None:
        """Return what is kept under a key, None if it is not there."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        entry.used = next(self._ticks)
        return entry.thing

    def _made(self, key: Hashable, make: Callable[[], Thing]) -> _Entry[Thing]:
        with ONE_AT_A_TIME:
            entry = self._entries.get(key)
            if entry is None:
                thing = make()
                entry = _Entry(thing, self._size(thing), next(self._ticks))
                self._make_room(entry.size)
                self._entries[key] = entry
            return entry

    def _make_room(self, size: int) -> None:
        taken = size + sum(entry.size for entry in self._entries.values())
        for key in sorted(self._entries, key=lambda key: self._entries[key].used):
            if taken <= self._room:
                return
            taken -= self._entries.pop(key).size
