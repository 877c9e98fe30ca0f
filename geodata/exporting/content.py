"""What goes into a file, whatever its format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from geodata.rows import COLUMNS, LABELS, PERSONAL, Row, to_row
from locator.model import Site
from locator.words import Lang


@dataclass(frozen=True, slots=True)
class Content:
    """Sites by id and the columns to write of them.

    Parameters
    ----------
    sites : tuple of Site
        Sorted by id.
    columns : tuple of str
        Of `geodata.rows.COLUMNS`.
    lang : Lang
        Language of headers.
    """

    sites: tuple[Site, ...]
    columns: tuple[str, ...]
    lang: Lang

    @classmethod
    def of(cls, sites: Iterable[Site], *, lang: Lang, public: bool) -> Self:
        """Return the content of a file, without personal columns if it is public."""
        return cls(
            sites=tuple(sorted(sites, key=lambda site: site.id)),
            columns=tuple(name for name in COLUMNS if not (public and name in PERSONAL)),
            lang=lang,
        )

    def headers(self) -> list[str]:
        """Return the header of each column in the language asked for."""
        return [LABELS[name] if self.lang == "zh-CN" else name for name in self.columns]

    def properties(self) -> tuple[str, ...]:
        """Return the columns that stand beside a geometry, which holds lon and lat."""
        return tuple(name for name in self.columns if name not in ("lon", "lat"))

    def rows(self) -> Iterator[Row]:
        """Give the row of each site."""
        return map(to_row, self.sites)
