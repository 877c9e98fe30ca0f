"""Features with a count: points go to their cell, polygons are spread over several."""

from typing import Final, NamedTuple

import numpy as np
import shapely

from geodata.demand.cells import Cells
from geodata.demand.gathering import Floats, Gatherer, Ints, Times
from geodata.demand.reading.areas import NO_AREA, Spread, UnusableArea, sound_area, spread
from geodata.demand.reading.columns import POSITIONS, check_given, read_columns
from geodata.demand.reading.points import Reading, datum_of, is_timed
from geodata.demand.reading.rows import (
    NO_POSITION,
    NO_TIME,
    NO_WEIGHT,
    Remarks,
    Rows,
    no_datum,
    times_of,
    weights_of,
)
from geodata.jurisdictions.areas import POLYGONAL, Placing
from geodata.jurisdictions.features import BROKEN, OPEN_RING, Features
from geodata.tables.features.places import Reference
from geodata.tables.refusal import refusal
from locator.datum import to_wgs84
from locator.words import Words, same

POINT: Final = "Point"


class Into(NamedTuple):
    """Where features go, and what is said of them."""

    gatherer: Gatherer
    cells: Cells
    remarks: Remarks


class _Said(NamedTuple):
    """What the properties of all features say."""

    rows: Rows
    weights: Floats
    times: Times | None

    def times_at(self, places: Ints) -> Times | None:
        if self.times is None:
            return None
        return Times(self.times.weekdays[places], self.times.hours[places])


class FeatureReader:
    """Takes in the features of one file.

    Parameters
    ----------
    found : Features
        The features.
    asked : Reading
        What is asked of the reading.

    Raises
    ------
    InvalidInput
        There are none, polygons have no column of counts, or a mapping is wrong.
    """

    def __init__(self, found: Features, asked: Reading) -> None:
        self._features = found.features
        self._crs = found.crs
        self._asked = asked
        headers = tuple(dict.fromkeys(h for each in found.features for h in each.properties))
        check_given(asked.fields, headers)
        self._columns = read_columns(headers, asked.fields)
        self._names = {
            field: headers[place]
            for field, place in self._columns.places.items()
            if field not in POSITIONS
        }
        kinds = [each.geometry.geom_type if each.geometry else "" for each in found.features]
        self._kinds = np.array(kinds, dtype=object)
        self._faults = np.array([each.fault for each in found.features], dtype=object)
        if not kinds:
            raise refusal(Words(zh="其中没有要素", en="it holds no features"))
        if self.has_areas and "weight" not in self._names:
            raise refusal(
                Words(zh="多边形没有数量一栏", en="the polygons have no column of counts"),
                same("--map 列名=weight"),
            )

    @property
    def has_areas(self) -> bool:
        """Whether any feature is a polygon."""
        return bool(POLYGONAL & set(self._kinds))

    @property
    def timed(self) -> bool:
        """Whether the features tell hours."""
        return is_timed(self._columns)

    def gather(self, into: Into) -> None:
        """Take the features in.

        Raises
        ------
        InvalidInput
            Nobody tells the datum, or there are too many cells.
        """
        rows, remarks = self._rows(), into.remarks
        remarks.read += len(rows.numbers)
        remarks.columns |= {name: field for field, name in self._names.items()}
        times, timely = times_of(rows, remarks)
        said = _Said(rows, weights_of(rows), times)
        placed = np.isin(self._kinds, [*POLYGONAL, POINT])
        weighed = np.isfinite(said.weights)
        broken = self._faults == BROKEN
        remarks.reject(BROKEN, rows.numbers[broken])
        remarks.reject(NO_AREA, rows.numbers[~placed & ~broken])
        remarks.reject(NO_WEIGHT, rows.numbers[placed & ~weighed])
        remarks.reject(NO_TIME, rows.numbers[placed & weighed & ~timely])
        good = placed & weighed & timely
        if closed := int(np.count_nonzero(good & (self._faults == OPEN_RING))):
            remarks.warnings[OPEN_RING] += closed
        is_point = self._kinds == POINT
        if (good & is_point).any():
            self._gather_points(said, np.flatnonzero(good & is_point), into)
        if (good & ~is_point).any():
            self._gather_areas(said, np.flatnonzero(good & ~is_point), into)

    def _rows(self) -> Rows:
        cells = {
            field: [each.properties.get(name, "").strip() for each in self._features]
            for field, name in self._names.items()
        }
        return Rows(np.arange(1, len(self._features) + 1), cells)

    def _gather_points(self, said: _Said, places: Ints, into: Into) -> None:
        reference = Reference(self._crs)
        datum = datum_of(reference.datum_hint, self._asked.datum, into.remarks)
        if datum is None:
            raise no_datum()
        shapes = [self._features[place].geometry for place in places.tolist()]
        lons, lats = reference.to_wgs84(shapely.get_x(shapes), shapely.get_y(shapes))
        on_globe = (np.abs(lons) <= 180) & (np.abs(lats) <= 90)
        into.remarks.reject(NO_POSITION, said.rows.numbers[places[~on_globe]])
        places = places[on_globe]
        lons, lats = to_wgs84(lons[on_globe], lats[on_globe], datum)
        riders = said.rows.cells.get("rider") if self._asked.by_rider else None
        into.gatherer.add_points(
            lons,
            lats,
            said.weights[places],
            times=said.times_at(places),
            riders=riders and [riders[place] for place in places.tolist()],
            enough=self._asked.by_rider,
        )

    def _gather_areas(self, said: _Said, places: Ints, into: Into) -> None:
        hint = Reference(self._crs).datum_hint
        placing = Placing(self._crs, datum_of(hint, self._asked.datum, into.remarks))
        spreads: dict[bytes, Spread] = {}  # a polygon may come once for each hour
        for place in places:
            geometry = self._features[place].geometry
            assert geometry is not None  # noqa: S101 (its kind was looked at)
            key = shapely.to_wkb(geometry)
            try:
                if key not in spreads:
                    area = sound_area(geometry, placing, into.remarks)
                    spreads[key] = spread(area, into.cells)
            except UnusableArea as error:
                into.remarks.reject(error.reason, said.rows.numbers[place : place + 1])
                continue
            names, shares = spreads[key]
            times = said.times_at(np.full(len(names), place))
            into.gatherer.add_cells(names, shares * said.weights[place], times)
