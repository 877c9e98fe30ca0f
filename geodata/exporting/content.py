"""What goes into a file, whatever its format."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from geodata.exporting.about import About
from geodata.rows import COLUMNS, LABELS, PERSONAL, Row, to_row
from locator.model import Site
from locator.words import Lang


@dataclass(frozen=True, slots=True)
class Content:
    """The rows of sites by id and the columns to write of them.

    Parameters
    ----------
    rows : callable
        Gives the rows, sorted by id, each time anew: a file is written in passes over them, so
        that they need not fit into memory.
    columns : tuple of str
        Of `geodata.rows.COLUMNS`.
    lang : Lang
        Language of headers.
    about : About, optional
        What the file says of itself, where its format can.
    """

    rows: Callable[[], Iterator[Row]]
    columns: tuple[str, ...]
    lang: Lang
    about: About | None = None

    @classmethod
    def of(cls, sites: Iterable[Site], *, lang: Lang, public: bool) -> Self:
        """Return the content of a file, without personal columns if it is public."""
        ordered = sorted(sites, key=lambda site: site.id)
        return cls(lambda: map(to_row, ordered), public_columns() if public else COLUMNS, lang)

    def headers(self) -> list[str]:
        """Return the header of each column in the language asked for."""
        return [LABELS[name] if self.lang == "zh-CN" else name for name in self.columns]

    def properties(self) -> tuple[str, ...]:
        """Return the columns that stand beside a geometry, which holds lon and lat."""
        return tuple(name for name in self.columns if name not in ("lon", "lat"))


def public_columns() -> tuple[str, ...]:
    """Return the columns that are for everybody."""
    return tuple(name for name in COLUMNS if name not in PERSONAL)
