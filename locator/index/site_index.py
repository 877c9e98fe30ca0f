"""Exact nearest sites on the WGS-84 ellipsoid."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from operator import sub

import numpy as np
from numpy.typing import ArrayLike

from locator.datum import check_degrees
from locator.geodesy import (
    Floats,
    Ints,
    ecef_point,
    inverse,
    to_ecef,
)
from locator.index.cells import MOST, TIMES, CellTree
from locator.index.chord import (
    NEAR_GAP_M,
    NEAR_M,
    chord_within,
    closing_chord,
    near_distance_m,
)
from locator.index.kd_tree import KdTree
from locator.index.locks import ONE_AT_A_TIME
from locator.index.many import Sites, nearest_many, nearest_one_by_one
from locator.index.r_tree import RTree
from locator.index.short_list import FEW, ShortList
from locator.index.tree import Tree

Nearest = tuple[list[int], list[float]]


class SiteIndex:
    """Sites found by geodesic distance: positions out, metres beside them.

    A site is known by its position, any integer. Answers are those of measuring every
    site with ``Geod.inv`` from the place asked for and sorting by (distance, position);
    a tie is two equal results of ``Geod.inv``, as sites in one place have. Up to 20 km,
    and up to 300 km where many places are asked for at once, the metres may be 0.1 mm off
    those of ``Geod``; the order never is.

    The index is an rtree in earth-centred metres, which takes edits. Until the first
    edit what reads faster stands in for it: a kd-tree of the same points, cells of them
    as well for a city, or a list of few. Threads may read while others edit, and a
    process may fork at any time.

    Parameters
    ----------
    lons, lats : array_like, shape (n,)
        WGS-84 degrees.
    positions : array_like of int, shape (n,), optional
        What the sites are known by, each once; 0 to n-1 if left out.

    Raises
    ------
    InvalidInput
        A coordinate is not finite or out of range.
    ValueError
        `lons` and `lats` are not of one length.
    """

    def __init__(
        self, *, lons: ArrayLike, lats: ArrayLike, positions: ArrayLike | None = None
    ) -> None:
        lon, lat = _places(lons, lats)
        known_by = np.arange(lon.size) if positions is None else np.asarray(positions, np.int64)
        self._lons, self._lats = array("d", lon.tobytes()), array("d", lat.tobytes())
        self._positions = array("q", known_by.tobytes())
        xyz = to_ecef(lon=lon, lat=lat)
        self._tree = _fast_tree(xyz)
        self._rows: dict[int, int] = {}  # position to row, once edited

    def __len__(self) -> int:
        return len(self._tree)

    @property
    def size(self) -> int:
        """What it takes, in sites of an index that has only a kd-tree: some 75 bytes each."""
        return len(self._tree) * (TIMES if isinstance(self._tree, CellTree) else 1)

    def insert(self, position: int, *, lon: float, lat: float) -> None:
        """Add a site.

        Raises
        ------
        InvalidInput
            A coordinate is not finite or out of range.
        ValueError
            A site is known by this position already.
        """
        check_degrees(lon, lat)
        with ONE_AT_A_TIME:
            tree = self._editable()
            if position in self._rows:
                raise ValueError(f"a site is known by {position} already")
            self._rows[position] = len(self._positions)
            self._lons.append(lon)
            self._lats.append(lat)
            self._positions.append(position)
            tree.insert(self._rows[position], ecef_point(lon=lon, lat=lat))

    def remove(self, position: int) -> None:
        """Take a site away.

        Raises
        ------
        KeyError
            No site is known by this position.
        """
        with ONE_AT_A_TIME:
            tree = self._editable()
            tree.remove(self._rows.pop(position))

    def nearest(self, *, lon: float, lat: float, k: int) -> Nearest:
        """Return the k nearest sites.

        Parameters
        ----------
        lon, lat : float
            WGS-84 degrees.
        k : int
            How many, at least 1.

        Returns
        -------
        positions : list of int
            Nearest first, ties by position; fewer than k where there are no more.
        distances_m : list of float
            Geodesic metres.

        Raises
        ------
        InvalidInput
            A coordinate is not finite or out of range.
        ValueError
            `k` is less than 1.
        """
        check_degrees(lon, lat)
        _check_count(k)
        return self._one(lon, lat, k)

    def nearest_many(self, *, lons: ArrayLike, lats: ArrayLike, k: int) -> tuple[Ints, Floats]:
        """Return the k nearest sites of each of many places, exact all the same.

        Parameters
        ----------
        lons, lats : array_like, shape (n,)
            WGS-84 degrees.
        k : int
            How many, at least 1.

        Returns
        -------
        positions : numpy.ndarray of int64, shape (n, k)
            As `nearest` gives them; -1 where there are no more.
        distances_m : numpy.ndarray, shape (n, k)
            Geodesic metres; nan where there are no more.

        Raises
        ------
        InvalidInput
            A coordinate is not finite or out of range.
        ValueError
            `lons` and `lats` are not of one length, or `k` is less than 1.
        """
        lon, lat = _places(lons, lats)
        _check_count(k)
        tree = self._tree
        if isinstance(tree, RTree) or not len(tree):
            return nearest_one_by_one(self._one, lons=lon, lats=lat, k=k)
        sites = Sites(
            *(np.array(c[: len(tree)]) for c in (self._lons, self._lats, self._positions))
        )
        if not isinstance(tree, KdTree):
            tree = KdTree(to_ecef(lon=sites.lons, lat=sites.lats))
        return nearest_many(tree, sites, self._one, lons=lon, lats=lat, k=k)

    def within(self, *, lon: float, lat: float, radius_m: float) -> Nearest:
        """Return all sites within a geodesic distance, as `nearest` does.

        Parameters
        ----------
        lon, lat : float
            WGS-84 degrees.
        radius_m : float
            Metres; sites exactly so far away are within.

        Raises
        ------
        InvalidInput
            A coordinate is not finite or out of range.
        ValueError
            The radius is negative or not a number.
        """
        check_degrees(lon, lat)
        if not radius_m >= 0.0:
            raise ValueError("a radius is zero metres or more")
        rows = self._tree.ball(ecef_point(lon=lon, lat=lat), chord_within(radius_m))
        positions, distances = self._measured(lon, lat, rows)
        count = bisect_right(distances, radius_m)
        return positions[:count], distances[:count]

    def _one(self, lon: float, lat: float, k: int) -> Nearest:
        tree = self._tree
        if not isinstance(tree, RTree):
            return self._nearest(tree, lon, lat, k)
        with ONE_AT_A_TIME:  # so that both looks at the tree see the same one
            return self._nearest(tree, lon, lat, k)

    def _nearest(self, tree: Tree, lon: float, lat: float, k: int) -> Nearest:
        if len(tree) <= k:
            return self._measured(lon, lat, tree.rows())
        at = ecef_point(lon=lon, lat=lat)
        chords, rows = tree.closest(at, k + 1)
        if chords[-1] <= NEAR_M and min(map(sub, chords[1:], chords)) > NEAR_GAP_M:
            positions = self._positions
            return [positions[r] for r in rows[:k]], [near_distance_m(c) for c in chords[:k]]
        reach = closing_chord(chords[k - 1])
        rows = rows[:k] if chords[k] > reach else tree.ball(at, reach)
        return self._measured(lon, lat, rows, k)

    def _measured(
        self, lon: float, lat: float, rows: Sequence[int], k: int | None = None
    ) -> Nearest:
        lons, lats = [self._lons[r] for r in rows], [self._lats[r] for r in rows]
        distances, _ = inverse(lon=lon, lat=lat, lons=lons, lats=lats)
        ranked = sorted(zip(distances, [self._positions[r] for r in rows], strict=True))[:k]
        return [position for _, position in ranked], [distance for distance, _ in ranked]

    def _editable(self) -> RTree:
        tree = self._tree
        if not isinstance(tree, RTree):
            tree = RTree(to_ecef(lon=np.array(self._lons), lat=np.array(self._lats)))
            self._rows = {position: row for row, position in enumerate(self._positions)}
            self._tree = tree
        return tree


def _places(lons: ArrayLike, lats: ArrayLike) -> tuple[Floats, Floats]:
    lon, lat = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
    if lon.ndim != 1 or lon.shape != lat.shape:
        raise ValueError("lons and lats are two lists of equal length")
    check_degrees(lon, lat)
    return lon, lat


def _fast_tree(xyz: Floats) -> Tree:
    """Return the tree that is asked fastest as long as nothing is edited."""
    if len(xyz) <= FEW:
        return ShortList(xyz)
    return CellTree(xyz) if len(xyz) <= MOST else KdTree(xyz)


def _check_count(k: int) -> None:
    if k < 1:
        raise ValueError("k is one or more")
