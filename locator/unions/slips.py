"""Was a file's datum said right? A test of the whole file against the districts it names.

A datum slip moves a point by some 500 m, which takes 2.7 % of points out of a district:
one row says nothing, a file does. Each row is read in every way that such files go wrong
and tried against the area that the row itself names. Between what was said and another
reading only those rows speak that fall outside under one of them. Were the file said
right, few of those could speak for the other reading: that takes a row that names a
neighbouring district and lies on the one side of its border to which this very shift
leads. `COINCIDENCE` bounds their share, and a binomial test asks whether there are more.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.special import betainc
from shapely.geometry.base import BaseGeometry

from locator.datum import from_wgs84, to_wgs84
from locator.unions.jurisdictions import Jurisdictions
from locator.unions.union import Union
from locator.vocabulary import Datum
from locator.words import Words

TOLERANCE_DEG = 0.001  # 100 m: published district borders are no better than that
FAR_DEG = 0.02  # 2 km: beyond it a row has the wrong district, whatever the datum
SPOT_DEG = 0.002  # rows this near to each other go wrong together and speak once
COINCIDENCE = 0.1  # share of the rows that speak for a wrong reading, at most
COINCIDENCE_SWAPPED = 0.001  # the same, for a jump of thousands of kilometres
FALSE_ALARMS = 0.01  # share of sound files that may be doubted
BREAKS_LITTLE = 2  # a right reading mends at least so many rows for each that it breaks
LEAVES_FEW = 0.25  # and leaves at most this share outside; else the districts are wrong

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Group(NamedTuple):
    """Rows that name one area: the area a little and a lot widened, one row a spot."""

    area: BaseGeometry
    vicinity: BaseGeometry
    rows: NDArray[np.intp]


NAMES = {Datum.WGS84: "WGS-84", Datum.GCJ02: "GCJ-02", Datum.BD09: "BD-09"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take the pairs of a file.

    Parameters
    ----------
    datum : Datum
        What they are in.
    swapped : bool
        The columns are lat and lon.
    extra_shifts : int
        Conversions from WGS-84 to GCJ-02 that somebody made once too often (1), or back
        (-1).
    """

    datum: Datum
    swapped: bool = False
    extra_shifts: int = 0

    def words(self) -> Words:
        """Return the reading as one would say it."""
        name = NAMES[self.datum]
        if self.swapped:
            return Words(zh=f"{name}，经纬度颠倒", en=f"{name} with lon and lat swapped")
        if self.extra_shifts:
            return Words(zh=f"{name}，多转换了一次", en=f"{name} converted once too often")
        return Words(zh=name, en=name)


READINGS = (
    Reading(Datum.WGS84),
    Reading(Datum.GCJ02),
    Reading(Datum.BD09),
    Reading(Datum.GCJ02, extra_shifts=1),
    Reading(Datum.WGS84, extra_shifts=-1),
    Reading(Datum.WGS84, swapped=True),
    Reading(Datum.GCJ02, swapped=True),
    Reading(Datum.BD09, swapped=True),
)


@dataclass(frozen=True, slots=True)
class DatumVerdict:
    """What a file's points say about its datum.

    Parameters
    ----------
    said, likely : Reading
        What was said, and what fits the districts named; equal unless the file as a
        whole speaks against what was said.
    tested : int
        Rows tried: those that name a union with an area, one for each spot.
    outside_said, outside_likely : int
        How many of them fall outside that area under either reading.
    """

    said: Reading
    likely: Reading
    tested: int
    outside_said: int
    outside_likely: int

    @property
    def warning(self) -> Words | None:
        """One sentence where the file was probably said wrong, else None."""
        if self.likely == self.said:
            return None
        said, likely = self.said.words(), self.likely.words()
        return Words(
            zh=f"按 {said.zh} 读，{self.tested} 个点中有 {self.outside_said} 个不在所写的区域内；"
            f"按 {likely.zh} 读只有 {self.outside_likely} 个。请核对坐标系",
            en=f"read as {said.en}, {self.outside_said} of {self.tested} points lie outside the "
            f"area that they name; read as {likely.en}, {self.outside_likely} do: check the datum",
        )


