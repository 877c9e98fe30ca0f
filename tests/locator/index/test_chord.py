"""The proven bounds, held against Geod where they are tightest."""

import numpy as np
import pytest
from numpy.typing import NDArray

from locator.geodesy import GEOD, to_ecef
from locator.index.chord import (
    CURVED_M,
    CURVED_OFF_M,
    HALF_MERIDIAN_M,
    NEAR_GAP_M,
    NEAR_M,
    OPPOSITE_M,
    R_MAX,
    R_MIN,
    ROUNDING_M,
    at_least_m,
    chord_within,
    closing_chord,
    closing_chords,
    curved_m,
    longest_m,
    near_distance_m,
)

Floats = NDArray[np.float64]
N = 40_000


def pairs(metres: Floats, lats: Floats, seed: int) -> tuple[Floats, Floats]:
    """Return chords and geodesics of pairs a given way apart, in all directions."""
    rng = np.random.default_rng(seed)
    lons, azimuths = rng.uniform(-180, 180, metres.size), rng.uniform(-180, 180, metres.size)
    azimuths[::3] = rng.choice([-90.0, 0.0, 90.0, 180.0], azimuths[::3].size)
    to_lon, to_lat, _ = GEOD.fwd(lons, lats, azimuths, metres)
    geodesics = GEOD.inv(lons, lats, to_lon, to_lat)[2]
    chords = to_ecef(lon=lons, lat=lats) - to_ecef(lon=to_lon, lat=to_lat)
    return np.linalg.norm(chords, axis=1), geodesics


def short_arc_m(chord_m: float) -> float:
    """Return the left bound as it is proven; the index works with what is simpler."""
    return float(2 * R_MAX * np.arcsin(chord_m / (2 * R_MAX)))


def latitudes(seed: int) -> Floats:
    lats = np.random.default_rng(seed).uniform(-90, 90, N)
    lats[::5] = 0.0
    lats[1::5] = 90.0
    return lats


WORLD = {
    "next door": np.geomspace(1e-3, NEAR_M, N),
    "anywhere": np.geomspace(NEAR_M, HALF_MERIDIAN_M, N),
    "almost opposite": HALF_MERIDIAN_M - np.geomspace(1e-3, 4e5, N),
}


@pytest.mark.parametrize("metres", WORLD.values(), ids=WORLD)
def test_a_geodesic_lies_between_the_bounds_of_its_chord(metres: Floats) -> None:
    chords, geodesics = pairs(metres, latitudes(1), seed=2)
    high = np.array([longest_m(chord) for chord in chords])
    assert (geodesics - at_least_m(chords)).min() > -ROUNDING_M
    assert (high - geodesics).min() > -ROUNDING_M


def test_the_bounds_are_reached() -> None:
    """On a meridian at a pole and at the equator: no narrower bound would hold."""
    chords = []
    for lat in (90.0, 0.0):
        to_lon, to_lat, _ = GEOD.fwd(0.0, lat, 0.0, 1e5)
        ends = to_ecef(lon=0.0, lat=lat), to_ecef(lon=to_lon, lat=to_lat)
        chords.append(float(np.linalg.norm(ends[0] - ends[1])))
    pole, equator = chords
    assert at_least_m(np.array([pole]))[0] == pytest.approx(1e5, abs=1e-3)
    assert chord_within(1e5) == pytest.approx(pole, abs=1e-3)
    assert longest_m(equator) == pytest.approx(1e5, abs=1e-3)
    assert pole > equator + 0.02


def test_nothing_beyond_the_closing_chord_is_as_near() -> None:
    for chord in np.geomspace(1.0, 2 * 6378137.0, 2_000):
        beyond = closing_chord(chord)
        assert beyond > chord
        assert closing_chords(np.array([chord]))[0] == pytest.approx(beyond, abs=1e-7)
        if beyond < 2 * R_MAX:
            assert short_arc_m(beyond) >= longest_m(chord)


def test_the_long_arc_is_longer_than_any_way_on_earth() -> None:
    short_arc = 2 * R_MIN * np.arcsin(OPPOSITE_M / (2 * R_MIN))
    assert 2 * np.pi * R_MIN - short_arc == pytest.approx(20_052_600, abs=100)
    assert 2 * np.pi * R_MIN - short_arc > HALF_MERIDIAN_M


def test_all_of_the_earth_is_within_half_a_meridian() -> None:
    assert chord_within(HALF_MERIDIAN_M) > 2 * 6378137.0
    assert chord_within(1e9) == chord_within(HALF_MERIDIAN_M)


def test_the_near_distance_is_a_tenth_of_a_millimetre_off_at_most() -> None:
    chords, geodesics = pairs(WORLD["next door"], latitudes(5), seed=6)
    near = chords < NEAR_M
    assert near.sum() > 0.99 * N
    metres = np.array([near_distance_m(chord) for chord in chords])
    assert np.abs(metres - geodesics)[near].max() < 1e-4


def test_near_chords_a_gap_apart_are_in_order() -> None:
    for chord in np.linspace(0.0, NEAR_M - NEAR_GAP_M, 1_000):
        assert longest_m(chord) < short_arc_m(chord + NEAR_GAP_M)


@pytest.mark.parametrize("metres", [1e-3, 1.0, 100.0, 20_000.0, 100_000.0, CURVED_M])
def test_the_curved_distance_is_right_on_every_latitude_in_every_direction(metres: float) -> None:
    """The error knows no longitude: these are all pairs so far apart, half a degree apart."""
    lats, azimuths = (
        np.ravel(axis) for axis in np.meshgrid(np.linspace(-90, 90, 361), np.linspace(0, 180, 181))
    )
    start = np.zeros(lats.size)
    to_lon, to_lat, _ = GEOD.fwd(start, lats, azimuths, start + metres)
    ends = to_ecef(lon=start, lat=lats), to_ecef(lon=to_lon, lat=to_lat)
    chords = np.linalg.norm(ends[0] - ends[1], axis=1)
    off = curved_m(chords, z1_m=ends[0][:, 2], z2_m=ends[1][:, 2])
    off -= GEOD.inv(start, lats, to_lon, to_lat)[2]
    assert np.abs(off).max() < max(1e-8, 0.7 * CURVED_OFF_M * (metres / CURVED_M) ** 5)


def test_the_least_metres_of_many_chords_are_least() -> None:
    chords = np.geomspace(1.0, 2 * 6378137.0, 2_000)
    least = np.array([short_arc_m(chord) for chord in chords])
    assert (at_least_m(chords) <= least + ROUNDING_M).all()
    assert np.abs(at_least_m(chords) - least)[chords <= CURVED_M].max() < 0.01
