"""The sites of a snapshot as arrays: where they are, and what a filter asks of them."""

from collections.abc import Collection, Iterable, Sequence
from math import nan
from typing import Final

import numpy as np
from numpy.typing import NDArray

from locator.geodesy import Ints
from locator.model import Site
from locator.nearest import SiteFilter
from locator.vocabulary import (
    ACCESSES,
    AMENITIES,
    KINDS,
    SERVICES,
    TIERS,
    WELCOMES,
    Accuracy,
    Kind,
)

Mask = NDArray[np.bool_]
Bits = dict[str, int]


def _one_each(codes: Iterable[str]) -> Bits:
    return {code: 1 << number for number, code in enumerate(codes)}


KIND: Final = _one_each(KINDS)
TIER: Final = _one_each(TIERS)
WELCOME: Final = _one_each(WELCOMES)
AMENITY: Final = _one_each(AMENITIES)
SERVICE: Final = _one_each(SERVICES)
ACCESS: Final = _one_each(ACCESSES)


class Columns:
    """What is known of each site, a bit for each code; no bit where it is unknown.

    A site stands where its entrance is, if that is known: people go to the door.

    Parameters
    ----------
    sites : sequence of Site
        The row of a site is its place in this sequence.

    Attributes
    ----------
    lons, lats : numpy.ndarray, shape (n,)
        WGS-84 degrees; nan without a position.
    """

    def __init__(self, sites: Sequence[Site]) -> None:
        doors = [site.entrance or site.position for site in sites]
        self.lons = np.array([door.lon if door else nan for door in doors], dtype=np.float64)
        self.lats = np.array([door.lat if door else nan for door in doors], dtype=np.float64)
        exact = [door is not None and door.accuracy is Accuracy.EXACT for door in doors]
        self._exact = np.array(exact, dtype=np.bool_)
        self._kind = _column(KIND, ((site.kind,) for site in sites))
        self._tier = _column(TIER, ((site.tier,) if site.tier else () for site in sites))
        self._welcome = _column(WELCOME, ((site.welcome,) for site in sites))
        self._amenities = _column(AMENITY, (site.amenities or () for site in sites))
        self._services = _column(SERVICE, ([s.code for s in site.services or ()] for site in sites))
        self._access = _column(
            ACCESS, ([way.access for way in site.access or ()] for site in sites)
        )

    def matching(self, where: SiteFilter) -> Mask:
        """Return which sites a filter lets pass, wherever they stand.

        Access is satisfied by a way in that holds at any hour.
        """
        kinds = where.kinds or KIND.keys() - {Kind.CANDIDATE}
        mask: Mask = (self._kind & sum(KIND[kind] for kind in kinds)) != 0
        for column, wanted in (
            (self._tier, TIER[where.tier] if where.tier else 0),
            (self._welcome, WELCOME[where.welcome] if where.welcome else 0),
            (self._amenities, sum(AMENITY[code] for code in where.amenities)),
            (self._services, SERVICE[where.service] if where.service else 0),
            (self._access, ACCESS[where.access] if where.access else 0),
        ):
            if wanted:
                mask &= (column & wanted) == wanted
        return mask

    def standing(self, *, coarse: bool) -> Mask:
        """Return which sites have a distance: an exact position, or any if coarse ones count."""
        placed: Mask = ~np.isnan(self.lons) & (self._kind != KIND[Kind.REMOTE])
        return placed if coarse else placed & self._exact


def _column(bits: Bits, rows: Iterable[Collection[str]]) -> Ints:
    """Return the bits of each row's codes; a code may stand there twice."""
    return np.array([sum({bits.get(code, 0) for code in row}) for row in rows], dtype=np.int64)
