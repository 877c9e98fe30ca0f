"""A warning when the positions of a file do not fit the districts that its rows name."""

from typing import Final

import numpy as np

from geodata.importing.matching.identity import own_place
from geodata.importing.placing import spoken_place
from geodata.importing.reading.drafts import Draft
from geodata.importing.remarks import Remarks
from locator.model import Position
from locator.unions import Jurisdictions, Union, likely_datum
from locator.vocabulary import Datum

SAMPLE: Final = 5000  # rows that settle the question; more would only take time


class Suspicion:
    """Gathers some rows with positions of a file and tests them all together.

    Parameters
    ----------
    jurisdictions : Jurisdictions
        The districts that rows may name; without any nothing is tested.
    rows : int
        How many rows the file has.
    """

    def __init__(self, jurisdictions: Jurisdictions, rows: int) -> None:
        self._jurisdictions = jurisdictions
        self._every = -(-rows // SAMPLE)
        self._seen = 0
        self._rows: dict[Datum, list[tuple[Position, Union]]] = {}

    def see(self, draft: Draft) -> None:
        """Take in a row, or pass over it where there are many."""
        self._seen += 1
        position = own_place(draft.values.get("position"))
        if position is None or self._seen % self._every or not self._jurisdictions.unions:
            return
        union = self._named(draft)
        if union is not None:
            self._rows.setdefault(position.datum, []).append((position, union))

    def tell(self, remarks: Remarks) -> None:
        """Warn, naming the likely datum, for each datum that the positions speak against."""
        for datum, rows in self._rows.items():
            verdict = likely_datum(
                lon=np.array([position.given_lon for position, _ in rows]),
                lat=np.array([position.given_lat for position, _ in rows]),
                said=datum,
                named=[union for _, union in rows],
                jurisdictions=self._jurisdictions,
            )
            if verdict.warning is not None:
                remarks.add(verdict.warning)

    def _named(self, draft: Draft) -> Union | None:
        values = draft.values
        place = spoken_place(*(values.get(name, "") for name in ("district", "street", "address")))
        by_name = self._jurisdictions.named_in(place)
        return by_name or self._jurisdictions.by_adcode(values.get("adcode", ""))
