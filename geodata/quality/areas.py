"""Whether a site lies in the area that its record names."""

from functools import cached_property
from typing import Final, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.quality.duplicates import own_position
from locator.model import Site
from locator.unions import Jurisdictions, Union

BORDER_DEG: Final = 0.001  # 100 m: published district borders are no better than that


class Elsewhere(NamedTuple):
    """The union that a record names, and the one that its position falls to."""

    named: Union
    here: Union


class Areas:
    """The areas of unions; false where none has one.

    Parameters
    ----------
    jurisdictions : Jurisdictions
        The unions loaded.
    """

    def __init__(self, jurisdictions: Jurisdictions) -> None:
        self._jurisdictions = jurisdictions
        self._known: dict[str, BaseGeometry | None] = {}

    def __bool__(self) -> bool:
        return self._any

    def elsewhere(self, site: Site) -> Elsewhere | None:
        """Return what speaks against a site's position, if anything does."""
        position, named = own_position(site), self._named(site)
        area = None if named is None else self._area(named)
        if position is None or named is None or area is None:
            return None
        if shapely.dwithin(area, shapely.Point(position.lon, position.lat), BORDER_DEG):
            return None
        here = self._jurisdictions.chain(lon=position.lon, lat=position.lat)[0]
        return Elsewhere(named, here)

    def catching(self, site: Site) -> Union | None:
        """Return the union that a site falls to because it lies in no area."""
        position = own_position(site)
        if position is None:
            return None
        first = self._jurisdictions.chain(lon=position.lon, lat=position.lat)[0]
        inside = first.area is not None and shapely.intersects_xy(
            first.area, position.lon, position.lat
        )
        return None if inside else first

    @cached_property
    def _any(self) -> bool:
        return any(union.area is not None for union in self._jurisdictions.unions)

    def _area(self, union: Union) -> BaseGeometry | None:
        if union.id not in self._known:
            area = self._known[union.id] = self._jurisdictions.area(union)
            shapely.prepare(area)
        return self._known[union.id]

    def _named(self, site: Site) -> Union | None:
        """Return the union whose area the record names, by code or else in words."""
        by_code = self._jurisdictions.by_adcode(site.adcode) if site.adcode else None
        return (
            by_code
            or self._jurisdictions.named_in(f"{site.district}{site.street}")
            or self._jurisdictions.named_in(site.address)
        )
