"""Which union answers for a place."""

from locator.unions.jurisdictions import Jurisdictions
from locator.unions.slips import DatumVerdict, Reading, likely_datum
from locator.unions.union import LEVELS, Level, Union

__all__ = [
    "LEVELS",
    "DatumVerdict",
    "Jurisdictions",
    "Level",
    "Reading",
    "Union",
    "likely_datum",
]
