"""Riders and sites at random on streets, with the minutes of an independent search."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from locator.streets import Placed, Streets
from tests.locator.streets.oracle import Oracle

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

TENTH_OF_A_SECOND = 0.1 / 60


class Trial(NamedTuple):
    """Riders and sites on a network.

    Parameters
    ----------
    riders : array of shape (r, 2)
        Longitudes and latitudes.
    at, sites : Placed
        Riders and sites on the network.
    places : array of shape (s, 2)
        Longitudes and latitudes of the sites.
    minutes : array of shape (r, s)
        Between all of them.
    """

    streets: Streets
    riders: Floats
    at: Placed
    places: Floats
    sites: Placed
    minutes: Floats


def trial(streets: Streets, oracle: Oracle, *, seed: int, riders: int, sites: int) -> Trial:
    """Return riders and sites, of which some are on one edge or in one place with others."""
    lons, lats = streets.network.node_lons, streets.network.node_lats
    rng = np.random.default_rng(seed)
    corner = rng.integers(0, lons.size, riders + sites)
    places = np.stack((lons[corner], lats[corner]), axis=1)
    places[riders // 8 :] += rng.normal(0, 8e-4, (len(places) - riders // 8, 2))
    by_site = rng.integers(riders, riders + sites, riders + sites)
    places[2::4] = places[by_site[2::4]] + rng.normal(0, 1e-4, (len(places[2::4]), 2))
    places[3::8] = places[by_site[3::8]]
    spots = [oracle.spot(*place) for place in places.tolist()]
    sure = np.array([spot is not None and spot.sure for spot in spots])
    assert sure.mean() > 0.8  # few are as near to two streets, or to none
    rider, site = np.flatnonzero(sure[:riders]), riders + np.flatnonzero(sure[riders:])
    return Trial(
        streets,
        places[rider],
        streets.place(lons=places[rider, 0], lats=places[rider, 1]),
        places[site],
        streets.place(lons=places[site, 0], lats=places[site, 1]),
        oracle.minutes(
            [spot for n in rider if (spot := spots[n])], [spot for n in site if (spot := spots[n])]
        ),
    )


def check_nearest(found: Trial, *, k: int, passing: Mask | None = None) -> None:
    """Hold every answer against all minutes: as near as the k nearest, and as told."""
    wanted = np.ones(len(found.sites), dtype=np.bool_) if passing is None else passing
    for (lon, lat), minutes in zip(found.riders.tolist(), found.minutes, strict=True):
        legs = found.streets.nearest(lon=lon, lat=lat, to=found.sites, k=k, passing=passing)
        assert legs is not None
        positions = [leg.position for leg in legs]
        took = np.array([leg.travel_min for leg in legs])
        assert wanted[positions].all()
        assert len(set(positions)) == len(positions) == min(k, wanted.sum())
        np.testing.assert_allclose(took, minutes[positions], rtol=0, atol=TENTH_OF_A_SECOND)
        nearest = np.sort(minutes[wanted])[:k]
        np.testing.assert_allclose(took, nearest, rtol=0, atol=TENTH_OF_A_SECOND)
