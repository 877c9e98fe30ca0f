"""Cells that reach sites of the same times share a pattern: what is covered of each slot.

The minutes at which a site is open are bits between the edges of the week; those of all
sites in reach are or-ed together, and the minutes behind the bits counted for each slot.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from locator.planning.question import Slots
from locator.planning.times.fitness import NO, YES
from locator.planning.times.week import Week

FULL: Final = 60
"""Parts of a slot: the minutes of an hour. An instant has all of them or none."""

WORDS_AT_A_TIME: Final = 8_000_000  # 64 MB that are worked on together
ROWS_AT_A_TIME: Final = 4096

Counts = NDArray[np.int64]
Bits = NDArray[np.uint64]
Parts = NDArray[np.uint8]


def patterns(
    week: Week, slots: Slots, *, starts: Counts, to: NDArray[np.int32]
) -> tuple[NDArray[np.uint32], Parts, Parts]:
    """Return the pattern of each cell, and what each pattern covers of each slot.

    Parameters
    ----------
    week : Week
        What each site is worth at each minute.
    slots : Slots
        The slots.
    starts, to : numpy.ndarray of int
        The sites that each cell reaches, as in `Reach`.

    Returns
    -------
    row_of : numpy.ndarray of uint32, shape (n,)
        Pattern of each cell.
    covered, unknown : numpy.ndarray of uint8, shape (u, slots)
        Parts of each slot in which a site is open for certain, and in which none is but
        one may be.
    """
    sure, maybe = _packed(week.codes == YES), _packed(week.codes != NO)
    words = np.hstack([sure, maybe])
    bits = _united(words, week.of_site[to], starts)
    distinct, row_of = _unique_rows(bits)
    half = sure.shape[1]
    covered = _parts(distinct[:, :half], week, slots)
    possible = _parts(distinct[:, half:], week, slots)
    both = np.hstack([covered, possible - covered])
    kept, place = _unique_rows(both)
    return place[row_of].astype(np.uint32), kept[:, : slots.count], kept[:, slots.count :]


def _packed(mask: NDArray[np.bool_]) -> Bits:
    """Return rows of bits in words of 64."""
    packed = np.packbits(mask, axis=1)
    wide = np.zeros((len(mask), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    wide[:, : packed.shape[1]] = packed
    return wide.view(np.uint64)


def _united(words: Bits, pattern: Counts, starts: Counts) -> Bits:
    """Return for each cell the bits that any of its sites has."""
    united = np.zeros((starts.size - 1, words.shape[1]), dtype=np.uint64)
    at_a_time = WORDS_AT_A_TIME // max(words.shape[1], 1)
    first = 0
    while first < len(united):
        last = int(np.searchsorted(starts, starts[first] + at_a_time, side="right")) - 1
        last = max(last, first + 1)
        own = starts[first : last + 1]
        some = np.flatnonzero(np.diff(own) > 0)
        if some.size:
            entries = words[pattern[own[0] : own[-1]]]
            united[first + some] = np.bitwise_or.reduceat(entries, own[some] - own[0], axis=0)
        first = last
    return united


def _unique_rows(rows: NDArray[Any]) -> tuple[NDArray[Any], Counts]:
    """Return the distinct rows and the place of each row among them."""
    if not rows.size:
        return rows[:1], np.zeros(len(rows), dtype=np.int64)
    whole = np.ascontiguousarray(rows).view(
        np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))
    )
    _, first, place = np.unique(whole.ravel(), return_index=True, return_inverse=True)
    return rows[first], place.ravel()


def _parts(words: Bits, week: Week, slots: Slots) -> Parts:
    """Return how many parts of each slot the bits of each row fill."""
    into = _into_slots(week, slots)
    parts = np.zeros((len(words), slots.count), dtype=np.uint8)
    for first in range(0, len(words), ROWS_AT_A_TIME):
        bits = np.unpackbits(words[first : first + ROWS_AT_A_TIME].view(np.uint8), axis=1)
        filled = bits[:, : len(into)].astype(np.float32) @ into
        parts[first : first + ROWS_AT_A_TIME] = filled * (FULL / slots.length_min)
    return parts


def slot_shares(mask: NDArray[np.bool_], week: Week, slots: Slots) -> NDArray[np.float32]:
    """Return which share of each slot each row of a mask over the edges' gaps holds."""
    shares: NDArray[np.float32] = mask.astype(np.float32) @ _into_slots(week, slots)
    return shares / np.float32(slots.length_min)


def _into_slots(week: Week, slots: Slots) -> NDArray[np.float32]:
    """Return the matrix that adds up the minutes between edges, slot by slot."""
    lengths = np.diff(week.edges).astype(np.float32)
    into = np.zeros((lengths.size, slots.count), dtype=np.float32)
    into[np.arange(lengths.size), week.edges[:-1] // slots.length_min] = lengths
    return into
