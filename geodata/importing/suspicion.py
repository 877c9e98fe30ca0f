"""A warning when the positions of a file do not fit the districts that its rows name."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from geodata.importing.matching.registry import own_place
from geodata.importing.placing import spoken_place
from geodata.importing.reading.drafts import Draft
from geodata.importing.remarks import Remarks
from locator.unions import Jurisdictions, Union, likely_datum
from locator.vocabulary import Datum

SAMPLE: Final = 5000  # rows that settle the question; more would only take time


def suspect_datum(drafts: Sequence[Draft], jurisdictions: Jurisdictions, remarks: Remarks) -> None:
    """Warn, naming the likely datum, for each datum that the positions speak against.

    Parameters
    ----------
    drafts : sequence of Draft
        The rows of a file; those that name no district say nothing.
    jurisdictions : Jurisdictions
        The districts; without any nothing is tested.
    remarks : Remarks
        Takes the warnings.
    """
    if not jurisdictions.unions:
        return
    for datum in Datum:
        rows = [draft for draft in drafts if _is_in(draft, datum)]
        rows = rows[:: -(-len(rows) // SAMPLE) or 1]
        if not rows:
            continue
        verdict = likely_datum(
            lon=np.array([draft.values["position"].given_lon for draft in rows]),
            lat=np.array([draft.values["position"].given_lat for draft in rows]),
            said=datum,
            named=[_named(draft, jurisdictions) for draft in rows],
            jurisdictions=jurisdictions,
        )
        if verdict.warning is not None:
            remarks.add(verdict.warning)


def _is_in(draft: Draft, datum: Datum) -> bool:
    position = own_place(draft.values.get("position"))
    return position is not None and position.datum is datum


def _named(draft: Draft, jurisdictions: Jurisdictions) -> Union | None:
    by_name = jurisdictions.named_in(spoken_place(draft))
    return by_name or jurisdictions.by_adcode(draft.values.get("adcode", ""))
