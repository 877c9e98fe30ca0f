"""A place for rows that give no position: from a geocoder, else the centre of their district."""

from dataclasses import replace
from typing import Final

from geodata.importing.matching.identity import own_place
from geodata.importing.remarks import Remarks
from geodata.services.asking import ServiceError
from geodata.services.geocoding import Geocoder
from locator.datum import position
from locator.model import Position, Site
from locator.unions import Jurisdictions, Union
from locator.vocabulary import Accuracy, Datum, Kind
from locator.words import Words

FAILURES: Final = 3  # in a row, after which the service is not asked again
FAILED: Final = Words(zh="地理编码服务出错", en="the geocoder failed")
GIVEN_UP: Final = Words(
    zh="地理编码服务连续出错,其余各行不再查询",
    en="the geocoder failed repeatedly, so the remaining rows were not looked up",
)
NOT_FOUND: Final = Words(zh="地理编码服务找不到地址", en="the geocoder did not find the address")
LEVEL_ACCURACY: Final = {
    "district": Accuracy.DISTRICT,
    "street": Accuracy.STREET,
    "point": Accuracy.STREET,
}


def spoken_place(district: str, street: str, address: str) -> str:
    """Return district, street and address as one text, as an address is written."""
    return "".join(name for name in (district, street) if name not in address) + address


class Placer:
    """Finds a place for sites that have no position of their own.

    Parameters
    ----------
    jurisdictions : Jurisdictions
        The districts and streets that addresses may name.
    geocoder : Geocoder or None
        Asked first. When it fails repeatedly it is left alone.
    remarks : Remarks
        Takes failures and addresses that were not found.

    Attributes
    ----------
    geocoded : int
        Sites that stand where the geocoder found them.
    """

    def __init__(
        self, jurisdictions: Jurisdictions, geocoder: Geocoder | None, remarks: Remarks
    ) -> None:
        self._jurisdictions = jurisdictions
        self._geocoder = geocoder
        self._remarks = remarks
        self.geocoded = 0
        self._failures = 0
        self._centres: dict[str, Position | None] = {}
        cities = [union.name for union in jurisdictions.unions if union.level == "city"]
        self._city = cities[0].removesuffix("总工会") if len(cities) == 1 else ""

    def placed(self, site: Site, before: Site | None) -> Site:
        """Return a site with a place, if it lacks a position of its own and one is found.

        Parameters
        ----------
        site : Site
            The site as its rows leave it.
        before : Site or None
            As it was stored. While its address is the same, what was found for it stays
            unless something more accurate is found.
        """
        kept = before.position if before else None
        told = site.position is not None and site.position != kept
        if told or own_place(site.position) or site.kind is Kind.REMOTE:
            return site
        where = spoken_place(site.district, site.street, site.address)
        geocoded = self._geocoded(where) if where else None
        found = geocoded or (self._centre(where) if where else None)
        if before and where == spoken_place(before.district, before.street, before.address):
            better = found and (not site.position or _rank(found) < _rank(site.position))
            if not better:
                return site
        self.geocoded += geocoded is not None
        return replace(site, position=found)

    def _geocoded(self, address: str) -> Position | None:
        if self._geocoder is None or self._failures == FAILURES:
            return None
        try:
            place = self._geocoder.locate(address, self._city)
        except ServiceError as error:
            self._failures += 1
            self._remarks.add(FAILED, details=[str(error)])
            if self._failures == FAILURES:
                self._remarks.add(GIVEN_UP)
            return None
        self._failures = 0
        if place is None:
            self._remarks.add(NOT_FOUND, details=[address])
            return None
        return position(place.lon, place.lat, place.datum, place.accuracy)

    def _centre(self, address: str) -> Position | None:
        """Return the centre of the narrowest area that an address names, if that is no city."""
        union = self._jurisdictions.named_in(address)
        if union is None:
            return None
        if union.id not in self._centres:
            self._centres[union.id] = self._centre_of(union)
        return self._centres[union.id]

    def _centre_of(self, union: Union) -> Position | None:
        for area in self._jurisdictions.chain_of(union):
            centre = self._jurisdictions.centre(area)
            if centre and area.level in LEVEL_ACCURACY:
                return position(*centre, Datum.WGS84, LEVEL_ACCURACY[area.level])
        return None


def _rank(position: Position) -> int:
    return list(Accuracy).index(position.accuracy)  # the best first
