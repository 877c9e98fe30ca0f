"""Which sites can answer a question at any hour: surely, perhaps, or not.

What is unknown is never false: a site of which nobody said what is in it may have the
microwave that is asked for, so it covers perhaps. Two things are never unknown: the kind of
a site, and its tier, since a network lists its members.
"""

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from locator.model import Site
from locator.nearest import SiteFilter
from locator.vocabulary import Accuracy, Kind, Operation, Welcome

NO: Final = 0
PERHAPS: Final = 1
YES: Final = 2

Codes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def considered(sites: Sequence[Site], where: SiteFilter) -> Mask:
    """Return which sites a question is about: of the kinds asked for, and not closed down.

    A site under repair counts as one that is closed; one placed at the centre of its
    district counts only where coarse positions are asked for.
    """
    kinds = where.kinds or frozenset(Kind) - {Kind.CANDIDATE}
    return np.array([_counts(site, kinds, coarse=where.coarse) for site in sites], dtype=np.bool_)


def _counts(site: Site, kinds: Collection[Kind], *, coarse: bool) -> bool:
    door = site.entrance or site.position
    if door is None or not (coarse or door.accuracy is Accuracy.EXACT):
        return False
    return site.kind in kinds and site.operation is not Operation.CLOSED


def fitness(sites: Sequence[Site], where: SiteFilter) -> Codes:
    """Return for each site whether it has what is asked for, whatever the hour.

    Returns
    -------
    numpy.ndarray of uint8, shape (n,)
        `NO`, `PERHAPS` or `YES`.
    """
    return np.array([min(_each(site, where)) for site in sites], dtype=np.uint8)


def _each(site: Site, where: SiteFilter) -> list[int]:
    codes = [YES if where.tier in {None, site.tier} else NO]
    codes += [_listed(code, site.amenities) for code in where.amenities]
    if where.service is not None:
        codes.append(_listed(where.service, _codes(site.services, "code")))
    if where.access is not None:
        codes.append(_listed(where.access, _codes(site.access, "access")))
    if where.welcome not in {None, site.welcome}:
        codes.append(PERHAPS if site.welcome is Welcome.UNKNOWN else NO)
    return codes


def _codes(items: Collection[object] | None, name: str) -> list[object] | None:
    return None if items is None else [getattr(item, name) for item in items]


def _listed(code: object, known: Collection[object] | None) -> int:
    if known is None:
        return PERHAPS
    return YES if code in known else NO


def lacking(site: Site, where: SiteFilter, code: int = NO) -> SiteFilter:
    """Return the part of a filter that a site does not satisfy: `NO`, or only `PERHAPS`."""

    def lacks(part: SiteFilter) -> bool:
        return min(_each(site, part)) == code

    return SiteFilter(
        amenities=frozenset(a for a in where.amenities if _listed(a, site.amenities) == code),
        tier=where.tier if lacks(SiteFilter(tier=where.tier)) else None,
        service=where.service if lacks(SiteFilter(service=where.service)) else None,
        access=where.access if lacks(SiteFilter(access=where.access)) else None,
        welcome=where.welcome if lacks(SiteFilter(welcome=where.welcome)) else None,
    )
