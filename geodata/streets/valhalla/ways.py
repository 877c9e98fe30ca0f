"""One place to many, as Valhalla's matrix tells it."""

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any, Final, NamedTuple

import numpy as np

from geodata.streets.valhalla.engine import Engine
from geodata.streets.valhalla.trouble import ValhallaRefusal, ValhallaTrouble
from locator.geodesy import Floats, distance_m
from locator.streets.network import StreetMode
from locator.streets.placed import OFF_STREET_S_PER_M
from locator.streets.snapping import SNAP_LIMIT_M
from locator.streets.speeds import EBIKE_KMH, WALK_KMH

LonLat = tuple[float, float]

COSTING: Final[Mapping[StreetMode, Mapping[str, object]]] = {
    "walk": {
        "costing": "pedestrian",
        "costing_options": {"pedestrian": {"walking_speed": WALK_KMH}},
    },
    "ebike": {
        "costing": "bicycle",
        "costing_options": {"bicycle": {"cycling_speed": EBIKE_KMH}},
    },
}

_NO_WAY: Final = {"time": inf, "distance": inf}


class Ways(NamedTuple):
    """Ways from one place to some others.

    Parameters
    ----------
    metres, minutes : array of shape (n,)
        With the straight bits at both ends; infinity where there is no way, or no street
        within 250 m.
    """

    metres: Floats
    minutes: Floats


def ask_ways(
    engine: Engine, mode: StreetMode, place: LonLat, *, lons: Floats, lats: Floats
) -> Ways:
    """Return the ways from one place to others.

    Parameters
    ----------
    engine : Engine
        Valhalla.
    mode : {"walk", "ebike"}
        Who travels.
    place : (lon, lat)
        From where, in WGS-84 degrees.
    lons, lats : array of shape (n,)
        To where; 50 at most.

    Raises
    ------
    ValhallaRefusal
        There is no street within 250 m: Valhalla itself looks up to 35 km away.
    ValhallaTrouble
        It cannot be asked, or answers what is no answer.
    """
    here = [place[0]], [place[1]]
    question = {
        "sources": _places(*here),
        "targets": _places(lons, lats),
        **COSTING[mode],
    }
    answer = engine.ask("sources_to_targets", question)
    try:
        seconds, metres = _times(answer["sources_to_targets"][0])
        off_m = _off_m(answer["sources"], *here)[0]
        beyond_m = _off_m(answer["targets"], lons, lats)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ValhallaTrouble("the answer has another form") from error
    if not off_m <= SNAP_LIMIT_M:
        raise ValhallaRefusal("no street near by")
    straight_m = off_m + np.where(beyond_m <= SNAP_LIMIT_M, beyond_m, np.inf)
    return Ways(metres + straight_m, (seconds + straight_m * OFF_STREET_S_PER_M) / 60.0)


def _places(lons: Iterable[float], lats: Iterable[float]) -> list[dict[str, float]]:
    return [{"lon": float(lon), "lat": float(lat)} for lon, lat in zip(lons, lats, strict=True)]


def _times(cells: list[Mapping[str, Any]]) -> tuple[Floats, Floats]:
    """Return seconds and metres; infinity where there is no way."""
    there = [cell if cell["time"] is not None else _NO_WAY for cell in cells]
    seconds, kilometres = (
        np.array([cell[what] for cell in there], np.float64) for what in ("time", "distance")
    )
    return seconds, kilometres * 1000.0


def _off_m(
    snapped: list[Mapping[str, Any]], lons: Iterable[float], lats: Iterable[float]
) -> Floats:
    """Return how far from the places asked for Valhalla's points on streets are."""
    on_lons, on_lats = ([float(point[name]) for point in snapped] for name in ("lon", "lat"))
    return distance_m(lon1=np.array(lons), lat1=np.array(lats), lon2=on_lons, lat2=on_lats)
