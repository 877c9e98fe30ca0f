"""Warnings when positions do not fit the districts that they name, or the streets."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from geodata.importing.matching.identity import own_place
from geodata.importing.placing import spoken_place
from geodata.importing.reading.drafts import Draft
from geodata.importing.remarks import Remarks
from geodata.quality.areas import Areas
from locator.model import Position, Site
from locator.streets import Streets
from locator.streets.datums import datum_by_streets
from locator.unions import Jurisdictions, Union, likely_datum
from locator.vocabulary import Datum
from locator.words import Words

SAMPLE: Final = 5000  # rows that settle the question; more would only take time

ELSEWHERE: Final = Words(
    zh="坐标不在资料所写的区县、街道里",
    en="positions lie outside the district or street that their record names",
)

Rows = list[tuple[Position, Union | None]]


class Suspicion:
    """Gathers some rows with positions of a file and tests them all together.

    Parameters
    ----------
    jurisdictions : Jurisdictions
        The districts that rows may name; without any none is tested.
    streets : Streets or None
        The streets that positions should lie beside; without any none is tested.
    rows : int
        How many rows the file has.
    """

    def __init__(self, jurisdictions: Jurisdictions, streets: Streets | None, rows: int) -> None:
        self._jurisdictions = jurisdictions
        self._streets = streets
        self._every = -(-rows // SAMPLE)
        self._seen = 0
        self._rows: dict[Datum, Rows] = {}

    def see(self, draft: Draft) -> None:
        """Take in a row, or pass over it where there are many."""
        self._seen += 1
        position = own_place(draft.values.get("position"))
        if position is None or self._seen % self._every:
            return
        union = self._named(draft) if self._jurisdictions.unions else None
        if union is not None or self._streets is not None:
            self._rows.setdefault(position.datum, []).append((position, union))

    def tell(self, remarks: Remarks) -> None:
        """Warn, naming the likely datum, for each datum that the positions speak against."""
        for datum, rows in self._rows.items():
            for warning in self._doubts(datum, rows):
                remarks.add(warning)

    def _doubts(self, datum: Datum, rows: Rows) -> Iterator[Words]:
        """Yield what districts say and, unless that is the same datum, what streets say."""
        lon = np.array([position.given_lon for position, _ in rows])
        lat = np.array([position.given_lat for position, _ in rows])
        by_district = likely_datum(
            lon=lon,
            lat=lat,
            said=datum,
            named=[union for _, union in rows],
            jurisdictions=self._jurisdictions,
        )
        if by_district.warning is not None:
            yield by_district.warning
        if self._streets is None:
            return
        by_street = datum_by_streets(self._streets, lon=lon, lat=lat, said=datum)
        if by_street.warning is not None and by_street.likely is not by_district.likely.datum:
            yield by_street.warning

    def _named(self, draft: Draft) -> Union | None:
        values = draft.values
        place = spoken_place(*(values.get(name, "") for name in ("district", "street", "address")))
        by_name = self._jurisdictions.named_in(place)
        return by_name or self._jurisdictions.by_adcode(values.get("adcode", ""))


def tell_elsewhere(
    sites: Iterable[Site], rows: Mapping[str, str], jurisdictions: Jurisdictions, remarks: Remarks
) -> None:
    """Warn of each site that does not lie where its record says.

    Parameters
    ----------
    sites : iterable of Site
        As the import will leave them.
    rows : mapping of str to str
        Id → the row that speaks for it, as people are told.
    jurisdictions : Jurisdictions
        The districts and streets that records may name.
    remarks : Remarks
        Where the warning goes.
    """
    areas = Areas(jurisdictions)
    for site in sites if areas else ():
        found = areas.elsewhere(site)
        if found is not None:
            told = f"{site.name} ({found.named.name} → {found.here.name})"
            remarks.add(ELSEWHERE, row=rows.get(site.id, ""), details=[told])
