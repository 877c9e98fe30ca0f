"""What a straight chord through the earth proves about the geodesic between its ends.

The trees compare chords (straight lines in earth-centred metres), people go along the
surface. On WGS-84 the order of chords is nearly, not always, the order of geodesics. Let
``a``, ``b`` be the semi-axes, ``s`` the geodesic and ``c`` the chord of two points. All
radii of curvature of the surface lie between ``R_MIN = b²/a`` (meridian at the equator)
and ``R_MAX = a²/b`` (poles). Then

    2 R_MAX asin(c / 2 R_MAX)  ≤  s  ≤  2 R_MIN asin(c / 2 R_MIN).

*Left.* By Blaschke's rolling theorem ("Kreis und Kugel", 1916) a convex body whose
radii of curvature are at most R is an intersection of balls of radius R, so with two
points it contains the spindle that the short arc of radius R over their chord sweeps when
turned about the chord. A path on the surface stays outside that spindle; projecting it
onto the spindle, a convex body, does not lengthen it; and on a surface of revolution
nothing between the tips is shorter than a meridian, which is that arc.

*Right.* A geodesic has no curvature within the surface, so its curvature in space is the
surface's normal curvature, at most 1/R_MIN. By Schwarz's theorem (Schur, Math. Ann. 83,
1921) a curve with curvature ≤ 1/R whose ends are c < 2 R apart is at most as long as the
short arc of radius R over c, or at least as long as the long one. The long arc is longer
than any shortest path while c < `OPPOSITE_M`: no two points are farther apart than half a
meridian, since of the two ways over a pole one is no longer than that. From `OPPOSITE_M`
on, half a meridian is the bound itself.

The bounds are all that the order of sites around one place rests on. `curved_m` is closer,
and how close is measured instead of proven (see `CURVED_OFF_M`): where many places are asked
for at once, the order rests on it as well.
"""

from math import asin, sin
from typing import Final

import numpy as np

from locator.geodesy import GEOD, SEMI_MAJOR_M, SEMI_MINOR_M, Floats

R_MIN: Final = SEMI_MINOR_M**2 / SEMI_MAJOR_M
R_MAX: Final = SEMI_MAJOR_M**2 / SEMI_MINOR_M
HALF_MERIDIAN_M: Final[float] = GEOD.inv(0.0, -90.0, 0.0, 90.0)[2]
OPPOSITE_M: Final = 12_670_000.0  # the long arc over it is 20,052,600 m

ROUNDING_M: Final = 1e-6
"""More than floats and `pyproj.Geod` (15 nm) can be wrong in any comparison here."""

NEAR_M: Final = 20_000.0
"""Up to this chord the two bounds are less than 0.2 mm apart."""

NEAR_GAP_M: Final = 0.2e-3
"""Chords up to `NEAR_M` that differ by more are in the order of their geodesics."""

CURVED_M: Final = 300_000.0
"""Up to this chord `curved_m` is right to `CURVED_OFF_M`."""

CURVED_OFF_M: Final = 0.1e-3
"""More than it was off anywhere: 63 µm at `CURVED_M`, and less as the fifth power of the
chord, 0.3 µm at 100 km. On a surface of revolution the error depends on the latitude, the
direction and the chord alone, and changes slowly with each, so that pairs of all latitudes
and directions show its largest values."""

_CUBIC: Final = (R_MIN**-2 + R_MAX**-2) / 48.0
_FLATNESS: Final = (SEMI_MAJOR_M / SEMI_MINOR_M) ** 2 - 1.0


def longest_m(chord_m: float) -> float:
    """Return metres that no geodesic over this chord exceeds."""
    if chord_m >= OPPOSITE_M:
        return HALF_MERIDIAN_M
    return 2.0 * R_MIN * asin(chord_m / (2.0 * R_MIN))


def chord_within(distance_m: float) -> float:
    """Return a chord that no two points within this geodesic distance exceed."""
    return 2.0 * R_MAX * sin(min(distance_m, HALF_MERIDIAN_M) / (2.0 * R_MAX)) + ROUNDING_M


def closing_chord(chord_m: float) -> float:
    """Return the chord beyond which nothing is as near as a point at `chord_m`."""
    return chord_within(longest_m(chord_m))


def closing_chords(chords_m: Floats) -> Floats:
    """Return the `closing_chord` of each."""
    arcs = 2.0 * R_MIN * np.arcsin(np.minimum(chords_m, OPPOSITE_M) / (2.0 * R_MIN))
    longest = np.where(chords_m < OPPOSITE_M, arcs, HALF_MERIDIAN_M)
    return 2.0 * R_MAX * np.sin(longest / (2.0 * R_MAX)) + ROUNDING_M


def curved_m(chords_m: Floats, *, z1_m: Floats, z2_m: Floats) -> Floats:
    """Return geodesic metres over chords up to `CURVED_M`, less than `CURVED_OFF_M` off.

    The arc of the circle that fits the surface under the middle of the chord, in the
    direction of the chord (Meusnier, Euler). With ``x`` an end, ``d`` the chord vector,
    ``m`` the middle and the ellipsoid ``xᵀBx = 1``, that point lies along ``m``, ``d`` is
    parallel to the surface there, since ``dᵀBm = 0``, and the curvature is
    ``(dᵀBd / c²) √(mᵀBm) / |Bm|``. As ``mᵀBm = 1 - dᵀBd / 4``, the heights of both ends
    over the plane of the equator are all of the coordinates that it takes.

    Parameters
    ----------
    chords_m : numpy.ndarray
        Metres.
    z1_m, z2_m : numpy.ndarray
        Earth-centred z of the ends, in metres.
    """
    slope = (z2_m - z1_m) / np.maximum(chords_m, 1.0)  # of no account on less than a metre
    middle = (z1_m + z2_m) / (2.0 * SEMI_MINOR_M)
    along = 1.0 + _FLATNESS * slope * slope
    across = np.minimum(chords_m, CURVED_M) / SEMI_MAJOR_M
    fall = _FLATNESS * middle * middle / (1.0 - 0.25 * along * across * across)
    bend = (along * across) ** 2 / (1.0 + fall)  # chord over radius, squared
    return chords_m * (1.0 + bend * (1.0 / 24.0 + bend * (3.0 / 640.0)))


def at_least_m(chords_m: Floats) -> Floats:
    """Return metres that no geodesic over these chords falls short of: the left bound, cubic."""
    return chords_m + chords_m**3 / (24.0 * R_MAX**2)


def near_distance_m(chord_m: float) -> float:
    """Return geodesic metres over a chord up to `NEAR_M`, less than 0.1 mm off.

    The middle of both bounds; what the cubic leaves out is 9 nm at `NEAR_M`.
    """
    return chord_m + _CUBIC * chord_m * chord_m * chord_m
