"""Streets whose nearest places are told by Valhalla."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from math import inf
from time import monotonic
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.streets.valhalla.engine import Engine, open_engine
from geodata.streets.valhalla.trouble import ValhallaRefusal, ValhallaTrouble
from geodata.streets.valhalla.ways import LonLat, ask_ways
from locator.geodesy import Floats, Ints, ecef_point, to_ecef
from locator.streets import Leg, Placed, StreetMode, StreetNetwork, Streets
from locator.streets.placed import OFF_STREET_S_PER_M
from locator.streets.speeds import EBIKE_KMH, WALK_KMH

REST_S: Final = 30.0  # a server that is down is not asked with every request
BATCH: Final = 50  # places in a question: a server's own limit is 2,500 pairs
BATCHES: Final = 10
KMH: Final[Mapping[StreetMode, float]] = {"walk": WALK_KMH, "ebike": EBIKE_KMH}

log = logging.getLogger("yizhan.valhalla")


class ValhallaStreets(Streets):
    """Our streets, with Valhalla asked for the nearest places.

    Places are asked about in the order of their straight lines, fifty at a time, until
    the next straight line at full speed takes longer than the k-th way: the order is
    exact by Valhalla's minutes as long as nothing is faster than 4.8 km/h on foot and
    20 km/h by e-bike, which holds without ferries and without heights in its tiles, and
    among the 500 places nearest in a straight line. Where Valhalla fails or knows no
    street within 250 m, our own search answers; after a failure it rests for 30 s.
    Routes and whatever concerns whole cities (`nearest_each`, `reach`) are our own search.

    Parameters
    ----------
    network : StreetNetwork
        The streets.
    engine : Engine
        Valhalla, with tiles of the same city.
    """

    def __init__(self, network: StreetNetwork, engine: Engine) -> None:
        super().__init__(network)
        self._engine = engine
        self._rests_until = -inf

    def nearest(
        self,
        *,
        lon: float,
        lat: float,
        to: Placed,
        k: int,
        passing: NDArray[np.bool_] | None = None,
        max_min: float = inf,
    ) -> list[Leg] | None:
        """Return the k nearest points by Valhalla's minutes; see `Streets.nearest`."""
        if monotonic() >= self._rests_until and self.snap(lon=lon, lat=lat):
            try:
                return self._by_valhalla((lon, lat), to, _candidates(to, passing), k, max_min)
            except ValhallaRefusal as refusal:
                log.info("valhalla refuses", extra={"facts": {"because": str(refusal)}})
            except ValhallaTrouble as trouble:
                self._rests_until = monotonic() + REST_S
                log.warning("valhalla rests", extra={"facts": {"because": str(trouble)}})
        return super().nearest(lon=lon, lat=lat, to=to, k=k, passing=passing, max_min=max_min)

    def _by_valhalla(
        self, place: LonLat, to: Placed, candidates: Ints, k: int, max_min: float
    ) -> list[Leg]:
        least = _least_min(self.mode, place, to, candidates)
        order = np.argsort(least, kind="stable")[: BATCH * BATCHES]
        found: list[Leg] = []
        for start in range(0, order.size, BATCH):
            enough = found[k - 1].travel_min if len(found) >= k else max_min
            if least[order[start]] > enough:
                break
            some = candidates[order[start : start + BATCH]]
            found = sorted((*found, *self._legs(place, to, some)), key=_by_time)
        return [leg for leg in found[:k] if leg.travel_min <= max_min]

    def _legs(self, place: LonLat, to: Placed, some: Ints) -> list[Leg]:
        ways = ask_ways(self._engine, self.mode, place, lons=to.lons[some], lats=to.lats[some])
        metres = ways.metres + to.off_m[some]
        minutes = ways.minutes + to.off_m[some] * OFF_STREET_S_PER_M / 60.0
        legs = zip(some.tolist(), metres.tolist(), minutes.tolist(), strict=True)
        return [Leg(*leg) for leg in legs if leg[2] < inf]


def _by_time(leg: Leg) -> tuple[float, int]:
    return leg.travel_min, leg.position


def _candidates(to: Placed, passing: NDArray[np.bool_] | None) -> Ints:
    return np.flatnonzero(to.snapped if passing is None else to.snapped & passing)


def _least_min(mode: StreetMode, place: LonLat, to: Placed, which: Ints) -> Floats:
    """Return minutes that no way is faster than: a tunnel straight through, at full speed."""
    there = to_ecef(lon=to.lons[which], lat=to.lats[which])
    here = ecef_point(lon=place[0], lat=place[1])
    chord_m: Floats = np.linalg.norm(there - here, axis=1)
    return chord_m * (0.06 / KMH[mode]) + to.off_m[which] * (OFF_STREET_S_PER_M / 60.0)


def ready_streets(valhalla: str) -> Callable[[StreetNetwork], Streets]:
    """Return what makes streets ready to be asked.

    Parameters
    ----------
    valhalla : str
        The setting: see `open_engine`; empty for our own search.

    Raises
    ------
    InvalidInput
        With field ``valhalla`` where it cannot be used.
    """
    return partial(ValhallaStreets, engine=open_engine(valhalla)) if valhalla else Streets
