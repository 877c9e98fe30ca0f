"""Warnings of an import, gathered so that ten thousand rows make one sentence."""

from collections.abc import Iterable
from typing import Final

from locator.words import Words

SHOWN: Final = 5  # rows and details named in one warning; the rest is counted


class Remarks:
    """Collects what people should know about an import, one sentence for each matter."""

    def __init__(self) -> None:
        self._rows: dict[Words, list[str]] = {}
        self._details: dict[Words, dict[str, None]] = {}
        self._counts: dict[Words, int] = {}

    def add(self, what: Words, *, row: str = "", details: Iterable[str] = ()) -> None:
        """Note a matter.

        Parameters
        ----------
        what : Words
            The matter itself, without a full stop.
        row : str
            The row that it was seen in, as `row_name` tells it.
        details : Iterable of str
            Words or names to show.
        """
        self._counts[what] = self._counts.get(what, 0) + bool(row)
        rows = self._rows.setdefault(what, [])
        if row and len(rows) < SHOWN:
            rows.append(row)
        self._details.setdefault(what, {}).update(dict.fromkeys(details))

    def words(self) -> tuple[Words, ...]:
        """Return one sentence for each matter, in the order in which they came up."""
        return tuple(self._sentence(what) for what in self._counts)

    def _sentence(self, what: Words) -> Words:
        zh, en = what.zh, what.en
        details = list(self._details[what])
        if details:
            more = "…" if len(details) > SHOWN else ""
            zh += ":" + "、".join(details[:SHOWN]) + more
            en += ": " + ", ".join(details[:SHOWN]) + more
        rows, count = self._rows[what], self._counts[what]
        if rows:
            zh += f"(第 {'、'.join(rows)} 行" + (f"等 {count} 行)" if count > SHOWN else ")")
            en += f" (row {', '.join(rows)}" + (
                f" and others, {count} in all)" if count > SHOWN else ")"
            )
        return Words(zh=zh, en=en)


def row_name(sheet: str, row: int) -> str:
    """Return how a row is named to people: its number, behind its sheet's name if any."""
    return f"{sheet}!{row}" if sheet else str(row)
