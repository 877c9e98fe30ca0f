"""How many requests were answered, and how fast, by route template, method and status.

Nothing that a visitor chooses gets in: a template comes from our own list of routes,
a method that is none of the usual ones is "other", and a status is a number of ours.
"""

from bisect import bisect_left
from dataclasses import dataclass
from mmap import mmap
from struct import Struct
from typing import Final, NamedTuple

from web.metrics.memory import Memory

BOUNDS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
ENTRIES: Final = 2048  # far more than there are routes, methods and statuses together
IN_USE: Final = Struct("<Q")
KEY: Final = Struct("<96s8sQ")  # route, method, status
FIGURES: Final = Struct(f"<d{len(BOUNDS_S) + 1}Q")  # seconds in all; requests by bucket
ENTRY: Final = KEY.size + FIGURES.size
SIZE: Final = IN_USE.size + ENTRIES * ENTRY
NO_ROUTE: Final = "none"


class Kind(NamedTuple):
    """One kind of request and answer."""

    route: str
    method: str
    status: int


REST: Final = Kind(NO_ROUTE, "other", 0)  # where the table is full


@dataclass(frozen=True, slots=True)
class Figures:
    """How many there were of a kind: seconds in all, and requests by bucket of `BOUNDS_S`."""

    seconds: float
    buckets: tuple[int, ...]

    @property
    def count(self) -> int:
        """Requests in all."""
        return sum(self.buckets)


class Requests:
    """The requests that all workers have answered since the server was started.

    Parameters
    ----------
    memory : Memory
        At least `start` + `SIZE` bytes.
    start : int
        Where in it the counts begin.
    """

    def __init__(self, memory: Memory, start: int) -> None:
        self._memory = memory
        self._start = start
        self._places: dict[Kind, int] = {}  # an entry stays where it is

    def add(self, kind: Kind, seconds: float) -> None:
        """Count a request that took some time."""
        with self._memory.alone() as held:
            place = self._places.get(kind) or self._find(held, kind)
            total, *buckets = FIGURES.unpack_from(held, place)
            buckets[bisect_left(BOUNDS_S, seconds)] += 1
            FIGURES.pack_into(held, place, total + seconds, *buckets)

    def counted(self) -> dict[Kind, Figures]:
        """Return what was counted, by kind."""
        with self._memory.alone() as held:
            return {
                _kind(held, at): _figures(held, at + KEY.size)
                for at in self._entries(IN_USE.unpack_from(held, self._start)[0])
            }

    def _entries(self, count: int) -> range:
        first = self._start + IN_USE.size
        return range(first, first + count * ENTRY, ENTRY)

    def _find(self, held: mmap, kind: Kind) -> int:
        """Return the place of a kind's figures, taking a free entry for a new one."""
        (count,) = IN_USE.unpack_from(held, self._start)
        at = next((each for each in self._entries(count) if _kind(held, each) == kind), None)
        if at is None:
            if count >= ENTRIES - 1 and kind != REST:
                return self._find(held, REST)
            at = self._entries(count + 1)[-1]
            KEY.pack_into(held, at, kind.route.encode(), kind.method.encode(), kind.status)
            IN_USE.pack_into(held, self._start, count + 1)
        self._places[kind] = at + KEY.size
        return at + KEY.size


def _kind(held: mmap, at: int) -> Kind:
    route, method, status = KEY.unpack_from(held, at)
    return Kind(route.rstrip(b"\0").decode(), method.rstrip(b"\0").decode(), status)


def _figures(held: mmap, at: int) -> Figures:
    seconds, *buckets = FIGURES.unpack_from(held, at)
    return Figures(seconds, tuple(buckets))