def likely_datum(
    *,
    lon: Floats,
    lat: Floats,
    said: Datum,
    named: Sequence[Union | None],
    jurisdictions: Jurisdictions,
) -> DatumVerdict:
    """Test how a file's pairs are to be read against the areas that its rows name.

    Parameters
    ----------
    lon, lat : array of shape (n,)
        The pairs as given, before any conversion; NaN where a row has none.
    said : Datum
        What the file is said to be in.
    named : sequence of n Union or None
        The union that each row's address or adcode names.
    jurisdictions : Jurisdictions
        Where the unions' areas are.

    Returns
    -------
    DatumVerdict
    """
    groups = _groups(lon, lat, named, jurisdictions)
    areas = [(group.area, group.rows) for group in groups]
    plain = Reading(said)
    places = {reading: _read(lon, lat, reading) for reading in dict.fromkeys((plain, *READINGS))}
    outside = {reading: _outside(*place, areas) for reading, place in places.items()}
    far = _outside(*places[plain], [(group.vicinity, group.rows) for group in groups])
    tries = len(outside) - 1
    misses = {reading: int(flags.sum()) for reading, flags in outside.items()}
    doubtful = [
        reading
        for reading, flags in outside.items()
        if tries * _chance(outside[plain], flags, far, reading) <= FALSE_ALARMS
    ]
    likely = min(doubtful, key=lambda r: (misses[r], r.datum is not said), default=plain)
    return DatumVerdict(
        said=plain,
        likely=likely,
        tested=len(outside[plain]),
        outside_said=misses[plain],
        outside_likely=misses[likely],
    )


def _groups(
    lon: Floats, lat: Floats, named: Sequence[Union | None], jurisdictions: Jurisdictions
) -> list[Group]:
    """Return the areas that rows name with the rows that are to speak."""
    rows_of: dict[str, list[int]] = {}
    unions: dict[str, Union] = {}
    for row, union in enumerate(named):
        if union is not None and math.isfinite(lon[row]) and math.isfinite(lat[row]):
            unions[union.id] = union
            rows_of.setdefault(union.id, []).append(row)
    groups: list[Group] = []
    for union_id, rows in rows_of.items():
        area = jurisdictions.area(unions[union_id])
        if area is not None:
            spots = np.round(np.column_stack((lon[rows], lat[rows])) / SPOT_DEG)
            first = np.unique(spots, axis=0, return_index=True)[1]
            widened = shapely.buffer(area, [TOLERANCE_DEG, FAR_DEG], quad_segs=2)
            shapely.prepare(widened)
            groups.append(Group(widened[0], widened[1], np.asarray(rows, np.intp)[first]))
    return groups


def _read(lon: Floats, lat: Floats, reading: Reading) -> tuple[Floats, Floats]:
    """Return WGS-84 degrees under a reading; NaN where it makes no sense."""
    if reading.swapped:
        lon, lat = lat, lon
    sense = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    lon, lat = np.where(sense, lon, 0.0), np.where(sense, lat, 0.0)
    lon, lat = to_wgs84(lon, lat, reading.datum)
    if reading.extra_shifts > 0:
        lon, lat = to_wgs84(lon, lat, Datum.GCJ02)
    elif reading.extra_shifts < 0:
        lon, lat = from_wgs84(lon, lat, Datum.GCJ02)
    return np.where(sense, lon, np.nan), np.where(sense, lat, np.nan)


def _outside(lon: Floats, lat: Floats, areas: list[tuple[BaseGeometry, NDArray[np.intp]]]) -> Flags:
    inside = [shapely.intersects_xy(area, lon[rows], lat[rows]) for area, rows in areas]
    return ~np.concatenate([np.empty(0, np.bool_), *inside])


def _chance(said: Flags, other: Flags, far: Flags, reading: Reading) -> float:
    """Return how likely so many rows speak for a reading though what was said is right.

    Parameters
    ----------
    said, other : array of bool
        Which rows fall outside under what was said, and under the reading.
    far : array of bool
        Which rows fall far outside under what was said.
    reading : Reading
        The one that is tried.
    """
    mended = int(np.sum(said & ~other))
    broken = int(np.sum(other & ~said))
    if mended == 0 or mended < BREAKS_LITTLE * broken:
        return 1.0
    if not reading.swapped and np.mean(other) > LEAVES_FEW:
        return 1.0
    neither = int(np.sum(said & other & ~far))
    share = COINCIDENCE_SWAPPED if reading.swapped else COINCIDENCE
    # P(X ≥ mended) of a binomial
    return float(betainc(mended, broken + neither + 1, share))
