"""Collects features whose properties become known one feature at a time."""

from collections.abc import Iterable, Mapping

import numpy as np

from geodata.tables.confined.building import TableBuilder
from geodata.tables.features.places import Reference, geometry_names
from geodata.tables.refusal import refusal, within
from geodata.tables.sheets.cells import cell_text, number_text
from geodata.tables.table import Limits
from locator.words import Words

BATCH = 4096

Place = tuple[object, object]  # longitude and latitude as the file has them


class FeatureCollector:
    """Makes a table of features, their geometry in its first two columns.

    Parameters
    ----------
    limits : Limits
        What the table may hold.
    reference : Reference
        The system of the geometry.
    """

    def __init__(self, limits: Limits, reference: Reference) -> None:
        self._builder = TableBuilder(limits, columns=["", ""])
        self._limits = limits
        self._reference = reference
        self._names: list[str] = []
        self._waiting: list[tuple[list[str], Place]] = []
        self.count = 0

    def add(self, properties: Mapping[str, object], place: Place) -> None:
        """Take the next feature.

        Parameters
        ----------
        properties : Mapping of str to object
            Plain values, lists and dicts.
        place : tuple of two
            Its position. What is no number is kept as it stands, to be rejected by
            whoever knows the row; None is no position.

        Raises
        ------
        InvalidInput
            A limit is passed.
        """
        self.count += 1
        values = [v if isinstance(v, str) else cell_text(v) for v in properties.values()]
        if list(properties) == self._names:
            cells = ["", "", *values]
        else:
            cells = self._ordered(properties, values)
        self._waiting.append((cells, place))
        if len(self._waiting) >= BATCH:
            self._settle()

    def _ordered(self, properties: Iterable[str], values: Iterable[str]) -> list[str]:
        """Return cells in the order of the columns, which grow by the properties that are new."""
        known = set(self._names)
        self._names += [name for name in properties if name not in known]
        if len(self._names) + 2 > self._limits.columns:
            raise refusal(
                Words(
                    zh=f"到第 {self.count} 个要素为止属性种类过多",
                    en=f"too many different properties up to feature {self.count}",
                ),
                within(self._limits.columns, "列", "columns"),
            )
        cells = dict(zip(properties, values, strict=True))
        return ["", "", *(cells.get(name, "") for name in self._names)]

    def finish(self) -> TableBuilder:
        """Return the table."""
        self._settle()
        names = geometry_names(self._names)
        self._builder.columns = [*names, *self._names]
        self._builder.geometry = names
        self._builder.datum_hint = self._reference.datum_hint
        return self._builder

    def _settle(self) -> None:
        """Bring the positions that are numbers to WGS-84, all at once."""
        numeric = [row for row, (_, place) in enumerate(self._waiting) if _is_position(place)]
        given = np.array([self._waiting[row][1] for row in numeric], dtype=float).reshape(-1, 2)
        lons, lats = self._reference.to_wgs84(given[:, 0], given[:, 1])
        for row, lon, lat in zip(numeric, lons.tolist(), lats.tolist(), strict=True):
            self._waiting[row][0][:2] = number_text(lon), number_text(lat)
        for row in set(range(len(self._waiting))).difference(numeric):
            cells, place = self._waiting[row]
            cells[:2] = map(cell_text, place)
        for cells, _ in self._waiting:
            self._builder.add(cells)
        self._waiting = []


def _is_position(place: Place) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in place)
