"""Street tables for phones: the squares of town that were made in the background."""

from datetime import datetime
from typing import Final

from locator.errors import NotFound
from locator.words import Words
from web.caching import tag_of
from web.state import State

NO_TABLES: Final = Words(
    "没有这种出行方式的街道时间表。", "There are no street tables for this way of travelling."
)
NO_CELL: Final = Words("这一格没有街道时间表。", "There is no street table of this square.")


def near_tables(state: State) -> dict[str, str]:
    """Return the ways of travelling that have streets, and the name of each one's tables.

    Empty where there are streets, but no tables yet.
    """
    tables = state.near_tables()
    return {mode: tables[mode].tag if mode in tables else "" for mode in state.snapshot().streets}


def near_cell(state: State, mode: str, cell: str) -> tuple[bytes, str, datetime]:
    """Return a square, packed, its ETag, and when it was made.

    Raises
    ------
    NotFound
        There is no such square, or there are no tables.
    """
    tables = next((each for name, each in state.near_tables().items() if name == mode), None)
    if tables is None:
        raise NotFound(NO_TABLES)
    packed = tables.body(cell)
    if packed is None:
        raise NotFound(NO_CELL)
    return packed, tag_of(packed), tables.made_at
