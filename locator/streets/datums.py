"""Was a file's datum said right? A test of the whole file against the streets.

Doors open on streets: read right, positions lie some ten metres beside the middle of one.
Read wrong, they are moved by some 500 m, all alike, to where they lie as it happens. One
row says little, as streets are dense; thirty rows say enough. Each row scores by how near
it is to a street, and the readings of the file are compared row by row. A reading has to
beat the same positions moved about at random, too: where positions have nothing to do
with streets, no reading is better than the others.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from locator.datum import to_wgs84
from locator.geodesy import Floats
from locator.streets.streets import Streets
from locator.unions.slips import NAMES
from locator.vocabulary import Datum
from locator.words import Words

BESIDE_M: Final = 30.0  # from the middle of a street to the doors along a wide one
LEAST_ROWS: Final = 20  # fewer tell nothing
MOST_ROWS: Final = 400  # more would only take time
SPOT_DEG: Final = 0.0001  # rows this near to each other go wrong together and speak once
BETTER: Final = 0.5  # standard errors that another reading has to be better than the said one
MOVES: Final = 48  # at random
MOVED_M: Final = (250.0, 1200.0)  # what slips between datums come to
ABOVE_CHANCE: Final = 2.0  # standard deviations over the positions moved at random
DEGREE_M: Final = 111_320.0


@dataclass(frozen=True, slots=True)
class StreetVerdict:
    """What the streets say about a file's datum.

    Parameters
    ----------
    said, likely : Datum
        What was said, and what fits the streets; equal unless the file as a whole speaks
        against what was said.
    tested : int
        Rows tried: those near the streets under any reading, one for each spot.
    beside_said, beside_likely : int
        How many of them are within 30 m of the middle of a street under either reading.
    """

    said: Datum
    likely: Datum
    tested: int
    beside_said: int
    beside_likely: int

    @property
    def warning(self) -> Words | None:
        """One sentence where the file was probably said wrong, else None."""
        if self.likely is self.said:
            return None
        said, likely = NAMES[self.said], NAMES[self.likely]
        return Words(
            zh=f"按 {said} 读，{self.tested} 个点中有 {self.beside_said} 个在道路旁"
            f"（{BESIDE_M:g} 米内）；按 {likely} 读有 {self.beside_likely} 个。请核对坐标系",
            en=f"read as {said}, {self.beside_said} of {self.tested} points lie beside a street "
            f"(within {BESIDE_M:g} m); read as {likely}, {self.beside_likely} do: "
            "check the datum",
        )


def datum_by_streets(streets: Streets, *, lon: Floats, lat: Floats, said: Datum) -> StreetVerdict:
    """Test which datum puts a file's pairs beside streets.

    Parameters
    ----------
    streets : Streets
        The streets there are, for people on foot.
    lon, lat : array of shape (n,)
        The pairs as given, before any conversion; NaN where a row has none.
    said : Datum
        What the file is said to be in.
    """
    lon, lat = _some(lon, lat)
    places = {datum: to_wgs84(lon, lat, datum) for datum in Datum}
    off_m = {datum: _off_m(streets, *place) for datum, place in places.items()}
    known = np.any([np.isfinite(each) for each in off_m.values()], axis=0)
    scores = {datum: _score(each[known]) for datum, each in off_m.items()}
    best = max(scores, key=lambda datum: (scores[datum].sum(), datum is said))
    convinced = (
        known.sum() >= LEAST_ROWS
        and _is_better(scores[best], scores[said])
        and _is_no_chance(streets, places[best][0][known], places[best][1][known], scores[best])
    )
    likely = best if convinced else said
    beside = {datum: int((each[known] <= BESIDE_M).sum()) for datum, each in off_m.items()}
    return StreetVerdict(said, likely, int(known.sum()), beside[said], beside[likely])


def _some(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Return one pair of each spot, and no more than are needed."""
    pairs = np.column_stack((lon, lat))
    pairs = pairs[np.isfinite(pairs).all(axis=1)]
    pairs = pairs[(np.abs(pairs) <= (180.0, 90.0)).all(axis=1)]
    first = np.sort(np.unique(np.round(pairs / SPOT_DEG), axis=0, return_index=True)[1])
    chosen = pairs[first[:: -(-len(first) // MOST_ROWS) or 1]]
    return chosen[:, 0], chosen[:, 1]


def _off_m(streets: Streets, lon: Floats, lat: Floats) -> Floats:
    return streets.place(lons=lon, lats=lat).off_m


def _score(off_m: Floats) -> Floats:
    """Return 1 for rows beside a street, falling to 0 for those farther off than doors are."""
    scores: Floats = np.exp(-((off_m / BESIDE_M) ** 4))
    return np.nan_to_num(scores)


def _is_better(best: Floats, said: Floats) -> bool:
    difference = best - said
    error = float(difference.std()) / len(difference) ** 0.5
    return bool(difference.mean() > BETTER * error)


def _is_no_chance(streets: Streets, lon: Floats, lat: Floats, scores: Floats) -> bool:
    """Tell whether positions score higher where they are than moved all alike at random."""
    rng = np.random.default_rng(0)  # the same answer for the same file
    length_deg = rng.uniform(*MOVED_M, (MOVES, 1)) / DEGREE_M
    turn = rng.uniform(0.0, 2.0 * np.pi, (MOVES, 1))
    lons = lon + length_deg * np.cos(turn) / np.cos(np.radians(lat))
    lats = lat + length_deg * np.sin(turn)
    moved = _score(_off_m(streets, lons.ravel(), lats.ravel())).reshape(MOVES, -1).mean(axis=1)
    return bool(scores.mean() > moved.mean() + ABOVE_CHANCE * moved.std())
