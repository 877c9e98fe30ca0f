"""A place for rows that give no position: from a geocoder, else the centre of their district."""

from collections.abc import Iterable
from typing import Final

from geodata.geocoding import Geocoder, GeocodingError
from geodata.importing.matching.registry import Entry, own_place
from geodata.importing.reading.drafts import Draft
from geodata.importing.reading.positions import Pair, to_positions
from geodata.importing.remarks import Remarks
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


def spoken_place(draft: Draft) -> str:
    """Return district, street and address of a row as one text, as an address is written."""
    address: str = draft.values.get("address", "")
    wider = (draft.values.get(name, "") for name in ("district", "street"))
    return "".join(name for name in wider if name not in address) + address


def place_entries(
    entries: Iterable[Entry],
    jurisdictions: Jurisdictions,
    geocoder: Geocoder | None,
    remarks: Remarks,
) -> None:
    """Give a place to every site that has none from a row or from the store.

    Parameters
    ----------
    entries : iterable of Entry
        Sites and their rows.
    jurisdictions : Jurisdictions
        The districts and streets that addresses may name.
    geocoder : Geocoder or None
        Asked before them.
    remarks : Remarks
        Takes failures and addresses that were not found.
    """
    drafts = [entry.draft for entry in entries if _needs_place(entry)]
    if geocoder is not None:
        _geocode(drafts, geocoder, jurisdictions, remarks)
    centres = Centres(jurisdictions)
    for draft in drafts:
        if draft.pair is None:
            centres.place(draft)
    for draft, position in zip(drafts, to_positions([d.pair for d in drafts]), strict=True):
        if position is not None:
            draft.values["position"] = position


def _needs_place(entry: Entry) -> bool:
    stored = entry.stored.position if entry.stored else None
    return (
        own_place(stored) is None
        and not any("position" in draft.values for draft in (entry.draft, *entry.others))
        and entry.draft.values.get("kind") is not Kind.REMOTE
        and bool(spoken_place(entry.draft))
    )


def _geocode(
    drafts: Iterable[Draft], geocoder: Geocoder, jurisdictions: Jurisdictions, remarks: Remarks
) -> None:
    """Ask for each address; a service that fails repeatedly is left alone."""
    cities = [union.name for union in jurisdictions.unions if union.level == "city"]
    city = cities[0].removesuffix("总工会") if len(cities) == 1 else ""
    failures = 0
    for draft in drafts:
        address = spoken_place(draft)
        try:
            place = geocoder.locate(address, city)
        except GeocodingError as error:
            remarks.add(FAILED, row=str(draft.row), details=[str(error)])
            failures += 1
            if failures == FAILURES:
                remarks.add(GIVEN_UP)
                return
            continue
        failures = 0
        if place is None:
            remarks.add(NOT_FOUND, row=str(draft.row), details=[address])
        else:
            draft.pair = Pair(*place)


class Centres:
    """Centres of districts and streets, each worked out once.

    Parameters
    ----------
    jurisdictions : Jurisdictions
        The unions loaded; there may be none.
    """

    def __init__(self, jurisdictions: Jurisdictions) -> None:
        self._jurisdictions = jurisdictions
        self._pairs: dict[str, Pair | None] = {}

    def place(self, draft: Draft) -> None:
        """Put a row at the centre of the narrowest area that it names, if that is no city."""
        union = self._jurisdictions.named_in(spoken_place(draft))
        if union is not None:
            if union.id not in self._pairs:
                self._pairs[union.id] = self._pair(union)
            draft.pair = self._pairs[union.id]

    def _pair(self, union: Union) -> Pair | None:
        for area in self._jurisdictions.chain_of(union):
            centre = self._jurisdictions.centre(area)
            if centre and area.level in LEVEL_ACCURACY:
                return Pair(*centre, Datum.WGS84, LEVEL_ACCURACY[area.level])
        return None
