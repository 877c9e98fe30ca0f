"""Which unions answer for a point: exactly one chain, from the most local up."""

from collections.abc import Iterable

import numpy as np
import rtree.index
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from locator.datum import check_degrees
from locator.index.locks import ONE_AT_A_TIME
from locator.model import Site
from locator.unions.adcodes import CodeBook
from locator.unions.checks import check_unions
from locator.unions.naming import Namer
from locator.unions.union import LEVELS, Chain, Union


class Jurisdictions:
    """The unions loaded, found by place, by code and by name.

    Parameters
    ----------
    unions : iterable of Union
        Any order; parents among them.

    Raises
    ------
    InvalidInput
        Naming the union: an id twice, a parent that is missing or not of a wider level
        (hence every cycle), an area that is no polygon in degrees, two catch-alls.

    Notes
    -----
    One rtree index must not be read by two threads at once, so the one lock of the
    indexes guards it.
    """

    def __init__(self, unions: Iterable[Union]) -> None:
        self.unions: Chain = tuple(sorted(unions, key=lambda union: union.id))
        check_unions(self.unions)
        self._by_id = {union.id: union for union in self.unions}
        self._chains = {union.id: self._climb(union) for union in self.unions}
        self._fallback = self._climb(_fallback(self.unions)) if self.unions else ()
        placed = [(union.area, union) for union in self.unions if union.area is not None]
        placed.sort(key=lambda pair: (pair[0].area, -LEVELS.index(pair[1].level), pair[1].id))
        self._ranked = [(area, self._chains[union.id]) for area, union in placed]
        self._below: dict[str, BaseGeometry | None] = {}
        self._tree = _tree(_prepared([area for area, _ in self._ranked]))
        self._codes = CodeBook(self.unions)
        self._namer = Namer(self._chains)

    def chain(self, *, lon: float, lat: float) -> Chain:
        """Return the unions responsible for a point, most local first.

        Of the areas that cover the point (borders belong to both sides), the smallest
        decides, then the narrower level, then the id. A point in none of them falls to
        the catch-all, or without one to the widest union.

        Parameters
        ----------
        lon, lat : float
            WGS-84 degrees.

        Returns
        -------
        tuple of Union
            Empty only when nothing is loaded.

        Raises
        ------
        InvalidInput
            The point is not finite or not on the globe.
        """
        check_degrees(lon, lat)
        with ONE_AT_A_TIME:
            near = list(self._tree.intersection((lon, lat, lon, lat)))
        for rank in sorted(near):
            area, chain = self._ranked[rank]
            if shapely.intersects_xy(area, lon, lat):
                return chain
        return self._fallback

    def chains(
        self, *, lons: NDArray[np.float64], lats: NDArray[np.float64]
    ) -> tuple[tuple[Chain, ...], NDArray[np.int64]]:
        """Return the unions responsible for many points, as `chain` does for each.

        Parameters
        ----------
        lons, lats : numpy.ndarray, shape (n,)
            WGS-84 degrees.

        Returns
        -------
        chains : tuple of tuple of Union
            The chains that come up; that of the catch-all may be there twice.
        of_point : numpy.ndarray of int, shape (n,)
            Place of each point's chain among them.
        """
        check_degrees(lons, lats)
        rank = np.full(lons.size, len(self._ranked), dtype=np.int64)  # what nobody covers
        for number, (area, _) in enumerate(self._ranked):
            west, south, east, north = area.bounds
            near = (lons >= west) & (lons <= east) & (lats >= south) & (lats <= north)
            free = np.flatnonzero(near & (rank == len(self._ranked)))
            rank[free[shapely.intersects_xy(area, lons[free], lats[free])]] = number
        ranks, of_point = np.unique(rank, return_inverse=True)
        every = [*(chain for _, chain in self._ranked), self._fallback]
        return tuple(every[number] for number in ranks.tolist()), of_point.ravel()

    def chain_of_site(self, site: Site) -> Chain:
        """Return the unions responsible for a site, most local first.

        Where it has no position its code decides, and without one the catch-all takes it.
        """
        door = site.entrance or site.position
        if door is not None:
            return self.chain(lon=door.lon, lat=door.lat)
        union = self.by_adcode(site.adcode) if site.adcode else None
        return self._fallback if union is None else self.chain_of(union)

    def chain_of(self, union: Union) -> Chain:
        """Return a loaded union and those above it, most local first."""
        return self._chains[union.id]

    def by_adcode(self, code: str) -> Union | None:
        """Return the narrowest union whose area's code is this one or contains it.

        Parameters
        ----------
        code : str
            GB/T 2260 code of 6 digits, with those of a street 9, of a village 12.
        """
        return self._codes.find(code)

    def named_in(self, address: str) -> Union | None:
        """Return the most local union that an address names, if it names one clearly.

        Parameters
        ----------
        address : str
            As written: 示例市望海区迎春街道12号, 示例望海迎春街道.
        """
        return self._namer.named_in(address)

    def area(self, union: Union) -> BaseGeometry | None:
        """Return the area of a union: its own, else that of the unions below it."""
        if union.area is not None:
            return union.area
        if union.id not in self._below:
            below = [area for area, chain in self._ranked if union in chain]
            self._below[union.id] = shapely.union_all(below) if below else None
        return self._below[union.id]

    def centre(self, union: Union) -> tuple[float, float] | None:
        """Return lon and lat of a point within a union's area; None without an area."""
        area = self.area(union)
        if area is None:
            return None
        middle = area.centroid
        point = middle if area.contains(middle) else area.representative_point()
        return point.x, point.y

    def _climb(self, union: Union) -> Chain:
        chain = [union]
        while chain[-1].parent_id:
            chain.append(self._by_id[chain[-1].parent_id])
        return tuple(chain)


def _fallback(unions: Chain) -> Union:
    """Return who takes a point that lies in no area."""
    catch_all = next((union for union in unions if union.catch_all), None)
    return catch_all or min(unions, key=lambda union: (LEVELS.index(union.level), union.id))


def _prepared(areas: list[BaseGeometry]) -> NDArray[np.float64]:
    """Prepare areas for many questions and return their bounds, one row each.

    The first question makes GEOS build an index, which it does without a lock: it is
    asked here, before there is a second thread.
    """
    shapely.prepare(areas)
    bounds = shapely.bounds(areas).reshape(-1, 4)
    shapely.intersects_xy(
        areas, (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    )
    return bounds


def _tree(bounds: NDArray[np.float64]) -> rtree.index.Index:
    boxes = [(rank, tuple(box), None) for rank, box in enumerate(bounds.tolist())]
    return rtree.index.Index(boxes) if boxes else rtree.index.Index()
