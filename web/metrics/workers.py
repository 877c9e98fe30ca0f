"""What each worker process serves, and when it last saw that this is the store's last."""

import os
from datetime import UTC, datetime
from itertools import chain
from mmap import mmap
from struct import Struct
from typing import Final, NamedTuple

from web.metrics.memory import Memory

SLOT: Final = Struct("<QQddQ")  # process, revision, changed at, looked at, trouble
SLOTS: Final = 128  # twice what YIZHAN_WORKERS allows: one that ends may overlap its successor
SIZE: Final = SLOTS * SLOT.size


class Serving(NamedTuple):
    """What a worker serves.

    Parameters
    ----------
    revision : int
        Of its snapshot.
    changed_at : datetime
        When the store came to hold that.
    looked_at : datetime
        When the worker last found that the store holds nothing newer.
    trouble : bool
        Whether the store could not be read when it last looked.
    """

    revision: int
    changed_at: datetime
    looked_at: datetime
    trouble: bool


class Workers:
    """The workers that live.

    Parameters
    ----------
    memory : Memory
        At least `start` + `SIZE` bytes.
    start : int
        Where in it their slots begin.
    """

    def __init__(self, memory: Memory, start: int) -> None:
        self._memory = memory
        self._slots = range(start, start + SIZE, SLOT.size)

    def note(self, serving: Serving) -> None:
        """Write down what this process serves now."""
        with self._memory.alone() as held:
            SLOT.pack_into(
                held,
                self._slot_of(held, os.getpid()),
                os.getpid(),
                serving.revision,
                serving.changed_at.timestamp(),
                serving.looked_at.timestamp(),
                serving.trouble,
            )

    def serving(self) -> dict[int, Serving]:
        """Return what each living worker serves, by the number of its slot."""
        with self._memory.alone() as held:
            rows = [SLOT.unpack_from(held, slot) for slot in self._slots]
        return {
            number: Serving(revision, _instant(changed), _instant(looked), bool(trouble))
            for number, (process, revision, changed, looked, trouble) in enumerate(rows)
            if alive(process)
        }

    def _slot_of(self, held: mmap, process: int) -> int:
        """Return the slot of a process, else the first that nobody needs any more."""
        owners = {slot: SLOT.unpack_from(held, slot)[0] for slot in self._slots}
        own = (slot for slot, owner in owners.items() if owner == process)
        free = (slot for slot, owner in owners.items() if not alive(owner))
        return next(chain(own, free))


def alive(process: int) -> bool:
    """Return whether a process of ours runs; there is none with the number 0."""
    if process == 0:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
